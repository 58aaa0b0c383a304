package dev.powerlane.kernel;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.powerlane.law.Expr;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The value of a formula to 40 digits, less those that cancel. */
final class ExactValue {
    private static final MathContext DIGITS = new MathContext(40);

    private ExactValue() {}

    static BigDecimal of(Expr formula, Map<String, Double> values) {
        Map<String, BigDecimal> exact = new HashMap<>();
        values.forEach((name, value) -> exact.put(name, new BigDecimal(value)));
        return exactly(formula, exact);
    }

    static BigDecimal exactly(Expr formula, Map<String, BigDecimal> values) {
        Map<Expr, BigDecimal> known = new IdentityHashMap<>();
        for (Expr node : formula.nodes()) {
            known.put(node, value(node, node.arguments().stream().map(known::get).toArray(BigDecimal[]::new), values));
        }
        return known.get(formula);
    }

    /** The distance of a result from the exact value, in ulp of the exact value. */
    static double ulps(double result, BigDecimal exact) {
        return Math.abs(new BigDecimal(result).subtract(exact).doubleValue()) / Math.ulp(exact.doubleValue());
    }

    private static BigDecimal value(Expr node, BigDecimal[] a, Map<String, BigDecimal> values) {
        if (node instanceof Expr.Constant c) {
            return new BigDecimal(c.value());
        }
        if (node instanceof Expr.Name n) {
            return values.get(n.name());
        }
        if (node instanceof Expr.Unary u) {
            return switch (u.function()) {
                case NEGATE -> a[0].negate();
                case EXP -> exp(a[0]);
                case SQRT -> a[0].sqrt(DIGITS);
                case ABS -> a[0].abs();
                case EXP2 -> BigDecimalMath.pow(BigDecimal.valueOf(2), a[0], DIGITS);
                case EXPM1 -> BigDecimalMath.exp(a[0], DIGITS).subtract(BigDecimal.ONE);
                case LOG, POWER_LOG -> BigDecimalMath.log(a[0], DIGITS);
                case LOG2 -> BigDecimalMath.log2(a[0], DIGITS);
                case LOG10 -> BigDecimalMath.log10(a[0], DIGITS);
                case LOG1P -> BigDecimalMath.log(a[0].add(BigDecimal.ONE), DIGITS);
                case SIN -> BigDecimalMath.sin(a[0], DIGITS);
                case COS -> BigDecimalMath.cos(a[0], DIGITS);
                case ATAN -> BigDecimalMath.atan(a[0], DIGITS);
            };
        }
        if (node instanceof Expr.Select) {
            return a[0].compareTo(a[1]) < 0 ? a[2] : a[3];
        }
        if (node instanceof Expr.Root r) {
            return root(r, a);
        }
        return switch (((Expr.Binary) node).operation()) {
            case ADD -> a[0].add(a[1], DIGITS);
            case SUBTRACT -> a[0].subtract(a[1], DIGITS);
            case MULTIPLY -> a[0].multiply(a[1], DIGITS);
            case DIVIDE -> a[0].divide(a[1], DIGITS);
            case POWER -> exp(a[1].multiply(BigDecimalMath.log(a[0], DIGITS), DIGITS));
            case MIN -> a[0].min(a[1]);
            case MAX -> a[0].max(a[1]);
            case LOG_SUM_EXP -> BigDecimalMath.log(BigDecimalMath.exp(a[0], DIGITS).add(BigDecimalMath.exp(a[1], DIGITS)), DIGITS);
        };
    }

    /** Zero where it is below any double by far. */
    private static BigDecimal exp(BigDecimal a) {
        return a.doubleValue() < -1e5 ? BigDecimal.ZERO : BigDecimalMath.exp(a, DIGITS);
    }

    /** From the root in doubles, steps with its slope: each gains about as many digits as a double has. */
    private static BigDecimal root(Expr.Root root, BigDecimal[] a) {
        Map<String, BigDecimal> values = new HashMap<>();
        List<Expr> outside = new ArrayList<>();
        for (int i = 2; i < a.length; i++) {
            values.put(Expr.Root.outer(i - 2), a[i]);
            outside.add(Expr.constant(a[i].doubleValue()));
        }
        Expr plain = new Expr.Root(Expr.constant(a[0].doubleValue()), Expr.constant(a[1].doubleValue()), root.equation(), outside);
        BigDecimal x = new BigDecimal(plain.evaluate(Map.of()));
        values.put(Expr.Root.UNKNOWN, x);
        BigDecimal slope = exactly(root.equation().derivative(Expr.Root.UNKNOWN), values);
        for (int k = 0; k < 4; k++) {
            x = x.subtract(exactly(root.equation(), values).divide(slope, DIGITS), DIGITS);
            values.put(Expr.Root.UNKNOWN, x);
        }
        return x;
    }
}
