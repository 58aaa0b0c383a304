package dev.powerlane.kernel;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Expr.Operation;
import dev.powerlane.program.Lowering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A formula f(g) whose outer function is monotone in the inner formula g along an axis, as g^p with a uniform p: its least value is met where g
 * is least or greatest, and the outer function need be taken once a line rather than once a cell.
 *
 * <p>The layers of the outer function, which may be nested: a sum with or a product by what does not vary along the axis, a
 * quotient by it, a power with such an exponent, exp, log, sqrt. The base of a power, log or sqrt must be
 * positive. Which way each layer goes is told by its sign when the parameters are known.
 *
 * @param inner     g
 * @param outer     f over the name {@link #INNER}, the parameters and the other axes
 * @param magnitude the sum of the magnitudes that are added on the way to f, each multiplied by how much f depends on it: the
 *                  rounding errors of f are a few 2^-53 of it
 * @param factors   numbers by whose signs the outer function rises (+) or falls (-)
 * @param falls     whether it falls where all of these are positive
 */
record MonotoneOuter(Expr inner, Expr outer, Expr magnitude, List<Expr> factors, boolean falls) {
    static final String INNER = "%inner";

    /** A layer: what it makes of the inner value, and of its magnitude, given both values. */
    private record Layer(UnaryOperator<Expr> value, Magnitude magnitude) {}

    private interface Magnitude {
        Expr of(Expr inner, Expr value, Expr magnitude);
    }

    /**
     * The layers of a formula down to each power, exponential, logarithm or root, the outermost first.
     *
     * @param axis     along which the formula is to be minimised
     * @param axes     all axes
     * @param bindings of all names
     */
    static List<MonotoneOuter> of(Expr formula, String axis, List<String> axes, Map<String, Lowering.Binding> bindings) {
        List<MonotoneOuter> found = new ArrayList<>();
        List<Layer> layers = new ArrayList<>();
        List<Expr> factors = new ArrayList<>();
        boolean falls = false;
        Expr e = formula;
        while (true) {
            Expr next = null;
            boolean expensive = false;
            if (e instanceof Expr.Unary u) {
                next = u.argument();
                boolean positive = Lowering.isPositive(next, bindings);
                switch (u.function()) {
                    case NEGATE -> {
                        falls = !falls;
                        layers.add(new Layer(Expr::negate, (g, f, m) -> m));
                    }
                    case EXP -> layers.add(new Layer(Expr::exp, (g, f, m) -> Expr.multiply(f, Expr.add(m, Expr.ONE))));
                    case LOG -> layers.add(new Layer(Expr::log, (g, f, m) -> Expr.add(Expr.abs(f), Expr.divide(m, g))));
                    case SQRT -> layers.add(new Layer(Expr::sqrt, (g, f, m) -> Expr.multiply(f, Expr.add(Expr.divide(m, g), Expr.ONE))));
                    default -> {
                        return found;
                    }
                }
                expensive = u.function() != Expr.Function.NEGATE;
                if (!positive && (u.function() == Expr.Function.LOG || u.function() == Expr.Function.SQRT)) {
                    return found;
                }
            } else if (e instanceof Expr.Binary b) {
                boolean leftVaries = b.left().names().contains(axis);
                if (leftVaries == b.right().names().contains(axis)) {
                    return found;
                }
                next = leftVaries ? b.left() : b.right();
                Expr other = leftVaries ? b.right() : b.left();
                boolean uniform = Collections.disjoint(other.names(), Set.copyOf(axes));
                boolean signed = uniform || Lowering.isPositive(other, bindings);
                Operation operation = b.operation();
                switch (operation) {
                    case ADD -> layers.add(new Layer(g -> leftVaries ? Expr.add(g, other) : Expr.add(other, g), (g, f, m) -> Expr.add(m, Expr.abs(other))));
                    case SUBTRACT -> {
                        falls ^= !leftVaries;
                        layers.add(new Layer(g -> leftVaries ? Expr.subtract(g, other) : Expr.subtract(other, g),
                                (g, f, m) -> Expr.add(m, Expr.abs(other))));
                    }
                    case MULTIPLY -> layers.add(new Layer(g -> leftVaries ? Expr.multiply(g, other) : Expr.multiply(other, g),
                            (g, f, m) -> Expr.multiply(m, Expr.abs(other))));
                    case DIVIDE -> layers.add(new Layer(g -> Expr.divide(g, other), (g, f, m) -> Expr.divide(m, Expr.abs(other))));
                    case POWER -> layers.add(new Layer(g -> Expr.power(g, other), (g, f, m) ->
                            Expr.multiply(f, Expr.add(Expr.ONE, Expr.multiply(Expr.abs(other), Expr.divide(m, g))))));
                    default -> {
                        return found;
                    }
                }
                boolean scales = operation != Operation.ADD && operation != Operation.SUBTRACT;
                if (scales && (!signed || operation == Operation.DIVIDE && !leftVaries)
                        || operation == Operation.POWER && (!uniform || !leftVaries || !Lowering.isPositive(next, bindings))) {
                    return found;
                }
                if (scales && uniform) {
                    factors.add(other);
                }
                expensive = operation == Operation.POWER;
            } else {
                return found;
            }
            e = next;
            if (expensive) {
                found.add(assemble(e, layers, factors, falls));
            }
        }
    }

    private static MonotoneOuter assemble(Expr inner, List<Layer> layers, List<Expr> factors, boolean falls) {
        Expr value = Expr.name(INNER);
        Expr magnitude = Expr.abs(value);
        for (int i = layers.size() - 1; i >= 0; i--) {
            Expr next = layers.get(i).value.apply(value);
            magnitude = layers.get(i).magnitude.of(value, next, magnitude);
            value = next;
        }
        return new MonotoneOuter(inner, value, magnitude, List.copyOf(factors), falls);
    }

    /** 1 where the outer function rises, -1 where it falls, 0 where neither is known for these parameters. */
    int direction(Map<String, Double> parameters) {
        int direction = falls ? -1 : 1;
        for (Expr factor : factors) {
            double value = factor.evaluate(parameters);
            direction *= value > 0 ? 1 : value < 0 ? -1 : 0;
        }
        return direction;
    }
}
