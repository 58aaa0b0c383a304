package dev.powerlane.fit;

import java.util.Arrays;

/**
 * A number with its 95 % interval.
 *
 * @param value the number
 * @param lo    lower end; NaN where none is known
 * @param hi    upper end; NaN where none is known
 * @param se    standard error; NaN where none is known
 * @param seLog standard error of the logarithm, for what is positive; NaN otherwise
 */
public record Estimate(double value, double lo, double hi, double se, double seLog) {

    /** A number of which no interval is known. */
    public static Estimate exact(double value) {
        return new Estimate(value, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** The number with the 2.5 and 97.5 percentiles and the standard deviation of resamples of it. */
    public static Estimate ofResamples(double value, double[] resamples) {
        if (resamples.length < 2) {
            return exact(value);
        }
        double[] sorted = resamples.clone();
        Arrays.sort(sorted);
        double seLog = sorted[0] > 0 ? deviation(Arrays.stream(resamples).map(StrictMath::log).toArray()) : Double.NaN;
        return new Estimate(value, Quantiles.ofSorted(sorted, .025), Quantiles.ofSorted(sorted, .975), deviation(resamples), seLog);
    }

    private static double deviation(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
