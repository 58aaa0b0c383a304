package dev.powerlane.law;

import static dev.powerlane.law.Expr.ONE;
import static dev.powerlane.law.Expr.ZERO;
import static dev.powerlane.law.Expr.add;
import static dev.powerlane.law.Expr.divide;
import static dev.powerlane.law.Expr.isConstant;
import static dev.powerlane.law.Expr.multiply;
import static dev.powerlane.law.Expr.negate;
import static dev.powerlane.law.Expr.powerLog;
import static dev.powerlane.law.Expr.select;
import static dev.powerlane.law.Expr.subtract;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The symbolic derivative of a graph by one name x: f' = df/dx, or scaled by the name, f' = x df/dx. Each node is differentiated
 * once, so the derivative of a graph of n nodes has O(n) new nodes. At a kink (min, max, abs, select) it is the derivative of
 * the branch that is taken.
 *
 * <p>Laws are made of powers, and the plain rules would divide a power by its base only to multiply by it again. Three
 * things keep derivatives short and accurate:
 * <ul>
 * <li>What is a power of x but for factors without x, as A/x^a, has a degree k there, and its derivative is k/x times itself
 *     (k times itself if scaled).
 * <li>Of products, quotients, powers and exponentials the logarithmic slope f'/f is the sum of those of the parts, with no division.
 * <li>u^b/u is known to be a power, of the exponent b - 1: the second derivative of u^b has b - 1 in it as a factor, not as a
 *     difference of two terms that nearly cancel.
 * </ul>
 */
final class Derivative {
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LN10 = 0x1.26bb1bbb55516p1;

    private final String name;
    private final boolean scaled;
    private final Map<Expr, Expr> known = new IdentityHashMap<>();
    /** k where a node is x^k times something without x; null for other nodes. */
    private final Map<Expr, Expr> degrees = new IdentityHashMap<>();
    /** f'/f where no division is needed to tell it; null for other nodes. */
    private final Map<Expr, Expr> relative = new IdentityHashMap<>();

    Derivative(String name, boolean scaled) {
        this.name = name;
        this.scaled = scaled;
    }

    Expr of(Expr expression) {
        for (Expr node : expression.nodes()) {
            degrees.put(node, degree(node));
            known.put(node, rule(node));
            relative.put(node, relativeSlope(node));
        }
        return known.get(expression);
    }

    /** f'/f. */
    Expr relativeTo(Expr expression) {
        of(expression);
        return logarithmic(expression);
    }

    // The derivative of a node

