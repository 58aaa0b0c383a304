package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Iso-loss curves: how much of one input (tokens, steps, parameters, compute) a loss needs, given the others. For a law that falls with that input.
 *
 * <pre>{@code
 * IsoLoss.of(fitted).needed("D", 2.2, Map.of("N", 7e10));       // tokens
 * IsoLoss.of(fitted).compute(2.2, 7e10, Cost.TRAINING);
 * IsoLoss.of(fitted).asymptote("N", 2.2);                       // no smaller model reaches it, however long it is trained
 * }</pre>
 */
public final class IsoLoss {
    private static final String X = "#ln x";
    private static final String TARGET = "#target";
    /** e^690 of anything is ample. */
    private static final double MOST = 690;
    private static final double LEAST = -60;

    private final FittedLaw fitted;
    private final Map<String, Zeros> solvers = new ConcurrentHashMap<>();

    private IsoLoss(FittedLaw fitted) {
        this.fitted = fitted;
    }

    public static IsoLoss of(FittedLaw fitted) {
        return new IsoLoss(fitted);
    }

    /**
     * How much of an input the loss needs.
     *
     * @param others a value for every other input
     * @return the input; NaN where no amount of it reaches the loss
     * @throws IllegalArgumentException if there is no such input, another has no value, or the loss is not a positive number
     */
    public Estimate needed(String input, double loss, Map<String, Double> others) {
        return fitted.estimate(ComputeOptimal.exp(logNeeded(input, loss, others)));
    }

    /** The cost, in FLOP, of a loss at N parameters; NaN where they never reach it. */
    public Estimate compute(double loss, double size, Cost cost) {
        double[] tokens = ComputeOptimal.exp(logNeeded("D", loss, Map.of("N", size)));
        return fitted.estimate(Arrays.stream(tokens).map(d -> Double.isNaN(d) ? Double.NaN : cost.at(size, d)).toArray());
    }

    /** What a loss needs of an input at least, however much there is of all others: for Kaplan's law Nc/l^(1/aN). */
    public Estimate asymptote(String input, double loss) {
        Map<String, Double> ample = new LinkedHashMap<>();
        fitted.law().inputNames().stream().filter(n -> !n.equals(input)).forEach(n -> ample.put(n, StrictMath.exp(MOST)));
        return needed(input, loss, ample);
    }

    /** The curve: {@code needed} at each size. */
    public List<Estimate> curve(String input, double loss, double... sizes) {
        return Arrays.stream(sizes).mapToObj(n -> needed(input, loss, Map.of("N", n))).toList();
    }

    private double[] logNeeded(String input, double loss, Map<String, Double> others) {
        ComputeOptimal.requireLoss(loss);
        Map<String, Double> point = new LinkedHashMap<>(others);
        fitted.law().inputIndex(input);
        point.put(input, 1.);
        fitted.checkPoint(point);
        int lanes = fitted.points().length;
        double[][] values = new double[fitted.law().inputs().size()][lanes];
        for (int j = 0; j < values.length; j++) {
            Arrays.fill(values[j], point.get(fitted.law().inputNames().get(j)));
        }
        double[] target = new double[lanes];
        Arrays.fill(target, loss);
        return logNeeded(input, target, values);
    }

    /** @param inputs every input's column, in the law's order; that of the one asked for is not read */
    double[] logNeeded(String input, double[] loss, double[][] inputs) {
        int lanes = loss.length;
        Law law = fitted.law();
        Zeros solver = solvers.computeIfAbsent(input, this::solver);
        List<double[]> columns = new ArrayList<>(List.of(fitted.columns(0)));
        columns.addAll(List.of(inputs));
        columns.remove(law.parameters().size() + law.inputIndex(input));
        columns.add(loss);
        columns.add(new double[lanes]);
        double[] low = new double[lanes];
        double[] high = new double[lanes];
        double[] start = new double[lanes];
        Arrays.fill(low, LEAST);
        Arrays.fill(high, MOST);
        Arrays.fill(start, 20);
        return solver.solve(columns.toArray(double[][]::new), low, high, start, false);
    }

    private Zeros solver(String input) {
        Law law = fitted.law();
        Expr loss = law.expression().substitute(Map.of(input, Expr.exp(Expr.name(X))));
        List<String> names = new ArrayList<>(law.parameterNames());
        law.inputNames().stream().filter(n -> !n.equals(input)).forEach(names::add);
        names.add(TARGET);
        return new Zeros(law + " needs " + input, Expr.subtract(loss, Expr.name(TARGET)), loss.derivative(X), X, names);
    }
}
