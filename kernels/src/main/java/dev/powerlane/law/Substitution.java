package dev.powerlane.law;

import java.util.IdentityHashMap;
import java.util.Map;

/** Replaces names by formulas, keeping what is shared shared. */
final class Substitution {
    private final Map<String, Expr> replacements;
    private final Map<Expr, Expr> known = new IdentityHashMap<>();

    Substitution(Map<String, Expr> replacements) {
        this.replacements = replacements;
    }

    Expr of(Expr expression) {
        for (Expr node : expression.nodes()) {
            known.put(node, replace(node));
        }
        return known.get(expression);
    }

    private Expr replace(Expr node) {
        if (node instanceof Expr.Name n) {
            return replacements.getOrDefault(n.name(), n);
        }
        if (node instanceof Expr.Unary u) {
            Expr a = known.get(u.argument());
            if (a == u.argument()) {
                return u;
            }
            return switch (u.function()) {
                case NEGATE -> Expr.negate(a);
                case EXP -> Expr.exp(a);
                case LOG -> Expr.log(a);
                case POWER_LOG -> Expr.powerLog(a);
                case SQRT -> Expr.sqrt(a);
                case ABS -> Expr.abs(a);
            };
        }
        if (node instanceof Expr.Binary b) {
            Expr left = known.get(b.left());
            Expr right = known.get(b.right());
            if (left == b.left() && right == b.right()) {
                return b;
            }
            return switch (b.operation()) {
                case ADD -> Expr.add(left, right);
                case SUBTRACT -> Expr.subtract(left, right);
                case MULTIPLY -> Expr.multiply(left, right);
                case DIVIDE -> Expr.divide(left, right);
                case POWER -> Expr.power(left, right);
                case MIN -> Expr.min(left, right);
                case MAX -> Expr.max(left, right);
            };
        }
        if (node instanceof Expr.Select s) {
            return Expr.select(known.get(s.a()), known.get(s.b()), known.get(s.less()), known.get(s.otherwise()));
        }
        return node;
    }
}
