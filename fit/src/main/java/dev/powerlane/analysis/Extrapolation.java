package dev.powerlane.analysis;

import dev.powerlane.fit.Data;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.inference.Bands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Larger runs predicted from smaller ones: a fit to the runs below a limit, its band for the next run at those above it, and how often the band holds them. */
public final class Extrapolation {

    /**
     * A run that the fit has not seen.
     *
     * @param row      in the data, counted from 0
     * @param observed its loss
     * @param law      where the law may lie there
     * @param run      where its loss may lie
     */
    public record Prediction(int row, double observed, Estimate law, Estimate run) {
        /** Whether the band holds the run. */
        public boolean isHeld() {
            return run.lo() <= observed && observed <= run.hi();
        }

        /** ln(observed/predicted). */
        public double error() {
            return StrictMath.log(observed / law.value());
        }
    }

    private final Fit fit;
    private final Bands bands;
    private final List<Prediction> predictions;

    private Extrapolation(Fit fit, Data data, int[] held) {
        this.fit = fit;
        bands = Bands.of(fit);
        Data larger = data.select(held);
        double[][] columns = fit.law().inputNames().stream().map(larger::column).toArray(double[][]::new);
        Estimate[] law = bands.law(columns);
        Estimate[] run = bands.nextRun(columns);
        double[] observed = larger.column(larger.response());
        predictions = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            predictions.add(new Prediction(held[i], observed[i], law[i], run[i]));
        }
    }

    /**
     * From the runs whose training cost is at most a limit to those above it.
     *
     * @throws IllegalArgumentException if no run is above the limit, or the fit to those below does not converge
     */
    public static Extrapolation above(double compute, Fitter fitter, Data data, Cost cost) {
        double[] n = data.column("N");
        double[] d = data.column("D");
        double[] c = new double[data.rows()];
        Arrays.setAll(c, i -> cost.at(n[i], d[i]));
        return split(compute, c, "cost", fitter, data);
    }

    /** From the runs in which a column is at most a limit, as N, to those above it. */
    public static Extrapolation above(String column, double limit, Fitter fitter, Data data) {
        return split(limit, data.column(column), column, fitter, data);
    }

    private static Extrapolation split(double limit, double[] by, String name, Fitter fitter, Data data) {
        int[] smaller = IntStream.range(0, by.length).filter(i -> by[i] <= limit).toArray();
        int[] larger = IntStream.range(0, by.length).filter(i -> by[i] > limit).toArray();
        if (larger.length == 0) {
            throw new IllegalArgumentException("no run has a " + name + " above " + limit + "; the greatest is " + Arrays.stream(by).max().orElse(Double.NaN));
        }
        Fit fit = fitter.fit(data.select(smaller));
        if (!fit.status().isConverged()) {
            throw new IllegalArgumentException("the fit to the " + smaller.length + " runs up to " + limit + " ended as " + fit.status() + ": "
                    + fit.statusDetail());
        }
        return new Extrapolation(fit, data, larger);
    }

    /** The fit to the smaller runs. */
    public Fit fit() {
        return fit;
    }

    /** The larger runs, in the order of the data. */
    public List<Prediction> predictions() {
        return List.copyOf(predictions);
    }

    /** The share of larger runs that the bands hold; below their level where the law or its noise changes with size. */
    public double shareHeld() {
        return predictions.stream().filter(Prediction::isHeld).count() / (double) predictions.size();
    }

    /** The mean of ln(observed/predicted): above zero where larger runs do worse than the smaller ones promise. */
    public double meanError() {
        return predictions.stream().mapToDouble(Prediction::error).average().orElse(Double.NaN);
    }

    /** The root of the mean of its square. */
    public double rootMeanSquareError() {
        return Math.sqrt(predictions.stream().mapToDouble(p -> p.error() * p.error()).average().orElse(Double.NaN));
    }

    /** Where the loss of a run not in the data may lie. */
    public Estimate nextRun(Map<String, Double> point) {
        return bands.nextRun(point);
    }
}
