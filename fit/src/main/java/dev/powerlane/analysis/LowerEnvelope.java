package dev.powerlane.analysis;

import dev.powerlane.analysis.Regression.Optimum;
import dev.powerlane.fit.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Approach 1 of Hoffmann et al. (2203.15556, section 3.1): the lower envelope of training curves. At budgets evenly spaced in ln C, the curve with
 * the least loss names N and D; regressions of both on C follow.
 *
 * <p>Losses between logged points are interpolated, ln L in ln C. A budget counts only if the winner's neighbours in size, one smaller and one
 * larger, have been trained to it too: otherwise the winner wins for want of others. Intervals are percentiles of a bootstrap over whole curves.
 */
public final class LowerEnvelope implements Frontier {
    private static final int BUDGETS = 1500;
    private static final int RESAMPLES = 400;

    /** One training run, by rising compute. */
    private record Curve(double size, double[] logCompute, double[] logLoss) {

        static Curve of(Data data, Cost cost) {
            double[] n = data.column("N");
            double[] d = data.column("D");
            double[] loss = data.column(data.response());
            if (Arrays.stream(n).anyMatch(size -> size != n[0])) {
                throw new IllegalArgumentException("a training curve is of one size, but one has sizes from " + Arrays.stream(n).min().getAsDouble() + " to "
                        + Arrays.stream(n).max().getAsDouble() + "; name the column that tells curves apart");
            }
            Integer[] order = new Integer[n.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (i, j) -> Double.compare(d[i], d[j]));
            double[] c = Arrays.stream(order).mapToDouble(i -> StrictMath.log(cost.at(n[i], d[i]))).toArray();
            double[] l = Arrays.stream(order).mapToDouble(i -> StrictMath.log(loss[i])).toArray();
            return new Curve(n[0], c, l);
        }

        /** ln L; NaN beyond the ends. */
        double at(double c) {
            if (!(logCompute[0] <= c && c <= logCompute[logCompute.length - 1])) {
                return Double.NaN;
            }
            int place = Arrays.binarySearch(logCompute, c);
            if (place >= 0) {
                return logLoss[place];
            }
            int i = -place - 1;
            double share = (c - logCompute[i - 1]) / (logCompute[i] - logCompute[i - 1]);
            return logLoss[i - 1] + share * (logLoss[i] - logLoss[i - 1]);
        }
    }

    private final Cost cost;
    /** By rising size. */
    private final List<Curve> curves;
    private final double[] budgets = new double[BUDGETS];
    /** ln L of each curve at each budget; NaN where it was not trained to it. */
    private final double[][] losses;
    private final List<Optimum> envelope;
    private final Regression line;

    private LowerEnvelope(List<Curve> given, Cost cost, long seed) {
        curves = given.stream().sorted(Comparator.comparingDouble(Curve::size)).toList();
        this.cost = cost;
        double low = curves.stream().mapToDouble(c -> c.logCompute[0]).min().orElse(0);
        double high = curves.stream().mapToDouble(c -> c.logCompute[c.logCompute.length - 1]).max().orElse(0);
        Arrays.setAll(budgets, i -> low + (high - low) * i / (BUDGETS - 1));
        losses = curves.stream().map(c -> Arrays.stream(budgets).map(c::at).toArray()).toArray(double[][]::new);
        boolean[] all = new boolean[curves.size()];
        Arrays.fill(all, true);
        envelope = envelope(all);
        if (envelope.isEmpty()) {
            throw new IllegalArgumentException("at no budget does a curve win between a smaller and a larger model that were trained as far: " + curves.size()
                    + " curves are too few or too short for an envelope");
        }
        SplittableRandom random = new SplittableRandom(seed);
        line = new Regression("lower envelope", envelope, RESAMPLES, () -> {
            boolean[] drawn = new boolean[curves.size()];
            for (int k = 0; k < drawn.length; k++) {
                drawn[random.nextInt(drawn.length)] = true;
            }
            return envelope(drawn);
        });
    }

    /**
     * From logged losses: columns N and D and the response, a row for each logged point.
     *
     * @param curve the column that tells training runs apart: a label or a number, {@code "N"} where there is one run a size
     * @throws IllegalArgumentException if a column is missing or not positive, a run has several sizes, or no budget has a winner between two others
     */
    public static LowerEnvelope of(Data data, String curve, Cost cost, long seed) {
        for (String column : List.of("N", "D", data.response())) {
            if (!Arrays.stream(data.column(column)).allMatch(v -> v > 0 && v < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("column " + column + " must have positive numbers only");
            }
        }
        Collection<Data> runs = data.by(curve).values();
        return new LowerEnvelope(runs.stream().map(run -> Curve.of(run, cost)).toList(), cost, seed);
    }

    /** @param drawn which curves there are */
    private List<Optimum> envelope(boolean[] drawn) {
        int[] there = IntStream.range(0, drawn.length).filter(k -> drawn[k]).toArray();
        List<Optimum> optima = new ArrayList<>();
        for (int b = 0; b < BUDGETS; b++) {
            int best = -1;
            for (int k = 0; k < there.length; k++) {
                best = !Double.isNaN(losses[there[k]][b]) && (best < 0 || losses[there[k]][b] < losses[there[best]][b]) ? k : best;
            }
            if (best >= 0 && isHeld(there, best, b, -1) && isHeld(there, best, b, 1)) {
                double size = curves.get(there[best]).size;
                double tokens = cost.tokens(StrictMath.exp(budgets[b]), size);
                optima.add(new Optimum(budgets[b], StrictMath.log(size), StrictMath.log(tokens)));
            }
        }
        return optima;
    }

    /** Whether a curve of the next size to one side was trained to the budget as well. */
    private boolean isHeld(int[] there, int best, int budget, int side) {
        double size = curves.get(there[best]).size;
        double next = Double.NaN;
        for (int k = best + side; k >= 0 && k < there.length; k += side) {
            double other = curves.get(there[k]).size;
            if (other != size) {
                next = Double.isNaN(next) ? other : next;
                if (other != next) {
                    return false;
                }
                if (!Double.isNaN(losses[there[k]][budget])) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String approach() {
        return line.approach();
    }

    @Override
    public Allocation at(double compute) {
        return line.at(compute);
    }

    /** The envelope's budgets, in FLOP. */
    public double[] budgets() {
        return envelope.stream().mapToDouble(o -> StrictMath.exp(o.logCompute())).toArray();
    }

    /** The size with the least loss at each of the {@link #budgets}. */
    public double[] sizes() {
        return envelope.stream().mapToDouble(o -> StrictMath.exp(o.logSize())).toArray();
    }

    /** How many training curves there are. */
    public int curves() {
        return curves.size();
    }
}
