package dev.powerlane.analysis;

import dev.powerlane.analysis.AlongBudget.Result;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Intervals;
import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compute-optimal allocation: the size N and the tokens D that make L(N, D) least at a cost of C FLOP, 6 N D unless another {@link Cost} is given.
 *
 * <p>In closed form for E + A/N^alpha + B/D^beta, and for functions of such a sum, at a cost of k N^p D^q (Hoffmann et al. 2203.15556, equation 4,
 * for p = q = 1): with G = (alpha A / (beta B))^(1/(alpha+beta)), N* = G (C/6)^(beta/(alpha+beta)) and D* = (C/6)/N*. For every other law in N and
 * D, and every other cost, by Newton's method on dL/d ln N along the budget, whose derivatives are exact. From a fit, each answer carries its
 * interval.
 */
public final class ComputeOptimal implements Frontier {
    private final FittedLaw fitted;
    private final Cost cost;
    /** Whether a closed form is welcome. */
    private final boolean closed;
    private final Optional<SeparableLaw> separable;
    /** At each of the law's points, where there is a closed form. */
    private final SeparableLaw.Constants[] constants;
    private AlongBudget along;

    private ComputeOptimal(FittedLaw fitted, Cost cost, boolean closed) {
        Law law = fitted.law();
        if (!Set.copyOf(law.inputNames()).equals(Set.of("N", "D"))) {
            throw new IllegalArgumentException("a compute-optimal allocation needs a law in N and D; " + law + " is a law in "
                    + String.join(", ", law.inputNames()));
        }
        this.fitted = fitted;
        this.cost = cost;
        this.closed = closed;
        separable = closed && cost.powers().length > 0 ? SeparableLaw.of(law) : Optional.empty();
        constants = separable.map(s -> Arrays.stream(fitted.points()).map(s::at).toArray(SeparableLaw.Constants[]::new)).orElse(new SeparableLaw.Constants[0]);
    }

    /** From given parameters. */
    public static ComputeOptimal of(Law law, ParameterSet parameters) {
        return of(FittedLaw.of(law, parameters));
    }

    /** From a fit, with 95 % intervals by its loss's default method. */
    public static ComputeOptimal of(Fit fit) {
        return of(FittedLaw.of(fit));
    }

    /** From a fit's law and its intervals by a method of choice: {@code of(fit.law(), fit.intervals(IntervalMethod.HC3))}. */
    public static ComputeOptimal of(Law law, Intervals intervals) {
        return of(FittedLaw.of(law, intervals));
    }

    /** @throws IllegalArgumentException if it is not a law in N and D; fix other inputs with {@link FittedLaw#with} */
    public static ComputeOptimal of(FittedLaw fitted) {
        return new ComputeOptimal(fitted, Cost.TRAINING, true);
    }

    /** From given parameters, by numerical minimisation even where there is a closed form. */
    public static ComputeOptimal numerically(Law law, ParameterSet parameters) {
        return new ComputeOptimal(FittedLaw.of(law, parameters), Cost.TRAINING, false);
    }

    /** The same at another cost. */
    public ComputeOptimal cost(Cost other) {
        return new ComputeOptimal(fitted, other, closed);
    }

    /** "closed form" or "numerical". */
    public String method() {
        return separable.isPresent() ? "closed form" : "numerical";
    }

    @Override
    public String approach() {
        return "parametric fit";
    }

    public Cost cost() {
        return cost;
    }

    public FittedLaw fitted() {
        return fitted;
    }

    /**
     * The optimum at a budget of C FLOP; NaN where the loss has no minimum at more than one parameter and more than one token.
     *
     * @throws IllegalArgumentException unless the budget is a positive number
     */
    @Override
    public Allocation at(double compute) {
        double c = logBudget(compute);
        Optima o = optima(logs(c));
        double[] sizes = exp(o.logSize);
        return new Allocation(compute, estimate(sizes), estimate(tokens(compute, sizes, o.logTokens)), estimate(o.loss),
                estimate(o.sizeExponent), estimate(o.tokensExponent));
    }

    /** The optima at many budgets. */
    public List<Allocation> at(double... budgets) {
        return Arrays.stream(budgets).mapToObj(this::at).toList();
    }

    /** The loss along the budget: at each size, with the tokens that the budget then pays for; NaN where it pays for less than one. */
    public Estimate[] slice(double compute, double... sizes) {
        return Arrays.stream(sizes).mapToObj(n -> {
            double[] size = new double[fitted.points().length];
            Arrays.fill(size, n);
            return estimate(lossesAt(compute, size));
        }).toArray(Estimate[]::new);
    }

