package dev.powerlane.cli;

import dev.powerlane.grid.Grid;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * C = 6 N D: the compute of a training run is six operations a parameter and token. With it a law in N and D can be given N
 * and C, or C and D.
 *
 * @param law     the law in the names that are given
 * @param derived the one of N and D that follows from the other and C; empty if the law takes what is given as it is
 */
record ComputeIdentity(Law law, String derived) {
    static final String TEXT = "C = 6 N D";
    private static final List<String> SIZE_AND_TOKENS = List.of("N", "D");

    /**
     * A law of the catalogue or a formula, as a law in exactly the names that are given.
     *
     * @throws IllegalArgumentException if it is not a law in these names, even with the identity
     */
    static ComputeIdentity read(String idOrFormula, Collection<String> given) {
        Set<String> known = new LinkedHashSet<>(given);
        if (given.contains("C")) {
            known.addAll(SIZE_AND_TOKENS);
        }
        return apply(Laws.of(idOrFormula, known), given);
    }

    /**
     * As {@link #read}, where the names are a grid's axes and what it computes itself: then the identity is not needed, and the law need not read every axis.
     *
     * @throws IllegalArgumentException if the grid lacks an input of the law
     */
    static ComputeIdentity read(String idOrFormula, Grid grid) {
        return grid.computed().isEmpty() ? read(idOrFormula, grid.names()) : complete(Laws.of(idOrFormula, names(grid)), grid);
    }

    /** As {@link #apply(Law, Collection)}, of a grid. */
    static ComputeIdentity apply(Law law, Grid grid) {
        return grid.computed().isEmpty() ? apply(law, grid.names()) : complete(law, grid);
    }

    private static ComputeIdentity complete(Law law, Grid grid) {
        List<String> missing = law.inputNames().stream().filter(name -> !names(grid).contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(law + " is a law in " + String.join(", ", law.inputNames()) + ", but " + String.join(", ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " neither in --grid nor in --let");
        }
        return new ComputeIdentity(law, "");
    }

    private static List<String> names(Grid grid) {
        List<String> names = new ArrayList<>(grid.names());
        grid.computed().forEach(c -> names.add(c.name()));
        return names;
    }

    /** A law whose inputs are decided already, as a law in exactly the names that are given. */
    static ComputeIdentity apply(Law law, Collection<String> given) {
        List<String> inputs = law.inputNames();
        boolean applies = given.contains("C") && !inputs.contains("C") && inputs.containsAll(SIZE_AND_TOKENS);
        ComputeIdentity as = new ComputeIdentity(law, "");
        if (applies && given.contains("N") && !given.contains("D")) {
            as = new ComputeIdentity(law.with("D", "C/(6*N)"), "D");
        } else if (applies && given.contains("D") && !given.contains("N")) {
            as = new ComputeIdentity(law.with("N", "C/(6*D)"), "N");
        }
        if (!Set.copyOf(as.law.inputNames()).equals(Set.copyOf(given))) {
            throw new IllegalArgumentException(law + " is a law in " + String.join(", ", inputs) + ", but "
                    + String.join(", ", given) + (given.size() == 1 ? " is" : " are") + " given"
                    + (inputs.containsAll(SIZE_AND_TOKENS) ? "; N and C, or C and D, would do as well, with " + TEXT : ""));
        }
        return as;
    }
}
