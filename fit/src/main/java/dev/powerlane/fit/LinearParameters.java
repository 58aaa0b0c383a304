package dev.powerlane.fit;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.List;

/** Which parameters a law is linear in, read off its formula: those whose second derivatives with each other vanish. */
final class LinearParameters {
    private LinearParameters() {}

    /** Indices of parameters in which the law is jointly linear, taken greedily in the law's order. */
    static List<Integer> of(Law law) {
        List<String> names = law.parameterNames();
        List<Integer> linear = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            Expr slope = law.expression().derivative(names.get(j));
            boolean isLinear = !slope.names().contains(names.get(j)) && linear.stream().noneMatch(k -> slope.names().contains(names.get(k)));
            if (isLinear) {
                linear.add(j);
            }
        }
        return linear;
    }

    /** The coordinates in which an objective is quadratic, if its loss is squares and its residual linear. */
    static LinearStep step(Coordinates coordinates, Residual residual, Loss loss) {
        boolean quadratic = residual == Residual.LINEAR && loss instanceof Loss.Squares && !coordinates.hasBounds() && !coordinates.hasPriors();
        int[] found = quadratic ? of(coordinates.law()).stream().mapToInt(Integer::intValue).toArray() : new int[0];
        boolean[] log = new boolean[found.length];
        for (int i = 0; i < found.length; i++) {
            log[i] = coordinates.isLog(found[i]);
        }
        return new LinearStep(found, log);
    }
}
