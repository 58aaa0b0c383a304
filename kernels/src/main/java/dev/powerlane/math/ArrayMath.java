package dev.powerlane.math;

import java.util.Objects;

/**
 * Elementary functions over arrays: {@code out[outOffset + i] = f(in[inOffset + i])} for 0 &lt;= i &lt; count. Results have the
 * same bits whatever the {@link Provider}, the JDK and the compiler tier. {@code in} and {@code out} may be the same array if
 * the offsets are equal too; ranges that overlap otherwise give undefined results.
 *
 * <p>All methods throw {@link IllegalArgumentException} if count is negative and {@link IndexOutOfBoundsException} if a range
 * leaves its array, before anything is written.
 */
public final class ArrayMath {
    private static final boolean VECTOR = Provider.active().isVector();

    private ArrayMath() {
    }

    /** e^x: at most .65 ulp off, special cases as {@link Math#exp}. */
    public static void exp(double[] in, int inOffset, double[] out, int outOffset, int count) {
        check(in, inOffset, out, outOffset, count);
        int done = VECTOR ? VectorArrayMath.exp(in, inOffset, out, outOffset, count) : 0;
        for (int i = done; i < count; i++) {
            out[outOffset + i] = Exp.exp(in[inOffset + i]);
        }
    }

    /** The natural logarithm: at most .65 ulp off, special cases as {@link Math#log}. */
    public static void log(double[] in, int inOffset, double[] out, int outOffset, int count) {
        check(in, inOffset, out, outOffset, count);
        int done = VECTOR ? VectorArrayMath.log(in, inOffset, out, outOffset, count) : 0;
        for (int i = done; i < count; i++) {
            out[outOffset + i] = Log.log(in[inOffset + i]);
        }
    }

    /** x^p: at most 1 ulp off, special cases as {@link Math#pow}. */
    public static void pow(double[] in, int inOffset, double p, double[] out, int outOffset, int count) {
        check(in, inOffset, out, outOffset, count);
        int done = VECTOR ? VectorArrayMath.pow(in, inOffset, p, out, outOffset, count) : 0;
        for (int i = done; i < count; i++) {
            out[outOffset + i] = Pow.pow(in[inOffset + i], p);
        }
    }

    private static void check(double[] in, int inOffset, double[] out, int outOffset, int count) {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        if (count < 0) {
            throw new IllegalArgumentException("count is negative: " + count);
        }
        checkRange("in", in.length, inOffset, count);
        checkRange("out", out.length, outOffset, count);
    }

    private static void checkRange(String name, int length, int offset, int count) {
        if (offset < 0 || offset > length - count) {
            throw new IndexOutOfBoundsException(name + "Offset " + offset + " with count " + count
                    + " leaves the array " + name + " of length " + length);
        }
    }
}
