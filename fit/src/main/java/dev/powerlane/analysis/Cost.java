package dev.powerlane.analysis;

import dev.powerlane.law.Expr;
import java.util.Map;
import java.util.Set;

/**
 * What N parameters and D tokens cost, in FLOP: a formula that grows with both. By default 6 N D, the cost of training (Kaplan et al. 2001.08361, section 2.1).
 *
 * <pre>{@code
 * Cost.of("6*N*D + 2*N*Dinf").with("Dinf", 1e12)
 * }</pre>
 */
public final class Cost {
    /** 6 N D. */
    public static final Cost TRAINING = of("6*N*D");

    private static final double MOST = 700;

    private final String formula;
    private final Expr expression;
    private final boolean isLinear;
    private final double[] powers;
    /** k of k N^p D^q. */
    private final double scale;

    private Cost(String formula, Expr expression) {
        this.formula = formula;
        this.expression = expression;
        isLinear = !expression.derivative("D").names().contains("D");
        Expr bySize = expression.elasticity("N");
        Expr byTokens = expression.elasticity("D");
        boolean known = Set.of("N", "D").equals(expression.names());
        powers = known && bySize instanceof Expr.Constant p && byTokens instanceof Expr.Constant q ? new double[] {p.value(), q.value()} : new double[0];
        scale = powers.length > 0 ? at(1, 1) : Double.NaN;
    }

    /** @throws IllegalArgumentException if the formula does not parse, or N or D does not occur in it */
    public static Cost of(String formula) {
        Expr expression = Expr.parse(formula);
        if (!expression.names().containsAll(Set.of("N", "D"))) {
            throw new IllegalArgumentException("a cost must depend on N and D, but " + formula + " is a formula of " + String.join(", ", expression.names()));
        }
        return new Cost(formula, expression);
    }

    /** 6 N D + 2 N D_inf: training, and reading D_inf tokens afterwards (Sardana et al. 2401.00448). */
    public static Cost withInference(double tokens) {
        if (!(tokens >= 0 && tokens < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the tokens of inference must not be negative, but are " + tokens);
        }
        return tokens == 0 ? TRAINING : of("6*N*D + 2*N*Dinf").with("Dinf", tokens);
    }

    /** This cost with a name other than N and D set to a value. */
    public Cost with(String name, double value) {
        if (!expression.names().contains(name) || name.equals("N") || name.equals("D")) {
            throw new IllegalArgumentException("no name " + name + " to set in the cost " + formula);
        }
        return new Cost(formula + " with " + name + " = " + value, expression.substitute(Map.of(name, Expr.constant(value))));
    }

    /** @throws IllegalArgumentException if a name other than N and D has no value yet */
    public double at(double size, double tokens) {
        return expression.evaluate(Map.of("N", size, "D", tokens));
    }

    /** What one more parameter or token costs. */
    double slope(String input, double size, double tokens) {
        return expression.derivative(input).evaluate(Map.of("N", size, "D", tokens));
    }

    /** The tokens that C FLOP pay for at N parameters, where the cost is linear in D, to the last bits; NaN otherwise. */
    double tokens(double compute, double size) {
        if (!isLinear) {
            return Double.NaN;
        }
        if (powers.length > 0 && powers[0] == 1) {
            return compute / scale / size;
        }
        return (compute - at(size, 0)) / slope("D", size, 1);
    }

    /** ln D, where N = e^u parameters on D tokens cost e^c; NaN or anything below 0 where not even one token can be paid. */
    Expr logTokens(Expr u, Expr c) {
        Expr size = Expr.exp(u);
        if (isLinear) {
            Expr without = expression.substitute(Map.of("D", Expr.ZERO));
            Expr rest = isZero(without) ? Expr.exp(c) : Expr.subtract(Expr.exp(c), without.substitute(Map.of("N", size)));
            return Expr.log(Expr.divide(rest, expression.derivative("D").substitute(Map.of("N", size))));
        }
        Expr v = Expr.name("#ln D");
        Expr excess = Expr.subtract(Expr.log(expression.substitute(Map.of("N", size, "D", Expr.exp(v)))), c);
        return Expr.root("#ln D", Expr.constant(-1), Expr.constant(MOST), excess);
    }

    private static boolean isZero(Expr ofSize) {
        return Set.of(1., 3e3, 7e9).stream().allMatch(n -> ofSize.evaluate(Map.of("N", n)) == 0);
    }

    /** ln of the size of which one token of training costs e^c; NaN if one parameter costs more. */
    double logLargest(double c) {
        if (!(StrictMath.log(at(1, 1)) < c)) {
            return Double.NaN;
        }
        double low = 0;
        double high = MOST;
        while (high - low > 1e-9) {
            double middle = (low + high) / 2;
            if (StrictMath.log(at(StrictMath.exp(middle), 1)) < c) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** p and q of k N^p D^q; empty if the cost has another form. */
    double[] powers() {
        return powers;
    }

    /** k of k N^p D^q; NaN if the cost has another form. */
    double scale() {
        return scale;
    }

    @Override
    public String toString() {
        return formula;
    }
}
