package dev.powerlane.math;

/**
 * log(e^a + e^b): the scalar twin of {@link VectorLogSumExp}, operation for operation, so that both give the same bits.
 *
 * <p>The greater argument plus log(1 + e^d), d the lesser less the greater; d, e^d and the logarithm are sums of two doubles, so that
 * little is lost where the greater argument and the logarithm cancel.
 */
final class LogSumExp {
    /** Differences from which e^d is 0. */
    static final double FAR = -800;

    private LogSumExp() {
    }

    /** @see VectorLogSumExp#logSumExp */
    static double logSumExp(double a, double b) {
        boolean isLess = a < b;
        double greater = isLess ? b : a;
        double lesser = isLess ? a : b;
        // lesser - greater = d + dLow; below -800 its exponential is 0.
        double difference = lesser - greater;
        double back = difference - lesser;
        boolean isFar = difference < FAR;
        double d = isFar ? FAR : difference;
        double dLow = isFar ? 0.0 : lesser - (difference - back) - (greater + back);
        // e^(d + dLow) = 2^k (high + tail), as in Expm1 with the square in two parts.
        double t = Math.fma(d, Exp.INV_LN2, Exp.SHIFTER);
        double k = t - Exp.SHIFTER;
        double r = Math.fma(k, -Exp.LN2_HI, d);
        double rest = Math.fma(k, -Exp.LN2_LO, dLow);
        double square = r * r;
        double fourth = square * square;
        double e0 = Math.fma(square, Math.fma(r, Expm1.E3, Expm1.E2), Math.fma(r, Expm1.E1, Expm1.E0));
        double e4 = Math.fma(square, Math.fma(r, Expm1.E7, Expm1.E6), Math.fma(r, Expm1.E5, Expm1.E4));
        double e = Math.fma(fourth, Math.fma(fourth, Math.fma(r, Expm1.E9, Expm1.E8), e4), e0);
        double first = r + 1.0;
        double half = square * 0.5;
        double high = first + half;
        double highLow = first - high + half + (1.0 - first + r);
        double curve = Math.fma(square * r, e, Math.fma(Math.fma(r, r, -square), 0.5, highLow));
        double tail = Math.fma(rest, high + curve, curve);
        // The power of 2 in two factors, so that small results are rounded and not lost.
        long exponent = Double.doubleToRawLongBits(t);
        long part = (exponent >>> 1) << 52;
        double one = Double.longBitsToDouble(part + Pow.ONE_BITS);
        double other = Double.longBitsToDouble((exponent << 52) - part + Pow.ONE_BITS);
        double power = (high + tail) * one * other;
        double powerLow = (high - (high + tail) + tail) * one * other;
        // 1 + power + powerLow = u + uLow, and log u as in Log.
        double u = power + 1.0;
        double left = 1.0 - u + power;
        double uLow = left + powerLow;
        long mantissa = Double.doubleToRawLongBits(u) + Log.ROUND_UP;
        double n = Double.longBitsToDouble((mantissa >>> 52) + Log.TWO_52_BITS) - Log.BIAS;
        double m = Double.longBitsToDouble((mantissa & Log.MANTISSA) + Log.SPLIT_BITS);
        double f = m - 1.0;
        double inverse = 1.0 / Math.fma(m, 0.5, 0.5);
        double s = f * inverse;
        double remainder = Math.fma(s, f * -0.5, f - s);
        double z = s * s;
        double w = z * z;
        double even = Math.fma(w, Math.fma(w, Math.fma(w, Log.P6, Log.P4), Log.P2), Log.P0);
        double odd = Math.fma(w, Math.fma(w, Log.P5, Log.P3), Log.P1);
        double whole = n * Log.LN2_SHORT;
        double log = whole + s;
        double logLow = Math.fma(s * z, Math.fma(z, odd, even), Math.fma(remainder, inverse, Math.fma(n, Log.LN2_REST, whole - log + s)));
        double quotient = uLow / u;
        double growth = log + quotient;
        double growthLow = log - growth + quotient + Math.fma(quotient * -0.5, quotient, left - uLow + powerLow + logLow);
        // The sum with the greater argument and its rounding error: the two may cancel.
        double sum = greater + growth;
        double behind = sum - greater;
        double y = sum + (greater - (sum - behind) + (growth - behind) + growthLow);
        double bounded = Math.abs(greater) < Double.POSITIVE_INFINITY ? y : greater;
        return b == b ? bounded : b;
    }
}
