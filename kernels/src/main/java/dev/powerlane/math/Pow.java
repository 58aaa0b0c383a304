package dev.powerlane.math;

/**
 * x^p = e^(p log x), with log x as an unevaluated sum of two doubles: the constants and the scalar twin of {@link VectorPow}.
 *
 * <p>p log x = k ln2 + r + rest. r is a multiple of 2^-52, so that 1 + r is exact too and only the short sum rest + s^2 q(s), s = r +
 * rest, is rounded before the last addition; q is that of {@link Exp}. Nothing here compares: on JDK 17 a comparison costs as
 * much as three other operations. Where p log x is so large that the result is 0 or infinite, k and e^r are bounded as
 * integers, by the order that the bits of positive doubles have. The constants are derived by
 * {@code src/main/scripts/derive_coefficients.py}.
 */
final class Pow {
    /** A number above 2 leaves no bits below 2^-52 in a sum of 1 or more; so hi, which is p log x or near it, has none. */
    static final double COARSE = 3.0;
    /** ln2 as a multiple of 2^-52, and the rest. */
    static final double LN2_HI = 0x1.62e42fefa39f0p-1;
    static final double LN2_LO = -0x1.950d871319ff0p-54;
    /** Makes NaN of what is not finite. */
    static final double TO_ZERO = 0.0;
    /** The bits of k + SHIFTER for the least and the greatest k: the result is then 0 or infinite whatever e^r. */
    static final long LEAST_K = 0x4338000000000000L - 1100;
    static final long GREATEST_K = 0x4338000000000000L + 1100;
    /** The bits of 1/2 and 2, between which e^r lies. */
    static final long HALF_BITS = 0x3FEL << 52;
    static final long TWO_BITS = 0x400L << 52;
    static final long ONE_BITS = 0x3FFL << 52;

    private Pow() {
    }

    /** @see VectorPow#powFromLog */
    static double powFromLog(double p, double logHi, double logLo) {
        double minusHi = COARSE - Math.fma(p, logHi, COARSE);
        double t = Math.fma(minusHi, -Exp.INV_LN2, Exp.SHIFTER);
        double k = t - Exp.SHIFTER;
        double minusR = Math.fma(k, LN2_HI, minusHi);
        // What hi and r leave out: p log x - hi - k LN2_LO.
        double rest = Math.fma(p, logLo, Math.fma(k, -LN2_LO, Math.fma(p, logHi, minusHi)));
        double reduced = rest - minusR;
        double square = reduced * reduced;
        double fourth = square * square;
        double q01 = Math.fma(reduced, Exp.Q1, Exp.Q0);
        double q23 = Math.fma(reduced, Exp.Q3, Exp.Q2);
        double q45 = Math.fma(reduced, Exp.Q5, Exp.Q4);
        double q67 = Math.fma(reduced, Exp.Q7, Exp.Q6);
        double q89 = Math.fma(reduced, Exp.Q9, Exp.Q8);
        double low = Math.fma(square, q23, q01);
        double high = Math.fma(fourth, q89, Math.fma(square, q67, q45));
        double y = (1 - minusR) + Math.fma(square, Math.fma(fourth, high, low), rest);
        long bounded = Math.min(Math.max(Double.doubleToRawLongBits(y), HALF_BITS), TWO_BITS);
        long exponent = Math.min(Math.max(Double.doubleToRawLongBits(t), LEAST_K), GREATEST_K);
        // 2^k in two factors: the first is exact, the second rounds once and overflows by itself.
        long half = exponent >>> 1 << 52;
        double first = Double.longBitsToDouble(bounded + half);
        double second = Double.longBitsToDouble((exponent << 52) - half + ONE_BITS);
        return Math.fma(first, second, logHi * (p * TO_ZERO));
    }
}
