package dev.powerlane.analysis;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Expr.Operation;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A law of the form E + A/N^alpha + B/D^beta, whatever its parameters are called and however it is written, or a function of such a sum that does not depend on
 * N and D otherwise, as those of gamma-chinchilla, nested and kaplan-nd. Recognised from its formula: a summand whose elasticity by N is
 * free of inputs is a power of N.
 */
final class SeparableLaw {

    /** The five numbers of one parameter vector. */
    record Constants(double e, double a, double alpha, double b, double beta) {}

    private record Term(Expr coefficient, Expr exponent) {}

    private final Law law;
    private final boolean isWhole;
    private final List<Expr> constants = new ArrayList<>();
    private final Map<String, Term> terms = new HashMap<>();

    private SeparableLaw(Law law, Expr sum) {
        this.law = law;
        isWhole = sum == law.expression();
    }

    /** Empty if the law has another form. */
    static Optional<SeparableLaw> of(Law law) {
        for (Expr inner = law.expression(); inner != null; inner = inside(inner, law)) {
            SeparableLaw separable = new SeparableLaw(law, inner);
            List<Expr> sum = new ArrayList<>();
            flatten(inner, sum);
            if (sum.stream().allMatch(separable::take) && separable.terms.keySet().equals(Set.of("N", "D"))) {
                return Optional.of(separable);
            }
        }
        return Optional.empty();
    }

    private static void flatten(Expr e, List<Expr> sum) {
        if (e instanceof Expr.Binary b && b.operation() == Operation.ADD) {
            flatten(b.left(), sum);
            flatten(b.right(), sum);
        } else {
            sum.add(e);
        }
    }

    /** The only argument that depends on the inputs; null if there are more. */
    private static Expr inside(Expr e, Law law) {
        List<Expr> dependent = e.arguments().stream().filter(a -> law.inputNames().stream().anyMatch(a.names()::contains)).toList();
        boolean isFunction = e instanceof Expr.Unary || e instanceof Expr.Binary;
        return isFunction && dependent.size() == 1 ? dependent.get(0) : null;
    }

    private boolean take(Expr e) {
        List<String> inputs = law.inputNames().stream().filter(e.names()::contains).toList();
        if (inputs.isEmpty()) {
            return constants.add(e);
        }
        if (inputs.size() > 1) {
            return false;
        }
        String input = inputs.get(0);
        Expr exponent = e.elasticity(input);
        return !exponent.names().contains(input)
                && terms.put(input, new Term(coefficient(e, input), Expr.negate(exponent))) == null;
    }

    /** What a power of the input is multiplied by: its value where the input is 1, without the detour where it stands there plainly. */
    private static Expr coefficient(Expr e, String input) {
        if (e instanceof Expr.Binary b) {
            if (isPower(b.right(), input) && !b.left().names().contains(input) && (b.operation() == Operation.MULTIPLY || b.operation() == Operation.DIVIDE)) {
                return b.left();
            }
            if (isPower(b.left(), input) && !b.right().names().contains(input) && b.operation() == Operation.MULTIPLY) {
                return b.right();
            }
        }
        return e.substitute(Map.of(input, Expr.ONE));
    }

    private static boolean isPower(Expr e, String input) {
        return e instanceof Expr.Binary b && b.operation() == Operation.POWER && b.left() instanceof Expr.Name n && n.name().equals(input);
    }

    /** Whether the law is the sum itself, not a function of it. */
    boolean isWhole() {
        return isWhole;
    }

    /** @param parameters in the law's order */
    Constants at(double[] parameters) {
        Map<String, Double> values = new HashMap<>();
        for (int j = 0; j < parameters.length; j++) {
            values.put(law.parameterNames().get(j), parameters[j]);
        }
        double e = 0;
        for (Expr constant : constants) {
            e += value(constant, values);
        }
        Term n = terms.get("N");
        Term d = terms.get("D");
        return new Constants(e, value(n.coefficient, values), value(n.exponent, values), value(d.coefficient, values), value(d.exponent, values));
    }

    private static double value(Expr e, Map<String, Double> values) {
        return e instanceof Expr.Name n ? values.get(n.name()) : e.evaluate(values);
    }
}
