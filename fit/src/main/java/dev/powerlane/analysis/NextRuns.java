package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.IntervalMethod;
import dev.powerlane.fit.Residual;
import dev.powerlane.kernel.Kernel;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which runs to do next: those (N, D) that shrink the interval of ln N*(C) most for an extra budget. A c-optimal design (Elfving 1952; Atkinson and
 * Donev 1992): with J the slopes of the residuals by the parameters and g the slopes of ln N*(C), which come from the implicit function theorem, the
 * variance is proportional to g'(J'J)^-1 g, and a run adds its own slopes to J. Runs are chosen one after the other, each with an equal share of the
 * budget, then exchanged one at a time while that helps and the budget allows (Fedorov 1972).
 *
 * <p>New runs are taken to be as noisy as the old ones are on average. The factor of proportionality is the one that the fit's interval has now, by its
 * own method, so that a second copy of all runs would halve the variance.
 */
public final class NextRuns {
    /** A run to do. */
    public record Run(double size, double tokens, double cost) {}

    /**
     * @param runs     what to do, the dearest first
     * @param cost     of all of them, FLOP
     * @param now      N*(C) as it is known
     * @param expected the interval to expect once they are done; its value will move within the one that is known now
     */
    public record Proposal(List<Run> runs, double cost, Estimate now, Estimate expected) {
        /** The width of the interval's logarithm to expect, as a share of what it is now. */
        public double widthRatio() {
            return expected.seLog() / now.seLog();
        }
    }

    private static final int NODES = 49;
    private static final int MOST_ROUNDS = 50;

    private final Fit fit;
    private final Cost cost;
    private final Law law;
    private final int[] free;
    private final double[] sizes;
    private final double[] tokens;

    private NextRuns(Fit fit, Cost cost, double[] sizes, double[] tokens) {
        this.fit = fit;
        this.cost = cost;
        this.law = fit.law();
        this.sizes = sizes;
        this.tokens = tokens;
        free = fit.freeParameters().stream().mapToInt(law::parameterIndex).toArray();
    }

    /**
     * From a fit of a law in N and D.
     *
     * @throws IllegalArgumentException if the fit has no intervals, its runs are weighted, or parameters are tied
     */
    public static NextRuns of(Fit fit, Cost cost) {
        if (!fit.intervals().isKnown() || fit.intervals().method() == IntervalMethod.PROFILE) {
            throw new IllegalArgumentException("the next runs are chosen by an interval, but the fit has none: " + fit.intervalMethod());
        }
        if (fit.isWeighted()) {
            throw new IllegalArgumentException("the next runs have no weights, so a fit of weighted runs does not tell what they are worth");
        }
        double[][] covariance = fit.intervals().covariance();
        if (IntStream.range(0, covariance.length).filter(j -> covariance[j][j] > 0).count() != fit.freeParameters().size()) {
            throw new IllegalArgumentException("the next runs of a law with tied parameters are not known; write the law with one parameter for them");
        }
        return new NextRuns(fit, cost, new double[0], new double[0]);
    }

    /**
     * With runs to choose from: every size with every number of tokens. By default a grid over the ranges of the data, and beyond them as far as the
     * budget goes.
     */
    public NextRuns candidates(double[] sizes, double[] tokens) {
        if (sizes.length == 0 || tokens.length == 0 || !DoubleStream.concat(Arrays.stream(sizes), Arrays.stream(tokens)).allMatch(v -> v > 0)) {
            throw new IllegalArgumentException("candidates need sizes and tokens, all of them positive, not " + Arrays.toString(sizes) + " and "
                    + Arrays.toString(tokens));
        }
        return new NextRuns(fit, cost, sizes.clone(), tokens.clone());
    }

