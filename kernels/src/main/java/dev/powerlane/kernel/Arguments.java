package dev.powerlane.kernel;

import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.util.LinkedHashSet;
import java.util.List;

/** Checks what callers give to a law's kernels, before any work: each refusal names the argument and says what would be right. */
record Arguments(Law law) {

    void parameters(double[] parameters) {
        if (parameters.length != law.parameters().size()) {
            throw new IllegalArgumentException("parameters must have " + law.parameters().size() + " values ("
                    + String.join(", ", law.parameterNames()) + "), not " + parameters.length);
        }
    }

    /** The values of a parameter set of this law. */
    double[] values(ParameterSet parameters) {
        if (!parameters.values().keySet().equals(new LinkedHashSet<>(law.parameterNames()))) {
            throw new IllegalArgumentException("the parameters of " + law + " are " + String.join(", ", law.parameterNames())
                    + ", but values are given for " + String.join(", ", parameters.values().keySet()));
        }
        return parameters.toArray();
    }

    /** The length of the columns. */
    int columns(double[][] columns) {
        if (columns.length != law.inputs().size()) {
            throw new IllegalArgumentException("columns must have " + law.inputs().size() + " arrays ("
                    + String.join(", ", law.inputNames()) + "), not " + columns.length);
        }
        for (int j = 1; j < columns.length; j++) {
            if (columns[j].length != columns[0].length) {
                throw new IllegalArgumentException("column " + law.inputNames().get(j) + " has " + columns[j].length
                        + " values, but column " + law.inputNames().get(0) + " has " + columns[0].length);
            }
        }
        return columns[0].length;
    }

    void points(Points points) {
        if (points.columns().length != law.inputs().size()) {
            throw new IllegalArgumentException("points have " + points.columns().length + " columns, but " + law + " is a law in "
                    + String.join(", ", law.inputNames()));
        }
    }

    /** One array a name. */
    void arrays(String argument, double[][] arrays, List<String> names, Points points) {
        if (arrays.length != names.size()) {
            throw new IllegalArgumentException(argument + " must have " + names.size() + " arrays (" + String.join(", ", names)
                    + "), not " + arrays.length);
        }
        rooms(argument, arrays, points);
    }

    /** One array a pair of names. */
    void triangle(String argument, double[][] arrays, List<String> names, Points points) {
        int pairs = names.size() * (names.size() + 1) / 2;
        if (arrays.length != pairs) {
            throw new IllegalArgumentException(argument + " must have " + pairs + " arrays, the lower triangle over "
                    + String.join(", ", names) + ", not " + arrays.length);
        }
        rooms(argument, arrays, points);
    }

    private void rooms(String argument, double[][] arrays, Points points) {
        points(points);
        for (int j = 0; j < arrays.length; j++) {
            if (arrays[j].length < points.size()) {
                room(argument + "[" + j + "]", arrays[j], points.size());
            }
        }
    }

    static void room(String argument, double[] out, int size) {
        if (out.length < size) {
            throw new IllegalArgumentException(argument + " has " + out.length + " places for " + size + " points");
        }
    }
}
