package dev.powerlane.math;

/**
 * log(1 + x): the constants and the scalar twin of {@link VectorLog1p}, operation for operation, so that both give the same bits.
 *
 * <p>1 + x = u + uLow exactly; the reduction of u and the series are those of {@link Log}, and uLow/u is added to the low part.
 */
final class Log1p {
    static final long EXPONENT = 0x7FFL << 52;
    /** The bits of 2^1023 times 2^1023: less an exponent they are the inverse power. */
    static final long LARGEST_POWER = 2046L << 52;
    static final long ZERO_BITS = 0;

    private Log1p() {
    }

    /** @see VectorLog1p#log1p */
    static double log1p(double x) {
        // 1 + x = u + uLow, and u = 2^k m.
        double u = x + 1.0;
        double a = u - x;
        double uLow = x - (u - a) + (1.0 - a);
        long mantissa = Double.doubleToRawLongBits(u) + Log.ROUND_UP;
        double k = Double.longBitsToDouble((mantissa >>> 52) + Log.TWO_52_BITS) - Log.BIAS;
        double m = Double.longBitsToDouble((mantissa & Log.MANTISSA) + Log.SPLIT_BITS);
        // uLow 2^-k; the last exponent, at which 2^-k would be subnormal, has none.
        double mLow = uLow * Double.longBitsToDouble(Math.max(LARGEST_POWER - (mantissa & EXPONENT), ZERO_BITS));
        double f = m - 1.0;
        double inverse = 1.0 / Math.fma(m, 0.5, 0.5);
        double t = f * inverse;
        double remainder = Math.fma(t, f * -0.5, f - t);
        double square = t * t;
        double w = square * square;
        double even = Math.fma(w, Math.fma(w, Math.fma(w, Log.P6, Log.P4), Log.P2), Log.P0);
        double odd = Math.fma(w, Math.fma(w, Log.P5, Log.P3), Log.P1);
        double whole = k * Log.LN2_SHORT;
        double sum = whole + t;
        // mLow/m, with 1 - t for 1/m: it is near 1 where mLow matters to the last bit.
        double low = Math.fma(mLow, 1.0 - t, Math.fma(remainder, inverse, Math.fma(k, Log.LN2_REST, whole - sum + t)));
        double y = sum + Math.fma(t * square, Math.fma(square, odd, even), low);
        double bounded = x < Double.POSITIVE_INFINITY ? y : x;
        double atMinusOne = x == -1.0 ? Double.NEGATIVE_INFINITY : bounded;
        double result = x < -1.0 ? Double.NaN : atMinusOne;
        // The sign of zero.
        return Double.longBitsToDouble(Double.doubleToRawLongBits(result) | (Double.doubleToRawLongBits(x) & Atan.SIGN));
    }
}