    /**
     * The best runs.
     *
     * @param target C, the budget in FLOP at which N* is wanted
     * @param budget FLOP to spend on new runs, at most
     * @param runs   how many
     * @throws IllegalArgumentException if a number is not positive, or no candidate costs less than the budget's share of one run
     */
    public Proposal propose(double target, double budget, int runs) {
        ComputeOptimal.logBudget(budget);
        if (runs < 1) {
            throw new IllegalArgumentException("there must be at least 1 run, not " + runs);
        }
        ComputeOptimal optimal = ComputeOptimal.of(fit).cost(cost);
        Estimate now = optimal.at(target).size();
        double[] direction = freeOf(optimal.sensitivities(target));
        List<Run> candidates = candidates(budget);
        double[][] slopes = slopes(candidates.stream().mapToDouble(Run::size).toArray(), candidates.stream().mapToDouble(Run::tokens).toArray());
        Information information = known();
        // Exchanges end in a local optimum; the better of two, from equal shares of the budget and from halves of what is left.
        double[] equal = new double[runs];
        double[] halves = new double[runs];
        Arrays.setAll(equal, k -> budget / runs);
        Arrays.setAll(halves, k -> budget * StrictMath.pow(.5, Math.min(k + 1, runs - 1)));
        int[] first = exchange(greedy(candidates, slopes, information, direction, equal), candidates, slopes, information, direction, budget);
        int[] second = exchange(greedy(candidates, slopes, information, direction, halves), candidates, slopes, information, direction, budget);
        double least = first.length == 0 ? Double.POSITIVE_INFINITY : information.with(slopes, first).variance(direction);
        double other = second.length == 0 ? Double.POSITIVE_INFINITY : information.with(slopes, second).variance(direction);
        int[] chosen = least <= other ? first : second;
        if (chosen.length == 0) {
            throw new IllegalArgumentException("no candidate run costs " + budget / runs + " FLOP or less, the share of one of " + runs + " runs");
        }
        double ratio = Math.sqrt(Math.min(least, other) / information.variance(direction));
        List<Run> best = Arrays.stream(chosen).mapToObj(candidates::get).sorted((a, b) -> Double.compare(b.cost, a.cost)).toList();
        return new Proposal(best, best.stream().mapToDouble(Run::cost).sum(), now, shrunk(now, ratio));
    }

    /** What given runs would bring, wherever they come from. */
    public Estimate expected(double target, List<Run> runs) {
        ComputeOptimal optimal = ComputeOptimal.of(fit).cost(cost);
        double[] direction = freeOf(optimal.sensitivities(target));
        Information information = known();
        double[][] more = slopes(runs.stream().mapToDouble(Run::size).toArray(), runs.stream().mapToDouble(Run::tokens).toArray());
        return shrunk(optimal.at(target).size(), Math.sqrt(information.with(more).variance(direction) / information.variance(direction)));
    }

    private Information known() {
        return Information.of(slopes(fit.data().column("N"), fit.data().column("D")));
    }

    private static Estimate shrunk(Estimate e, double ratio) {
        double v = e.value();
        return new Estimate(v, v * StrictMath.pow(e.lo() / v, ratio), v * StrictMath.pow(e.hi() / v, ratio), e.se() * ratio, e.seLog() * ratio);
    }