    /** The loss on the budget at a size, for each of the law's points. */
    double[] lossesAt(double compute, double[] sizes) {
        double[] u = Arrays.stream(sizes).map(StrictMath::log).toArray();
        double[][] results = along().at(fitted.columns(0), logs(logBudget(compute)), u);
        double[] loss = results[Result.LOSS.ordinal()];
        for (int k = 0; k < loss.length; k++) {
            loss[k] = results[Result.LOG_TOKENS.ordinal()][k] >= -1e-9 ? loss[k] : Double.NaN;
        }
        return loss;
    }

    /**
     * The least compute that reaches a loss, and how to spend it; NaN where no compute reaches it.
     *
     * @throws IllegalArgumentException unless the loss is a positive number
     */
    public Target reaching(double loss) {
        requireLoss(loss);
        return target(loss, optima(logComputeFor(loss)));
    }

    Target target(double loss, Optima o) {
        return new Target(loss, estimate(exp(o.logCompute)), estimate(exp(o.logSize)), estimate(exp(o.logTokens)));
    }

    static void requireLoss(double loss) {
        if (!(loss > 0 && loss < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the loss to reach must be a positive number, not " + loss);
        }
    }

    /** How flat the optimum is at a budget. */
    public Flatness flatness(double compute) {
        return flatness(compute, .01, .1);
    }

    /**
     * How flat the optimum is: the sizes whose loss at that budget is at most a share {@code loss} above the least, and those that reach the least
     * loss with at most a share {@code extra} more compute. NaN where there is no such size on one side.
     */
    public Flatness flatness(double compute, double loss, double extra) {
        double[] c = logs(logBudget(compute));
        Optima o = optima(c);
        double[] more = logs(logBudget(compute * (1 + extra)));
        double[][] parameters = fitted.columns(0);
        double[] level = Arrays.stream(o.loss).map(l -> l * (1 + loss)).toArray();
        double[] optimumOfMore = optima(more).logSize;
        return new Flatness(compute,
                estimate(exp(along().levels(parameters, c, level, o.logSize, false))), estimate(exp(along().levels(parameters, c, level, o.logSize, true))),
                estimate(exp(along().levels(parameters, more, o.loss, optimumOfMore, false))),
                estimate(exp(along().levels(parameters, more, o.loss, optimumOfMore, true))));
    }

    /** d ln N*(C) by each parameter of the law's own vector, in the law's order. */
    double[] sensitivities(double compute) {
        double[] own = fitted.own();
        double c = logBudget(compute);
        return along().sensitivities(own, c, optima(logs(c)).logSize[0]);
    }

    /** ln C at which the frontier of each of the law's points reaches a loss. Newton's steps: the frontier's slope is that at a fixed size. */
    double[] logComputeFor(double loss) {
        int lanes = fitted.points().length;
        double[] c = logs(logComputeOfOwn(loss));
        boolean moving = Double.isFinite(c[0]);
        for (int iteration = 0; moving && iteration < 100; iteration++) {
            Optima o = optima(c);
            double[] slope = along().at(fitted.columns(0), c, o.logSize)[Result.LOSS_BY_COMPUTE.ordinal()];
            moving = false;
            for (int k = 0; k < lanes; k++) {
                double step = (loss - o.loss[k]) / slope[k];
                moving |= Math.abs(step) > 1e-13 * Math.abs(c[k]);
                c[k] += Double.isNaN(step) ? Double.NaN : Math.max(-3, Math.min(3, step));
            }
        }
        double[] reached = optima(c).loss;
        for (int k = 0; k < lanes; k++) {
            c[k] = Math.abs(reached[k] - loss) <= 1e-9 * loss ? c[k] : Double.NaN;
        }
        return c;
    }

    /** Near enough for Newton's method: the first of rising budgets that reaches the loss. */
    private double logComputeOfOwn(double loss) {
        ComputeOptimal own = new ComputeOptimal(FittedLaw.of(fitted.law(), fitted.law().parameterSet(fitted.own())), cost, closed);
        own.along = along;
        for (double c = StrictMath.log(cost.at(1, 1)) + 3; c < 300; c += 1) {
            if (own.optima(new double[] {c}).loss[0] <= loss) {
                return c;
            }
        }
        return Double.NaN;
    }

    /** By lane. */
    record Optima(double[] logCompute, double[] logSize, double[] logTokens, double[] loss, double[] sizeExponent, double[] tokensExponent) {
        private Optima(double[] logCompute, int lanes) {
            this(logCompute, new double[lanes], new double[lanes], new double[lanes], new double[lanes], new double[lanes]);
        }

        private void fail(int lane) {
            for (double[] column : new double[][] {logSize, logTokens, loss, sizeExponent, tokensExponent}) {
                column[lane] = Double.NaN;
            }
        }
    }

    /** @param c ln C in each lane, that is for each of the law's points */
    Optima optima(double[] c) {
        Optima optima = new Optima(c, c.length);
        if (separable.isPresent()) {
            for (int k = 0; k < c.length; k++) {
                closedForm(fitted.points()[k], c[k], k, optima);
            }
        } else {
            minimise(c, optima);
        }
        return optima;
    }

    private void closedForm(double[] parameters, double logCompute, int k, Optima to) {
        SeparableLaw.Constants s = constants[k];
        double p = cost.powers()[0];
        double q = cost.powers()[1];
        double c = logCompute - StrictMath.log(cost.scale());
        double ratio = s.beta() / q;
        double logN = (StrictMath.log(s.alpha() * s.a() / p / (ratio * s.b())) + ratio * c) / (s.alpha() + ratio * p);
        double logD = (c - p * logN) / q;
        double sizeTerm = s.a() * StrictMath.exp(-s.alpha() * logN);
        double tokenTerm = s.b() * StrictMath.exp(-s.beta() * logD);
        to.logSize[k] = logN;
        to.logTokens[k] = logD;
        to.sizeExponent[k] = ratio / (s.alpha() + ratio * p);
        to.tokensExponent[k] = (1 - p * to.sizeExponent[k]) / q;
        boolean isMinimum = s.alpha() * s.alpha() * sizeTerm + ratio * ratio * p * p * tokenTerm > 0;
        if (separable.get().isWhole()) {
            to.loss[k] = s.e() + sizeTerm + tokenTerm;
        } else {
            to.loss[k] = loss(parameters, logN, logD);
            isMinimum &= loss(parameters, logN + 1, logD - p / q) > to.loss[k];
        }
        if (!isMinimum) {
            to.fail(k);
        }
    }

    private double loss(double[] parameters, double logN, double logD) {
        Map<String, Double> values = new HashMap<>(fitted.law().parameterSet(parameters).values());
        values.put("N", StrictMath.exp(logN));
        values.put("D", StrictMath.exp(logD));
        return fitted.law().expression().evaluate(values);
    }

    private void minimise(double[] c, Optima to) {
        double[][] parameters = c.length == 1 ? fitted.ownColumns(1, 0) : fitted.columns(0);
        double[] u = along().minima(parameters, c);
        double[][] results = along().at(parameters, c, u);
        for (int k = 0; k < c.length; k++) {
            to.logSize[k] = u[k];
            to.logTokens[k] = results[Result.LOG_TOKENS.ordinal()][k];
            to.loss[k] = results[Result.LOSS.ordinal()][k];
            to.sizeExponent[k] = -results[Result.CROSS.ordinal()][k] / results[Result.CURVATURE.ordinal()][k];
            to.tokensExponent[k] = results[Result.TOKENS_BY_SIZE.ordinal()][k] * to.sizeExponent[k] + results[Result.TOKENS_BY_COMPUTE.ordinal()][k];
            if (Double.isNaN(u[k])) {
                to.fail(k);
            }
        }
    }

    /** Compiled when it is first needed. */
    private AlongBudget along() {
        if (along == null) {
            along = new AlongBudget(fitted.law(), cost);
        }
        return along;
    }

    static double logBudget(double compute) {
        if (!(compute > 0 && compute < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("compute must be a positive number of FLOP, not " + compute);
        }
        return StrictMath.log(compute);
    }

    double[] logs(double value) {
        double[] all = new double[fitted.points().length];
        Arrays.fill(all, value);
        return all;
    }

    static double[] exp(double[] logs) {
        return Arrays.stream(logs).map(StrictMath::exp).toArray();
    }

    double[] tokens(double compute, double[] sizes, double[] logTokens) {
        double[] tokens = exp(logTokens);
        for (int k = 0; k < tokens.length; k++) {
            double exact = cost.tokens(compute, sizes[k]);
            tokens[k] = Double.isNaN(exact) ? tokens[k] : exact;
        }
        return tokens;
    }

    private Estimate estimate(double[] values) {
        return fitted.estimate(values);
    }
}
