package dev.powerlane.cli;

import dev.powerlane.cli.text.Quantity;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds divisions by zero that no input could help: a law that has one is infinite or means nothing, whatever it returns. */
final class Denominators {
    private Denominators() {}

    /**
     * @param parameters values of the law's parameters, or of none of them
     * @throws IllegalArgumentException if the law divides by a zero that follows from them alone
     */
    static void check(Law law, Map<String, Double> parameters) {
        for (Expr node : law.expression().nodes()) {
            if (node instanceof Expr.Constant constant && !Double.isFinite(constant.value())) {
                throw new IllegalArgumentException(law + ": holds a number that is not finite, as of a division by zero");
            }
            if (node instanceof Expr.Binary binary && binary.operation() == Expr.Operation.DIVIDE) {
                Set<String> names = binary.right().names();
                if (parameters.keySet().containsAll(names) && binary.right().evaluate(parameters) == 0) {
                    throw new IllegalArgumentException(law + ": divides by zero" + (names.isEmpty() ? "" : ", with "
                            + names.stream().map(n -> n + " = " + Quantity.rounded(parameters.get(n), 6)).collect(Collectors.joining(", "))));
                }
            }
        }
    }
}
