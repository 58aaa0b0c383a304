package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.kernel.Threads;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Fits a law to runs. Immutable: each setting returns a new fitter.
 *
 * <pre>{@code
 * Fit fit = Fitter.of(Laws.get("chinchilla")).loss(Loss.huber(1e-3)).fit(data);
 * }</pre>
 *
 * <p>By default: log residuals, Huber's loss with delta 1e-3 (Hoffmann et al. 2203.15556), starts from the reduced map, and 95 %
 * intervals from 4,000 bootstrap resamples of the runs. The result does not depend on the number of threads.
 */
public final class Fitter {
    /** Optima whose objectives differ by less than this, relative to their size, are one. */
    private static final double SAME_OPTIMUM = 1e-8;

    private final Law law;
    private final Residual residual;
    private final Loss loss;
    private final Starts starts;
    private final int resamples;
    private final long seed;
    private final int threads;

    private Fitter(Law law, Residual residual, Loss loss, Starts starts, int resamples, long seed, int threads) {
        this.law = law;
        this.residual = residual;
        this.loss = loss;
        this.starts = starts;
        this.resamples = resamples;
        this.seed = seed;
        this.threads = threads;
    }

    /** @throws IllegalArgumentException if the law has no inputs or no parameters */
    public static Fitter of(Law law) {
        if (law.inputs().isEmpty() || law.parameters().isEmpty()) {
            throw new IllegalArgumentException("a law to fit needs inputs and parameters; " + law + " has the inputs "
                    + law.inputNames() + " and the parameters " + law.parameterNames());
        }
        return new Fitter(law, Residual.LOG, Loss.huber(1e-3), Starts.reduced(), 4000, 42, Threads.available());
    }

    public Fitter residual(Residual residual) {
        return new Fitter(law, residual, loss, starts, resamples, seed, threads);
    }

    public Fitter loss(Loss loss) {
        return new Fitter(law, residual, loss, starts, resamples, seed, threads);
    }

    public Fitter starts(Starts starts) {
        return new Fitter(law, residual, loss, starts, resamples, seed, threads);
    }

    /** How many bootstrap resamples the intervals come from; 0 for a fit without intervals. */
    public Fitter bootstrap(int resamples) {
        if (resamples < 0) {
            throw new IllegalArgumentException("resamples must not be negative, but is " + resamples);
        }
        return new Fitter(law, residual, loss, starts, resamples, seed, threads);
    }

    /** Seeds the resampling. */
    public Fitter seed(long seed) {
        return new Fitter(law, residual, loss, starts, resamples, seed, threads);
    }

    public Fitter threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        return new Fitter(law, residual, loss, starts, resamples, seed, threads);
    }

    /**
     * Fits the law.
     *
     * @param data the law's inputs as columns of their names, and the response
     * @return the best optimum found, with a status that says what it is worth
     * @throws IllegalArgumentException naming row and column if a value is missing, infinite, or not positive where it must be
     */
    public Fit fit(Data data) {
        long began = System.nanoTime();
        check(data);
        if (data.rows() < law.parameters().size()) {
            return Fit.withoutResult(law, residual, loss, data, Status.TOO_FEW_POINTS, seconds(began));
        }
        Coordinates coordinates = new Coordinates(law);
        Objective objective = new Objective(law, residual, loss);
        RowSums.Rows rows = objective.bind(data);
        double[][] from = starts.of(law, data, residual, objective, rows);
        FitBatch polished = polish(from, objective, rows, data, coordinates);
        int best = best(polished);
        if (best < 0) {
            return Fit.withoutResult(law, residual, loss, data, Status.NONFINITE, seconds(began));
        }
        FitBatch resampled = polished.status(best).isConverged() && resamples > 0
                ? resample(data, polished.parameters(best), objective, rows, coordinates, resamples, seed) : new FitBatch(coordinates, 0);
        return new Fit(law, residual, loss, data, polished, best, summary(polished, best), resampled, seed, objective, rows, seconds(began));
    }

    /**
     * Bootstrap fits: pairs (whole runs) are drawn with replacement, and each resample is fitted from the optimum of the data.
     * Resample k depends on the seed and k alone.
     */
    public FitBatch bootstrap(Data data, int resamples, long seed) {
        Fit fit = bootstrap(0).fit(data);
        if (!fit.status().isConverged()) {
            throw new IllegalArgumentException("the fit to the data itself ended as " + fit.status() + "; there is nothing to resample from");
        }
        Objective objective = new Objective(law, residual, loss);
        return resample(data, fit.parameters().toArray(), objective, objective.bind(data), new Coordinates(law), resamples, seed);
    }

    private void check(Data data) {
        for (Input input : law.inputs()) {
            data.requireUsable(input.name(), input.positive());
        }
        data.requireUsable(data.response(), residual == Residual.LOG);
    }

    private FitBatch polish(double[][] from, Objective objective, RowSums.Rows rows, Data data, Coordinates coordinates) {
        FitBatch batch = Lockstep.run(objective, rows, coordinates, floor(data), threads, new Lockstep.Fits() {
            @Override
            public int count() {
                return from.length;
            }

            @Override
            public double[] start(int fit) {
                return from[fit];
            }
        });
        classify(batch, data);
        return batch;
    }

    private FitBatch resample(Data data, double[] optimum, Objective objective, RowSums.Rows rows, Coordinates coordinates, int resamples, long seed) {
        double[] from = coordinates.toCoordinates(optimum);
        Resampling resampling = new Resampling(seed, data.rows());
        FitBatch batch = Lockstep.run(objective, rows, coordinates, floor(data), threads, new Lockstep.Fits() {
            @Override
            public int count() {
                return resamples;
            }

            @Override
            public double[] start(int fit) {
                return from;
            }

            @Override
            public void weigh(int fit, double[] weights, int lane) {
                resampling.weigh(fit, weights, lane);
            }
        });
        classify(batch, data);
        return batch;
    }

    private void classify(FitBatch batch, Data data) {
        new Terms(law).mark(batch, data, law);
    }

    /** The objective of residuals that are all within a few units of round-off. */
    private double floor(Data data) {
        double sum = 0;
        for (double y : data.values(data.response())) {
            double unit = 4 * Math.ulp(residual == Residual.LOG ? Math.max(1, Math.abs(StrictMath.log(y))) : y);
            sum += unit * unit / 2;
        }
        return sum;
    }

    /** The converged fit with the least objective; without one, the least objective of all; -1 if all are NaN. */
    private static int best(FitBatch batch) {
        Comparator<Integer> order = Comparator.<Integer, Boolean>comparing(k -> !batch.status(k).isConverged())
                .thenComparing(k -> batch.objective(k)).thenComparing(k -> k);
        return IntStream.range(0, batch.size()).boxed().filter(k -> Double.isFinite(batch.objective(k))).min(order).orElse(-1);
    }

    private static StartSummary summary(FitBatch batch, int best) {
        int agreeing = 0;
        for (int k : batch.converged()) {
            double difference = Math.abs(batch.objective(k) - batch.objective(best));
            agreeing += difference <= SAME_OPTIMUM * batch.objective(best) ? 1 : 0;
        }
        Map<Status, Integer> byStatus = new EnumMap<>(batch.byStatus());
        return new StartSummary(batch.size(), agreeing, byStatus);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
