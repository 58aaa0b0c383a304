package dev.powerlane.law;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes an equation stand by itself: the largest parts that do not depend on the unknown become names for what is outside, so
 * that they are computed once, before the search for the root.
 */
final class Closing {
    private final String unknown;
    private final List<Expr> outside = new ArrayList<>();
    private final Map<Expr, Expr> names = new IdentityHashMap<>();

    Closing(String unknown) {
        this.unknown = unknown;
    }

    Expr root(Expr low, Expr high, Expr formula) {
        Set<Expr> inside = inside(formula);
        if (!inside.contains(formula)) {
            throw new IllegalArgumentException("the unknown " + unknown + " of a root must occur in its equation");
        }
        Expr equation = new Substitution(node -> replacement(node, inside)).of(formula);
        return new Expr.Root(low, high, equation, outside);
    }

    /** The nodes that depend on the unknown. */
    private Set<Expr> inside(Expr formula) {
        Set<Expr> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Expr node : formula.nodes()) {
            boolean isUnknown = node instanceof Expr.Name n && n.name().equals(unknown);
            if (isUnknown || node.arguments().stream().anyMatch(inside::contains)) {
                inside.add(node);
            }
        }
        return inside;
    }

    /** The name of a node in the equation; null for one that is to be rebuilt. */
    private Expr replacement(Expr node, Set<Expr> inside) {
        if (node instanceof Expr.Name && inside.contains(node)) {
            return Expr.name(Expr.Root.UNKNOWN);
        }
        if (inside.contains(node)) {
            return null;
        }
        return node instanceof Expr.Constant ? node : names.computeIfAbsent(node, n -> {
            outside.add(n);
            return Expr.name(Expr.Root.outer(outside.size() - 1));
        });
    }
}
