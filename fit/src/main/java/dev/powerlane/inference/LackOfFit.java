package dev.powerlane.inference;

import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Loss;
import dev.powerlane.statistics.Distributions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a law is wrong or its runs are just noisy, where inputs repeat: repeated runs tell the noise by themselves ("pure error"), and what the residuals have
 * besides is the law's own lack of fit. F = (SS_lack / (m - p)) / (SS_pure / (n - m)) for n runs at m distinct inputs (Draper and Smith
 * 1998, section 2.1).
 */
public final class LackOfFit {
    private LackOfFit() {}

    /**
     * @param fit by squares, of runs without weights
     * @throws IllegalArgumentException for another loss, if no inputs repeat, or if there are no more distinct inputs than parameters
     */
    public static TestResult of(Fit fit) {
        if (!(fit.loss() instanceof Loss.Squares) || fit.isWeighted()) {
            throw new IllegalArgumentException("the lack-of-fit test is for squares without weights; fit with Loss.squares() for it");
        }
        double[] residuals = fit.residuals();
        double[][] inputs = fit.law().inputNames().stream().map(fit.data()::column).toArray(double[][]::new);
        Map<String, double[]> groups = new LinkedHashMap<>();
        for (int i = 0; i < residuals.length; i++) {
            int row = i;
            String key = Arrays.toString(Arrays.stream(inputs).mapToDouble(column -> column[row]).toArray());
            double[] sums = groups.computeIfAbsent(key, k -> new double[3]);
            sums[0]++;
            sums[1] += residuals[i];
        }
        double pure = 0;
        for (int i = 0; i < residuals.length; i++) {
            int row = i;
            double[] sums = groups.get(Arrays.toString(Arrays.stream(inputs).mapToDouble(column -> column[row]).toArray()));
            double away = residuals[i] - sums[1] / sums[0];
            pure += away * away;
        }
        int n = residuals.length;
        int m = groups.size();
        int lackFreedom = m - (n - fit.degreesOfFreedom());
        if (m == n) {
            throw new IllegalArgumentException("no inputs repeat: the noise cannot be told from the law's lack of fit");
        }
        if (lackFreedom < 1) {
            throw new IllegalArgumentException("the runs are at " + m + " distinct inputs, which is not more than the law has parameters");
        }
        double lack = Arrays.stream(residuals).map(r -> r * r).sum() - pure;
        double f = lack / lackFreedom / (pure / (n - m));
        return new TestResult("the law holds at the " + m + " distinct inputs", f, lackFreedom, n - m, Distributions.fisherTail(f, lackFreedom, n - m), "F, pure error");
    }
}
