package dev.powerlane.math;

/**
 * x^p = e^(p log x), with log x and the product as unevaluated sums of two doubles: the scalar twin of {@link VectorPow} and
 * the power with the special cases of {@link Math#pow}.
 */
final class Pow {
    private Pow() {
    }

    /** x^p with the special cases of {@link Math#pow}; elsewhere the bits of {@link #powFromLog} of |x|, at most 1 ulp off. */
    static double pow(double x, double p) {
        if (p == 0 || p == 1) {
            return p == 0 ? 1 : x;
        }
        ScalarPair log = Log.logPair(Math.abs(x));
        double y = powFromLog(p, log.hi(), log.lo());
        if (x < 0 && x > Double.NEGATIVE_INFINITY && !isInteger(p)) {
            return Double.NaN;
        }
        return Double.doubleToRawLongBits(x) < 0 && isOdd(p) ? -y : y;
    }

    /** @see VectorPow#powFromLog */
    static double powFromLog(double p, double logHi, double logLo) {
        // At p = 0 any finite number does for the log, and NaN stays NaN; 0 times an infinite log would be NaN.
        double log = p == 0 ? logLo : logHi;
        double hi = p * log;
        double lo = Math.fma(p, logLo, Math.fma(p, log, -hi));
        return Exp.exp(hi, lo);
    }

    /** Whether p is an integer, infinities included, as all large doubles are. */
    static boolean isInteger(double p) {
        return Math.rint(p) == p;
    }

    static boolean isOdd(double p) {
        return isInteger(p) && Math.abs(p) < 0x1.0p53 && ((long) p & 1) != 0;
    }
}
