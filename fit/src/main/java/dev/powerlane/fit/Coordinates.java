package dev.powerlane.fit;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The coordinates in which a law is fitted: the logarithm of each positive parameter, the others as they are. Coordinates
 * keep the parameters' names and order.
 */
final class Coordinates {
    /** A logarithm is moved by no more than this in one step. */
    private static final double LOG_STEP = 4;

    private final List<Parameter> parameters;

    Coordinates(Law law) {
        parameters = law.parameters();
    }

    int size() {
        return parameters.size();
    }

    List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** The law's formula with each positive parameter replaced by the exponential of its coordinate. */
    Expr in(Expr expression) {
        Map<String, Expr> exponentials = new HashMap<>();
        for (Parameter p : parameters) {
            if (p.positive()) {
                exponentials.put(p.name(), Expr.exp(Expr.name(p.name())));
            }
        }
        return expression.substitute(exponentials);
    }

    boolean isLog(int j) {
        return parameters.get(j).positive();
    }

    double toCoordinate(int j, double value) {
        return isLog(j) ? StrictMath.log(value) : value;
    }

    double toParameter(int j, double coordinate) {
        return isLog(j) ? StrictMath.exp(coordinate) : coordinate;
    }

    double[] toParameters(double[] coordinates) {
        double[] values = new double[coordinates.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = toParameter(j, coordinates[j]);
        }
        return values;
    }

    double[] toCoordinates(double[] values) {
        double[] coordinates = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            coordinates[j] = toCoordinate(j, values[j]);
        }
        return coordinates;
    }

    /** The least coordinate at which a fit is worth starting. */
    double low(int j) {
        return toCoordinate(j, parameters.get(j).low());
    }

    double high(int j) {
        return toCoordinate(j, parameters.get(j).high());
    }

    /** How far each coordinate may move in one step. */
    double[] stepLimits() {
        double[] limits = new double[size()];
        for (int j = 0; j < limits.length; j++) {
            limits[j] = isLog(j) ? LOG_STEP : (high(j) - low(j)) / 2;
        }
        return limits;
    }
}
