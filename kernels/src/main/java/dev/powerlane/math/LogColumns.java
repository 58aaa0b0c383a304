package dev.powerlane.math;

import java.util.Arrays;

/** Logarithms of a column in two parts, as {@link VectorPow#powFromLog} takes them. */
record LogColumns(double[] hi, double[] lo) {

    /** The logarithms of positive numbers, NaN for all others. */
    static LogColumns of(double[] x) {
        double[] hi = positive(x);
        double[] lo = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            ScalarPair log = Log.logPair(hi[i]);
            hi[i] = log.hi();
            lo[i] = log.lo();
        }
        return new LogColumns(hi, lo);
    }

    /** A copy in which NaN stands for numbers that are not positive. */
    static double[] positive(double[] x) {
        return Arrays.stream(x).map(value -> value > 0 ? value : Double.NaN).toArray();
    }
}
