package dev.powerlane.program;

import dev.powerlane.law.Expr;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far rounding can carry a formula's value off, to first order: each node adds {@value #OWN} units of 2^-53 of its own value
 * and passes on its arguments' errors by its derivative. A tolerance that knows cancellation and ill-conditioned powers, so
 * that random formulas need no choice of tame values.
 *
 * @param value what {@link Expr#evaluate} gives
 * @param error the absolute error that this and any other fair order of rounding may have
 */
public record ErrorBound(double value, double error) {
    /** An ulp, for a library function that is off by less than one, in units of 2^-53. */
    private static final int OWN = 2;

    public static ErrorBound of(Expr formula, Map<String, Double> values) {
        return of(formula, values, Map.of());
    }

    /** @param errors of the values that are not exact */
    private static ErrorBound of(Expr formula, Map<String, Double> values, Map<String, Double> errors) {
        Map<Expr, ErrorBound> known = new IdentityHashMap<>();
        Map<Expr, Double> plain = new IdentityHashMap<>();
        for (Expr node : formula.nodes()) {
            double[] a = node.arguments().stream().mapToDouble(plain::get).toArray();
            double[] e = node.arguments().stream().mapToDouble(x -> known.get(x).error).toArray();
            double value = value(node, a, values);
            boolean exact = node instanceof Expr.Constant || node instanceof Expr.Name;
            double own = exact || value == 0 ? 0 : isOrdinary(value) ? OWN * 0x1p-53 * Math.abs(value) : Double.POSITIVE_INFINITY;
            plain.put(node, value);
            double inherited = node instanceof Expr.Name n ? errors.getOrDefault(n.name(), 0.) : passedOn(node, a, e, value);
            known.put(node, new ErrorBound(value, inherited + own));
        }
        return known.get(formula);
    }

    /** Whether no choice was too close to call, no infinity came up, and most of the digits are there. */
    public boolean isWellConditioned() {
        return Double.isFinite(value) && error <= 1e-9 * Math.abs(value);
    }

    /** Beyond this the inverse of a power, by which compiled code multiplies where the formula divides, would overflow. */
    private static boolean isOrdinary(double value) {
        return Math.abs(value) > 1e-290 && Math.abs(value) < 1e290;
    }

    private static double value(Expr node, double[] a, Map<String, Double> values) {
        if (node instanceof Expr.Unary u) {
            return new Expr.Unary(u.function(), Expr.constant(a[0])).evaluate(Map.of());
        }
        if (node instanceof Expr.Binary b) {
            return new Expr.Binary(b.operation(), Expr.constant(a[0]), Expr.constant(a[1])).evaluate(Map.of());
        }
        if (node instanceof Expr.Root r) {
            List<Expr> outside = Arrays.stream(a).skip(2).mapToObj(Expr::constant).toList();
            return new Expr.Root(Expr.constant(a[0]), Expr.constant(a[1]), r.equation(), outside).evaluate(Map.of());
        }
        return node instanceof Expr.Select ? a[0] < a[1] ? a[2] : a[3] : node.evaluate(values);
    }

    private static double passedOn(Expr node, double[] a, double[] e, double value) {
        if (node instanceof Expr.Unary u) {
            return switch (u.function()) {
                case NEGATE, ABS -> e[0];
                case EXP, EXP2 -> Math.abs(value) * e[0];
                case EXPM1 -> (value + 1) * e[0];
                case LOG1P -> relative(e[0], 1 + a[0]);
                case LOG2, LOG10 -> 2 * relative(e[0], a[0]);
                case SIN, COS, ATAN -> e[0];
                case SQRT -> e[0] == 0 ? 0 : e[0] / (2 * value);
                default -> relative(e[0], a[0]);
            };
        }
        if (node instanceof Expr.Binary b) {
            return switch (b.operation()) {
                case ADD, SUBTRACT -> e[0] + e[1];
                case MULTIPLY -> Math.abs(a[0]) * e[1] + Math.abs(a[1]) * e[0] + e[0] * e[1];
                case DIVIDE -> Math.abs(value) * (relative(e[0], a[0]) + relative(e[1], a[1])) + (a[0] == 0 ? e[0] / Math.abs(a[1]) : 0);
                case POWER -> Math.abs(value) * (Math.abs(a[1]) * relative(e[0], a[0])
                        + (e[1] == 0 ? 0 : Math.abs(Math.log(Math.abs(a[0]))) * e[1]));
                case MIN, MAX, LOG_SUM_EXP -> Math.max(e[0], e[1]);
            };
        }
        if (node instanceof Expr.Select) {
            return Math.abs(a[0] - a[1]) <= e[0] + e[1] && e[0] + e[1] > 0 ? Double.POSITIVE_INFINITY : a[0] < a[1] ? e[2] : e[3];
        }
        return node instanceof Expr.Root r ? ofRoot(r, a, e, value) : 0;
    }

    /** The equation is off by its own rounding and by what it takes from outside; the root by that over the slope. */
    private static double ofRoot(Expr.Root root, double[] a, double[] e, double value) {
        Map<String, Double> values = new HashMap<>(Map.of(Expr.Root.UNKNOWN, value));
        Map<String, Double> errors = new HashMap<>();
        for (int i = 2; i < a.length; i++) {
            values.put(Expr.Root.outer(i - 2), a[i]);
            errors.put(Expr.Root.outer(i - 2), e[i]);
        }
        double slope = root.equation().derivative(Expr.Root.UNKNOWN).evaluate(values);
        return of(root.equation(), values, errors).error / Math.abs(slope);
    }

    private static double relative(double error, double value) {
        return error == 0 || value == 0 ? 0 : error / Math.abs(value);
    }
}
