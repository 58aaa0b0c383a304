package dev.powerlane.law;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the place of a parameter in a formula says of it: whether it is positive, and where a fit may start.
 *
 * <table>
 * <caption>Roles, the strongest first; a name in several places has the strongest of its roles</caption>
 * <tr><th>role</th><th>place</th><th>positive</th><th>starts</th></tr>
 * <tr><td>exponent</td><td>anywhere right of {@code ^}: c in {@code x^-c}, {@code x^(c/d)}</td><td>no</td>
 *     <td>.05 to 1.5</td></tr>
 * <tr><td>scale</td><td>anywhere left of {@code ^} or under sqrt, as Nc in {@code (Nc/N)^a}; a divisor, as K in
 *     {@code exp(-N/K)}; over a bare input within a function, as K in {@code log(K/N)}</td><td>yes</td>
 *     <td>1 to 1e16</td></tr>
 * <tr><td>coefficient</td><td>a factor or numerator of a term of the sum: A in {@code E - A/N^a}; in a sum that is
 *     itself a factor or a divisor</td><td>yes</td><td>1e-3 to 1e6</td></tr>
 * <tr><td>constant</td><td>a term by itself: E</td><td>yes</td><td>1e-3 to 1e6</td></tr>
 * <tr><td>(none)</td><td>within any other function, but for the above</td><td>no</td><td>-10 to 10</td></tr>
 * </table>
 *
 * Minus signs change nothing, since they stand in the formula; min and max are read as if each argument stood alone.
 */
final class ParameterRoles {

    /** Weakest first. Also the place of a node on the walk, for what is below takes its role from there. */
    private enum Role { NONE, CONSTANT, COEFFICIENT, DIVISOR, SCALE, EXPONENT }

    private final Set<String> inputs;
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<Role, Set<Expr>> seen = new EnumMap<>(Role.class);

    private ParameterRoles(Set<String> inputs) {
        this.inputs = inputs;
    }

    /** Every name that is not an input, in order of first appearance. */
    static List<Parameter> of(Expr expression, Set<String> inputs) {
        ParameterRoles walk = new ParameterRoles(inputs);
        walk.visit(expression, Role.CONSTANT);
        return expression.names().stream().filter(name -> !inputs.contains(name))
                .map(name -> parameter(name, walk.roles.get(name))).toList();
    }

    private static Parameter parameter(String name, Role role) {
        return switch (role) {
            case EXPONENT -> Parameter.exponent(name, "exponent");
            case SCALE, DIVISOR -> Parameter.positive(name, "scale", 1, 1e16);
            case COEFFICIENT -> Parameter.positive(name, "coefficient", 1e-3, 1e6);
            case CONSTANT -> Parameter.positive(name, "constant", 1e-3, 1e6);
            case NONE -> Parameter.real(name, "", -10, 10);
        };
    }

    private void visit(Expr e, Role place) {
        if (!seen.computeIfAbsent(place, p -> Collections.newSetFromMap(new IdentityHashMap<>())).add(e)) {
            return;
        }
        if (e instanceof Expr.Name n) {
            roles.merge(n.name(), place, (a, b) -> a.compareTo(b) > 0 ? a : b);
        } else if (e instanceof Expr.Unary u) {
            visit(u.argument(), below(u, place));
        } else if (e instanceof Expr.Binary b) {
            visit(b, place);
        } else if (e instanceof Expr.Select s) {
            visit(s.a(), place == Role.EXPONENT ? place : Role.NONE);
            visit(s.b(), place == Role.EXPONENT ? place : Role.NONE);
            visit(s.less(), place);
            visit(s.otherwise(), place);
        } else if (e instanceof Expr.Root r) {
            r.arguments().forEach(a -> visit(a, place == Role.EXPONENT ? place : Role.NONE));
        }
    }

    private static Role below(Expr.Unary u, Role place) {
        return switch (u.function()) {
            case NEGATE -> place;
            case SQRT -> max(place, Role.SCALE);
            case EXP, EXP2, EXPM1, LOG, LOG2, LOG10, LOG1P, SIN, COS, ATAN, POWER_LOG, ABS -> place == Role.EXPONENT ? place : Role.NONE;
        };
    }

    private void visit(Expr.Binary e, Role place) {
        switch (e.operation()) {
            case ADD, SUBTRACT -> both(e, place == Role.DIVISOR ? Role.COEFFICIENT : place);
            case MULTIPLY -> both(e, place == Role.CONSTANT ? Role.COEFFICIENT : place);
            case DIVIDE -> {
                boolean overInput = e.left() instanceof Expr.Name
                        && e.right() instanceof Expr.Name n && inputs.contains(n.name());
                visit(e.left(), switch (place) {
                    case CONSTANT -> Role.COEFFICIENT;
                    case NONE -> overInput ? Role.SCALE : place;
                    default -> place;
                });
                visit(e.right(), max(place, Role.DIVISOR));
            }
            case POWER -> {
                visit(e.left(), max(place, Role.SCALE));
                visit(e.right(), Role.EXPONENT);
            }
            case MIN, MAX -> both(e, place);
            case LOG_SUM_EXP -> both(e, place == Role.EXPONENT ? place : Role.NONE);
        }
    }

    private void both(Expr.Binary e, Role place) {
        visit(e.left(), place);
        visit(e.right(), place);
    }

    private static Role max(Role a, Role b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
