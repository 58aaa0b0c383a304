package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.kernel.Threads;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many fits of the same groups at once, one a lane, as in {@link Lockstep}: in each turn every group's rows are evaluated for all lanes, each with its own
 * shared and own coordinates, and then each lane takes its step. A fit's result does not depend on its lane, on the others, or on the threads.
 */
final class GroupLockstep {

    /** Where fits begin and, for resamples, how often each row of a group counts. */
    interface Fits {
        int count();

        /** A vector as {@link Layout} lays it out. */
        double[] start(int fit);

        /** Fills a lane's weights of a group's rows, row r at {@code r * LANES + lane}; they are ones if nothing is done. */
        default void weigh(int fit, int group, double[] weights, int lane) {}
    }

    /** The results, fit by fit. */
    record Results(double[][] points, double[] objectives, double[] relativeGradients, Status[] statuses, int[] iterations, int[] runaways) {
        Results(int count) {
            this(new double[count][], new double[count], new double[count], new Status[count], new int[count], new int[count]);
        }

        void store(int fit, ArrowNewton newton, Status status) {
            points[fit] = newton.result().clone();
            objectives[fit] = newton.objective();
            relativeGradients[fit] = newton.relativeGradient();
            statuses[fit] = status;
            iterations[fit] = newton.iterations();
            runaways[fit] = newton.runaway();
        }

        int size() {
            return statuses.length;
        }
    }

    private GroupLockstep() {}

    static Results run(Objective objective, Layout layout, RowSums.Rows[] rows, double floor, double strength, int threads, Fits fits) {
        Results results = new Results(fits.count());
        AtomicInteger next = new AtomicInteger();
        int workers = Math.max(1, Math.min(threads, fits.count() / RowSums.LANES));
        Threads.run(workers, workers, () -> null,
                (state, worker) -> new Worker(objective, layout, rows, floor, strength, fits, next, results).run());
        return results;
    }

    /** One thread's lanes. */
    private static final class Worker {
        private final Layout layout;
        private final RowSums.Rows[] rows;
        private final RowSums.Task task;
        private final double[][] weights;
        private final double[][] multipliers;
        private final ArrowNewton[] lanes = new ArrowNewton[RowSums.LANES];
        private final int[] fitOf = new int[RowSums.LANES];
        /** Null unless the loss has a kink. */
        private final Smoothing smoothing;
        private final Fits fits;
        private final AtomicInteger next;
        private final Results results;

        Worker(Objective objective, Layout layout, RowSums.Rows[] rows, double floor, double strength, Fits fits, AtomicInteger next, Results results) {
            this.layout = layout;
            this.rows = rows;
            this.fits = fits;
            this.next = next;
            this.results = results;
            weights = new double[rows.length][];
            multipliers = new double[rows.length][];
            for (int g = 0; g < rows.length; g++) {
                weights[g] = new double[rows[g].size() * RowSums.LANES];
                multipliers[g] = objective.loss().isKinked() ? new double[weights[g].length] : null;
                Arrays.fill(weights[g], 1);
            }
            task = objective.task(rows[0], weights[0], multipliers[0]);
            smoothing = objective.loss().isKinked() ? new Smoothing(objective, layout, rows, task, weights, multipliers) : null;
            for (int lane = 0; lane < lanes.length; lane++) {
                lanes[lane] = new ArrowNewton(layout, objective.coordinates(), floor, strength);
            }
        }

        void run() {
            int active = 0;
            for (int lane = 0; lane < lanes.length; lane++) {
                active += load(lane) ? 1 : 0;
            }
            while (active > 0) {
                evaluate();
                for (int lane = 0; lane < lanes.length; lane++) {
                    if (fitOf[lane] < 0 || !lanes[lane].advance() || smoothing != null && smoothing.goOn(lane, lanes[lane])) {
                        continue;
                    }
                    results.store(fitOf[lane], lanes[lane], smoothing == null ? lanes[lane].status() : smoothing.status(lane, lanes[lane]));
                    active -= load(lane) ? 0 : 1;
                }
            }
        }

        private void evaluate() {
            for (int g = 0; g < rows.length; g++) {
                task.rows(rows[g]);
                task.weights(0, weights[g]);
                if (smoothing != null) {
                    task.weights(1, multipliers[g]);
                }
                for (int lane = 0; lane < lanes.length; lane++) {
                    for (int j = 0; j < layout.p(); j++) {
                        task.parameters()[j][lane] = lanes[lane].trial()[layout.place(g, j)];
                    }
                }
                double[][] sums = task.run();
                for (int lane = 0; lane < lanes.length; lane++) {
                    if (fitOf[lane] >= 0) {
                        lanes[lane].add(g, sums, lane);
                    }
                }
            }
        }

        /** Loads the next fit into a lane; false if there is none, and the lane idles on. */
        private boolean load(int lane) {
            int fit = next.getAndIncrement();
            fitOf[lane] = fit < fits.count() ? fit : -1;
            if (fitOf[lane] < 0) {
                return false;
            }
            for (int g = 0; g < rows.length; g++) {
                fits.weigh(fit, g, weights[g], lane);
            }
            double[] from = fits.start(fit);
            lanes[lane].start(from);
            if (smoothing != null) {
                smoothing.start(lane, from);
            }
            return true;
        }
    }
}
