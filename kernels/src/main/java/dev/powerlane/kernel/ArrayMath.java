package dev.powerlane.kernel;

import dev.powerlane.law.Expr;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Elementary functions over arrays: the mathematics of the kernels by itself. Results have the same bits on every machine. An
 * array may be its own output.
 */
public final class ArrayMath {
    private static final Expr X = Expr.name("x");
    private static final Expr P = Expr.name("p");

    private static final Elementwise EXP = new Elementwise("exp", Formulas.lower(List.of(Expr.exp(X)), "x"), axes -> axes != 0);
    private static final Elementwise LOG = new Elementwise("log", Formulas.lower(List.of(Expr.log(X)), "x"), axes -> axes != 0);
    private static final Elementwise POW = new Elementwise("pow", Formulas.lower(List.of(Expr.power(Expr.abs(X), P)), "x"), axes -> axes != 0);

    private ArrayMath() {}

    /** e^x: at most .65 ulp off, special cases as {@link Math#exp}. */
    public static void exp(double[] in, int inOffset, double[] out, int outOffset, int count) {
        check(in, inOffset, out, outOffset, count);
        run(EXP, 0, in, inOffset, out, outOffset, count);
    }

    /** The natural logarithm: at most .65 ulp off, special cases as {@link Math#log}. */
    public static void log(double[] in, int inOffset, double[] out, int outOffset, int count) {
        check(in, inOffset, out, outOffset, count);
        run(LOG, 0, in, inOffset, out, outOffset, count);
    }

    /** x^p: at most 1 ulp off, special cases as {@link Math#pow}. */
    public static void pow(double[] in, int inOffset, double p, double[] out, int outOffset, int count) {
        check(in, inOffset, out, outOffset, count);
        if (p == 0 || p == 1 || !Double.isFinite(p)) {
            // Exact, or 0, 1 and infinity by comparisons alone.
            for (int i = 0; i < count; i++) {
                out[outOffset + i] = Math.pow(in[inOffset + i], p);
            }
            return;
        }
        double[] signed = in == out ? Arrays.copyOfRange(in, inOffset, inOffset + count) : in;
        int signedOffset = in == out ? 0 : inOffset;
        run(POW, p, in, inOffset, out, outOffset, count);
        for (int i = 0; i < count; i++) {
            double x = signed[signedOffset + i];
            if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
                out[outOffset + i] = x < 0 && x > Double.NEGATIVE_INFINITY ? ofNegative(out[outOffset + i], p) : Math.pow(x, p);
            }
        }
    }

    /** The power of a negative number from that of its magnitude. */
    private static double ofNegative(double magnitude, double p) {
        boolean isInteger = Math.rint(p) == p;
        boolean isOdd = isInteger && Math.abs(p) < 0x1.0p53 && ((long) p & 1) != 0;
        return isOdd ? -magnitude : isInteger ? magnitude : Double.NaN;
    }

    private static void run(Elementwise code, double p, double[] in, int inOffset, double[] out, int outOffset, int count) {
        Elementwise.Task task = code.task();
        if (task.uniforms.length > 0) {
            task.uniforms[0] = p;
        }
        task.run(new double[][] {in}, inOffset, new double[][] {out}, outOffset, count);
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
            throw new IndexOutOfBoundsException(name + "Offset " + offset + " with count " + count + " leaves the array " + name
                    + " of length " + length);
        }
    }
}