    private Expr rule(Expr node) {
        if (node instanceof Expr.Name n) {
            return !n.name().equals(name) ? ZERO : scaled ? n : ONE;
        }
        Expr degree = degrees.get(node);
        if (degree != null && (scaled || !isCount(degree) && !isRoot(node))) {
            return times(node, byName(degree));
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

    private Expr unary(Expr.Unary u, Expr slope) {
        Expr a = u.argument();
        return switch (u.function()) {
            case NEGATE -> negate(slope);
            case EXP -> times(slope, u);
            case EXP2 -> times(slope, multiply(Expr.constant(LN2), u));
            case EXPM1 -> times(slope, Expr.exp(a));
            case LOG, POWER_LOG -> logarithmic(a);
            case LOG2 -> divide(logarithmic(a), Expr.constant(LN2));
            case LOG10 -> divide(logarithmic(a), Expr.constant(LN10));
            case LOG1P -> divide(slope, add(ONE, a));
            case SIN -> times(slope, Expr.cos(a));
            case COS -> negate(times(slope, Expr.sin(a)));
            case ATAN -> divide(slope, add(ONE, multiply(a, a)));
            case SQRT -> relative.get(a) == null ? divide(slope, multiply(Expr.constant(2), u))
                    : times(u, times(Expr.constant(.5), relative.get(a)));
            case ABS -> select(a, ZERO, negate(slope), slope);
        };
    }

    private Expr binary(Expr.Binary e, Expr left, Expr right) {
        Expr a = e.left();
        Expr b = e.right();
        return switch (e.operation()) {
            case ADD -> add(left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY -> product(e, left, right);
            case DIVIDE -> quotient(e, left, right);
            case POWER -> power(e, a, b);
            case MIN -> select(a, b, left, right);
            case MAX -> select(a, b, right, left);
            case LOG_SUM_EXP -> add(times(left, Expr.exp(subtract(a, e))), times(right, Expr.exp(subtract(b, e))));
        };
    }

    private Expr product(Expr.Binary e, Expr left, Expr right) {
        Expr both = relativeSlope(e);
        return both != null && !isConstant(left, 0) && !isConstant(right, 0) ? times(e, both)
                : add(times(left, e.right()), times(e.left(), right));
    }

    private Expr quotient(Expr.Binary e, Expr left, Expr right) {
        Expr a = e.left();
        Expr b = e.right();
        if (basis(e) != null) {
            return power(e, basis(e), exponent(e));
        }
        Expr ofNumerator = isConstant(left, 0) ? ZERO : relative.get(a);
        Expr ofDenominator = isConstant(right, 0) ? ZERO : isPower(b) ? logarithmicOfPower((Expr.Binary) b) : relative.get(b);
        if (ofNumerator != null && ofDenominator != null) {
            return times(e, subtract(ofNumerator, ofDenominator));
        }
        Expr first = isConstant(left, 0) ? ZERO : divide(left, b);
        return subtract(first, ofDenominator != null ? times(e, ofDenominator) : times(divide(e, b), right));
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

    /** Of e = u^b: b (e/u) u' + e log(u) b'; for a whole number b the first part is b u^(b-1) u', exact at u = 0. */
    private Expr power(Expr e, Expr u, Expr b) {
        Expr slope = known.get(u);
        Expr byExponent = times(slopeOf(b), multiply(e, powerLog(u)));
        if (isConstant(slope, 0) || isConstant(b, 0)) {
            return byExponent;
        }
        if (b instanceof Expr.Constant c && c.value() == Math.rint(c.value())) {
            return times(slope, multiply(b, Expr.power(u, Expr.constant(c.value() - 1))));
        }
        Expr ofBase = relative.get(u);
        return add(ofBase != null ? times(e, times(b, ofBase)) : times(slope, multiply(b, divide(e, u))), byExponent);
    }

    // f'/f

    /** f'/f of a factor of the law, by a division if it must be. */
    private Expr logarithmic(Expr u) {
        Expr degree = degrees.get(u);
        Expr there = degree != null ? byName(degree) : relative.get(u);
        return there != null ? there : isPower(u) ? logarithmicOfPower((Expr.Binary) u) : divide(known.get(u), u);
    }

    private Expr logarithmicOfPower(Expr.Binary p) {
        return add(times(p.right(), logarithmic(p.left())), times(known.get(p.right()), powerLog(p.left())));
    }

    private Expr relativeSlope(Expr node) {
        Expr degree = degrees.get(node);
        if (degree != null) {
            return scaled || isConstant(degree, 0) || !isCount(degree) ? byName(degree) : null;
        }
        if (node instanceof Expr.Unary u) {
            Expr inner = relative.get(u.argument());
            return switch (u.function()) {
                case NEGATE -> inner;
                case EXP -> known.get(u.argument());
                case SQRT -> inner == null ? null : times(Expr.constant(.5), inner);
                default -> null;
            };
        }
        if (node instanceof Expr.Binary b) {
            Expr left = relative.get(b.left());
            Expr right = relative.get(b.right());
            return switch (b.operation()) {
                case MULTIPLY -> left == null || right == null ? null : add(left, right);
                case DIVIDE -> left == null || right == null ? null : subtract(left, right);
                case POWER -> left == null ? null : add(times(b.right(), left), times(known.get(b.right()), powerLog(b.left())));
                default -> null;
            };
        }
        return null;
    }

    // The degree in x

    private Expr degree(Expr node) {
        if (node instanceof Expr.Name n) {
            return n.name().equals(name) ? ONE : ZERO;
        }
        if (node instanceof Expr.Constant) {
            return ZERO;
        }
        if (node.arguments().stream().allMatch(a -> isConstant(degrees.get(a), 0))) {
            return ZERO;
        }
        if (node instanceof Expr.Unary u) {
            Expr inner = degrees.get(u.argument());
            return switch (u.function()) {
                case NEGATE, ABS -> inner;
                case SQRT -> inner == null ? null : multiply(Expr.constant(.5), inner);
                default -> null;
            };
        }
        if (node instanceof Expr.Binary b && degrees.get(b.left()) != null && degrees.get(b.right()) != null) {
            Expr left = degrees.get(b.left());
            Expr right = degrees.get(b.right());
            return switch (b.operation()) {
                case MULTIPLY -> add(left, right);
                case DIVIDE -> subtract(left, right);
                case POWER -> isConstant(right, 0) ? multiply(b.right(), left) : null;
                default -> null;
            };
        }
        return null;
    }

    /** k/x, or k if the derivative is scaled by x. */
    private Expr byName(Expr degree) {
        return isConstant(degree, 0) ? ZERO : scaled ? degree : times(degree, divide(ONE, Expr.name(name)));
    }

    /** Whether a power of that degree is a product, whose derivative is defined at zero. */
    private static boolean isCount(Expr degree) {
        return degree instanceof Expr.Constant c && c.value() >= 0 && c.value() == Math.rint(c.value());
    }

    private static boolean isRoot(Expr node) {
        return node instanceof Expr.Unary u && u.function() == Expr.Function.SQRT;
    }

    // Powers that were divided by their base

    private static boolean isPower(Expr e) {
        return e instanceof Expr.Binary b && b.operation() == Expr.Operation.POWER;
    }

    /** u of u^b, u^b/u, u^b/u/u ...; null for other quotients. */
    private static Expr basis(Expr e) {
        if (isPower(e)) {
            return ((Expr.Binary) e).left();
        }
        return e instanceof Expr.Binary b && b.operation() == Expr.Operation.DIVIDE && basis(b.left()) == b.right() ? b.right() : null;
    }

    private static Expr exponent(Expr e) {
        Expr.Binary b = (Expr.Binary) e;
        return isPower(b) ? b.right() : add(exponent(b.left()), Expr.constant(-1));
    }

    /** An exponent b - 1 is not a node of the graph; its slope is that of b. */
    private Expr slopeOf(Expr exponent) {
        Expr there = known.get(exponent);
        return there != null ? there : exponent instanceof Expr.Binary b && b.operation() == Expr.Operation.ADD ? slopeOf(b.left()) : ZERO;
    }

    /** A product in which a structural zero stays zero; builders must not do this, since 0 times NaN is NaN. Signs move outwards. */
    private static Expr times(Expr a, Expr b) {
        if (isConstant(a, 0) || isConstant(b, 0)) {
            return ZERO;
        }
        if (a instanceof Expr.Unary n && n.function() == Expr.Function.NEGATE) {
            return negate(times(n.argument(), b));
        }
        if (b instanceof Expr.Unary n && n.function() == Expr.Function.NEGATE) {
            return negate(times(a, n.argument()));
        }
        return multiply(a, b);
    }
}
