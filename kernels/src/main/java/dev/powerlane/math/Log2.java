package dev.powerlane.math;

/**
 * Logarithm to the base 2: the constants and the scalar twin of {@link VectorLog2}, operation for operation, so that both give the same bits.
 *
 * <p>The reduction and the series are those of {@link Log}; t/ln2 is taken in two parts. Every constant is derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class Log2 {
    static final double LOG2_E_HI = 0x1.71547652b82fep0;
    static final double LOG2_E_LO = 0x1.777d0ffda0d24p-56;

    private Log2() {
    }

    /** @see VectorLog2#log2 */
    static double log2(double x) {
        boolean isSubnormal = x < Double.MIN_NORMAL;
        double normal = isSubnormal ? x * Log.SUBNORMAL_SCALE : x;
        double bias = isSubnormal ? Log.SUBNORMAL_BIAS : Log.BIAS;
        long mantissa = Double.doubleToRawLongBits(normal) + Log.ROUND_UP;
        double k = Double.longBitsToDouble((mantissa >>> 52) + Log.TWO_52_BITS) - bias;
        double m = Double.longBitsToDouble((mantissa & Log.MANTISSA) + Log.SPLIT_BITS);
        double f = m - 1.0;
        double inverse = 1.0 / Math.fma(m, 0.5, 0.5);
        double t = f * inverse;
        double remainder = Math.fma(t, f * -0.5, f - t);
        double square = t * t;
        double w = square * square;
        double even = Math.fma(w, Math.fma(w, Math.fma(w, Log.P6, Log.P4), Log.P2), Log.P0);
        double odd = Math.fma(w, Math.fma(w, Log.P5, Log.P3), Log.P1);
        double tail = Math.fma(t * square, Math.fma(square, odd, even), remainder * inverse);
        double head = t * LOG2_E_HI;
        double headLow = Math.fma(t, LOG2_E_LO, Math.fma(t, LOG2_E_HI, -head));
        double sum = k + head;
        double low = k - sum + head + headLow;
        double y = sum + Math.fma(tail, LOG2_E_HI, low);
        double bounded = x < Double.POSITIVE_INFINITY ? y : x;
        double atZero = x == 0.0 ? Double.NEGATIVE_INFINITY : bounded;
        return x < 0.0 ? Double.NaN : atZero;
    }
}
