package dev.powerlane.law;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Replaces parts of a formula, keeping what is shared shared. */
final class Substitution {
    private final Function<Expr, Expr> replacement;
    private final Map<Expr, Expr> known = new IdentityHashMap<>();

    /** @param replacement what takes a node's place; null where the node stays, with its arguments replaced */
    Substitution(Function<Expr, Expr> replacement) {
        this.replacement = replacement;
    }

    /** Replaces names. */
    Substitution(Map<String, Expr> replacements) {
        this(node -> node instanceof Expr.Name n ? replacements.getOrDefault(n.name(), n) : null);
    }

    /** Walks from the top, so that nothing below a replaced part is visited. */
    Expr of(Expr expression) {
        Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
        while (!pending.isEmpty()) {
            Expr node = pending.peek();
            Expr by = known.containsKey(node) ? known.get(node) : replacement.apply(node);
            List<Expr> open = by != null ? List.of() : node.arguments().stream().filter(a -> !known.containsKey(a)).toList();
            open.forEach(pending::push);
            if (open.isEmpty()) {
                pending.pop();
                known.put(node, by != null ? by : rebuild(node));
            }
        }
        return known.get(expression);
    }

    private Expr rebuild(Expr node) {
        if (node instanceof Expr.Unary u) {
            Expr a = known.get(u.argument());
            if (a == u.argument()) {
                return u;
            }
            return switch (u.function()) {
                case NEGATE -> Expr.negate(a);
                case EXP -> Expr.exp(a);
                case EXP2 -> Expr.exp2(a);
                case EXPM1 -> Expr.expm1(a);
                case LOG -> Expr.log(a);
                case LOG2 -> Expr.log2(a);
                case LOG10 -> Expr.log10(a);
                case LOG1P -> Expr.log1p(a);
                case SIN -> Expr.sin(a);
                case COS -> Expr.cos(a);
                case ATAN -> Expr.atan(a);
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
                case LOG_SUM_EXP -> Expr.logSumExp(left, right);
            };
        }
        if (node instanceof Expr.Select s) {
            return Expr.select(known.get(s.a()), known.get(s.b()), known.get(s.less()), known.get(s.otherwise()));
        }
        if (node instanceof Expr.Root r) {
            return new Expr.Root(known.get(r.low()), known.get(r.high()), r.equation(), r.outside().stream().map(known::get).toList());
        }
        return node;
    }
}
