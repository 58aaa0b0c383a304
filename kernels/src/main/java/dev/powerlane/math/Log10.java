package dev.powerlane.math;

/**
 * Logarithm to the base 10: the constants and the scalar twin of {@link VectorLog10}, operation for operation, so that both give the same bits.
 *
 * <p>The reduction and the series are those of {@link Log}; t/ln10 is taken in two parts. Every constant is derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class Log10 {
    static final double LOG10_E_HI = 0x1.bcb7b1526e50ep-2;
    static final double LOG10_E_LO = 0x1.95355baaafad3p-57;

    /** The logarithm of 2 to 42 bits, so that its product with any exponent is exact, and the rest. */
    static final double LOG10_2_SHORT = 0x1.34413509f78p-2;
    static final double LOG10_2_REST = 0x1.fef311f12b358p-46;

    private Log10() {
    }

    /** @see VectorLog10#log10 */
    static double log10(double x) {
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
        double head = t * LOG10_E_HI;
        double headLow = Math.fma(t, LOG10_E_LO, Math.fma(t, LOG10_E_HI, -head));
        double whole = k * LOG10_2_SHORT;
        double sum = whole + head;
        double low = Math.fma(k, LOG10_2_REST, whole - sum + head + headLow);
        double y = sum + Math.fma(tail, LOG10_E_HI, low);
        double bounded = x < Double.POSITIVE_INFINITY ? y : x;
        double atZero = x == 0.0 ? Double.NEGATIVE_INFINITY : bounded;
        return x < 0.0 ? Double.NaN : atZero;
    }
}
