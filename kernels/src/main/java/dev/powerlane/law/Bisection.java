package dev.powerlane.law;

import java.util.function.DoubleUnaryOperator;

/** Roots of functions of one variable by halving the numbers between two bounds: slow and sure. */
final class Bisection {
    private Bisection() {}

    /** A root to the last bit that the function's own rounding allows; NaN unless the signs at the bounds differ. */
    static double solve(double low, double high, DoubleUnaryOperator f) {
        double atLow = f.applyAsDouble(low);
        double atHigh = f.applyAsDouble(high);
        if (atLow == 0) {
            return low;
        }
        if (atHigh == 0) {
            return high;
        }
        if (!(atLow < 0 && atHigh > 0 || atLow > 0 && atHigh < 0)) {
            return Double.NaN;
        }
        long below = ordinal(atLow < 0 ? low : high);
        long above = ordinal(atLow < 0 ? high : low);
        for (long middle = middle(below, above); middle != below && middle != above; middle = middle(below, above)) {
            double value = f.applyAsDouble(number(middle));
            if (value == 0) {
                return number(middle);
            }
            if (value < 0) {
                below = middle;
            } else if (value > 0) {
                above = middle;
            } else {
                return Double.NaN;
            }
        }
        double belowValue = Math.abs(f.applyAsDouble(number(below)));
        return belowValue <= Math.abs(f.applyAsDouble(number(above))) ? number(below) : number(above);
    }

    /** Rounded down, without overflow. */
    private static long middle(long a, long b) {
        return (a & b) + ((a ^ b) >> 1);
    }

    /** The doubles in their order, counted from 0: neighbours have neighbouring counts. */
    private static long ordinal(double x) {
        long bits = Double.doubleToLongBits(x + 0.0);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double number(long ordinal) {
        return Double.longBitsToDouble(ordinal >= 0 ? ordinal : Long.MIN_VALUE - ordinal);
    }
}
