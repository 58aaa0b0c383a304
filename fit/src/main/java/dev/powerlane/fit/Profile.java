package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.statistics.Distributions;
import java.util.Arrays;

/**
 * The ends of profile intervals: where a coordinate is held and the others follow, the objective P rises until kappa (P/P_min - 1) is the square of the t
 * quantile, kappa = n - p for squares. That is the likelihood-ratio interval (Bates and Watts 1988, section 6.1); for other losses
 * kappa = 2 F/lambda with lambda the mean of psi^2 over that of psi' (Schrader and Hettmansperger 1980). Both ends of all coordinates are
 * sought at once, each by secants on the root of the rise, which is nearly straight.
 */
final class Profile {
    private static final int MOST_ROUNDS = 25;
    private static final double PRECISION = 1e-7;
    /** An interval that reaches further than this many standard errors is open. */
    private static final double FAR = 1e3;

    private final Linearization fit;
    private final RowSums.Rows rows;
    private final double floor;
    private final double[] optimum;
    private final double minimum;
    private final int threads;
    private final double kappa;
    private final double[] wald;

    Profile(Linearization fit, RowSums.Rows rows, double floor, double[] optimum, double minimum, int threads) {
        this.fit = fit;
        this.rows = rows;
        this.floor = floor;
        this.optimum = optimum;
        this.minimum = minimum;
        this.threads = threads;
        kappa = 2 * fit.sum() / Covariance.objectiveScale(fit);
        wald = Covariance.wald(fit);
    }

    /** How far kappa (P/P_min - 1) has risen. */
    double rise(double objective) {
        return kappa * (objective / minimum - 1);
    }

    Intervals intervals(double level) {
        Coordinates coordinates = fit.objective().coordinates();
        if (wald.length == 0 || !(minimum > 0)) {
            return Intervals.none(IntervalMethod.PROFILE, coordinates, optimum, level, "none: the data do not determine every parameter");
        }
        double quantile = Distributions.studentQuantile((1 + level) / 2, fit.degreesOfFreedom());
        double[][] ends = new double[optimum.length][];
        for (int j = 0; j < ends.length; j++) {
            ends[j] = new double[] {optimum[j], optimum[j]};
        }
        double[] steps = seek(quantile);
        for (int i = 0; i < fit.size(); i++) {
            int j = fit.free()[i];
            ends[j] = new double[] {optimum[j] + steps[2 * i], optimum[j] + steps[2 * i + 1]};
        }
        return Intervals.ofProfile(coordinates, optimum, ends, quantile, level,
                "profile, t quantile with " + fit.degreesOfFreedom() + " degrees of freedom");
    }

    /** How far down (even places) and up (odd ones) each free coordinate may go; infinite where the rise never suffices, NaN where a fit fails. */
    private double[] seek(double target) {
        int p = fit.size();
        double[] steps = new double[2 * p];
        double[] units = new double[2 * p];
        double[] lastSteps = new double[2 * p];
        double[] lastRoots = new double[2 * p];
        boolean[] done = new boolean[2 * p];
        for (int k = 0; k < 2 * p; k++) {
            units[k] = Math.sqrt(wald[k / 2 * p + k / 2]);
            steps[k] = (k % 2 == 0 ? -1 : 1) * target * units[k];
        }
        for (int round = 0; round < MOST_ROUNDS && !all(done); round++) {
            FitBatch batch = fitAt(steps);
            for (int k = 0; k < 2 * p; k++) {
                if (done[k]) {
                    continue;
                }
                double root = batch.status(k).isConverged() ? Math.sqrt(Math.max(0, rise(batch.objective(k)))) : Double.NaN;
                double slope = (root - lastRoots[k]) / (steps[k] - lastSteps[k]);
                double next = steps[k] + (target - root) / slope;
                lastSteps[k] = steps[k];
                lastRoots[k] = root;
                done[k] = Math.abs(root - target) <= PRECISION * target || Double.isNaN(root);
                if (Double.isNaN(root)) {
                    steps[k] = Double.NaN;
                } else if (!done[k]) {
                    // Never beyond five times as far, nor to the other side.
                    double side = Math.signum(steps[k]);
                    double size = next * side > 0 ? Math.min(next * side, 5 * Math.abs(steps[k])) : 5 * Math.abs(steps[k]);
                    steps[k] = side * size;
                    if (size > FAR * units[k]) {
                        steps[k] = side * Double.POSITIVE_INFINITY;
                        done[k] = true;
                    }
                }
            }
        }
        return steps;
    }

    private static boolean all(boolean[] values) {
        for (boolean v : values) {
            if (!v) {
                return false;
            }
        }
        return true;
    }

    /** Fits with coordinate k/2 held at a step from the optimum, the others begun where they would be if the objective were quadratic. */
    private FitBatch fitAt(double[] steps) {
        int p = fit.size();
        double[][] starts = new double[2 * p][];
        for (int k = 0; k < 2 * p; k++) {
            starts[k] = optimum.clone();
            double step = Double.isFinite(steps[k]) ? steps[k] : 0;
            for (int i = 0; i < p; i++) {
                starts[k][fit.free()[i]] += step * wald[i * p + k / 2] / wald[k / 2 * p + k / 2];
            }
        }
        return fitHeld(starts, k -> fit.free()[k / 2]);
    }

    private interface Held {
        int coordinate(int fit);
    }

    private FitBatch fitHeld(double[][] starts, Held held) {
        return Lockstep.run(fit.objective(), rows, fit.objective().coordinates(), floor, threads, new Lockstep.Fits() {
            @Override
            public int count() {
                return starts.length;
            }

            @Override
            public double[] start(int k) {
                return starts[k];
            }

            @Override
            public boolean isFixed(int k, int coordinate) {
                return coordinate == held.coordinate(k);
            }
        });
    }
}
