package dev.powerlane.verify;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * A law with its derivatives by all parameters, by Commons Math's {@link DerivativeStructure}: it shares nothing with the
 * symbolic derivatives, the generated code or the primitives under test, only the formula.
 */
final class AutomaticDerivative {
    private final Law law;

    AutomaticDerivative(Law law) {
        this.law = law;
    }

    /** The law at one point, to first order in the parameters. */
    DerivativeStructure at(double[] parameters, double[] inputs) {
        return at(parameters, inputs, 1);
    }

    /** @param order of the highest derivatives */
    DerivativeStructure at(double[] parameters, double[] inputs, int order) {
        int p = parameters.length;
        Map<String, DerivativeStructure> values = new HashMap<>();
        List<String> names = law.parameterNames();
        for (int j = 0; j < p; j++) {
            values.put(names.get(j), new DerivativeStructure(p, order, j, parameters[j]));
        }
        for (int j = 0; j < inputs.length; j++) {
            values.put(law.inputNames().get(j), new DerivativeStructure(p, order, inputs[j]));
        }
        Map<Expr, DerivativeStructure> known = new IdentityHashMap<>();
        for (Expr e : law.expression().nodes()) {
            known.put(e, node(e, values, known, new DerivativeStructure(p, order, 0)));
        }
        return known.get(law.expression());
    }

    private static DerivativeStructure node(Expr e, Map<String, DerivativeStructure> values, Map<Expr, DerivativeStructure> known, DerivativeStructure zero) {
        if (e instanceof Expr.Constant c) {
            return zero.add(c.value());
        }
        if (e instanceof Expr.Name n) {
            return values.get(n.name());
        }
        if (e instanceof Expr.Unary u) {
            DerivativeStructure a = known.get(u.argument());
            return switch (u.function()) {
                case NEGATE -> a.negate();
                case EXP -> a.exp();
                // Only derivatives hold a POWER_LOG; at positive bases it is the logarithm.
                case LOG, POWER_LOG -> a.log();
                case SQRT -> a.sqrt();
                case ABS -> a.abs();
            };
        }
        if (e instanceof Expr.Binary b) {
            DerivativeStructure left = known.get(b.left());
            DerivativeStructure right = known.get(b.right());
            return switch (b.operation()) {
                case ADD -> left.add(right);
                case SUBTRACT -> left.subtract(right);
                case MULTIPLY -> left.multiply(right);
                case DIVIDE -> left.divide(right);
                case POWER -> power(left, right, b.right());
                case MIN -> left.getValue() < right.getValue() ? left : right;
                case MAX -> left.getValue() < right.getValue() ? right : left;
            };
        }
        Expr.Select s = (Expr.Select) e;
        return known.get(s.a()).getValue() < known.get(s.b()).getValue() ? known.get(s.less()) : known.get(s.otherwise());
    }

    /** A constant exponent is taken as one: a base may then be zero or negative. */
    private static DerivativeStructure power(DerivativeStructure base, DerivativeStructure exponent, Expr e) {
        return e instanceof Expr.Constant c ? base.pow(c.value()) : base.pow(exponent);
    }

    /** The derivative by each parameter, in the law's order. */
    static double[] gradient(DerivativeStructure value) {
        double[] gradient = new double[value.getFreeParameters()];
        int[] orders = new int[gradient.length];
        for (int j = 0; j < gradient.length; j++) {
            orders[j] = 1;
            gradient[j] = value.getPartialDerivative(orders);
            orders[j] = 0;
        }
        return gradient;
    }
}
