package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.kernel.Threads;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many Newton fits at once, one a lane: all lanes are evaluated together, each then takes its own step, and a lane whose fit has
 * ended is loaded with the next one. A fit's result does not depend on its lane, on the others, or on the threads.
 */
final class Lockstep {

    /** Where fits begin; for resamples and cross-validation, how often each row counts; for profiles, which coordinates stay. */
    interface Fits {
        int count();

        /** @return the coordinates to begin at */
        double[] start(int fit);

        /** Fills a lane's weights, row r at {@code r * LANES + lane}; they are ones if nothing is done. */
        default void weigh(int fit, double[] weights, int lane) {}

        /** Whether a coordinate stays where the fit begins, as in a profile likelihood; asked once a fit and coordinate. */
        default boolean isFixed(int fit, int coordinate) {
            return false;
        }
    }

    private Lockstep() {}

    static FitBatch run(Objective objective, RowSums.Rows rows, Coordinates coordinates, double floor, int threads, Fits fits) {
        FitBatch batch = new FitBatch(coordinates, fits.count());
        AtomicInteger next = new AtomicInteger();
        int workers = Math.max(1, Math.min(threads, fits.count() / RowSums.LANES));
        Threads.run(workers, workers, () -> null, (state, worker) -> new Worker(objective, rows, coordinates, floor, fits, next, batch).run());
        return batch;
    }

    /** One thread's lanes. */
    private static final class Worker {
        private final RowSums.Task task;
        private final double[] weights;
        private final Newton[] lanes = new Newton[RowSums.LANES];
        private final int[] fitOf = new int[RowSums.LANES];
        private final boolean[] fixed;
        /** Null unless the loss has a kink. */
        private final Smoothing smoothing;
        /** Null unless there are priors. */
        private final Penalty penalty;
        private final Fits fits;
        private final AtomicInteger next;
        private final FitBatch batch;

        Worker(Objective objective, RowSums.Rows rows, Coordinates coordinates, double floor, Fits fits, AtomicInteger next, FitBatch batch) {
            this.fits = fits;
            this.next = next;
            this.batch = batch;
            weights = new double[rows.size() * RowSums.LANES];
            Arrays.fill(weights, 1);
            if (objective.loss().isKinked()) {
                double[] multipliers = new double[weights.length];
                task = objective.task(rows, weights, multipliers);
                smoothing = new Smoothing(objective, rows, task, weights, multipliers);
            } else {
                task = objective.task(rows, weights);
                smoothing = null;
            }
            penalty = objective.penalty(rows);
            fixed = new boolean[coordinates.size()];
            for (int lane = 0; lane < lanes.length; lane++) {
                lanes[lane] = objective.newton(floor);
            }
        }

        void run() {
            int active = 0;
            for (int lane = 0; lane < lanes.length; lane++) {
                active += load(lane) ? 1 : 0;
            }
            while (active > 0) {
                double[][] sums = task.run();
                for (int lane = 0; lane < lanes.length; lane++) {
                    if (fitOf[lane] < 0) {
                        continue;
                    }
                    if (penalty != null) {
                        penalty.apply(sums, lane, lanes[lane].trial());
                    }
                    if (!lanes[lane].advance(sums, lane) || smoothing != null && smoothing.goOn(lane, lanes[lane])) {
                        write(lane);
                    } else {
                        batch.store(fitOf[lane], lanes[lane]);
                        if (smoothing != null) {
                            batch.status(fitOf[lane], smoothing.status(lane, lanes[lane]));
                        }
                        active -= load(lane) ? 0 : 1;
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
            fits.weigh(fit, weights, lane);
            double[] from = penalty == null ? fits.start(fit) : penalty.moderate(fits.start(fit));
            for (int j = 0; j < fixed.length; j++) {
                fixed[j] = fits.isFixed(fit, j);
            }
            lanes[lane].start(from, fixed);
            if (smoothing != null) {
                smoothing.start(lane, from);
            }
            write(lane);
            return true;
        }

        private void write(int lane) {
            double[] trial = lanes[lane].trial();
            for (int j = 0; j < trial.length; j++) {
                task.parameters()[j][lane] = trial[j];
            }
        }
    }
}
