package dev.powerlane.math;

/**
 * Sine and cosine: the constants and the scalar twins of {@link VectorSinCos}, operation for operation, so that both give the same bits.
 *
 * <p>x = k pi/2 + r with |r| &lt;= pi/4, pi/2 in three parts of 53 bits, r as a sum of two doubles. sin r = r + r^3 S(r^2) and cos r = 1 -
 * r^2/2 + r^4 C(r^2) with minimax S and C; which of them it is, and its sign, are the last two bits of k. Every constant is
 * derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class SinCos {
    /** Beyond it the results are NaN: see {@link VectorSinCos}. */
    static final double LARGEST = 0x1.0p43;
    static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    static final double HALF_PI_HI = 0x1.921fb54442d18p0;
    static final double HALF_PI_MID = 0x1.1a62633145c07p-54;
    static final double HALF_PI_LO = -0x1.f1976b7ed8fbcp-110;

    static final double S0 = -0x1.5555555555548p-3;
    static final double S1 = 0x1.111111110f730p-7;
    static final double S2 = -0x1.a01a019be91ccp-13;
    static final double S3 = 0x1.71de3555221cap-19;
    static final double S4 = -0x1.ae5e4b782c425p-26;
    static final double S5 = 0x1.5d8b50d71bae5p-33;
    static final double C0 = 0x1.555555555554bp-5;
    static final double C1 = -0x1.6c16c16c15003p-10;
    static final double C2 = 0x1.a01a019c8b2e3p-16;
    static final double C3 = -0x1.27e4f7ed05f60p-22;
    static final double C4 = 0x1.1ee9d7966addep-29;
    static final double C5 = -0x1.8fa3c413b2260p-37;

    static final long LOW_BIT = 1;

    private SinCos() {
    }

    /** @see VectorSinCos#sin */
    static double sin(double x) {
        // x = k pi/2 + r + rest, |r| <= pi/4 and a little. The first difference is exact; product + productLow is k HALF_PI_MID.
        double t = Math.fma(x, TWO_OVER_PI, Exp.SHIFTER);
        double k = t - Exp.SHIFTER;
        double first = Math.fma(k, -HALF_PI_HI, x);
        double product = k * HALF_PI_MID;
        double productLow = Math.fma(k, -HALF_PI_MID, product);
        double r = first - product;
        double rest = Math.fma(k, -HALF_PI_LO, first - r - product + productLow);
        double z = r * r;
        double w = z * z;
        double sineTail = Math.fma(w, Math.fma(w, Math.fma(z, S5, S4), Math.fma(z, S3, S2)), Math.fma(z, S1, S0));
        double cosineTail = Math.fma(w, Math.fma(w, Math.fma(z, C5, C4), Math.fma(z, C3, C2)), Math.fma(z, C1, C0));
        double half = r * -0.5;
        double sine = r + Math.fma(r * z, sineTail, Math.fma(half, r * rest, rest));
        // 1 - r^2/2 as a sum and its rounding error.
        double top = Math.fma(half, r, 1.0);
        double cosine = top + Math.fma(w, cosineTail, Math.fma(-r, rest, Math.fma(half, r, 1.0 - top)));
        // The last two bits of k say which quarter of the circle: whether sine and cosine change places, and the sign.
        boolean isOdd = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << 63) | Pow.ONE_BITS) < 0.0;
        long sign = (Double.doubleToRawLongBits(t) >>> 1) << 63;
        double y = Double.longBitsToDouble(Double.doubleToRawLongBits(isOdd ? cosine : sine) ^ sign);
        double signed = x == 0.0 ? x : y;
        return Math.abs(x) <= LARGEST ? signed : Double.NaN;
    }

    /** @see VectorSinCos#cos */
    static double cos(double x) {
        // x = k pi/2 + r + rest, |r| <= pi/4 and a little. The first difference is exact; product + productLow is k HALF_PI_MID.
        double t = Math.fma(x, TWO_OVER_PI, Exp.SHIFTER);
        double k = t - Exp.SHIFTER;
        double first = Math.fma(k, -HALF_PI_HI, x);
        double product = k * HALF_PI_MID;
        double productLow = Math.fma(k, -HALF_PI_MID, product);
        double r = first - product;
        double rest = Math.fma(k, -HALF_PI_LO, first - r - product + productLow);
        double z = r * r;
        double w = z * z;
        double sineTail = Math.fma(w, Math.fma(w, Math.fma(z, S5, S4), Math.fma(z, S3, S2)), Math.fma(z, S1, S0));
        double cosineTail = Math.fma(w, Math.fma(w, Math.fma(z, C5, C4), Math.fma(z, C3, C2)), Math.fma(z, C1, C0));
        double half = r * -0.5;
        double sine = r + Math.fma(r * z, sineTail, Math.fma(half, r * rest, rest));
        // 1 - r^2/2 as a sum and its rounding error.
        double top = Math.fma(half, r, 1.0);
        double cosine = top + Math.fma(w, cosineTail, Math.fma(-r, rest, Math.fma(half, r, 1.0 - top)));
        // cos x = sin(x + pi/2).
        boolean isOdd = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << 63) | Pow.ONE_BITS) < 0.0;
        long sign = ((Double.doubleToRawLongBits(t) + LOW_BIT) >>> 1) << 63;
        double y = Double.longBitsToDouble(Double.doubleToRawLongBits(isOdd ? sine : cosine) ^ sign);
        return Math.abs(x) <= LARGEST ? y : Double.NaN;
    }
}