    /** Affordable pairs; where none were named, with tokens per parameter within twice the range of the data. */
    private List<Run> candidates(double budget) {
        double[] n = fit.data().column("N");
        double[] d = fit.data().column("D");
        double[] ratios = IntStream.range(0, n.length).mapToDouble(i -> d[i] / n[i]).sorted().toArray();
        boolean named = sizes.length > 0;
        List<Run> candidates = new ArrayList<>();
        for (double size : named ? sizes : grid(least(n), cost, budget)) {
            for (double token : named ? tokens : grid(least(d), cost, budget)) {
                double price = cost.at(size, token);
                double ratio = token / size;
                if (price <= budget && (named || ratio >= ratios[0] / 2 && ratio <= 2 * ratios[ratios.length - 1])) {
                    candidates.add(new Run(size, token, price));
                }
            }
        }
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidate run costs " + budget + " FLOP or less");
        }
        return candidates;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().getAsDouble();
    }

    /** From the least of the data to where a balanced run would cost the budget thirty times over. */
    private static double[] grid(double low, Cost cost, double budget) {
        double high = low;
        while (cost.at(high, high) < 30 * budget) {
            high *= 1.1;
        }
        double ratio = high / low;
        double[] grid = new double[NODES];
        Arrays.setAll(grid, i -> low * StrictMath.pow(ratio, i / (NODES - 1.0)));
        return grid;
    }

    /** The residual's slopes by the logarithms of the free parameters, run by run. */
    private double[][] slopes(double[] size, double[] token) {
        double[] value = new double[size.length];
        double[][] gradient = new double[law.parameters().size()][size.length];
        Kernel kernel = Kernel.compile(law).withThreads(1);
        double[][] columns = new double[2][];
        columns[law.inputIndex("N")] = size;
        columns[law.inputIndex("D")] = token;
        kernel.gradient(fit.parameters(), kernel.points(columns), value, gradient);
        double[] scale = scale();
        double[][] slopes = new double[size.length][free.length];
        for (int i = 0; i < size.length; i++) {
            for (int j = 0; j < free.length; j++) {
                slopes[i][j] = gradient[free[j]][i] * scale[j] / (fit.residual() == Residual.LOG ? value[i] : 1);
            }
        }
        return slopes;
    }

    private double[] freeOf(double[] sensitivities) {
        double[] scale = scale();
        return IntStream.range(0, free.length).mapToDouble(j -> sensitivities[free[j]] * scale[j]).toArray();
    }

    /** What a unit of each free parameter is: the parameter itself. */
    private double[] scale() {
        double[] values = fit.parameters().toArray();
        return Arrays.stream(free).mapToDouble(j -> values[j] == 0 ? 1 : values[j]).toArray();
    }

    /** None if a share pays for no candidate. */
    private static int[] greedy(List<Run> candidates, double[][] slopes, Information information, double[] direction, double[] shares) {
        int[] chosen = new int[0];
        for (int k = 0; k < shares.length; k++) {
            int best = best(candidates, slopes, information.with(slopes, chosen), direction, shares[k]);
            if (best < 0) {
                return new int[0];
            }
            chosen = Arrays.copyOf(chosen, k + 1);
            chosen[k] = best;
        }
        return chosen;
    }

    private static int[] exchange(int[] chosen, List<Run> candidates, double[][] slopes, Information information, double[] direction, double budget) {
        boolean improving = true;
        for (int round = 0; improving && round < MOST_ROUNDS; round++) {
            improving = false;
            for (int k = 0; k < chosen.length; k++) {
                double before = information.with(slopes, chosen).variance(direction);
                int place = k;
                int[] others = IntStream.range(0, chosen.length).filter(i -> i != place).map(i -> chosen[i]).toArray();
                double left = budget * (1 + 1e-12) - Arrays.stream(others).mapToDouble(i -> candidates.get(i).cost).sum();
                int best = best(candidates, slopes, information.with(slopes, others), direction, left);
                int old = chosen[k];
                chosen[k] = best < 0 ? old : best;
                if (information.with(slopes, chosen).variance(direction) < before * (1 - 1e-9)) {
                    improving = true;
                } else {
                    chosen[k] = old;
                }
            }
        }
        return chosen;
    }

    /** The affordable run that takes most off the variance; -1 if there is none. */
    private static int best(List<Run> candidates, double[][] slopes, Information information, double[] direction, double price) {
        double[] gains = information.gains(slopes, direction);
        int best = -1;
        for (int i = 0; i < gains.length; i++) {
            boolean affordable = candidates.get(i).cost <= price;
            best = affordable && (best < 0 || gains[i] > gains[best]) ? i : best;
        }
        return best;
    }
}
