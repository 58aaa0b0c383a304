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

/** A law of the form E + A/N^alpha + B/D^beta, whatever its parameters are called, recognised from its formula. */
final class SeparableLaw {

    /** The five numbers of one parameter vector. */
    record Constants(double e, double a, double alpha, double b, double beta) {}

    private record Term(Expr coefficient, Expr exponent) {}

    private final Law law;
    private final List<Expr> constants = new ArrayList<>();
    private final Map<String, Term> terms = new HashMap<>();

    private SeparableLaw(Law law) {
        this.law = law;
    }

    /** Empty if the law has another form. */
    static Optional<SeparableLaw> of(Law law) {
        SeparableLaw separable = new SeparableLaw(law);
        List<Expr> sum = new ArrayList<>();
        flatten(law.expression(), sum);
        boolean matches = sum.stream().allMatch(separable::take);
        return matches && separable.terms.keySet().equals(Set.of("N", "D")) ? Optional.of(separable) : Optional.empty();
    }

    private static void flatten(Expr e, List<Expr> sum) {
        if (e instanceof Expr.Binary b && b.operation() == Operation.ADD) {
            flatten(b.left(), sum);
            flatten(b.right(), sum);
        } else {
            sum.add(e);
        }
    }

    private boolean take(Expr e) {
        if (isConstant(e)) {
            return constants.add(e);
        }
        return e instanceof Expr.Binary b && (takePower(b.left(), b.right(), b.operation()) || takePower(b.right(), b.left(), b.operation()));
    }

    /** coefficient / input^exponent or coefficient * input^-exponent. */
    private boolean takePower(Expr coefficient, Expr power, Operation operation) {
        boolean form = isConstant(coefficient) && power instanceof Expr.Binary p && p.operation() == Operation.POWER
                && p.left() instanceof Expr.Name && isConstant(p.right());
        if (!form || operation != Operation.DIVIDE && operation != Operation.MULTIPLY) {
            return false;
        }
        Expr.Binary p = (Expr.Binary) power;
        Expr exponent = operation == Operation.DIVIDE ? p.right() : Expr.negate(p.right());
        return terms.put(((Expr.Name) p.left()).name(), new Term(coefficient, exponent)) == null;
    }

    private boolean isConstant(Expr e) {
        return law.inputNames().stream().noneMatch(e.names()::contains);
    }

    /** @param parameters in the law's order */
    Constants at(double[] parameters) {
        double e = 0;
        for (Expr constant : constants) {
            e += value(constant, parameters);
        }
        Term n = terms.get("N");
        Term d = terms.get("D");
        return new Constants(e, value(n.coefficient, parameters), value(n.exponent, parameters),
                value(d.coefficient, parameters), value(d.exponent, parameters));
    }

    private double value(Expr e, double[] parameters) {
        if (e instanceof Expr.Name n) {
            return parameters[law.parameterIndex(n.name())];
        }
        Map<String, Double> values = new HashMap<>();
        for (int j = 0; j < parameters.length; j++) {
            values.put(law.parameterNames().get(j), parameters[j]);
        }
        return e.evaluate(values);
    }
}
