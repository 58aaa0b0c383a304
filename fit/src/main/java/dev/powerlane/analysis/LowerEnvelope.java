package dev.powerlane.analysis;

import dev.powerlane.analysis.Regression.Optimum;
import dev.powerlane.fit.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Approach 1 of Hoffmann et al. (2203.15556, section 3.1): the lower envelope of training curves. At budgets evenly spaced in ln C, the curve with the least loss
 * names N and D; regressions of both on C follow.
 *
 * <p>Losses between logged points are interpolated, ln L in ln C. A budget counts only if the winner's neighbours in size, one smaller and one larger, have been trained to it too:
 * otherwise the winner wins for want of others. Intervals are percentiles of a bootstrap over whole curves.
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

        boolean covers(double c) {
            return logCompute[0] <= c && c <= logCompute[logCompute.length - 1];
        }

        double at(double c) {
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
    private final List<Curve> curves;
    private final double[] budgets;
    private final List<Optimum> envelope;
    private final Regression line;

    private LowerEnvelope(List<Curve> curves, Cost cost, long seed) {
        this.curves = curves;
        this.cost = cost;
        double low = curves.stream().mapToDouble(c -> c.logCompute[0]).min().orElse(0);
        double high = curves.stream().mapToDouble(c -> c.logCompute[c.logCompute.length - 1]).max().orElse(0);
        budgets = new double[BUDGETS];
        Arrays.setAll(budgets, i -> low + (high - low) * i / (BUDGETS - 1));
        envelope = envelope(curves);
        if (envelope.isEmpty()) {
            throw new IllegalArgumentException("at no budget does a curve win between a smaller and a larger model that were trained as far: " + curves.size()
                    + " curves are too few or too short for an envelope");
        }
        SplittableRandom random = new SplittableRandom(seed);
        line = new Regression("lower envelope", envelope, RESAMPLES, () -> {
            List<Curve> drawn = new ArrayList<>();
            curves.forEach(c -> drawn.add(curves.get(random.nextInt(curves.size()))));
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

    private List<Optimum> envelope(List<Curve> of) {
        List<Optimum> optima = new ArrayList<>();
        for (double c : budgets) {
            TreeSet<Double> sizes = new TreeSet<>();
            Curve best = null;
            for (Curve curve : of) {
                if (curve.covers(c)) {
                    sizes.add(curve.size);
                    best = best == null || curve.at(c) < best.at(c) ? curve : best;
                }
            }
            if (best != null && isNeighbour(sizes.lower(best.size), best.size, of) && isNeighbour(sizes.higher(best.size), best.size, of)) {
                double tokens = cost.tokens(StrictMath.exp(c), best.size);
                optima.add(new Optimum(c, StrictMath.log(best.size), StrictMath.log(tokens)));
            }
        }
        return optima;
    }

    /** Whether there is no curve of a size between. */
    private static boolean isNeighbour(Double other, double size, List<Curve> of) {
        return other != null && of.stream().noneMatch(c -> c.size > Math.min(other, size) && c.size < Math.max(other, size));
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
