package dev.powerlane.verify;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How large the terms are that a formula adds up, by running error analysis: were every operation off by one part in u, the formula
 * would be off by about its size over u. Where nothing cancels and no power is large, that is the value itself.
 */
final class TermSize {
    private record Sized(double value, double size) {}

    private final Law law;
    private final Expr formula;

    TermSize(Law law, Expr formula) {
        this.law = law;
        this.formula = formula;
    }

    double at(double[] parameters, double[] inputs) {
        Map<String, Double> values = new HashMap<>();
        for (int j = 0; j < parameters.length; j++) {
            values.put(law.parameterNames().get(j), parameters[j]);
        }
        for (int j = 0; j < inputs.length; j++) {
            values.put(law.inputNames().get(j), inputs[j]);
        }
        Map<Expr, Sized> known = new IdentityHashMap<>();
        for (Expr e : formula.nodes()) {
            known.put(e, node(e, values, known));
        }
        return known.get(formula).size;
    }

    private static Sized node(Expr e, Map<String, Double> values, Map<Expr, Sized> known) {
        if (e instanceof Expr.Constant c) {
            return new Sized(c.value(), Math.abs(c.value()));
        }
        if (e instanceof Expr.Name n) {
            return new Sized(values.get(n.name()), Math.abs(values.get(n.name())));
        }
        if (e instanceof Expr.Unary u) {
            return unary(u.function(), known.get(u.argument()));
        }
        if (e instanceof Expr.Binary b) {
            return binary(b.operation(), known.get(b.left()), known.get(b.right()));
        }
        Expr.Select s = (Expr.Select) e;
        return known.get(known.get(s.a()).value < known.get(s.b()).value ? s.less() : s.otherwise());
    }

    private static Sized unary(Expr.Function function, Sized a) {
        return switch (function) {
            case NEGATE -> new Sized(-a.value, a.size);
            case ABS -> new Sized(Math.abs(a.value), a.size);
            case EXP -> new Sized(Math.exp(a.value), Math.exp(a.value) * (1 + a.size));
            case LOG, POWER_LOG -> new Sized(Math.log(a.value), Math.abs(Math.log(a.value)) + a.size / Math.abs(a.value));
            case SQRT -> new Sized(Math.sqrt(a.value), Math.sqrt(a.value) + a.size / Math.sqrt(a.value) / 2);
        };
    }

    private static Sized binary(Expr.Operation operation, Sized a, Sized b) {
        return switch (operation) {
            case ADD -> new Sized(a.value + b.value, a.size + b.size);
            case SUBTRACT -> new Sized(a.value - b.value, a.size + b.size);
            case MULTIPLY -> new Sized(a.value * b.value, a.size * Math.abs(b.value) + Math.abs(a.value) * b.size);
            case DIVIDE -> new Sized(a.value / b.value, (a.size + Math.abs(a.value / b.value) * b.size) / Math.abs(b.value));
            case POWER -> power(a, b);
            case MIN -> a.value < b.value ? a : b;
            case MAX -> a.value < b.value ? b : a;
        };
    }

    private static Sized power(Sized a, Sized b) {
        double value = Math.pow(a.value, b.value);
        double exponent = b.size * Math.abs(Math.log(Math.abs(a.value)));
        return new Sized(value, Math.abs(value) * (1 + exponent + Math.abs(b.value) * a.size / Math.abs(a.value)));
    }
}
