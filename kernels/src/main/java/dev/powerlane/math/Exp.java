package dev.powerlane.math;

/**
 * e^x: the constants and the scalar twin of {@link VectorExp}, operation for operation, so that both give the same bits.
 *
 * <p>x = k ln2 + r with |r| &lt;= ln2/2. r = x - k LN2_HI is exact, by one fma with ln2 in full precision; k LN2_LO is put in
 * after 1 + r has been split into a sum and its rounding error. e^r = 1 + r + r^2 q(r) with a minimax q of degree 9 (2^-57.9).
 * Every constant is derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class Exp {
    /** Adding it rounds to an integer and leaves that integer in the low bits of the sum. */
    static final double SHIFTER = 0x1.8p52;
    static final double INV_LN2 = 0x1.71547652b82fep0;
    static final double LN2_HI = 0x1.62e42fefa39efp-1;
    static final double LN2_LO = 0x1.abc9e3b39803fp-56;

    static final double Q0 = 0x1.000000000000ap-1;
    static final double Q1 = 0x1.555555555550dp-3;
    static final double Q2 = 0x1.55555555507bap-5;
    static final double Q3 = 0x1.1111111124533p-7;
    static final double Q4 = 0x1.6c16c18431dcfp-10;
    static final double Q5 = 0x1.a01a01385846bp-13;
    static final double Q6 = 0x1.a0199a208ca35p-16;
    static final double Q7 = 0x1.71df0ca89b39cp-19;
    static final double Q8 = 0x1.28ad4d8880f76p-22;
    static final double Q9 = 0x1.ad9f21a40dfaap-26;

    /** The greatest x with a finite e^x, the least with a normal one and the least with one that does not round to 0. */
    static final double OVERFLOW = 0x1.62e42fefa39efp9;
    static final double SUBNORMAL = -0x1.6232bdd7abcd2p9;
    static final double UNDERFLOW = -0x1.74910d52d3051p9;

    static final long NEXT_BINADE = 1L << 52;
    static final double ULP = 0x1.0p-52;

    private Exp() {
    }

    /** @see VectorExp#exp(jdk.incubator.vector.DoubleVector) */
    static double exp(double x) {
        double t = Math.fma(x, INV_LN2, SHIFTER);
        double k = t - SHIFTER;
        double r = Math.fma(k, -LN2_HI, x);
        long scale = Double.doubleToRawLongBits(t) << 52;
        // A subnormal result is rounded once, in the sum with 2^j whose last bit has the weight of 2^-1074 before scaling.
        double anchor = x < SUBNORMAL ? Double.longBitsToDouble(NEXT_BINADE - scale) : -ULP;
        long shift = x < SUBNORMAL ? scale - NEXT_BINADE : scale;
        // 1 + ulp, not 1: at 2^53 the anchored 1 has to round up, and without an anchor -ulp makes it 1.
        double one = anchor + (1 + ULP);
        double sum = one + r;
        double square = r * r;
        double cube = square * r;
        double even = Math.fma(square, Math.fma(square, Math.fma(square, Q8, Q6), Q4), Q2);
        double odd = Math.fma(square, Math.fma(square, Math.fma(square, Math.fma(square, Q9, Q7), Q5), Q3), Q1);
        // r^2/2 apart, because the last rounding of q would weigh .06 ulp.
        double low = Math.fma(cube, Math.fma(r, even, odd), Math.fma(square, Q0, (one - sum) + r));
        // e^r (1 - k LN2_LO), because a rounded r - k LN2_LO would weigh .07 ulp.
        double y = sum + Math.fma(k, Math.fma(r + low, -LN2_LO, -LN2_LO), low);
        double scaled = Double.longBitsToDouble(Double.doubleToRawLongBits(y) + shift);
        double bounded = x <= OVERFLOW ? scaled : x + Double.POSITIVE_INFINITY;
        return x < UNDERFLOW ? 0.0 : bounded;
    }
}
