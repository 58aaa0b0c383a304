package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Quantity;
import java.util.Map;

/** What a little more of an input is worth at a point: marginal values, elasticities, and how inputs stand in for each other. */
public final class Marginal {
    private final FittedLaw fitted;
    private final Map<String, Double> point;

    private Marginal(FittedLaw fitted, Map<String, Double> point) {
        this.fitted = fitted;
        this.point = point;
    }

    /** @throws IllegalArgumentException if an input has no value or a name is not an input */
    public static Marginal of(FittedLaw fitted, Map<String, Double> point) {
        fitted.checkPoint(point);
        return new Marginal(fitted, Map.copyOf(point));
    }

    /** d ln L/d ln x: by how many per cent the loss changes where x grows by one. */
    public Estimate elasticity(String input) {
        return fitted.estimate(Quantity.elasticity(input), point);
    }

    /** -dL/dx: by how much the loss falls for one more of x: a parameter, a token. */
    public Estimate value(String input) {
        return fitted.estimate(Expr.negate(slope(input)), point);
    }

    /** By how much the loss falls for one more FLOP that is spent on x alone: -dL/dx over the cost of one more x. Equal for N and D at the compute-optimum. */
    public Estimate valuePerFlop(String input, Cost cost) {
        double step = cost.slope(input, point.get("N"), point.get("D"));
        return fitted.estimate(Expr.divide(Expr.negate(slope(input)), Expr.constant(step)), point);
    }

    /** (dL/da)/(dL/db): how many of b one of a is worth, as tokens for a parameter. */
    public Estimate rateOfSubstitution(String a, String b) {
        return fitted.estimate(Expr.divide(slope(a), slope(b)), point);
    }

    /**
     * The elasticity of substitution, d ln(b/a) by d ln of the rate of substitution along the iso-loss curve: how readily b stands in for a (Hicks
     * 1932). With n = alpha A N^-alpha and d = beta B D^-beta, chinchilla's is (n + d)/((1 + alpha) d + (1 + beta) n).
     */
    public Estimate elasticityOfSubstitution(String a, String b) {
        Expr fa = slope(a);
        Expr fb = slope(b);
        Expr xa = Expr.name(a);
        Expr xb = Expr.name(b);
        Expr above = Expr.multiply(Expr.multiply(fa, fb), Expr.add(Expr.multiply(xa, fa), Expr.multiply(xb, fb)));
        Expr cross = Expr.multiply(Expr.constant(2), Expr.multiply(Quantity.derivative(a, b).of(fitted.law()), Expr.multiply(fa, fb)));
        Expr bends = Expr.add(Expr.multiply(fa.derivative(a), Expr.multiply(fb, fb)), Expr.multiply(fb.derivative(b), Expr.multiply(fa, fa)));
        Expr below = Expr.multiply(Expr.multiply(xa, xb), Expr.subtract(cross, bends));
        return fitted.estimate(Expr.divide(above, below), point);
    }

    private Expr slope(String input) {
        fitted.law().inputIndex(input);
        return Quantity.derivative(input).of(fitted.law());
    }
}
