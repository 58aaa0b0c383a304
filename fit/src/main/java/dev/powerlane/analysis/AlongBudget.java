package dev.powerlane.analysis;

import dev.powerlane.kernel.Formulas;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A law along a budget: u = ln N is free, and D is what C = e^c then pays for. Everything is a formula in the law's parameters, c and u, with exact
 * derivatives, and is evaluated in lanes. Where less than one token can be paid the loss has no value, and its slope is 1: the minimum lies below.
 */
final class AlongBudget {
    private static final String U = "#ln N";
    private static final String C = "#ln C";
    private static final String TARGET = "#target";
    private static final int SCAN = 512;

    /** What is known at a point of a budget: the loss, ln D, and derivatives. */
    enum Result { LOSS, LOG_TOKENS, SLOPE, CURVATURE, CROSS, TOKENS_BY_SIZE, TOKENS_BY_COMPUTE, LOSS_BY_COMPUTE }

    private final Law law;
    private final Cost cost;
    private final Formulas results;
    private final Formulas sensitivities;
    private final Zeros minimum;
    private final Zeros level;

    AlongBudget(Law law, Cost cost) {
        this.law = law;
        this.cost = cost;
        Expr u = Expr.name(U);
        Expr logTokens = cost.logTokens(u, Expr.name(C));
        Expr loss = law.expression().substitute(Map.of("N", Expr.exp(u), "D", Expr.exp(logTokens)));
        Expr slope = loss.derivative(U);
        Expr curvature = slope.derivative(U);
        List<String> names = new ArrayList<>(law.parameterNames());
        names.add(C);
        List<String> all = new ArrayList<>(names);
        all.add(U);
        String title = law + " along a budget";
        results = new Formulas(title, List.of(loss, logTokens, slope, curvature, slope.derivative(C), logTokens.derivative(U), logTokens.derivative(C),
                loss.derivative(C)), all);
        sensitivities = new Formulas(title + " sensitivities", law.parameterNames().stream().map(slope::derivative).toList(), all);
        Expr inside = Expr.select(Expr.ZERO, logTokens, slope, Expr.ONE);
        minimum = new Zeros(title + " minimum", inside, curvature, U, names);
        names.add(TARGET);
        Expr excess = Expr.subtract(loss, Expr.name(TARGET));
        level = new Zeros(title + " level", Expr.select(Expr.ZERO, logTokens, excess, Expr.ONE), slope, U, names);
    }

    /** Each result in each lane. */
    double[][] at(double[][] parameters, double[] logCompute, double[] logSize) {
        double[][] out = new double[Result.values().length][logSize.length];
        results.evaluate(columns(parameters, logCompute, logSize), out, logSize.length);
        return out;
    }

    /** d ln N* by the parameters, where ln N* is the optimum. */
    double[] sensitivities(double[] parameters, double logCompute, double logSize) {
        double[][] one = Arrays.stream(parameters).mapToObj(p -> new double[] {p}).toArray(double[][]::new);
        double[] c = {logCompute};
        double[] u = {logSize};
        double curvature = at(one, c, u)[Result.CURVATURE.ordinal()][0];
        double[][] out = new double[parameters.length][1];
        sensitivities.evaluate(columns(one, c, u), out, 1);
        return Arrays.stream(out).mapToDouble(s -> -s[0] / curvature).toArray();
    }

    /** ln N* in each lane, NaN where there is none inside 1 parameter and 1 token; the search begins at the optimum of the first lane. */
    double[] minima(double[][] parameters, double[] logCompute) {
        int lanes = logCompute.length;
        double high = cost.logLargest(logCompute[0]);
        double[] start = new double[lanes];
        Arrays.fill(start, Double.isNaN(high) ? 1 : scan(parameters, logCompute[0], high));
        double[] ends = new double[lanes];
        Arrays.setAll(ends, k -> high + 2 * Math.max(0, logCompute[k] - logCompute[0]) + 1);
        double[] minima = minimum.solve(columns(parameters, logCompute, new double[lanes]), new double[lanes], ends, start, true);
        double[] logTokens = at(parameters, logCompute, minima)[Result.LOG_TOKENS.ordinal()];
        for (int k = 0; k < lanes; k++) {
            minima[k] = logTokens[k] > 1e-6 ? minima[k] : Double.NaN;
        }
        return minima;
    }

    /** The best of evenly spaced values of ln N, for the first lane. */
    private double scan(double[][] parameters, double logCompute, double high) {
        double[][] repeated = new double[parameters.length][SCAN];
        for (int j = 0; j < parameters.length; j++) {
            Arrays.fill(repeated[j], parameters[j][0]);
        }
        double[] logSize = new double[SCAN];
        Arrays.setAll(logSize, i -> high * (i + .5) / SCAN);
        double[] c = new double[SCAN];
        Arrays.fill(c, logCompute);
        double[][] out = at(repeated, c, logSize);
        int best = 0;
        for (int i = 1; i < SCAN; i++) {
            best = out[Result.LOG_TOKENS.ordinal()][i] > 0 && out[Result.LOSS.ordinal()][i] < out[Result.LOSS.ordinal()][best] ? i : best;
        }
        return logSize[best];
    }

    /** ln N on one side of the optimum at which the loss is a target; NaN where it is nowhere so high. */
    double[] levels(double[][] parameters, double[] logCompute, double[] target, double[] optimum, boolean above) {
        int lanes = target.length;
        double[][] columns = Arrays.copyOf(columns(parameters, logCompute, target), parameters.length + 3);
        columns[parameters.length + 2] = new double[lanes];
        double[] far = new double[lanes];
        double[] start = new double[lanes];
        double largest = above ? cost.logLargest(logCompute[0]) + 1 : 0;
        for (int k = 0; k < lanes; k++) {
            far[k] = !above || logCompute[k] == logCompute[0] ? largest : cost.logLargest(logCompute[k]) + 1;
            start[k] = above ? optimum[k] + .1 : optimum[k] - .1;
        }
        return above ? level.solve(columns, optimum, far, start, true) : level.solve(columns, far, optimum, start, false);
    }

    private double[][] columns(double[][] parameters, double[] first, double[] second) {
        double[][] columns = Arrays.copyOf(parameters, law.parameters().size() + 2);
        columns[columns.length - 2] = first;
        columns[columns.length - 1] = second;
        return columns;
    }
}
