package dev.powerlane.inference;

import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.IntervalMethod;
import dev.powerlane.fit.Intervals;
import dev.powerlane.fit.Residual;
import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.Points;
import dev.powerlane.law.Law;
import dev.powerlane.statistics.Distributions;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Bands around a fitted law, of the level of the intervals that they are made from. {@link #law} is where the law may lie: it narrows as runs are added.
 * {@link #nextRun} is where the loss of one more run may lie: it has the spread of the residuals besides, and does not narrow below it.
 *
 * <p>From a covariance (Wald, HC3) the band for the next run is value -+ t (se^2 + s(x)^2)^(1/2), of the logarithm for log residuals; it supposes residuals that
 * are about normal. From a bootstrap it is the percentiles of each resample's law with a residual of the fit drawn to it, whatever
 * their distribution (Davison and Hinkley 1997, section 7.2.4).
 *
 * <p>s(x) is the same at all sizes unless {@link #spreadBy} says that it is a power of one of the inputs.
 */
public final class Bands {
    private final Fit fit;
    private final Intervals intervals;
    private final Kernel kernel;
    private final double[][] points;
    /** Empty, or the input on which the spread depends. */
    private final String input;
    private final double exponent;
    /** Residuals of the fit, each divided by the root of 1 - h and by the power of the input. */
    private final double[] standard;

    private Bands(Fit fit, Intervals intervals, String input, double exponent) {
        this.fit = fit;
        this.intervals = intervals;
        this.input = input;
        this.exponent = exponent;
        kernel = Kernel.compile(fit.law()).withThreads(1);
        points = intervals.points();
        double[] residuals = fit.residuals();
        double[] leverage = fit.leverage();
        double[] sizes = input.isEmpty() ? null : fit.data().column(input);
        standard = IntStream.range(0, residuals.length).filter(i -> leverage[i] > 0 && leverage[i] < 1 - 1e-9)
                .mapToDouble(i -> residuals[i] / Math.sqrt(1 - leverage[i]) / (sizes == null ? 1 : StrictMath.pow(sizes[i], exponent))).toArray();
    }

    /** 95 % bands by the loss's default method. */
    public static Bands of(Fit fit) {
        return of(fit, fit.intervals());
    }

    /** By intervals of choice: {@code of(fit, fit.intervals(IntervalMethod.HC3, .9))}. */
    public static Bands of(Fit fit, Intervals intervals) {
        return new Bands(fit, intervals, "", 0);
    }

    /**
     * Lets the spread of the residuals be a power of an input, as {@code spreadBy("D")}: the regression of ln |r| on ln x (Harvey 1976).
     *
     * @throws IllegalArgumentException if the law has no such input, or it is not positive in all rows, or does not vary
     */
    public Bands spreadBy(String name) {
        fit.law().inputIndex(name);
        double[] x = fit.data().column(name);
        double[] r = fit.residuals();
        int[] rows = IntStream.range(0, r.length).filter(i -> r[i] != 0).toArray();
        double meanX = 0;
        double meanR = 0;
        for (int i : rows) {
            if (!(x[i] > 0)) {
                throw new IllegalArgumentException("row " + (i + 1) + ", column " + name + ": " + x[i] + " is not positive; a spread cannot be a power of it");
            }
            meanX += StrictMath.log(x[i]) / rows.length;
            meanR += StrictMath.log(Math.abs(r[i])) / rows.length;
        }
        double square = 0;
        double cross = 0;
        for (int i : rows) {
            double away = StrictMath.log(x[i]) - meanX;
            square += away * away;
            cross += away * (StrictMath.log(Math.abs(r[i])) - meanR);
        }
        if (!(square > 1e-12 * rows.length)) {
            throw new IllegalArgumentException("column " + name + " does not vary; the spread cannot be a power of it");
        }
        return new Bands(fit, intervals, name, cross / square);
    }

    /** g in s(x) proportional to x^g; 0 unless {@link #spreadBy} was called. */
    public double spreadExponent() {
        return exponent;
    }

    /** Where the law may lie at a point, given by the names of the inputs. */
    public Estimate law(Map<String, Double> point) {
        return law(columns(point))[0];
    }

    /** Where the law may lie at points: one column an input, in the law's order. */
    public Estimate[] law(double[]... columns) {
        double[][] values = values(columns);
        return Arrays.stream(values).map(v -> intervals.estimate(v, isLog())).toArray(Estimate[]::new);
    }

    /** Where the loss of one more run may lie at a point. Its standard error is that of the run, not of the law. */
    public Estimate nextRun(Map<String, Double> point) {
        return nextRun(columns(point))[0];
    }

    /** As above, at points: one column an input, in the law's order. */
    public Estimate[] nextRun(double[]... columns) {
        double[][] values = values(columns);
        Estimate[] estimates = new Estimate[values.length];
        for (int k = 0; k < estimates.length; k++) {
            double power = input.isEmpty() ? 1 : StrictMath.pow(columns[fit.law().inputIndex(input)][k], exponent);
            estimates[k] = intervals.method() == IntervalMethod.BOOTSTRAP ? drawn(values[k], power, k) : spread(values[k], power);
        }
        return estimates;
    }

    private double[][] columns(Map<String, Double> point) {
        Law law = fit.law();
        double[][] columns = new double[law.inputs().size()][1];
        for (int j = 0; j < columns.length; j++) {
            String name = law.inputNames().get(j);
            if (!point.containsKey(name)) {
                throw new IllegalArgumentException("the point has no value for " + name + "; the inputs are " + String.join(", ", law.inputNames()));
            }
            columns[j][0] = point.get(name);
        }
        return columns;
    }

    /** The law at each point (first) and each parameter vector (second). */
    private double[][] values(double[][] columns) {
        Points bound = kernel.points(columns);
        double[] out = new double[columns[0].length];
        double[][] values = new double[out.length][points.length];
        for (int q = 0; q < points.length; q++) {
            kernel.evaluate(points[q], bound, out);
            for (int k = 0; k < out.length; k++) {
                values[k][q] = out[k];
            }
        }
        return values;
    }

    private boolean isLog() {
        return fit.residual() == Residual.LOG;
    }

    private Estimate spread(double[] values, double power) {
        Estimate mean = intervals.estimate(values, isLog());
        double squares = 0;
        for (double r : standard) {
            squares += r * r / standard.length;
        }
        double se = isLog() ? mean.seLog() : mean.se();
        double whole = Math.sqrt(se * se + squares * power * power);
        double quantile = Distributions.studentQuantile((1 + intervals.level()) / 2, fit.degreesOfFreedom());
        double value = values[0];
        return isLog()
                ? new Estimate(value, value * StrictMath.exp(-quantile * whole), value * StrictMath.exp(quantile * whole), value * whole, whole)
                : new Estimate(value, value - quantile * whole, value + quantile * whole, whole, Double.NaN);
    }

    /** Each resample's law with a residual drawn to it; which one depends on the place of the resample and of the point alone. */
    private Estimate drawn(double[] values, double power, int place) {
        SplittableRandom random = new SplittableRandom(place);
        double[] runs = new double[values.length];
        runs[0] = values[0];
        for (int k = 1; k < runs.length; k++) {
            double residual = power * standard[random.nextInt(standard.length)];
            runs[k] = isLog() ? values[k] * StrictMath.exp(-residual) : values[k] - residual;
        }
        return intervals.estimate(runs, isLog());
    }
}
