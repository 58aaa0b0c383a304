package dev.powerlane.math;

/**
 * {@link Pow#powFromLog} where the result is known to be a normal number: the same bits with two thirds of the operations. A kernel
 * uses it when the exponents of a call and the logarithms of its data leave no doubt. This is the scalar twin of {@link
 * VectorPowInRange}.
 */
final class PowInRange {
    private PowInRange() {
    }

    /** @see VectorPowInRange#powFromLog */
    static double powFromLog(double p, double logHi, double logLo) {
        double minusHi = Pow.COARSE - Math.fma(p, logHi, Pow.COARSE);
        double t = Math.fma(minusHi, -Exp.INV_LN2, Exp.SHIFTER);
        double k = t - Exp.SHIFTER;
        double minusR = Math.fma(k, Pow.LN2_HI, minusHi);
        // What hi and r leave out: p log x - hi - k Pow.LN2_LO.
        double rest = Math.fma(p, logLo, Math.fma(k, -Pow.LN2_LO, Math.fma(p, logHi, minusHi)));
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
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + (Double.doubleToRawLongBits(t) << 52));
    }
}
