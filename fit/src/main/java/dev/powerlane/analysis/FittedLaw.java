package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Intervals;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import dev.powerlane.law.Quantity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A law with its parameters, and how certain they are: what every analysis starts from. Published or given constants have no intervals; from a fit, whatever is
 * computed has one, by the fit's default method or by one of choice.
 *
 * <pre>{@code
 * FittedLaw.of(law, law.published("hoffmann-2022"));
 * FittedLaw.of(fit);
 * FittedLaw.of(law, fit.intervals(IntervalMethod.HC3));
 * }</pre>
 */
public final class FittedLaw {
    private final Law law;
    /** The first is the law's own, the others say how certain it is. */
    private final double[][] points;
    private final Optional<Intervals> intervals;

    private FittedLaw(Law law, double[][] points, Optional<Intervals> intervals) {
        this.law = law;
        this.points = points;
        this.intervals = intervals;
    }

    /** @throws IllegalArgumentException if the values are of another law's parameters */
    public static FittedLaw of(Law law, ParameterSet parameters) {
        List<String> given = List.copyOf(parameters.values().keySet());
        if (!given.equals(law.parameterNames())) {
            throw new IllegalArgumentException("the parameters of " + law + " are " + String.join(", ", law.parameterNames()) + ", but values are given for "
                    + String.join(", ", given));
        }
        return new FittedLaw(law, new double[][] {parameters.toArray()}, Optional.empty());
    }

    /** With 95 % intervals by the default method of the fit's loss. */
    public static FittedLaw of(Fit fit) {
        return of(fit.law(), fit.intervals());
    }

    /** @throws IllegalArgumentException for profile intervals, which are of parameters alone, and for those of another law */
    public static FittedLaw of(Law law, Intervals intervals) {
        List<String> known = List.copyOf(intervals.parameters().keySet());
        if (!known.equals(law.parameterNames())) {
            throw new IllegalArgumentException("the intervals are of " + String.join(", ", known) + ", but the parameters of " + law + " are "
                    + String.join(", ", law.parameterNames()));
        }
        return new FittedLaw(law, intervals.points(), Optional.of(intervals));
    }

    public Law law() {
        return law;
    }

    /** The same law with an input computed from others, or fixed, as {@code with("U", "25e9")}; see {@link Law#with(String, String)}. */
    public FittedLaw with(String input, String replacement) {
        return new FittedLaw(law.with(input, replacement), points, intervals);
    }

    /** Whether what is computed from it has an interval. */
    public boolean hasIntervals() {
        return intervals.isPresent() && intervals.get().isKnown();
    }

    /** Something that is computed from the parameters, which come in the law's order; NaN where it does not exist. */
    public Estimate estimate(ToDoubleFunction<double[]> quantity) {
        return estimate(Arrays.stream(points).mapToDouble(quantity).toArray());
    }

    /**
     * A quantity of the law at a point: {@code estimate(Quantity.value(), Map.of("N", 7e10, "D", 1.4e12))}.
     *
     * @throws IllegalArgumentException if an input has no value, a name is not an input, or a positive input is not positive
     */
    public Estimate estimate(Quantity quantity, Map<String, Double> point) {
        return estimate(quantity.of(law), point);
    }

    /** A formula of the law's parameters and inputs at a point. */
    Estimate estimate(Expr formula, Map<String, Double> point) {
        checkPoint(point);
        Map<String, Double> values = new HashMap<>(point);
        return estimate(parameters -> {
            for (int j = 0; j < parameters.length; j++) {
                values.put(law.parameterNames().get(j), parameters[j]);
            }
            return formula.evaluate(values);
        });
    }

    /** @throws IllegalArgumentException if an input has no value, a name is not an input, or a positive input is not positive */
    void checkPoint(Map<String, Double> point) {
        point.keySet().forEach(law::inputIndex);
        for (Input input : law.inputs()) {
            Double value = point.get(input.name());
            if (value == null || value.isNaN() || input.positive() && value <= 0) {
                throw new IllegalArgumentException(input.name() + " needs a " + (input.positive() ? "positive value" : "value") + ", but is " + value);
            }
        }
    }

    /** The parameters of the same names as a law of its own, as uncertain as they are here. */
    FittedLaw as(Law other) {
        int[] places = other.parameterNames().stream().mapToInt(law::parameterIndex).toArray();
        return new FittedLaw(other, Arrays.stream(points).map(p -> Arrays.stream(places).mapToDouble(j -> p[j]).toArray()).toArray(double[][]::new), intervals);
    }

    /** @throws IllegalArgumentException if a name is not an input or not a parameter of the law */
    FittedLaw require(List<String> inputs, List<String> parameters, String example) {
        if (!law.inputNames().containsAll(inputs) || !law.parameterNames().containsAll(parameters)) {
            throw new IllegalArgumentException("needs a law with the inputs " + String.join(", ", inputs) + " and the parameters "
                    + String.join(", ", parameters)
                    + ", as " + example + "; " + law + " has the inputs " + String.join(", ", law.inputNames()) + " and the parameters "
                    + String.join(", ", law.parameterNames()));
        }
        return this;
    }

    double[][] points() {
        return points;
    }

    double[] own() {
        return points[0];
    }

    /** @param values of something, at each of the points */
    Estimate estimate(double[] values) {
        return intervals.isPresent() ? intervals.get().estimate(values, true) : Estimate.exact(values[0]);
    }

    /** The parameters as columns of as many lanes as there are points, followed by empty columns. */
    double[][] columns(int more) {
        double[][] columns = new double[law.parameters().size() + more][points.length];
        for (int k = 0; k < points.length; k++) {
            for (int j = 0; j < law.parameters().size(); j++) {
                columns[j][k] = points[k][j];
            }
        }
        return columns;
    }

    /** The law's own parameters in each of so many lanes, followed by empty columns. */
    double[][] ownColumns(int lanes, int more) {
        double[][] columns = new double[law.parameters().size() + more][lanes];
        for (int j = 0; j < law.parameters().size(); j++) {
            Arrays.fill(columns[j], points[0][j]);
        }
        return columns;
    }
}
