package dev.powerlane.fit;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The coordinates in which a law is fitted: the logarithm of each positive parameter, the others as they are, without those that are
 * fixed, and one for all that are tied. They belong to the <em>reduced law</em>, {@link #law()}, whose formula has numbers for what is
 * fixed and one name for what is tied; coordinates keep the reduced law's names and order.
 */
final class Coordinates {
    /** A logarithm is moved by no more than this in one step. */
    private static final double LOG_STEP = 4;

    private final Law whole;
    private final Law law;
    private final List<Parameter> parameters;
    /** The coordinate of each parameter of the whole law, or -1 if it is fixed, and then its value. */
    private final int[] source;
    private final double[] fixed;
    private final double[] lower;
    private final double[] upper;
    private final Restrictions.Bounds[] bounds;
    private final double[] startLow;
    private final double[] startHigh;
    private final double[] centre;
    /** One over the variance; 0 without a prior. */
    private final double[] precision;

    Coordinates(Law law) {
        this(law, Restrictions.NONE);
    }

    /** @throws IllegalArgumentException if a name is unknown, restrictions contradict each other, or nothing is left to fit */
    Coordinates(Law whole, Restrictions restrictions) {
        restrictions.names().forEach(whole::parameterIndex);
        this.whole = whole;
        this.law = reduce(whole, restrictions);
        parameters = law.parameters();
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("every parameter of " + whole + " is fixed; there is nothing to fit");
        }
        int p = parameters.size();
        source = new int[whole.parameters().size()];
        fixed = new double[source.length];
        for (int j = 0; j < source.length; j++) {
            Set<String> tied = restrictions.tiedWith(whole.parameterNames().get(j));
            OptionalDouble value = fixedValue(tied, restrictions);
            fixed[j] = value.orElse(Double.NaN);
            source[j] = value.isPresent() ? -1 : law.parameterIndex(tied.stream().filter(law.parameterNames()::contains).findFirst().orElseThrow());
        }
        lower = filled(p, Double.NEGATIVE_INFINITY);
        upper = filled(p, Double.POSITIVE_INFINITY);
        bounds = new Restrictions.Bounds[p];
        startLow = IntStream.range(0, p).mapToDouble(j -> toCoordinate(j, parameters.get(j).low())).toArray();
        startHigh = IntStream.range(0, p).mapToDouble(j -> toCoordinate(j, parameters.get(j).high())).toArray();
        centre = new double[p];
        precision = new double[p];
        restrictions.bounds().forEach((name, b) -> bound(coordinateOf(name, "bounds"), name, b));
        restrictions.priors().forEach((name, prior) -> believe(coordinateOf(name, "a prior"), name, prior));
    }

    private static double[] filled(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    /** The law with numbers for what is fixed, and with the first name (in the law's order) for what is tied. */
    private static Law reduce(Law whole, Restrictions restrictions) {
        Map<String, Expr> replacements = new LinkedHashMap<>();
        Law changed = whole;
        for (Parameter parameter : whole.parameters()) {
            String name = parameter.name();
            Set<String> tied = restrictions.tiedWith(name);
            OptionalDouble value = fixedValue(tied, restrictions);
            if (value.isPresent()) {
                replacements.put(name, Expr.constant(value.getAsDouble()));
                continue;
            }
            String first = whole.parameterNames().stream().filter(tied::contains).findFirst().orElseThrow();
            if (!first.equals(name)) {
                replacements.put(name, Expr.name(first));
            } else if (tied.size() > 1) {
                changed = changed.with(common(whole.parameters().stream().filter(p -> tied.contains(p.name())).toList()));
            }
        }
        return replacements.isEmpty() ? whole : changed.restricted(replacements);
    }

    /** The one value of tied parameters, if one of them is fixed. */
    private static OptionalDouble fixedValue(Set<String> tied, Restrictions restrictions) {
        double[] values = tied.stream().filter(restrictions.fixed()::containsKey).mapToDouble(restrictions.fixed()::get).distinct().toArray();
        if (values.length > 1) {
            throw new IllegalArgumentException(String.join(", ", tied) + " are tied, but fixed at different values: " + Arrays.toString(values));
        }
        return Arrays.stream(values).findFirst();
    }

    /** One parameter for several that are tied: the range that they have in common, or else all of it; positive if one of them is. */
    private static Parameter common(List<Parameter> tied) {
        Parameter first = tied.get(0);
        boolean positive = tied.stream().anyMatch(Parameter::positive);
        double low = tied.stream().mapToDouble(Parameter::low).max().orElseThrow();
        double high = tied.stream().mapToDouble(Parameter::high).min().orElseThrow();
        if (!(low < high)) {
            low = tied.stream().mapToDouble(Parameter::low).min().orElseThrow();
            high = tied.stream().mapToDouble(Parameter::high).max().orElseThrow();
        }
        return new Parameter(first.name(), first.meaning(), positive, positive ? Math.max(low, Double.MIN_NORMAL) : low, high);
    }

    private int coordinateOf(String name, String what) {
        int j = source[whole.parameterIndex(name)];
        if (j < 0) {
            throw new IllegalArgumentException(name + " is fixed and cannot have " + what + " as well");
        }
        return j;
    }

    private void bound(int j, String name, Restrictions.Bounds b) {
        double low = Math.max(b.low(), bounds[j] == null ? Double.NEGATIVE_INFINITY : bounds[j].low());
        double high = Math.min(b.high(), bounds[j] == null ? Double.POSITIVE_INFINITY : bounds[j].high());
        if (!(low < high) || isLog(j) && !(high > 0)) {
            throw new IllegalArgumentException("the bounds " + low + " and " + high + " leave no room for " + name + (isLog(j) ? ", which is positive" : ""));
        }
        bounds[j] = new Restrictions.Bounds(low, high);
        lower[j] = isLog(j) ? low > 0 ? StrictMath.log(low) : Double.NEGATIVE_INFINITY : low;
        upper[j] = toCoordinate(j, high);
        startLow[j] = Math.max(startLow[j], lower[j]);
        startHigh[j] = Math.min(startHigh[j], upper[j]);
        if (!(startLow[j] < startHigh[j])) {
            double range = toCoordinate(j, parameters.get(j).high()) - toCoordinate(j, parameters.get(j).low());
            startLow[j] = lower[j] > Double.NEGATIVE_INFINITY ? lower[j] : upper[j] - range;
            startHigh[j] = upper[j] < Double.POSITIVE_INFINITY ? upper[j] : lower[j] + range;
        }
    }

    private void believe(int j, String name, Restrictions.Prior prior) {
        if (isLog(j) && !(prior.centre() > 0)) {
            throw new IllegalArgumentException("the prior of " + name + ", which is positive, must have a positive centre, not " + prior.centre());
        }
        if (precision[j] != 0) {
            throw new IllegalArgumentException(name + " is tied to a parameter that has a prior already");
        }
        centre[j] = toCoordinate(j, prior.centre());
        precision[j] = 1 / (prior.sd() * prior.sd());
    }

    /** The law that is fitted: with fewer parameters if some are fixed or tied. */
    Law law() {
        return law;
    }

    /** The law as it was given. */
    Law whole() {
        return whole;
    }

    /** How many coordinates there are. */
    int size() {
        return parameters.size();
    }

    List<String> names() {
        return law.parameterNames();
    }

    /** The reduced law's formula with each positive parameter replaced by the exponential of its coordinate. */
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
        if (bounds[j] != null && coordinate <= lower[j]) {
            return bounds[j].low();
        }
        if (bounds[j] != null && coordinate >= upper[j]) {
            return bounds[j].high();
        }
        return isLog(j) ? StrictMath.exp(coordinate) : coordinate;
    }

    /** The parameters of the reduced law. */
    double[] toReduced(double[] coordinates) {
        double[] values = new double[coordinates.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = toParameter(j, coordinates[j]);
        }
        return values;
    }

    /** The parameters of the whole law, with those that are fixed or tied. */
    double[] toParameters(double[] coordinates) {
        double[] values = new double[source.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = source[j] < 0 ? fixed[j] : toParameter(source[j], coordinates[source[j]]);
        }
        return values;
    }

    /** The coordinates of the whole law's parameters; of tied ones the first counts, fixed ones do not, and bounds are kept. */
    double[] toCoordinates(double[] values) {
        double[] coordinates = new double[size()];
        for (int j = values.length - 1; j >= 0; j--) {
            if (source[j] >= 0) {
                coordinates[source[j]] = within(source[j], toCoordinate(source[j], values[j]));
            }
        }
        return coordinates;
    }

    /** The place of the coordinate that a parameter of the whole law is read from; -1 if the parameter is fixed. */
    int coordinate(int parameter) {
        return source[parameter];
    }

    /** The coordinate, moved into its bounds. */
    double within(int j, double coordinate) {
        return Math.min(upper[j], Math.max(lower[j], coordinate));
    }

    /** The lower bound of each coordinate. */
    double[] lower() {
        return lower;
    }

    double[] upper() {
        return upper;
    }

    /** The coordinate's prior: its centre, and one over its variance, which is 0 without a prior. */
    double centre(int j) {
        return centre[j];
    }

    double precision(int j) {
        return precision[j];
    }

    boolean hasPriors() {
        return Arrays.stream(precision).anyMatch(v -> v > 0);
    }

    boolean hasBounds() {
        return Arrays.stream(bounds).anyMatch(Objects::nonNull);
    }

    /** The least coordinate at which a fit is worth starting, within its bounds. */
    double low(int j) {
        return startLow[j];
    }

    double high(int j) {
        return startHigh[j];
    }

    /** How far each coordinate may move in one step. */
    double[] stepLimits() {
        double[] limits = new double[size()];
        for (int j = 0; j < limits.length; j++) {
            limits[j] = isLog(j) ? LOG_STEP : (toCoordinate(j, parameters.get(j).high()) - toCoordinate(j, parameters.get(j).low())) / 2;
        }
        return limits;
    }

    /** The coordinates that are not at a bound. */
    int[] inside(double[] coordinates) {
        return IntStream.range(0, coordinates.length).filter(j -> coordinates[j] > lower[j] && coordinates[j] < upper[j]).toArray();
    }

    /** The coordinates that are at a bound. */
    int[] atBound(double[] coordinates) {
        return IntStream.range(0, coordinates.length).filter(j -> coordinates[j] <= lower[j] || coordinates[j] >= upper[j]).toArray();
    }

    /** As "alpha at its lower bound 0.4". */
    String describeBounds(double[] coordinates) {
        return Arrays.stream(atBound(coordinates)).mapToObj(j -> names().get(j) + " at its " + (coordinates[j] <= lower[j] ? "lower" : "upper") + " bound "
                + toParameter(j, coordinates[j])).collect(Collectors.joining(", "));
    }
}
