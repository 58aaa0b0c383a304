package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Intervals;
import dev.powerlane.kernel.Formulas;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compute-optimal allocation: the size N and the tokens D that make L(N, D) least at C = 6 N D FLOP.
 *
 * <p>For E + A/N^alpha + B/D^beta in closed form (Hoffmann et al. 2203.15556, equation 4): with G = (alpha A / (beta B))^(1/(alpha+beta)),
 * N* = G (C/6)^(beta/(alpha+beta)) and D* = (C/6)/N*. For every other law in N and D by Newton's method on dL/d ln N
 * along the budget, whose derivatives are exact. From a fit, each answer carries its interval.
 */
public final class ComputeOptimal {
    private static final String LOG_SIZE = "#ln N";
    private static final String COMPUTE = "#C";
    private static final int SCAN = 512;
    private static final int MOST_ITERATIONS = 100;

    private final Law law;
    private final double[][] parameters;
    private final Optional<Intervals> intervals;
    private final Optional<SeparableLaw> separable;
    private final Formulas alongBudget;

    /** The first parameter vector is the law's own, the others say how certain it is. */
    private ComputeOptimal(Law law, double[][] parameters, Optional<Intervals> intervals, Optional<SeparableLaw> separable) {
        if (!Set.copyOf(law.inputNames()).equals(Set.of("N", "D"))) {
            throw new IllegalArgumentException("a compute-optimal allocation needs a law in N and D; " + law + " is a law in "
                    + String.join(", ", law.inputNames()));
        }
        this.law = law;
        this.parameters = parameters;
        this.intervals = intervals;
        this.separable = separable;
        this.alongBudget = separable.isPresent() ? null : alongBudget(law);
    }

    /** From given parameters, in closed form where there is one. */
    public static ComputeOptimal of(Law law, ParameterSet parameters) {
        return new ComputeOptimal(law, new double[][] {parameters.toArray()}, Optional.empty(), SeparableLaw.of(law));
    }

    /** From a fit, with 95 % intervals by its loss's default method. */
    public static ComputeOptimal of(Fit fit) {
        return of(fit.law(), fit.intervals());
    }

    /** From a fit's law and its intervals by a method of choice: {@code of(fit.law(), fit.intervals(IntervalMethod.HC3))}. */
    public static ComputeOptimal of(Law law, Intervals intervals) {
        return new ComputeOptimal(law, intervals.points(), Optional.of(intervals), SeparableLaw.of(law));
    }

    /** From given parameters, by numerical minimisation even where there is a closed form. */
    public static ComputeOptimal numerically(Law law, ParameterSet parameters) {
        return new ComputeOptimal(law, new double[][] {parameters.toArray()}, Optional.empty(), Optional.empty());
    }

    /** "closed form" or "numerical". */
    public String method() {
        return separable.isPresent() ? "closed form" : "numerical";
    }

