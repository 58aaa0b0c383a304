package dev.powerlane.math;

/**
 * Natural logarithm: the constants and the scalar twin of {@link VectorLog}, operation for operation, so that both give the
 * same bits.
 *
 * <p>x = 2^k m with m in [.707, 1.414), f = m - 1 exactly, t = f/(1 + f/2) and log m = 2 atanh(t/2) = t + t^3/12 + t^5/80 + ...
 * {@link #log} sums k ln2 + t + t^3 P(t^2), with k ln2 + t split into a sum and its rounding error and the quotient's remainder
 * kept. {@link #logPair} has the cubic term in two parts as well; its coefficient CUBIC is a little more than 1/12, so that the
 * short part t^3 (LEFT + t^2 T(t^2)) is least where t is largest. Every constant is derived by
 * {@code src/main/scripts/derive_coefficients.py}.
 */
final class Log {
    /** Bits of the least mantissa, .70703125. */
    static final long SPLIT_BITS = 0x3FE6AL << 44;
    static final long ROUND_UP = (0x3FFL << 52) - SPLIT_BITS;
    static final long MANTISSA = (1L << 52) - 1;
    static final long TWO_52_BITS = 0x433L << 52;
    static final double BIAS = 0x1.0p52 + 1023;
    static final double SUBNORMAL_SCALE = 0x1.0p54;
    static final double SUBNORMAL_BIAS = BIAS + 54;

    /** ln2 to 42 bits, so that its product with any exponent is exact, and the rest. */
    static final double LN2_SHORT = 0x1.62e42fefa38p-1;
    static final double LN2_REST = 0x1.ef35793c7673p-45;

    static final double P0 = 0x1.5555555555592p-4;
    static final double P1 = 0x1.999999997fee9p-7;
    static final double P2 = 0x1.24924941e6678p-9;
    static final double P3 = 0x1.c71c520e71169p-12;
    static final double P4 = 0x1.74663e7588e08p-14;
    static final double P5 = 0x1.39a1b974129f5p-16;
    static final double P6 = 0x1.2f05e1685be8fp-18;

    static final double CUBIC = 0x1.5a5c3e67fe007p-4;
    static final double LEFT = -0x1.41ba44aa2ac6bp-10;
    static final double T0 = 0x1.9999999999b3p-7;
    static final double T1 = 0x1.2492492457d0cp-9;
    static final double T2 = 0x1.c71c722d743a8p-12;
    static final double T3 = 0x1.745ce9dc8637fp-14;
    static final double T4 = 0x1.3b1eed9ecc71ap-16;
    static final double T5 = 0x1.0f7fbd5082775p-18;
    static final double T6 = 0x1.0e4489567a148p-20;
    static final double SLOPE0 = 0x1.00000e37e40f8p0;
    static final double SLOPE1 = 0x1.ffbcc7b6d5501p-3;
    static final double SLOPE2 = 0x1.0bb9e43ea9fccp-4;

    /** Stands for an infinite logarithm in a pair, so that 0 times it is 0; times any |p| of 2^-990 or more it still gives 0 or infinity. */
    static final double FINITE_INFINITY = 0x1.0p1000;

    private Log() {
    }

    /** @see VectorLog#log */
    static double log(double x) {
        double normal = x < Double.MIN_NORMAL ? x * SUBNORMAL_SCALE : x;
        double bias = x < Double.MIN_NORMAL ? SUBNORMAL_BIAS : BIAS;
        long bits = Double.doubleToRawLongBits(normal) + ROUND_UP;
        double k = Double.longBitsToDouble((bits >>> 52) + TWO_52_BITS) - bias;
        double m = Double.longBitsToDouble((bits & MANTISSA) + SPLIT_BITS);
        double f = m - 1;
        double inverse = 1 / Math.fma(m, 0.5, 0.5);
        double t = f * inverse;
        double remainder = Math.fma(t, f * -0.5, f - t);
        double square = t * t;
        double w = square * square;
        double even = Math.fma(w, Math.fma(w, Math.fma(w, P6, P4), P2), P0);
        double odd = Math.fma(w, Math.fma(w, P5, P3), P1);
        double whole = k * LN2_SHORT;
        double sum = whole + t;
        double low = Math.fma(remainder, inverse, Math.fma(k, LN2_REST, (whole - sum) + t));
        double y = sum + Math.fma(t * square, Math.fma(square, odd, even), low);
        double bounded = x < Double.POSITIVE_INFINITY ? y : x;
        double atZero = x == 0 ? Double.NEGATIVE_INFINITY : bounded;
        return x < 0 ? Double.NaN : atZero;
    }

    /** @see VectorLog#logPair */
    static ScalarPair logPair(double x) {
        double normal = x < Double.MIN_NORMAL ? x * SUBNORMAL_SCALE : x;
        double bias = x < Double.MIN_NORMAL ? SUBNORMAL_BIAS : BIAS;
        long bits = Double.doubleToRawLongBits(normal) + ROUND_UP;
        double k = Double.longBitsToDouble((bits >>> 52) + TWO_52_BITS) - bias;
        double m = Double.longBitsToDouble((bits & MANTISSA) + SPLIT_BITS);
        double f = m - 1;
        double inverse = 1 / Math.fma(m, 0.5, 0.5);
        double t = f * inverse;
        // The remainder f - t (1 + f/2) is exact; so t + rest is the quotient to twice the precision.
        double rest = Math.fma(t, f * -0.5, f - t) * inverse;
        double minus = -t;
        double square = minus * t;
        double squareLow = Math.fma(t, t, square);
        double w = square * square;
        double even = Math.fma(w, Math.fma(w, T6, T4), T2);
        double odd = Math.fma(w, Math.fma(w, -T5, -T3), -T1);
        double series = Math.fma(w, Math.fma(square, even, odd), Math.fma(square, T0, -LEFT));
        // square and cube are negated too, which gives the products' rounding errors without negations.
        double cube = t * square;
        double cubeLow = Math.fma(t, squareLow, Math.fma(minus, square, cube));
        double cubic = cube * CUBIC;
        double cubicLow = Math.fma(cubeLow, CUBIC, Math.fma(cube, -CUBIC, cubic));
        double slope = Math.fma(w, SLOPE2, Math.fma(square, -SLOPE1, SLOPE0));
        double tail = Math.fma(rest, slope, Math.fma(cube, series, cubicLow));
        double whole = k * LN2_SHORT;
        double sum = whole + t;
        double low = Math.fma(k, LN2_REST, (whole - sum) + t);
        double head = sum - cubic;
        double headLow = ((sum - head) - cubic) + (low + tail);
        double hi = head + headLow;
        double lo = (head - hi) + headLow;
        double bounded = x == Double.POSITIVE_INFINITY ? FINITE_INFINITY : hi;
        double atZero = x == 0 ? -FINITE_INFINITY : bounded;
        return new ScalarPair(x >= 0 ? atZero : Double.NaN, x >= 0 ? lo : Double.NaN);
    }
}
