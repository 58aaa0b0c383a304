package dev.powerlane.kernel;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.program.Lowering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * What a kernel has to know of a grid before it sees its nodes: which name each axis stands for, and which names are
 * computed.
 *
 * @param axes     the axes' names, in the grid's order
 * @param positive those whose nodes are all above zero
 * @param computed the computed names with their formulas
 */
record GridShape(List<String> axes, List<String> positive, List<Grid.Computed> computed) {
    /** The bit of what depends on the parameters; the axes' bits follow. */
    static final int PARAMETERS = 1;

    static GridShape of(Grid grid) {
        return new GridShape(grid.names(), grid.axes().stream().filter(Axis::isPositive).map(Axis::name).toList(), grid.computed());
    }

    /** The bit of the axis with this number, or none for -1. */
    static int bit(int axis) {
        return axis < 0 ? 0 : 2 << axis;
    }

    /** The one axis in a set of bits; -1 if there is none or several. */
    static int axisOf(int bits) {
        int own = bits & ~PARAMETERS;
        return Integer.bitCount(own) == 1 ? Integer.numberOfTrailingZeros(own) - 1 : -1;
    }

    /** @throws IllegalArgumentException unless each input is an axis or computed, and each axis and computed name is of use */
    void check(Law law) {
        List<String> given = new ArrayList<>(axes);
        Set<String> used = new HashSet<>(law.inputNames());
        for (Grid.Computed c : computed) {
            given.add(c.name());
            used.addAll(Expr.parse(c.formula()).names());
        }
        if (!given.containsAll(law.inputNames()) || !used.containsAll(given)) {
            String more = computed.isEmpty() ? "" : " with " + String.join(", ", computed.stream().map(c -> c.name() + " = " + c.formula()).toList());
            throw new IllegalArgumentException("the grid's axes are " + String.join(", ", axes) + more + ", but " + law + " is a law in "
                    + String.join(", ", law.inputNames()));
        }
        for (String name : given) {
            if (law.parameterNames().contains(name)) {
                throw new IllegalArgumentException("the grid gives values to " + name + ", which is a parameter of " + law);
            }
        }
    }

    /** What each name stands for in formulas over the axes. */
    Map<String, Lowering.Binding> bindings(Law law, List<String> extras) {
        return bindings(law, extras, GridShape::bit);
    }

    /** The same where all axes vary together, along one axis of points. */
    Map<String, Lowering.Binding> pointBindings(Law law, List<String> extras) {
        return bindings(law, extras, a -> bit(0));
    }

    private Map<String, Lowering.Binding> bindings(Law law, List<String> extras, IntUnaryOperator bits) {
        Map<String, Lowering.Binding> bindings = new LinkedHashMap<>();
        law.parameters().forEach(p -> bindings.put(p.name(), new Lowering.Binding(PARAMETERS, p.positive(), false)));
        extras.forEach(e -> bindings.put(e, new Lowering.Binding(PARAMETERS, false, false)));
        for (int a = 0; a < axes.size(); a++) {
            String name = axes.get(a);
            boolean input = law.inputNames().contains(name) && law.inputs().get(law.inputIndex(name)).positive();
            bindings.put(name, new Lowering.Binding(bits.applyAsInt(a), input || positive.contains(name), input && !positive.contains(name)));
        }
        return bindings;
    }

    /** Formulas over a law's inputs as formulas over the axes. */
    List<Expr> compose(Law law, List<Expr> formulas) {
        if (computed.isEmpty()) {
            return formulas;
        }
        Map<String, Lowering.Binding> bindings = bindings(law, List.of());
        Map<String, Expr> values = new LinkedHashMap<>();
        Map<String, Expr> confined = new LinkedHashMap<>();
        for (Grid.Computed c : computed) {
            Expr value = Expr.parse(c.formula()).substitute(values);
            boolean guarded = law.inputs().stream().anyMatch(i -> i.name().equals(c.name()) && i.positive());
            if (guarded && !Lowering.isPositive(value, bindings)) {
                values.put(c.name(), whereAboveZero(value, value));
                confined.put(c.name(), whereAboveZero(value, Expr.ZERO));
            } else {
                values.put(c.name(), value);
            }
        }
        return formulas.stream().map(f -> compose(f, values, confined)).toList();
    }

    /** A formula that does not read a computed input has its domain all the same. */
    private static Expr compose(Expr formula, Map<String, Expr> values, Map<String, Expr> confined) {
        Expr composed = formula.substitute(values);
        Set<String> read = formula.names();
        for (Map.Entry<String, Expr> input : confined.entrySet()) {
            composed = read.contains(input.getKey()) ? composed : Expr.add(composed, input.getValue());
        }
        return composed;
    }

    private static Expr whereAboveZero(Expr value, Expr then) {
        return Expr.select(Expr.ZERO, value, then, Expr.constant(Double.NaN));
    }
}
