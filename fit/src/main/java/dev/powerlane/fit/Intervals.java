package dev.powerlane.fit;

import dev.powerlane.statistics.Distributions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fit's uncertainty by one method: intervals of its parameters, and of whatever is computed from them.
 *
 * <p>Anything else is evaluated at {@link #points()}, and the values are handed to {@link #estimate(double[], boolean)}. For a bootstrap the points are the
 * fit's parameters and those of its resamples, and the interval is that of the values' percentiles. For a covariance V (Wald, HC3) they are the
 * fit's parameters and steps along the columns of V's Cholesky factor: that is the delta method, se^2 = g'Vg, with the gradient g by central differences of
 * fourth order over hundredths of standard errors.
 *
 * <p>Positive parameters are uncertain in their logarithms, so that the intervals of A are the exponentials of those of ln A. Standard errors are multiplied by the t quantile
 * with n - p degrees of freedom.
 */
public final class Intervals {
    private static final double STEP = .01;

    private final IntervalMethod method;
    private final String description;
    private final double level;
    private final Coordinates coordinates;
    private final double[] point;
    /** Of all coordinates, zero where one does not move; empty if unknown. */
    private final double[] covariance;
    private final double[][] points;
    private final double quantile;
    private final Map<String, Estimate> parameters = new LinkedHashMap<>();

    private Intervals(IntervalMethod method, String description, double level, Coordinates coordinates, double[] point, double[] covariance,
        double[][] points, double quantile) {
        this.method = method;
        this.description = description;
        this.level = level;
        this.coordinates = coordinates;
        this.point = point;
        this.covariance = covariance;
        this.points = points;
        this.quantile = quantile;
    }

    /** Nothing is known but the fit itself. */
    static Intervals none(IntervalMethod method, Coordinates coordinates, double[] point, double level, String why) {
        double[][] only = {coordinates.toParameters(point)};
        Intervals intervals = new Intervals(method, why, level, coordinates, point, new double[0], only, Double.NaN);
        intervals.fill((j, value) -> Estimate.exact(value));
        return intervals;
    }

    /** @param free the covariance of the free coordinates */
    static Intervals ofCovariance(IntervalMethod method, Linearization fit, double[] point, double[] free, double level) {
        Coordinates coordinates = fit.objective().coordinates();
        if (free.length == 0) {
            return none(method, coordinates, point, level, "none: the data do not determine every parameter");
        }
        int p = point.length;
        double[] whole = new double[p * p];
        for (int a = 0; a < fit.size(); a++) {
            for (int b = 0; b < fit.size(); b++) {
                whole[fit.free()[a] * p + fit.free()[b]] = free[a * fit.size() + b];
            }
        }
        double[][] steps = steps(coordinates, point, whole);
        if (steps.length == 1) {
            return none(method, coordinates, point, level, "none: the covariance is singular");
        }
        double quantile = Distributions.studentQuantile((1 + level) / 2, fit.degreesOfFreedom());
        String description = method + ", t quantile with " + fit.degreesOfFreedom() + " degrees of freedom";
        Intervals intervals = new Intervals(method, description, level, coordinates, point, whole, steps, quantile);
        intervals.fill((j, value) -> {
            double se = Math.sqrt(whole[j * p + j]);
            // At a bound: it may lie anywhere beyond.
            return se == 0 ? Estimate.exact(value) : coordinates.isLog(j) ? Estimate.logarithmic(value, se, quantile) : Estimate.symmetric(value, se, quantile);
        });
        return intervals;
    }

    private static double[][] steps(Coordinates coordinates, double[] point, double[] covariance) {
        List<double[]> points = new ArrayList<>();
        points.add(coordinates.toParameters(point));
        for (double[] direction : root(covariance, point.length)) {
            for (double times : new double[] {1, -1, 2, -2}) {
                double[] moved = point.clone();
                for (int j = 0; j < moved.length; j++) {
                    moved[j] += times * STEP * direction[j];
                }
                points.add(coordinates.toParameters(moved));
            }
        }
        return points.toArray(double[][]::new);
    }

    /** Directions whose outer products add up to a covariance: the columns of its Cholesky factor, less those of coordinates that do not move. */
    private static List<double[]> root(double[] covariance, int p) {
        double[] factor = covariance.clone();
        for (int j = 0; j < p; j++) {
            if (covariance[j * p + j] == 0) {
                factor[j * p + j] = 1;
            }
        }
        List<double[]> columns = new ArrayList<>();
        if (!Cholesky.factor(factor, p)) {
            return columns;
        }
        for (int k = 0; k < p; k++) {
            if (covariance[k * p + k] > 0) {
                double[] column = new double[p];
                for (int j = k; j < p; j++) {
                    column[j] = factor[j * p + k];
                }
                columns.add(column);
            }
        }
        return columns;
    }

    /** @param description how the resamples were drawn */
    static Intervals ofResamples(Coordinates coordinates, double[] point, FitBatch resamples, double level, String description) {
        int[] converged = resamples.converged();
        if (converged.length < 2) {
            return none(IntervalMethod.BOOTSTRAP, coordinates, point, level, "none: no resample could be fitted");
        }
        double[][] points = new double[converged.length + 1][];
        points[0] = coordinates.toParameters(point);
        double[][] moved = new double[converged.length][];
        for (int k = 0; k < converged.length; k++) {
            moved[k] = resamples.point(converged[k]);
            points[k + 1] = resamples.parameters(converged[k]);
        }
        Intervals intervals = new Intervals(IntervalMethod.BOOTSTRAP, description, level, coordinates, point, covariance(moved), points, Double.NaN);
        intervals.fill((j, value) -> {
            double[] values = Arrays.stream(moved).mapToDouble(q -> coordinates.toParameter(j, q[j])).toArray();
            Estimate e = Estimate.ofResamples(value, values, level);
            return coordinates.isLog(j) ? e : new Estimate(value, e.lo(), e.hi(), e.se(), Double.NaN);
        });
        return intervals;
    }

    private static double[] covariance(double[][] samples) {
        int p = samples[0].length;
        double[] mean = new double[p];
        double[] covariance = new double[p * p];
        for (double[] s : samples) {
            for (int j = 0; j < p; j++) {
                mean[j] += s[j] / samples.length;
            }
        }
        for (double[] s : samples) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    covariance[i * p + j] += (s[i] - mean[i]) * (s[j] - mean[j]) / (samples.length - 1);
                }
            }
        }
        return covariance;
    }

    /** @param ends the lower and upper end of each coordinate */
    static Intervals ofProfile(Coordinates coordinates, double[] point, double[][] ends, double quantile, double level, String description) {
        double[][] only = {coordinates.toParameters(point)};
        Intervals intervals = new Intervals(IntervalMethod.PROFILE, description, level, coordinates, point, new double[0], only, quantile);
        intervals.fill((j, value) -> {
            double se = (ends[j][1] - ends[j][0]) / 2 / quantile;
            boolean log = coordinates.isLog(j);
            return se == 0 ? Estimate.exact(value) : new Estimate(value, coordinates.toParameter(j, ends[j][0]), coordinates.toParameter(j, ends[j][1]), log ? value * se : se, log ? se : Double.NaN);
        });
        return intervals;
    }

    private interface Interval {
        Estimate of(int coordinate, double value);
    }

    private void fill(Interval interval) {
        double[] values = coordinates.toParameters(point);
        List<String> names = coordinates.whole().parameterNames();
        for (int j = 0; j < values.length; j++) {
            int coordinate = coordinates.coordinate(j);
            parameters.put(names.get(j), coordinate < 0 ? Estimate.given(values[j]) : interval.of(coordinate, values[j]));
        }
    }

    public IntervalMethod method() {
        return method;
    }

    /** In words, with what there is to repeat it by. */
    public String description() {
        return description;
    }

    /** The share of intervals that are to contain the truth, as .95. */
    public double level() {
        return level;
    }

    /** Whether there is an interval at all. */
    public boolean isKnown() {
        return method == IntervalMethod.PROFILE && !Double.isNaN(quantile) || covariance.length > 0;
    }

    /** A parameter with its interval. */
    public Estimate of(String parameter) {
        Estimate estimate = parameters.get(parameter);
        if (estimate == null) {
            throw new IllegalArgumentException("no parameter " + parameter + "; the parameters are " + String.join(", ", parameters.keySet()));
        }
        return estimate;
    }

    /** Parameters with their intervals, in the law's order. */
    public Map<String, Estimate> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * Parameter vectors, in the law's order, at which a quantity is to be evaluated; the first is the fit's own.
     *
     * @throws IllegalArgumentException for profile intervals, which are of parameters alone
     */
    public double[][] points() {
        if (method == IntervalMethod.PROFILE) {
            throw new IllegalArgumentException("profile intervals are of parameters alone; take HC3, Wald or the bootstrap for what is computed from them");
        }
        return Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * The interval of a quantity.
     *
     * @param values   the quantity at each of {@link #points()}; of resamples, those that are not finite are left out
     * @param positive whether the interval is to be taken in logarithms (of no effect on percentiles)
     * @throws IllegalArgumentException if there are more or fewer values than points
     */
    public Estimate estimate(double[] values, boolean positive) {
        if (values.length != points.length) {
            throw new IllegalArgumentException("there are " + points.length + " points, but " + values.length + " values");
        }
        if (method == IntervalMethod.BOOTSTRAP) {
            Estimate e = Estimate.ofResamples(values[0], Arrays.stream(values, 1, values.length).filter(Double::isFinite).toArray(), level);
            return positive ? e : new Estimate(e.value(), e.lo(), e.hi(), e.se(), Double.NaN);
        }
        if (covariance.length == 0) {
            return Estimate.exact(values[0]);
        }
        boolean log = positive && values[0] > 0;
        double variance = 0;
        for (int k = 1; k < values.length; k += 4) {
            double slope = (8 * difference(values, k, log) - difference(values, k + 2, log)) / (12 * STEP);
            variance += slope * slope;
        }
        double se = Math.sqrt(variance);
        return log ? Estimate.logarithmic(values[0], se, quantile) : Estimate.symmetric(values[0], se, quantile);
    }

    private static double difference(double[] values, int k, boolean log) {
        return log ? StrictMath.log(values[k] / values[k + 1]) : values[k] - values[k + 1];
    }

    /**
     * The covariance of the parameters in the law's order, of the logarithms of those that are positive; rows of fixed parameters are zero, those of tied ones
     * equal.
     *
     * @throws IllegalArgumentException for profile intervals, and where there is none
     */
    public double[][] covariance() {
        if (covariance.length == 0) {
            throw new IllegalArgumentException("there is no covariance: " + description);
        }
        int size = parameters.size();
        int p = point.length;
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                int a = coordinates.coordinate(i);
                int b = coordinates.coordinate(j);
                matrix[i][j] = a < 0 || b < 0 ? 0 : covariance[a * p + b];
            }
        }
        return matrix;
    }
}
