package dev.powerlane.analysis;

import dev.powerlane.analysis.Regression.Optimum;
import dev.powerlane.fit.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Approach 2 of Hoffmann et al. (2203.15556, section 3.2): at each of several budgets a parabola of the loss in ln N, whose minimum names N;
 * regressions of the minima on C follow.
 *
 * <p>The loss is no parabola, and is not symmetric in ln N. On sizes centred on the optimum, alike at every budget, that shifts every minimum by one
 * factor: N* is off, its exponent is not. On the same sizes at every budget the shift changes with the budget, and the exponent is off too: see
 * {@link ParabolaBias}.
 *
 * <p>Intervals are percentiles of a bootstrap of the residuals from the parabolas, pooled over budgets and scaled up for the three coefficients of
 * each. They know nothing of the bias.
 */
public final class IsoFlopParabolas implements Frontier {
    private static final int RESAMPLES = 1000;

    /** The minimum of one budget's parabola. */
    public record Minimum(double compute, double size, double tokens, double loss) {}

    /** The runs of one budget. */
    private record Slice(double logCompute, double[] logSize, double[] loss) {}

    private final Cost cost;
    private final List<Minimum> minima = new ArrayList<>();
    private final Regression line;

    private IsoFlopParabolas(List<Slice> slices, Cost cost, long seed) {
        this.cost = cost;
        List<Slice> bent = slices.stream().filter(s -> vertex(s.logSize, s.loss).isPresent()).toList();
        if (bent.size() < 2) {
            throw new IllegalArgumentException("only " + bent.size() + " of " + slices.size()
                    + " budgets have a parabola with a minimum; a regression needs two");
        }
        List<Optimum> optima = new ArrayList<>();
        for (Slice s : bent) {
            Parabola p = vertex(s.logSize, s.loss).get();
            Optimum o = optimum(s, p);
            optima.add(o);
            minima.add(new Minimum(StrictMath.exp(s.logCompute), StrictMath.exp(o.logSize()), StrictMath.exp(o.logTokens()), p.at(o.logSize())));
        }
        double[] residuals = residuals(bent);
        SplittableRandom random = new SplittableRandom(seed);
        line = new Regression("isoFLOP parabolas", optima, residuals.length == 0 ? 0 : RESAMPLES, () -> resample(bent, residuals, random));
    }

