package dev.powerlane.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a law L at a point: its value, a derivative of any order by parameters and inputs, an elasticity, or a
 * derivative of those. Exact: each is a formula of its own.
 * <pre>{@code
 * Quantity.value()                       L
 * Quantity.derivative("alpha")           dL/dalpha
 * Quantity.derivative("N", "alpha")      d2L/dN dalpha; the order of the names does not matter, not even to the last bit
 * Quantity.elasticity("N")               d ln L/d ln N = N/L dL/dN
 * Quantity.elasticity("N").by("alpha")   the derivative of that
 * Quantity.derivative("N").elasticityBy("N")
 * }</pre>
 * At a kink (min, max, abs) derivatives are those of the branch that the value takes. Immutable; equal if they ask the same.
 */
public final class Quantity {
    /** One operation on what came before: derivatives by these names, or the elasticity by the only one. */
    private record Operation(boolean elasticity, List<String> names) {}

    private static final Quantity VALUE = new Quantity(List.of());

    private final List<Operation> operations;

    private Quantity(List<Operation> operations) {
        this.operations = operations;
    }

    /** L itself. */
    public static Quantity value() {
        return VALUE;
    }

    /** The partial derivative by these names, one after the other; a name given twice is a second derivative. */
    public static Quantity derivative(String... names) {
        return VALUE.by(names);
    }

    /** d ln L/d ln x, the exponent of the power law in x that touches L in a point. */
    public static Quantity elasticity(String name) {
        return VALUE.elasticityBy(name);
    }

    /** The derivative of this by these names. */
    public Quantity by(String... names) {
        if (names.length == 0) {
            return this;
        }
        // Derivatives commute, so those in a row are one operation whose names have no order.
        List<String> all = new ArrayList<>(Arrays.asList(names));
        List<Operation> before = new ArrayList<>(operations);
        if (!before.isEmpty() && !before.get(before.size() - 1).elasticity) {
            all.addAll(before.remove(before.size() - 1).names);
        }
        all.sort(Comparator.naturalOrder());
        before.add(new Operation(false, List.copyOf(all)));
        return new Quantity(List.copyOf(before));
    }

    /** The elasticity of this by a name. */
    public Quantity elasticityBy(String name) {
        return new Quantity(Stream.concat(operations.stream(), Stream.of(new Operation(true, List.of(name)))).toList());
    }

    /** L, then dL/dp for each parameter p in the law's order. */
    public static List<Quantity> gradient(Law law) {
        return Stream.concat(Stream.of(VALUE), law.parameterNames().stream().map(Quantity::derivative)).toList();
    }

    /**
     * L, its gradient, then its second derivatives by the parameters: the lower triangle, row by row, so that row i, column j &lt;= i
     * is the second derivative number i (i + 1)/2 + j.
     */
    public static List<Quantity> hessian(Law law) {
        List<Quantity> quantities = new ArrayList<>(gradient(law));
        List<String> names = law.parameterNames();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j <= i; j++) {
                quantities.add(derivative(names.get(j), names.get(i)));
            }
        }
        return quantities;
    }

    /** L, then dL/dx for each input x in the law's order. */
    public static List<Quantity> inputDerivatives(Law law) {
        return Stream.concat(Stream.of(VALUE), law.inputNames().stream().map(Quantity::derivative)).toList();
    }

    /** L, then d ln L/d ln x for each input x in the law's order. */
    public static List<Quantity> elasticities(Law law) {
        return Stream.concat(Stream.of(VALUE), law.inputNames().stream().map(Quantity::elasticity)).toList();
    }

    /**
     * This as a formula.
     *
     * @throws IllegalArgumentException if a name is neither an input nor a parameter of the law
     */
    public Expr of(Law law) {
        return formulas(law, List.of(this)).get(0);
    }

    /**
     * Several quantities as formulas that share their parts.
     *
     * @throws IllegalArgumentException if a name is neither an input nor a parameter of the law
     */
    public static List<Expr> formulas(Law law, List<Quantity> quantities) {
        Map<List<String>, Expr> known = new HashMap<>();
        return quantities.stream().map(q -> q.formula(law, known)).toList();
    }

    /** @param known by what has been done to the law so far, in order */
    private Expr formula(Law law, Map<List<String>, Expr> known) {
        Expr expression = law.expression();
        List<String> done = new ArrayList<>();
        List<String> order = Stream.concat(law.parameterNames().stream(), law.inputNames().stream()).toList();
        for (Operation operation : operations) {
            for (String name : operation.names) {
                if (!order.contains(name)) {
                    throw new IllegalArgumentException("no parameter or input " + name + " in " + law + ", for " + this + "; its parameters are "
                            + String.join(", ", law.parameterNames()) + " and its inputs " + String.join(", ", law.inputNames()));
                }
            }
            for (String name : operation.names.stream().sorted(Comparator.comparing(order::indexOf)).toList()) {
                Expr before = expression;
                done.add(operation.elasticity ? "elasticity " + name : name);
                expression = known.computeIfAbsent(List.copyOf(done), k -> operation.elasticity ? before.elasticity(name) : before.derivative(name));
            }
        }
        return expression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity quantity && operations.equals(quantity.operations);
    }

    @Override
    public int hashCode() {
        return operations.hashCode();
    }

    /** As {@code L}, {@code d2L/dN dalpha} or {@code d(d ln L/d ln N)/dalpha}. */
    @Override
    public String toString() {
        String text = "L";
        for (Operation operation : operations) {
            String inner = text.equals("L") ? text : "(" + text + ")";
            int times = operation.names.size();
            text = operation.elasticity ? "d ln " + inner + "/d ln " + operation.names.get(0)
                    : "d" + (times == 1 ? "" : times) + inner + "/" + operation.names.stream().map(n -> "d" + n).collect(Collectors.joining(" "));
        }
        return text;
    }
}
