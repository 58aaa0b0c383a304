package dev.powerlane.math;

import java.util.Arrays;

/** Logarithms of a column in two parts, as {@link VectorPow#powFromLog} takes them. */
record LogColumns(double[] hi, double[] lo) {

    /** The logarithms; NaN stays NaN. */
    static LogColumns of(double[] x) {
        double[] hi = new double[x.length];
        double[] lo = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            ScalarPair log = Log.logPair(x[i]);
            hi[i] = log.hi();
            lo[i] = log.lo();
        }
        return new LogColumns(hi, lo);
    }

    /** A copy in which NaN stands where one of the two columns is not positive. */
    static double[] inside(double[] x, double[] other) {
        double[] domain = domain(x, other);
        Arrays.setAll(domain, i -> domain[i] + x[i]);
        return domain;
    }

    /** -0, which changes no sum, where both columns are positive, NaN elsewhere. */
    static double[] domain(double[] x, double[] other) {
        double[] domain = new double[x.length];
        Arrays.setAll(domain, i -> x[i] > 0 && other[i] > 0 ? -0.0 : Double.NaN);
        return domain;
    }
}
