package dev.powerlane.math;

/**
 * 2^x: the constants and the scalar twin of {@link VectorExp2}, operation for operation, so that both give the same bits.
 *
 * <p>x = k + r with |r| &lt;= 1/2, exactly. 2^r = 1 + r ln2 + r^2 q(r) with a minimax q; 1 + r ln2 is split into a sum and its rounding
 * error. Every constant is derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class Exp2 {
    static final double Q0 = 0x1.ebfbdff82c5a1p-3;
    static final double Q1 = 0x1.c6b08d704a046p-5;
    static final double Q2 = 0x1.3b2ab6fba07a1p-7;
    static final double Q3 = 0x1.5d87fe78c3632p-10;
    static final double Q4 = 0x1.4309130dc32f4p-13;
    static final double Q5 = 0x1.ffcbfbc81d92ep-17;
    static final double Q6 = 0x1.62bfc9f9bb38dp-20;
    static final double Q7 = 0x1.b5265225926a9p-24;
    static final double Q8 = 0x1.e617af14d7963p-28;
    static final double Q9 = 0x1.e7c7f244671fbp-32;

    /** The least x with an infinite 2^x, the least with a normal one and the least with one that does not round to 0. */
    static final double OVERFLOW = 1024;
    static final double SUBNORMAL = -1022;
    static final double UNDERFLOW = -0x1.0cbffffffffffp10;

    private Exp2() {
    }

    /** @see VectorExp2#exp2 */
    static double exp2(double x) {
        double t = x + Exp.SHIFTER;
        double r = x - (t - Exp.SHIFTER);
        long scale = Double.doubleToRawLongBits(t) << 52;
        // A subnormal result is rounded once, as in Exp.
        boolean subnormal = x < SUBNORMAL;
        double anchor = subnormal ? Double.longBitsToDouble(Exp.NEXT_BINADE - scale) : -Exp.ULP;
        long shift = subnormal ? scale - Exp.NEXT_BINADE : scale;
        double one = anchor + (1 + Exp.ULP);
        double sum = Math.fma(r, Exp.LN2_HI, one);
        double low = Math.fma(r, Exp.LN2_LO, Math.fma(r, Exp.LN2_HI, one - sum));
        double square = r * r;
        double fourth = square * square;
        double q0 = Math.fma(square, Math.fma(r, Q3, Q2), Math.fma(r, Q1, Q0));
        double q4 = Math.fma(square, Math.fma(r, Q7, Q6), Math.fma(r, Q5, Q4));
        double q = Math.fma(fourth, Math.fma(fourth, Math.fma(r, Q9, Q8), q4), q0);
        double y = sum + Math.fma(square, q, low);
        double scaled = Double.longBitsToDouble(Double.doubleToRawLongBits(y) + shift);
        double bounded = x < OVERFLOW ? scaled : x + Double.POSITIVE_INFINITY;
        return x < UNDERFLOW ? 0.0 : bounded;
    }
}
