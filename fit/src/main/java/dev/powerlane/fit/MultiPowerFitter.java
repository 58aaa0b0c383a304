package dev.powerlane.fit;

import dev.powerlane.kernel.Threads;
import dev.powerlane.schedule.MultiPowerLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the {@linkplain MultiPowerLaw multi-power law} to the loss curves of runs with one or several learning-rate schedules.
 * Immutable: each setting returns a new fitter.
 *
 * <pre>{@code
 * MultiPowerFit fit = MultiPowerFitter.create().fit(List.of(cosine, constant, wsd));
 * }</pre>
 *
 * <p>By default: Huber's loss with delta 1e-3 of log residuals, summed over all points of all curves, as Luo et al. 2025
 * (arXiv:2503.12811) do. Starts come from a map over alpha, beta, gamma and C, in which L0, A and B are solved for; the best few are
 * polished by Newton's method with the exact Hessian on a part of the points, the best of those on all.
 * All parameters but gamma are positive and fitted in their logarithms. The result does not depend on the number of threads.
 */
public final class MultiPowerFitter {
    private static final int STARTS = 4;
    /** Cells that an evaluation on thinned curves may have. */
    private static final long THINNED_CELLS = 1_500_000;
    /** Points that thinned curves have at least: a dozen a parameter. */
    private static final int THINNED_POINTS = 12 * CurveObjective.P;
    /** How far each coordinate may move in one step. */
    private static final double[] STEP_LIMITS = {1, 2, 1, 2, 5, 2, .5};
    /** Optima whose objectives differ by less than this, relative to their size, are one. */
    private static final double SAME_OPTIMUM = 1e-7;

    private final Residual residual;
    private final Loss loss;
    private final double[] start;
    private final int threads;

    private MultiPowerFitter(Residual residual, Loss loss, double[] start, int threads) {
        this.residual = residual;
        this.loss = loss;
        this.start = start;
        this.threads = threads;
    }

    public static MultiPowerFitter create() {
        return new MultiPowerFitter(Residual.LOG, Loss.huber(1e-3), new double[0], Threads.available());
    }

    public MultiPowerFitter residual(Residual residual) {
        return new MultiPowerFitter(residual, loss, start, threads);
    }

    /** @throws IllegalArgumentException if the loss has a kink, as the absolute and the quantile losses do */
    public MultiPowerFitter loss(Loss loss) {
        if (loss.isKinked()) {
            throw new IllegalArgumentException("the multi-power law is fitted by squares or huber, not by " + loss);
        }
        return new MultiPowerFitter(residual, loss, start, threads);
    }

    /**
     * Begins at these parameters instead of the default starts.
     *
     * @param parameters in the order of {@link MultiPowerLaw#PARAMETERS}; all but gamma positive
     */
    public MultiPowerFitter start(double... parameters) {
        MultiPowerLaw.parameterSet(parameters);
        for (int j = 0; j < CurveObjective.P; j++) {
            if (CurveObjective.isLogarithm(j) && !(parameters[j] > 0)) {
                throw new IllegalArgumentException("the start's " + MultiPowerLaw.PARAMETERS.get(j) + " must be positive, not " + parameters[j]);
            }
        }
        return new MultiPowerFitter(residual, loss, parameters.clone(), threads);
    }

    public MultiPowerFitter threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        return new MultiPowerFitter(residual, loss, start, threads);
    }

    /**
     * Fits the law.
     *
     * @return the best optimum found, with a status that says what it is worth
     * @throws IllegalArgumentException if there is no curve, or none with a point
     */
    public MultiPowerFit fit(List<TrainingCurve> curves) {
        if (curves.stream().allMatch(c -> c.size() == 0)) {
            throw new IllegalArgumentException("a fit needs a curve with at least one loss");
        }
        List<TrainingCurve> data = List.copyOf(curves);
        CurveObjective objective = new CurveObjective(data, residual, loss, threads);
        if (objective.points() < CurveObjective.P) {
            return MultiPowerFit.tooFewPoints(data);
        }
        if (start.length > 0) {
            End end = polish(objective, CurveObjective.toCoordinates(start));
            return new MultiPowerFit(data, objective, end, 1, 1);
        }
        List<TrainingCurve> thinned = thin(data);
        double[][] nodes = new MultiPowerStarts(thinned, residual, threads).best(STARTS);
        List<End> ends = ends(new CurveObjective(thinned, residual, loss, threads), nodes);
        End best = best(ends);
        int agreeing = (int) ends.stream().filter(e -> e.objective - best.objective <= SAME_OPTIMUM * best.objective).count();
        return new MultiPowerFit(data, objective, onAllPoints(objective, best, nodes), nodes.length, agreeing);
    }

    /** The best end polished on all points. Too few points may drive every start to infinity; then the nodes are tried in turn. */
    private static End onAllPoints(CurveObjective objective, End best, double[][] nodes) {
        if (best.status.isConverged()) {
            return polish(objective, best.point);
        }
        List<End> ends = new ArrayList<>();
        for (double[] node : nodes) {
            ends.add(polish(objective, CurveObjective.toCoordinates(node)));
            if (best(ends).status.isConverged()) {
                break;
            }
        }
        return best(ends);
    }

    /** Every k-th point of each curve, so that starts cost little; all points if there are few. */
    private static List<TrainingCurve> thin(List<TrainingCurve> data) {
        long cells = 0;
        int points = 0;
        for (TrainingCurve c : data) {
            cells += MultiPowerLaw.along(c.schedule(), c.steps()).cells();
            points += c.size();
        }
        int stride = (int) Math.max(1, Math.min(cells / THINNED_CELLS, points / THINNED_POINTS));
        return data.stream().map(c -> c.thinned(stride)).toList();
    }

    private static List<End> ends(CurveObjective objective, double[][] nodes) {
        return Arrays.stream(nodes).map(node -> polish(objective, CurveObjective.toCoordinates(node))).toList();
    }

    /** Where and how an iteration ended. */
    record End(double[] point, double objective, Status status, int iterations, double relativeGradient) {}

    private static End polish(CurveObjective objective, double[] from) {
        Newton newton = new Newton(STEP_LIMITS.clone(), CurveObjective.LOGARITHMIC.clone(), objective.floor(), new LinearStep(new int[0], new boolean[0]));
        newton.start(from);
        boolean wasOutside = false;
        while (true) {
            double[] at = newton.trial().clone();
            double[][] sums = objective.evaluate(at);
            if (newton.advance(sums, 0)) {
                return new End(newton.result().clone(), newton.objective(), newton.status(), newton.iterations(), newton.relativeGradient());
            }
            boolean isOutside = CurveObjective.runaway(at) >= 0;
            if (isOutside && wasOutside) {
                // A single trial may overshoot; two in a row are on their way to infinity.
                return new End(at, sums[0][0], Status.RUNAWAY, newton.iterations(), Double.NaN);
            }
            wasOutside = isOutside;
        }
    }

    /** The converged end with the least objective; without one, the least of all. */
    private static End best(List<End> ends) {
        End best = ends.get(0);
        for (End end : ends) {
            boolean better = end.status.isConverged() != best.status.isConverged() ? end.status.isConverged()
                    : end.objective < best.objective || Double.isNaN(best.objective);
            best = better ? end : best;
        }
        return best;
    }
}
