package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * A frontier as straight lines: least squares of ln N and of ln D on ln C, over optima found at several budgets. Its intervals are percentiles over
 * the lines of resamples.
 */
final class Regression implements Frontier {
    private static final double[] NONE = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};

    /** Where an optimum was found. */
    record Optimum(double logCompute, double logSize, double logTokens) {}

    private final String approach;
    /** Slope and level at ln C = 0 of ln N, then of ln D; the first is the data's own. */
    private final List<double[]> lines = new ArrayList<>();

    /** @param resample the optima of another resample at each call */
    Regression(String approach, List<Optimum> optima, int resamples, Supplier<List<Optimum>> resample) {
        this.approach = approach;
        lines.add(line(optima));
        for (int k = 0; k < resamples; k++) {
            lines.add(line(resample.get()));
        }
    }

    private static double[] line(List<Optimum> optima) {
        double x = optima.stream().mapToDouble(Optimum::logCompute).average().orElse(Double.NaN);
        double n = optima.stream().mapToDouble(Optimum::logSize).average().orElse(Double.NaN);
        double d = optima.stream().mapToDouble(Optimum::logTokens).average().orElse(Double.NaN);
        double square = 0;
        double ofSize = 0;
        double ofTokens = 0;
        for (Optimum o : optima) {
            double away = o.logCompute - x;
            square += away * away;
            ofSize += away * (o.logSize - n);
            ofTokens += away * (o.logTokens - d);
        }
        return square > 1e-12 ? new double[] {ofSize / square, n - ofSize / square * x, ofTokens / square, d - ofTokens / square * x} : NONE;
    }

    @Override
    public String approach() {
        return approach;
    }

    @Override
    public Allocation at(double compute) {
        double c = ComputeOptimal.logBudget(compute);
        return new Allocation(compute, estimate(l -> StrictMath.exp(l[1] + l[0] * c)), estimate(l -> StrictMath.exp(l[3] + l[2] * c)),
                Estimate.exact(Double.NaN), estimate(l -> l[0]), estimate(l -> l[2]));
    }

    private Estimate estimate(ToDoubleFunction<double[]> quantity) {
        double[] values = lines.stream().mapToDouble(quantity).toArray();
        return Estimate.ofResamples(values[0], Arrays.stream(values, 1, values.length).filter(Double::isFinite).toArray());
    }
}
