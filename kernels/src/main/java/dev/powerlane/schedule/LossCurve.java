package dev.powerlane.schedule;

import dev.powerlane.kernel.ArrayMath;
import dev.powerlane.kernel.RowSums;
import dev.powerlane.kernel.Threads;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * The multi-power law at chosen steps of one schedule: its values and its exact derivatives by its parameters. Made by
 * {@link MultiPowerLaw#along}; what depends on the schedule alone is computed then.
 *
 * <p>A cell, that is a change of the rate before a point of the curve, takes one logarithm, one exponential and one division
 * in a SIMD lane; a step whose rate is that of the step before takes nothing. Results have the same bits whatever the vector
 * width, the number of threads, the other points of the curve and the JDK. Thread-safe.
 */
public final class LossCurve {
    private static final int PARAMETERS = MultiPowerLaw.PARAMETERS.size();
    private static final int L0 = 0;
    private static final int A = 1;
    private static final int ALPHA = 2;
    private static final int B = 3;
    private static final int C = 4;
    private static final int BETA = 5;
    private static final int GAMMA = 6;

    private static final int LANES = RowSums.LANES;
    /** Rows summed in one go; the sums of these blocks are then added, which keeps round-off from growing with the length of the schedule. */
    private static final int BLOCK = 512;
    /**
     * Stands for a rate of zero where a power of it is taken. The drop G of a change to rate zero is then 1 within round-off once
     * the rate has risen again, and 0 before, as in the limit (for beta gamma from .2 on).
     */
    private static final double LEAST_RATE = 1e-100;
    /** Cells below which other threads are not worth their start. */
    private static final int CELLS_FOR_THREADS = 200_000;

    private final Schedule schedule;
    private final int[] steps;
    private final int threads;
    private final Bound bound;

    /** What the points and the schedule determine. */
    private static final class Bound {
        /** S1 + SW by point, and its logarithm. */
        final double[] spent;
        final double[] logSpent;
        /** The points, by rising step. */
        final int[] order;
        /** S1 by point, in rising order, the last one repeated to fill a block of lanes. */
        final double[] reached;
        /** How many changes come up to the last point of each block of lanes. */
        final int[] counts;
        final double[] changedRate;
        /** The columns of {@link DropSums}; the scale, which depends on parameters, is a scratch array of each call. */
        final double[][] columns;
        final long cells;
        final AtomicReference<double[]> spareScale = new AtomicReference<>();

        Bound(Schedule schedule, int[] steps) {
            int points = steps.length;
            spent = Arrays.stream(steps).mapToDouble(t -> schedule.sumBefore() + schedule.sum(t)).toArray();
            logSpent = new double[points];
            ArrayMath.log(spent, 0, logSpent, 0, points);
            order = IntStream.range(0, points).boxed().sorted(Comparator.comparingInt(i -> steps[i])).mapToInt(i -> i).toArray();
            int blocks = (points + LANES - 1) / LANES;
            reached = new double[blocks * LANES];
            Arrays.setAll(reached, i -> schedule.sum(steps[order[Math.min(i, points - 1)]]));
            int[] changes = schedule.changes();
            counts = new int[blocks];
            long all = 0;
            for (int b = 0; b < blocks; b++) {
                int last = steps[order[Math.min((b + 1) * LANES, points) - 1]];
                int found = Arrays.binarySearch(changes, last);
                counts[b] = found >= 0 ? found + 1 : -found - 1;
                all += (long) counts[b] * LANES;
            }
            cells = all;
            int rows = blocks == 0 ? 0 : counts[blocks - 1];
            changedRate = new double[rows];
            columns = new double[DropSums.COLUMN_COUNT][rows];
            double[] log = new double[rows];
            for (int r = 0; r < rows; r++) {
                int k = changes[r];
                changedRate[r] = Math.max(schedule.rate(k), LEAST_RATE);
                columns[DropSums.SPENT][r] = schedule.sum(k - 1);
                columns[DropSums.DROP][r] = schedule.rate(k - 1) - schedule.rate(k);
            }
            ArrayMath.log(changedRate, 0, log, 0, rows);
            for (int r = 0; r < rows; r++) {
                columns[DropSums.DROP_LOG][r] = columns[DropSums.DROP][r] * log[r];
                columns[DropSums.DROP_LOG_LOG][r] = columns[DropSums.DROP_LOG][r] * log[r];
            }
        }
    }

    LossCurve(Schedule schedule, int[] steps) {
        this(schedule, check(schedule, steps), Threads.available(), new Bound(schedule, steps));
    }

    private LossCurve(Schedule schedule, int[] steps, int threads, Bound bound) {
        this.schedule = schedule;
        this.steps = steps;
        this.threads = threads;
        this.bound = bound;
    }

    private static int[] check(Schedule schedule, int[] steps) {
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] < 0 || steps[i] > schedule.lastStep()) {
                throw new IllegalArgumentException("steps[" + i + "] is " + steps[i] + ", but the schedule has steps 0 to " + schedule.lastStep());
            }
        }
        return steps.clone();
    }

    /** This curve on a given number of threads. */
    public LossCurve withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        return new LossCurve(schedule, steps, threads, bound);
    }

    public Schedule schedule() {
        return schedule;
    }

    /** The number of points. */
    public int size() {
        return steps.length;
    }

    /** The steps of the points, in the order in which they were given. */
    public int[] steps() {
        return steps.clone();
    }

    /** Terms that an evaluation adds: the changes of the rate up to each point, or a few more. */
    public long cells() {
        return bound.cells;
    }

    /**
     * The law at each point.
     *
     * @param parameters in the order of {@link MultiPowerLaw#PARAMETERS}
     * @param out        at least {@link #size()} long
     */
    public void evaluate(double[] parameters, double[] out) {
        double[] power = check(parameters, out);
        double[][] sums = sums(DropSums.VALUE, parameters);
        for (int i = 0; i < steps.length; i++) {
            out[i] = value(parameters, power[i], sums[DropSums.G][i]);
        }
    }

    /**
     * The law and its derivative by each parameter at each point.
     *
     * @param gradient one array a parameter, in the order of {@link MultiPowerLaw#PARAMETERS}
     */
    public void gradient(double[] parameters, double[] out, double[][] gradient) {
        double[] power = check(parameters, out);
        check("gradient", gradient, PARAMETERS);
        double[][] sums = sums(DropSums.GRADIENT, parameters);
        for (int i = 0; i < steps.length; i++) {
            out[i] = value(parameters, power[i], sums[DropSums.G][i]);
            slopes(parameters, power[i], sums, i, gradient);
        }
    }

    /**
     * The law, its derivatives by each parameter and by each two.
     *
     * @param hessian the lower triangle by rows, 28 arrays: L0 L0, A L0, A A, alpha L0, ...
     */
    public void hessian(double[] parameters, double[] out, double[][] gradient, double[][] hessian) {
        double[] power = check(parameters, out);
        check("gradient", gradient, PARAMETERS);
        check("hessian", hessian, PARAMETERS * (PARAMETERS + 1) / 2);
        double[][] sums = sums(DropSums.HESSIAN, parameters);
        for (int i = 0; i < steps.length; i++) {
            out[i] = value(parameters, power[i], sums[DropSums.G][i]);
            slopes(parameters, power[i], sums, i, gradient);
            curvatures(parameters, power[i], sums, i, hessian);
        }
    }

    private static double value(double[] p, double power, double drop) {
        return p[L0] + p[A] * power - p[B] * drop;
    }

    private void slopes(double[] p, double power, double[][] sums, int i, double[][] gradient) {
        gradient[L0][i] = 1;
        gradient[A][i] = power;
        gradient[ALPHA][i] = -p[A] * power * bound.logSpent[i];
        gradient[B][i] = -sums[DropSums.G][i];
        gradient[C][i] = -p[B] * p[BETA] * sums[DropSums.QV][i] / p[C];
        gradient[BETA][i] = -p[B] * sums[DropSums.WQ][i];
        gradient[GAMMA][i] = p[B] * p[BETA] * sums[DropSums.QV_LOG][i];
    }

    private void curvatures(double[] p, double power, double[][] sums, int i, double[][] hessian) {
        for (double[] entry : hessian) {
            entry[i] = 0;
        }
        double b = p[B];
        double beta = p[BETA];
        double c = p[C];
        double byLogC = beta * sums[DropSums.QV][i];
        hessian[at(ALPHA, A)][i] = -power * bound.logSpent[i];
        hessian[at(ALPHA, ALPHA)][i] = p[A] * power * bound.logSpent[i] * bound.logSpent[i];
        hessian[at(C, B)][i] = -byLogC / c;
        hessian[at(BETA, B)][i] = -sums[DropSums.WQ][i];
        hessian[at(GAMMA, B)][i] = beta * sums[DropSums.QV_LOG][i];
        hessian[at(C, C)][i] = -b * (beta * sums[DropSums.CURVATURE][i] - byLogC) / (c * c);
        hessian[at(BETA, C)][i] = -b * sums[DropSums.CROSS][i] / c;
        hessian[at(BETA, BETA)][i] = b * sums[DropSums.WWQ][i];
        hessian[at(GAMMA, C)][i] = b * beta * sums[DropSums.CURVATURE_LOG][i] / c;
        hessian[at(GAMMA, BETA)][i] = b * sums[DropSums.CROSS_LOG][i];
        hessian[at(GAMMA, GAMMA)][i] = -b * beta * sums[DropSums.CURVATURE_LOG_LOG][i];
    }

    private static int at(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    /** The sums of {@link DropSums} by point, in the order in which the points were given. */
    private double[][] sums(RowSums kernel, double[] p) {
        double[][] sums = new double[kernel.results()][steps.length];
        int rows = bound.changedRate.length;
        double[] spare = bound.spareScale.getAndSet(null);
        double[] scale = spare == null ? new double[rows] : spare;
        ArrayMath.pow(bound.changedRate, 0, -p[GAMMA], scale, 0, rows);
        for (int r = 0; r < rows; r++) {
            scale[r] *= p[C];
        }
        double[][] columns = bound.columns.clone();
        columns[DropSums.SCALE] = scale;
        RowSums.Rows data = kernel.bind(columns);
        int blocks = bound.counts.length;
        // Blocks of late points take longest: they go first.
        Threads.run(blocks, bound.cells < CELLS_FOR_THREADS ? 1 : threads, () -> kernel.task(data),
                (task, piece) -> block(task, blocks - 1 - piece, p[BETA], sums));
        bound.spareScale.set(scale);
        return sums;
    }

    private void block(RowSums.Task task, int block, double beta, double[][] sums) {
        int lanes = Math.min(LANES, steps.length - block * LANES);
        System.arraycopy(bound.reached, block * LANES, task.parameters()[0], 0, LANES);
        Arrays.fill(task.parameters()[1], beta);
        for (int from = 0; from < bound.counts[block]; from += BLOCK) {
            double[][] part = task.run(from, Math.min(BLOCK, bound.counts[block] - from));
            for (int s = 0; s < sums.length; s++) {
                for (int lane = 0; lane < lanes; lane++) {
                    sums[s][bound.order[block * LANES + lane]] += part[s][lane];
                }
            }
        }
    }

    /** Checks the arguments and gives (S1 + SW)^-alpha by point. */
    private double[] check(double[] parameters, double[] out) {
        if (parameters.length != PARAMETERS) {
            throw new IllegalArgumentException("parameters must be " + PARAMETERS + " (" + String.join(", ", MultiPowerLaw.PARAMETERS)
                    + "), not " + parameters.length);
        }
        if (out.length < steps.length) {
            throw new IllegalArgumentException("out has " + out.length + " places for " + steps.length + " points");
        }
        double[] power = new double[steps.length];
        ArrayMath.pow(bound.spent, 0, -parameters[ALPHA], power, 0, power.length);
        return power;
    }

    private void check(String name, double[][] arrays, int count) {
        if (arrays.length != count) {
            throw new IllegalArgumentException(name + " must have " + count + " arrays, not " + arrays.length);
        }
        for (int j = 0; j < count; j++) {
            if (arrays[j].length < steps.length) {
                throw new IllegalArgumentException(name + "[" + j + "] has " + arrays[j].length + " places for " + steps.length + " points");
            }
        }
    }
}
