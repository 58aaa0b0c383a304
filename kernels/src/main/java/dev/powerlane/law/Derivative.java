package dev.powerlane.law;

import static dev.powerlane.law.Expr.ONE;
import static dev.powerlane.law.Expr.ZERO;
import static dev.powerlane.law.Expr.add;
import static dev.powerlane.law.Expr.divide;
import static dev.powerlane.law.Expr.isConstant;
import static dev.powerlane.law.Expr.multiply;
import static dev.powerlane.law.Expr.negate;
import static dev.powerlane.law.Expr.power;
import static dev.powerlane.law.Expr.powerLog;
import static dev.powerlane.law.Expr.select;
import static dev.powerlane.law.Expr.subtract;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The symbolic derivative of a graph by one name. Each node is differentiated once, so the derivative of a graph of
 * n nodes has O(n) new nodes. At a kink (min, max, abs, select) it is the derivative of the branch that is taken.
 */
final class Derivative {
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LN10 = 0x1.26bb1bbb55516p1;

    private final String name;
    private final Map<Expr, Expr> known = new IdentityHashMap<>();

    Derivative(String name) {
        this.name = name;
    }

    Expr of(Expr expression) {
        for (Expr node : expression.nodes()) {
            known.put(node, rule(node));
        }
        return known.get(expression);
    }

    private Expr rule(Expr node) {
        if (node instanceof Expr.Name n) {
            return n.name().equals(name) ? ONE : ZERO;
        }
        if (node instanceof Expr.Unary u) {
            Expr slope = known.get(u.argument());
            return isConstant(slope, 0) ? ZERO : unary(u, slope);
        }
        if (node instanceof Expr.Binary b) {
            Expr left = known.get(b.left());
            Expr right = known.get(b.right());
            return isConstant(left, 0) && isConstant(right, 0) ? ZERO : binary(b, left, right);
        }
        if (node instanceof Expr.Select s) {
            return select(s.a(), s.b(), known.get(s.less()), known.get(s.otherwise()));
        }
        if (node instanceof Expr.Root r) {
            return root(r);
        }
        return ZERO;
    }

    private static Expr unary(Expr.Unary u, Expr slope) {
        Expr a = u.argument();
        return switch (u.function()) {
            case NEGATE -> negate(slope);
            case EXP -> times(slope, u);
            case EXP2 -> times(slope, multiply(Expr.constant(LN2), u));
            case EXPM1 -> times(slope, Expr.exp(a));
            case LOG, POWER_LOG -> divide(slope, a);
            case LOG2 -> divide(slope, multiply(Expr.constant(LN2), a));
            case LOG10 -> divide(slope, multiply(Expr.constant(LN10), a));
            case LOG1P -> divide(slope, add(ONE, a));
            case SIN -> times(slope, Expr.cos(a));
            case COS -> negate(times(slope, Expr.sin(a)));
            case ATAN -> divide(slope, add(ONE, multiply(a, a)));
            case SQRT -> divide(slope, multiply(Expr.constant(2), u));
            case ABS -> select(a, ZERO, negate(slope), slope);
        };
    }

    private Expr binary(Expr.Binary e, Expr left, Expr right) {
        Expr a = e.left();
        Expr b = e.right();
        return switch (e.operation()) {
            case ADD -> add(left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY -> add(times(left, b), times(a, right));
            case DIVIDE -> quotient(e, left, right);
            case POWER -> add(powerByBase(e, left), powerByExponent(e, right));
            case MIN -> select(a, b, left, right);
            case MAX -> select(a, b, right, left);
            case LOG_SUM_EXP -> add(times(left, Expr.exp(subtract(a, e))), times(right, Expr.exp(subtract(b, e))));
        };
    }

    /** A quotient by a power u^p is taken as the product with u^-p: nothing is divided and multiplied again, or overflows. */
    private Expr quotient(Expr.Binary e, Expr left, Expr right) {
        Expr a = e.left();
        Expr b = e.right();
        if (isConstant(right, 0)) {
            return divide(left, b);
        }
        if (b instanceof Expr.Binary p && p.operation() == Expr.Operation.POWER && !(p.right() instanceof Expr.Constant)) {
            Expr.Binary inverse = new Expr.Binary(Expr.Operation.POWER, p.left(), negate(p.right()));
            Expr slope = add(powerByBase(inverse, known.get(p.left())), powerByExponent(inverse, negate(known.get(p.right()))));
            return add(times(left, inverse), times(a, slope));
        }
        return subtract(isConstant(left, 0) ? ZERO : divide(left, b), times(divide(e, b), right));
    }

    /** Where f(x, c) = 0 stays zero, dx = -sum of (df/dc) dc over df/dx. */
    private Expr root(Expr.Root r) {
        Expr change = ZERO;
        for (int i = 0; i < r.outside().size(); i++) {
            Expr slope = known.get(r.outside().get(i));
            if (!isConstant(slope, 0)) {
                change = add(change, times(r.equation().derivative(Expr.Root.outer(i)).substitute(r.meanings()), slope));
            }
        }
        return isConstant(change, 0) ? ZERO
                : negate(divide(change, r.equation().derivative(Expr.Root.UNKNOWN).substitute(r.meanings())));
    }

    /** d(a^b) by a is b a^(b-1): exact at a = 0 for an integer b, and otherwise b (a^b / a), which shares a^b. */
    private static Expr powerByBase(Expr.Binary e, Expr slope) {
        Expr b = e.right();
        if (isConstant(slope, 0) || isConstant(b, 0)) {
            return ZERO;
        }
        if (b instanceof Expr.Constant c && c.value() == Math.rint(c.value())) {
            return times(slope, multiply(b, power(e.left(), Expr.constant(c.value() - 1))));
        }
        return times(slope, multiply(b, divide(e, e.left())));
    }

    private static Expr powerByExponent(Expr.Binary e, Expr slope) {
        return isConstant(slope, 0) ? ZERO : times(slope, multiply(e, powerLog(e.left())));
    }

    /** A product in which a structural zero stays zero; builders must not do this, since 0 times NaN is NaN. */
    private static Expr times(Expr a, Expr b) {
        return isConstant(a, 0) || isConstant(b, 0) ? ZERO : multiply(a, b);
    }
}
