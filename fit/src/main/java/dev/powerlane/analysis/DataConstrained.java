package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Quantity;
import java.util.List;
import java.util.Map;

/**
 * Allocation when only U tokens are unique (Muennighoff et al. 2305.16264): is compute better spent on another pass over the data, or on more parameters?
 */
public final class DataConstrained {
    private final FittedLaw fitted;
    private final ComputeOptimal fresh;

    private DataConstrained(FittedLaw fitted) {
        this.fitted = fitted;
        fresh = ComputeOptimal.of(fitted.as(Laws.get("chinchilla")));
    }

    /** @throws IllegalArgumentException if the law is not {@code data-constrained}, or one with its inputs and parameters */
    public static DataConstrained of(FittedLaw fitted) {
        return new DataConstrained(fitted.require(List.of("N", "D", "U"), List.of("E", "A", "B", "alpha", "beta", "RD", "RN"), "data-constrained"));
    }

    /** The allocation if all data were unique. */
    public ComputeOptimal unconstrained() {
        return fresh;
    }

    /** U_N for any N above it: the size for which U unique tokens are compute-optimal. */
    public Estimate sizeForTokens(double unique) {
        Expr size = Expr.parse("U^(beta/alpha)*(alpha*A/(beta*B))^(1/alpha)");
        return fitted.estimate(size, Map.of("N", 1., "D", 1., "U", unique));
    }

    /** The best allocation of C FLOP where U tokens are unique. */
    public Plan at(double compute, double unique) {
        if (!(unique > 0 && unique < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the unique tokens must be a positive number, not " + unique);
        }
        ComputeOptimal constrained = ComputeOptimal.of(fitted.with("U", Double.toString(unique)));
        Allocation best = constrained.at(compute);
        double[] c = fresh.logs(ComputeOptimal.logBudget(compute));
        double[] loss = constrained.optima(c).loss();
        double[] without = fresh.optima(c).loss();
        double[] tokens = ComputeOptimal.exp(constrained.optima(c).logTokens());
        double[] penalty = new double[loss.length];
        double[] epochs = new double[loss.length];
        for (int k = 0; k < loss.length; k++) {
            penalty[k] = loss[k] - without[k];
            epochs[k] = Math.max(1, tokens[k] / unique);
        }
        return new Plan(unique, best, fitted.estimate(epochs), fresh.at(compute), fitted.estimate(penalty));
    }

    /** At a point: what a little more compute brings if it goes into passes over the data, and if it goes into parameters. */
    public Step next(double size, double tokens, double unique) {
        Map<String, Double> point = Map.of("N", size, "D", tokens, "U", unique);
        Expr byTokens = slope("D");
        Expr bySize = slope("N");
        Estimate advantage = fitted.estimate(Expr.subtract(byTokens, bySize), point);
        return new Step(fitted.estimate(byTokens, point), fitted.estimate(bySize, point), advantage, advantage.value() > 0 ? Advice.REPEAT : Advice.GROW);
    }

    /** -dL/d ln x: at 6 N D, one per cent more of either costs the same. */
    private Expr slope(String input) {
        return Expr.negate(Expr.multiply(Expr.name(input), Quantity.derivative(input).of(fitted.law())));
    }

    /** Where more compute should go. */
    public enum Advice { REPEAT, GROW }

    /**
     * @param unique      U, unique tokens
     * @param best        the best allocation; its tokens count repetitions
     * @param epochs      passes over the data, D/U, at least 1
     * @param unconstrained the allocation if all data were unique
     * @param penalty     how much higher the loss is than if all data were unique
     */
    public record Plan(double unique, Allocation best, Estimate epochs, Allocation unconstrained, Estimate penalty) {}

    /**
     * @param ofTokens  by how much the loss falls for a relative increase of tokens
     * @param ofSize    the same for parameters
     * @param advantage the difference; the advice is certain where its interval does not hold 0
     * @param advice    what to do
     */
    public record Step(Estimate ofTokens, Estimate ofSize, Estimate advantage, Advice advice) {}
}
