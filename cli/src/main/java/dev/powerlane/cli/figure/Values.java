package dev.powerlane.cli.figure;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Laws along lines, and numbers in words. */
final class Values {
    /** FLOP of a PF-day: 1e15 for 86,400 seconds. */
    static final double PF_DAY = 8.64e19;

    private Values() {}

    /** Evenly spaced in the logarithm, both ends exact. */
    static double[] spaced(double low, double high, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = low * Math.pow(high / low, i / (count - 1.));
        }
        values[count - 1] = high;
        return values;
    }

    /** One number, as often as needed. */
    static double[] constant(double value, int count) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    /** A law's values; one column an input, in its order. */
    static double[] of(Law law, ParameterSet parameters, double[]... columns) {
        double[] out = new double[columns[0].length];
        Kernel.compile(law).evaluate(parameters, columns, out);
        return out;
    }

    /** 1.3e9 as 1.3B, 75e6 as 75M; three digits. */
    static String size(double n) {
        String[] units = {"", "k", "M", "B", "T"};
        int unit = (int) Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(n * 1.0005) / 3)));
        String digits = String.format(Locale.ROOT, "%.3g", n / Math.pow(1000, unit));
        return (digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits) + units[unit];
    }

    /** A power of ten as in a sentence: 1e-3 PF-days. */
    static String power(double value) {
        return String.format(Locale.ROOT, "1e%d", Math.round(Math.log10(value)));
    }
}
