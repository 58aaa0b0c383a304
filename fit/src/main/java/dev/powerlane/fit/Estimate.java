package dev.powerlane.fit;

import java.util.Arrays;

/**
 * A number with its interval, of 95 % unless another level was asked for.
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

    /** A number that was not estimated: its interval is itself. */
    static Estimate given(double value) {
        return new Estimate(value, value, value, 0, value > 0 ? 0 : Double.NaN);
    }

    /** value -+ quantile se. */
    static Estimate symmetric(double value, double se, double quantile) {
        return new Estimate(value, value - quantile * se, value + quantile * se, se, Double.NaN);
    }

    /** value e^(-+ quantile seLog), for what is positive; the standard error is value seLog. */
    static Estimate logarithmic(double value, double seLog, double quantile) {
        return new Estimate(value, value * StrictMath.exp(-quantile * seLog), value * StrictMath.exp(quantile * seLog), value * seLog, seLog);
    }

    /** The number with the 2.5 and 97.5 percentiles and the standard deviation of resamples of it. */
    public static Estimate ofResamples(double value, double[] resamples) {
        return ofResamples(value, resamples, .95);
    }

    /** As above, with the percentiles that enclose a share {@code level}. */
    static Estimate ofResamples(double value, double[] resamples, double level) {
        if (resamples.length < 2) {
            return exact(value);
        }
        double[] sorted = resamples.clone();
        Arrays.sort(sorted);
        double seLog = sorted[0] > 0 ? deviation(Arrays.stream(resamples).map(StrictMath::log).toArray()) : Double.NaN;
        return new Estimate(value, Quantiles.ofSorted(sorted, (1 - level) / 2), Quantiles.ofSorted(sorted, (1 + level) / 2), deviation(resamples), seLog);
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
