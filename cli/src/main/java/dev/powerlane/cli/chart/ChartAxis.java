package dev.powerlane.cli.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a panel.
 *
 * @param label what it shows, with its unit
 * @param log   whether it is logarithmic
 * @param low   its left or lower end
 * @param high  its right or upper end
 * @param ticks the values that are labelled
 */
public record ChartAxis(String label, boolean log, double low, double high, List<Double> ticks) {
    public ChartAxis {
        ticks = List.copyOf(ticks);
        if (!(low < high) || log && !(low > 0)) {
            throw new IllegalArgumentException("axis " + label + " from " + low + " to " + high);
        }
    }

    /** A logarithmic axis with a tick at every so many powers of ten. */
    public static ChartAxis decades(String label, double low, double high, int every) {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.ceil(Math.log10(low) - 1e-9); power <= Math.floor(Math.log10(high) + 1e-9); power++) {
            if (Math.floorMod(power, every) == 0) {
                ticks.add(powerOfTen(power));
            }
        }
        return new ChartAxis(label, true, low, high, ticks);
    }

    /** A logarithmic axis with the given ticks. */
    public static ChartAxis log(String label, double low, double high, double... ticks) {
        return new ChartAxis(label, true, low, high, list(ticks));
    }

    /** A linear axis with the given ticks. */
    public static ChartAxis linear(String label, double low, double high, double... ticks) {
        return new ChartAxis(label, false, low, high, list(ticks));
    }

    private static List<Double> list(double[] ticks) {
        return java.util.Arrays.stream(ticks).boxed().toList();
    }

    static double powerOfTen(int power) {
        return Double.parseDouble("1e" + power);
    }
}