    /**
     * From runs in columns N and D and the response.
     *
     * @param budget the column whose values, labels or numbers, say which runs have the same budget
     * @throws IllegalArgumentException if a column is missing or not positive, or fewer than two budgets have a parabola with a minimum
     */
    public static IsoFlopParabolas of(Data data, String budget, Cost cost, long seed) {
        for (String column : List.of("N", "D")) {
            if (!Arrays.stream(data.column(column)).allMatch(v -> v > 0 && v < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("column " + column + " must have positive numbers only");
            }
        }
        Collection<Data> groups = data.by(budget).values();
        return new IsoFlopParabolas(groups.stream().map(g -> slice(g, cost)).toList(), cost, seed);
    }

    /**
     * From runs whose costs are near some budgets: each run within a share {@code tolerance} of a budget counts for it, the others for none.
     *
     * @param tolerance as .15, for costs from 1/1.15 to 1.15 times a budget
     * @throws IllegalArgumentException as {@link #of}, or if the tolerance or a budget is not positive
     */
    public static IsoFlopParabolas near(Data data, double[] budgets, double tolerance, Cost cost, long seed) {
        if (!(tolerance > 0) || !Arrays.stream(budgets).allMatch(b -> b > 0)) {
            throw new IllegalArgumentException("budgets and tolerance must be positive, not " + Arrays.toString(budgets) + " and " + tolerance);
        }
        double[] n = data.column("N");
        double[] d = data.column("D");
        List<Slice> slices = new ArrayList<>();
        for (double budget : budgets) {
            int[] rows = IntStream.range(0, n.length).filter(i -> Math.abs(StrictMath.log(cost.at(n[i], d[i]) / budget)) <= StrictMath.log1p(tolerance)).toArray();
            if (rows.length > 0) {
                slices.add(slice(data.select(rows), cost));
            }
        }
        return new IsoFlopParabolas(slices, cost, seed);
    }

    private static Slice slice(Data data, Cost cost) {
        double[] n = data.column("N");
        double[] d = data.column("D");
        double c = 0;
        for (int i = 0; i < n.length; i++) {
            c += StrictMath.log(cost.at(n[i], d[i])) / n.length;
        }
        return new Slice(c, Arrays.stream(n).map(StrictMath::log).toArray(), data.column(data.response()));
    }

    /** level + slope (x - centre) + bend (x - centre)^2. */
    record Parabola(double centre, double level, double slope, double bend) {
        double vertex() {
            return centre - slope / (2 * bend);
        }

        double at(double x) {
            double z = x - centre;
            return level + z * (slope + bend * z);
        }
    }

    /** The parabola by least squares; empty if there are fewer than three sizes or it has no minimum. */
    static Optional<Parabola> vertex(double[] x, double[] y) {
        double centre = Arrays.stream(x).average().orElse(0);
        double[] m = new double[5];
        double[] r = new double[3];
        for (int i = 0; i < x.length; i++) {
            double power = 1;
            for (int k = 0; k < 5; k++) {
                m[k] += power;
                if (k < 3) {
                    r[k] += power * y[i];
                }
                power *= x[i] - centre;
            }
        }
        double determinant = determinant(m[0], m[1], m[2], m[1], m[2], m[3], m[2], m[3], m[4]);
        double level = determinant(r[0], m[1], m[2], r[1], m[2], m[3], r[2], m[3], m[4]) / determinant;
        double slope = determinant(m[0], r[0], m[2], m[1], r[1], m[3], m[2], r[2], m[4]) / determinant;
        double bend = determinant(m[0], m[1], r[0], m[1], m[2], r[1], m[2], m[3], r[2]) / determinant;
        boolean determined = determinant > 1e-12 * m[0] * m[2] * m[4];
        return determined && bend > 0 ? Optional.of(new Parabola(centre, level, slope, bend)) : Optional.empty();
    }

    private static double determinant(double a, double b, double c, double d, double e, double f, double g, double h, double i) {
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    }

    private Optimum optimum(Slice s, Parabola p) {
        double tokens = cost.tokens(StrictMath.exp(s.logCompute), StrictMath.exp(p.vertex()));
        return new Optimum(s.logCompute, p.vertex(), StrictMath.log(tokens));
    }

    private static double[] residuals(List<Slice> slices) {
        return slices.stream().filter(s -> s.loss.length > 3).flatMapToDouble(s -> {
            Parabola p = vertex(s.logSize, s.loss).get();
            double scale = Math.sqrt(s.loss.length / (s.loss.length - 3.0));
            double[] residuals = new double[s.loss.length];
            Arrays.setAll(residuals, i -> scale * (s.loss[i] - p.at(s.logSize[i])));
            return Arrays.stream(residuals);
        }).toArray();
    }

    private List<Optimum> resample(List<Slice> slices, double[] residuals, SplittableRandom random) {
        List<Optimum> optima = new ArrayList<>();
        for (Slice s : slices) {
            Parabola p = vertex(s.logSize, s.loss).get();
            double[] drawn = Arrays.stream(s.logSize).map(x -> p.at(x) + residuals[random.nextInt(residuals.length)]).toArray();
            vertex(s.logSize, drawn).ifPresent(q -> optima.add(optimum(s, q)));
        }
        return optima;
    }

    @Override
    public String approach() {
        return line.approach();
    }

    @Override
    public Allocation at(double compute) {
        return line.at(compute);
    }

    /** The minima of the parabolas, budget by budget; budgets without one are left out. */
    public List<Minimum> minima() {
        return List.copyOf(minima);
    }
}
