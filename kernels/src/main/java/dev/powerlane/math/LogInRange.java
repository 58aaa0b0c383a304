package dev.powerlane.math;

/**
 * {@link Log} for positive normal numbers: the same bits with fewer operations. This is the scalar twin of {@link VectorLogInRange}.
 */
final class LogInRange {

    private LogInRange() {
    }

    /** @see VectorLogInRange#log */
    static double log(double x) {
        long mantissa = Double.doubleToRawLongBits(x) + Log.ROUND_UP;
        double k = Double.longBitsToDouble((mantissa >>> 52) + Log.TWO_52_BITS) - Log.BIAS;
        double m = Double.longBitsToDouble((mantissa & Log.MANTISSA) + Log.SPLIT_BITS);
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
        double low = Math.fma(remainder, inverse, Math.fma(k, Log.LN2_REST, whole - sum + t));
        return sum + Math.fma(t * square, Math.fma(square, odd, even), low);
    }

    /** @see VectorLogInRange#logPair */
    static ScalarPair logPair(double x) {
        long mantissa = Double.doubleToRawLongBits(x) + Log.ROUND_UP;
        double k = Double.longBitsToDouble((mantissa >>> 52) + Log.TWO_52_BITS) - Log.BIAS;
        double m = Double.longBitsToDouble((mantissa & Log.MANTISSA) + Log.SPLIT_BITS);
        double f = m - 1.0;
        double inverse = 1.0 / Math.fma(m, 0.5, 0.5);
        double t = f * inverse;
        double rest = Math.fma(t, f * -0.5, f - t) * inverse;
        double minus = -t;
        double square = minus * t;
        double squareLow = Math.fma(t, t, square);
        double w = square * square;
        double even = Math.fma(w, Math.fma(w, Log.T6, Log.T4), Log.T2);
        double odd = Math.fma(w, Math.fma(w, -Log.T5, -Log.T3), -Log.T1);
        double series = Math.fma(w, Math.fma(square, even, odd), Math.fma(square, Log.T0, -Log.LEFT));
        double cube = t * square;
        double cubeLow = Math.fma(t, squareLow, Math.fma(minus, square, cube));
        double cubic = cube * Log.CUBIC;
        double cubicLow = Math.fma(cubeLow, Log.CUBIC, Math.fma(cube, -Log.CUBIC, cubic));
        double slope = Math.fma(w, Log.SLOPE2, Math.fma(square, -Log.SLOPE1, Log.SLOPE0));
        double tail = Math.fma(rest, slope, Math.fma(cube, series, cubicLow));
        double whole = k * Log.LN2_SHORT;
        double sum = whole + t;
        double low = Math.fma(k, Log.LN2_REST, whole - sum + t);
        double head = sum - cubic;
        double headLow = sum - head - cubic + (low + tail);
        double hi = head + headLow;
        return new ScalarPair(hi, head - hi + headLow);
    }
}
