package dev.powerlane.fit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The results of many fits of one law: of starts, or of resamples. Fit k is always the same, however many run beside it. */
public final class FitBatch {
    private final Coordinates coordinates;
    private final double[][] points;
    private final double[] objectives;
    private final double[] relativeGradients;
    private final Status[] statuses;
    private final int[] iterations;
    private final int[] evaluations;
    private final int[] runaways;

    FitBatch(Coordinates coordinates, int size) {
        this.coordinates = coordinates;
        points = new double[size][coordinates.size()];
        objectives = new double[size];
        relativeGradients = new double[size];
        statuses = new Status[size];
        iterations = new int[size];
        evaluations = new int[size];
        runaways = new int[size];
    }

    void store(int fit, Newton newton) {
        System.arraycopy(newton.result(), 0, points[fit], 0, points[fit].length);
        objectives[fit] = newton.objective();
        relativeGradients[fit] = newton.relativeGradient();
        statuses[fit] = newton.status();
        iterations[fit] = newton.iterations();
        evaluations[fit] = newton.evaluations();
        runaways[fit] = newton.runaway();
    }

    /** Takes over a fit of another batch. */
    void store(int fit, FitBatch from, int which) {
        System.arraycopy(from.points[which], 0, points[fit], 0, points[fit].length);
        objectives[fit] = from.objectives[which];
        relativeGradients[fit] = from.relativeGradients[which];
        statuses[fit] = from.statuses[which];
        iterations[fit] = from.iterations[which];
        runaways[fit] = from.runaways[which];
    }

    /** A fit that was made elsewhere. */
    void put(int fit, double[] point, Status status) {
        points[fit] = point;
        statuses[fit] = status;
    }

    /** Keeps the fit if it is the first of its place, or better than what is there: converged, or else with the lesser objective. */
    void storeBetter(int fit, Newton newton) {
        boolean there = Double.isFinite(objectives[fit]);
        boolean converged = newton.status().isConverged();
        boolean better = there && converged == statuses[fit].isConverged() ? newton.objective() < objectives[fit] : !there || converged;
        if (better) {
            store(fit, newton);
        }
    }

    /** Copies another batch's fits to places from {@code first} on. */
    void copy(int first, FitBatch other) {
        for (int k = 0; k < other.size(); k++) {
            System.arraycopy(other.points[k], 0, points[first + k], 0, points[first + k].length);
        }
        System.arraycopy(other.objectives, 0, objectives, first, other.size());
        System.arraycopy(other.relativeGradients, 0, relativeGradients, first, other.size());
        System.arraycopy(other.statuses, 0, statuses, first, other.size());
        System.arraycopy(other.iterations, 0, iterations, first, other.size());
        System.arraycopy(other.evaluations, 0, evaluations, first, other.size());
        System.arraycopy(other.runaways, 0, runaways, first, other.size());
    }

    /** A fit without a result. */
    void fail(int fit, Status status) {
        Arrays.fill(points[fit], Double.NaN);
        objectives[fit] = Double.NaN;
        relativeGradients[fit] = Double.NaN;
        statuses[fit] = status;
        iterations[fit] = 0;
        evaluations[fit] = 0;
        runaways[fit] = -1;
    }

    void status(int fit, Status status) {
        statuses[fit] = status;
    }

    double[] point(int fit) {
        return points[fit];
    }

    /** The parameters of the law that was fitted, without those that are fixed or tied to another. */
    double[] reduced(int fit) {
        return coordinates.toReduced(points[fit]);
    }

    /** As above, into a lane of columns. */
    void reduced(int fit, double[][] to, int lane) {
        for (int j = 0; j < points[fit].length; j++) {
            to[j][lane] = coordinates.toParameter(j, points[fit][j]);
        }
    }

    /** The number of fits. */
    public int size() {
        return statuses.length;
    }

    /** The parameters of one fit, in the law's order. */
    public double[] parameters(int fit) {
        return coordinates.toParameters(points[fit]);
    }

    public double objective(int fit) {
        return objectives[fit];
    }

    public Status status(int fit) {
        return statuses[fit];
    }

    /** The place of the parameter that ran away, if the status is {@code RUNAWAY}. */
    int runaway(int fit) {
        return runaways[fit];
    }

    /** Evaluations of the objective with its derivatives. */
    public int evaluations(int fit) {
        return evaluations[fit];
    }

    public int iterations(int fit) {
        return iterations[fit];
    }

    /** The Newton decrement in units of the objective: zero at an optimum. */
    public double relativeGradient(int fit) {
        return relativeGradients[fit];
    }

    /** The converged fits, in their order. */
    public int[] converged() {
        return IntStream.range(0, size()).filter(k -> statuses[k].isConverged()).toArray();
    }

    /** How many fits ended with each status. */
    public Map<Status, Integer> byStatus() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        Arrays.stream(statuses).forEach(s -> counts.merge(s, 1, Integer::sum));
        return counts;
    }
}
