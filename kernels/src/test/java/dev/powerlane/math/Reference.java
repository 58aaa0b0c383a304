package dev.powerlane.math;

/**
 * How many ulps a result is off, against e^x, log x and x^p in double-double arithmetic with errors below 2^-90. Taylor series and
 * atanh's series only, so that nothing is shared with the code under test. Results must be finite.
 */
final class Reference {
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LN2_NEXT = 0x1.abc9e3b39803fp-56;
    private static final double LN2_LAST = 0x1.7b57a079a1934p-111;

    /** An unevaluated sum of two doubles. */
    record Sum(double hi, double lo) {
        static Sum of(double a, double b) {
            double s = a + b;
            double t = s - a;
            return new Sum(s, (a - (s - t)) + (b - t));
        }

        static Sum product(double a, double b) {
            double p = a * b;
            return new Sum(p, Math.fma(a, b, -p));
        }

        Sum plus(Sum o) {
            Sum s = of(hi, o.hi);
            Sum t = of(lo, o.lo);
            Sum u = of(s.hi, s.lo + t.hi);
            return of(u.hi, u.lo + t.lo);
        }

        Sum times(Sum o) {
            Sum p = product(hi, o.hi);
            return of(p.hi, p.lo + (hi * o.lo + lo * o.hi));
        }

        Sum over(double d) {
            double q = hi / d;
            Sum p = product(q, d);
            return of(q, ((hi - p.hi) - p.lo + lo) / d);
        }

        Sum scaled(int exponent) {
            return new Sum(Math.scalb(hi, exponent), Math.scalb(lo, exponent));
        }
    }

    private Reference() {
    }

    static double expUlps(double x, double result) {
        int k = (int) Math.rint(x / LN2);
        return ulps(expReduced(reduced(new Sum(x, 0), k)), k, result);
    }

    static double logUlps(double x, double result) {
        return ulps(log(x), 0, result);
    }

    static double powUlps(double x, double p, double result) {
        Sum power = log(x).times(new Sum(p, 0));
        int k = (int) Math.rint(power.hi / LN2);
        return ulps(expReduced(reduced(power, k)), k, result);
    }

    /** The relative error of hi + lo as log x. */
    static double logError(double x, double hi, double lo) {
        Sum log = log(x);
        return log.hi == 0 ? Math.abs(hi + lo) : Math.abs(((hi - log.hi) + (lo - log.lo)) / log.hi);
    }

    /** |result - 2^k y| in units of the last place of 2^k y, which is that of the subnormal numbers if it is one. */
    private static double ulps(Sum y, int k, double result) {
        int last = Math.max(Math.getExponent(y.hi) + k - 52, -1074) - k;
        return Math.abs(Math.scalb((Math.scalb(result, -k) - y.hi) - y.lo, -last));
    }

    private static Sum reduced(Sum x, int k) {
        return x.plus(Sum.product(-k, LN2)).plus(Sum.product(-k, LN2_NEXT)).plus(new Sum(-k * LN2_LAST, 0));
    }

    /** e^r as the 64th power of the Taylor sum at r/64. */
    private static Sum expReduced(Sum r) {
        Sum x = r.scaled(-6);
        Sum y = new Sum(1, 0);
        for (int n = 18; n > 0; n--) {
            y = y.times(x).over(n).plus(new Sum(1, 0));
        }
        for (int i = 0; i < 6; i++) {
            y = y.times(y);
        }
        return y;
    }

    /** k ln2 + 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1)/(m + 1). */
    static Sum log(double x) {
        int k = x < Double.MIN_NORMAL ? Math.getExponent(x * 0x1.0p54) - 54 : Math.getExponent(x);
        double m = Math.scalb(x, -k);
        if (m > 1.4) {
            m /= 2;
            k++;
        }
        Sum d = Sum.of(m, 1);
        double s0 = (m - 1) / d.hi;
        Sum p = Sum.product(s0, d.hi);
        Sum s = Sum.of(s0, (((m - 1) - p.hi) - p.lo - s0 * d.lo) / d.hi);
        Sum z = s.times(s);
        Sum y = new Sum(0, 0);
        for (int n = 47; n > 0; n -= 2) {
            y = y.times(z).plus(new Sum(1, 0).over(n));
        }
        Sum whole = Sum.product(k, LN2).plus(Sum.product(k, LN2_NEXT));
        return whole.plus(s.times(y).scaled(1));
    }
}