    /**
     * The optimum at a budget of C FLOP; NaN where the loss has no minimum inside 1 to C/6 parameters.
     *
     * @throws IllegalArgumentException unless the budget is a positive number
     */
    public Allocation at(double compute) {
        if (!(compute > 0 && compute < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("compute must be a positive number of FLOP, not " + compute);
        }
        double[] sizes = new double[parameters.length];
        double[] losses = new double[parameters.length];
        if (separable.isPresent()) {
            for (int k = 0; k < sizes.length; k++) {
                closedForm(separable.get().at(parameters[k]), compute, k, sizes, losses);
            }
        } else {
            minimise(compute, sizes, losses);
        }
        double[] tokens = Arrays.stream(sizes).map(n -> compute / 6 / n).toArray();
        return new Allocation(compute, estimate(sizes), estimate(tokens), estimate(losses));
    }

    private static void closedForm(SeparableLaw.Constants c, double compute, int k, double[] sizes, double[] losses) {
        double sum = c.alpha() + c.beta();
        double logG = StrictMath.log(c.alpha() * c.a() / (c.beta() * c.b())) / sum;
        double logN = logG + c.beta() / sum * StrictMath.log(compute / 6);
        double sizeTerm = c.a() * StrictMath.exp(-c.alpha() * logN);
        double tokenTerm = c.b() * StrictMath.exp(-c.beta() * (StrictMath.log(compute / 6) - logN));
        boolean isMinimum = c.alpha() * c.alpha() * sizeTerm + c.beta() * c.beta() * tokenTerm > 0;
        sizes[k] = isMinimum ? StrictMath.exp(logN) : Double.NaN;
        losses[k] = isMinimum ? c.e() + sizeTerm + tokenTerm : Double.NaN;
    }

    private Estimate estimate(double[] values) {
        return intervals.isPresent() ? intervals.get().estimate(values, true) : Estimate.exact(values[0]);
    }

    /** The loss and its first two derivatives by u = ln N, at D = C / (6 e^u). */
    private static Formulas alongBudget(Law law) {
        Expr u = Expr.name(LOG_SIZE);
        Expr tokens = Expr.multiply(Expr.divide(Expr.name(COMPUTE), Expr.constant(6)), Expr.exp(Expr.negate(u)));
        Expr loss = law.expression().substitute(Map.of("N", Expr.exp(u), "D", tokens));
        Expr slope = loss.derivative(LOG_SIZE);
        List<String> names = new ArrayList<>(law.parameterNames());
        names.add(COMPUTE);
        names.add(LOG_SIZE);
        return new Formulas(law + " along a budget", List.of(loss, slope, slope.derivative(LOG_SIZE)), names);
    }

    private void minimise(double compute, double[] sizes, double[] losses) {
        int count = sizes.length;
        double low = 0;
        double high = StrictMath.log(compute / 6);
        double[][] columns = columns(count, compute);
        double[] logSize = columns[columns.length - 1];
        Arrays.fill(logSize, scan(compute, low, high));
        double[][] results = new double[3][count];
        double[] lower = new double[count];
        double[] upper = new double[count];
        Arrays.fill(upper, high);
        boolean moving = true;
        for (int iteration = 0; moving && iteration < MOST_ITERATIONS; iteration++) {
            alongBudget.evaluate(columns, results, count);
            moving = false;
            for (int k = 0; k < count; k++) {
                double next = step(logSize[k], results[1][k], results[2][k], k, lower, upper);
                moving |= Math.abs(next - logSize[k]) > 4 * Math.ulp(high);
                logSize[k] = next;
            }
        }
        alongBudget.evaluate(columns, results, count);
        for (int k = 0; k < count; k++) {
            boolean inside = logSize[k] - low > 1e-6 && high - logSize[k] > 1e-6;
            sizes[k] = inside ? StrictMath.exp(logSize[k]) : Double.NaN;
            losses[k] = inside ? results[0][k] : Double.NaN;
        }
    }

    /** A Newton step on the slope that stays inside the bracket of its sign change; bisection where it would leave. */
    private static double step(double u, double slope, double curvature, int k, double[] lower, double[] upper) {
        if (Double.isNaN(slope)) {
            return u;
        }
        if (slope > 0) {
            upper[k] = u;
        } else {
            lower[k] = u;
        }
        double newton = u - slope / curvature;
        return newton >= lower[k] && newton <= upper[k] ? newton : (lower[k] + upper[k]) / 2;
    }

    /** The best of evenly spaced values of ln N, for the law's own parameters. */
    private double scan(double compute, double low, double high) {
        double[][] columns = new double[law.parameters().size() + 2][SCAN];
        for (int j = 0; j < law.parameters().size(); j++) {
            Arrays.fill(columns[j], parameters[0][j]);
        }
        Arrays.fill(columns[columns.length - 2], compute);
        double[] logSize = columns[columns.length - 1];
        Arrays.setAll(logSize, i -> low + (high - low) * (i + .5) / SCAN);
        double[][] results = new double[3][SCAN];
        alongBudget.evaluate(columns, results, SCAN);
        int best = 0;
        for (int i = 1; i < SCAN; i++) {
            best = results[0][i] < results[0][best] ? i : best;
        }
        return logSize[best];
    }

    private double[][] columns(int count, double compute) {
        double[][] columns = new double[law.parameters().size() + 2][count];
        for (int k = 0; k < count; k++) {
            for (int j = 0; j < law.parameters().size(); j++) {
                columns[j][k] = parameters[k][j];
            }
        }
        Arrays.fill(columns[columns.length - 2], compute);
        return columns;
    }
}
