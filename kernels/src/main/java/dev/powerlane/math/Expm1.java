package dev.powerlane.math;

/**
 * e^x - 1: the constants and the scalar twin of {@link VectorExpm1}, operation for operation, so that both give the same bits.
 *
 * <p>x = k ln2 + r as in {@link Exp}, e^r = 1 + r + r^2/2 + r^3 E(r) with a minimax E; r + (1 - 2^-k) is split into a sum and its rounding
 * error. Every constant is derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class Expm1 {
    static final double E0 = 0x1.5555555555559p-3;
    static final double E1 = 0x1.5555555555559p-5;
    static final double E2 = 0x1.111111110f708p-7;
    static final double E3 = 0x1.6c16c16c1678ap-10;
    static final double E4 = 0x1.a01a01af9cac6p-13;
    static final double E5 = 0x1.a01a019e8e386p-16;
    static final double E6 = 0x1.71ddf939ad49fp-19;
    static final double E7 = 0x1.27e4f8393790fp-22;
    static final double E8 = 0x1.af5d01ef16f38p-26;
    static final double E9 = 0x1.1f399542e19b5p-29;

    /** Below it the result rounds to -1. */
    static final double LEAST = -40;
    static final long ZERO_BITS = 0;

    private Expm1() {
    }

    /** @see VectorExpm1#expm1 */
    static double expm1(double x) {
        double t = Math.fma(x, Exp.INV_LN2, Exp.SHIFTER);
        double k = t - Exp.SHIFTER;
        double r = Math.fma(k, -Exp.LN2_HI, x);
        long scale = Double.doubleToRawLongBits(t) << 52;
        // e^x - 1 = 2^k ((e^r - 1) - (2^-k - 1)); 2^-k is 0 instead of subnormal, and what its sum with -1 loses is kept.
        double inverse = Double.longBitsToDouble(Math.max(Pow.ONE_BITS - scale, ZERO_BITS));
        double offset = inverse - 1.0;
        double lost = inverse - (offset + 1.0);
        double sum = r - offset;
        double square = r * r;
        double fourth = square * square;
        double e0 = Math.fma(square, Math.fma(r, E3, E2), Math.fma(r, E1, E0));
        double e4 = Math.fma(square, Math.fma(r, E7, E6), Math.fma(r, E5, E4));
        double e = Math.fma(fourth, Math.fma(fourth, Math.fma(r, E9, E8), e4), e0);
        // r^2/2 is not rounded: it is large beside the sum where r and 1 - 2^-k cancel.
        double low = Math.fma(square * r, e, Math.fma(r * 0.5, r, r - (sum + offset)));
        // As in Exp: the rest -k LN2_LO of the reduction times e^r.
        double y = sum + (Math.fma(k, Math.fma(r + low, -Exp.LN2_LO, -Exp.LN2_LO), low) - lost);
        double scaled = Double.longBitsToDouble(Double.doubleToRawLongBits(y) + scale);
        double bounded = x <= Exp.OVERFLOW ? scaled : x + Double.POSITIVE_INFINITY;
        double result = x < LEAST ? -1.0 : bounded;
        // The sign of zero.
        return Double.longBitsToDouble(Double.doubleToRawLongBits(result) | (Double.doubleToRawLongBits(x) & Atan.SIGN));
    }
}
