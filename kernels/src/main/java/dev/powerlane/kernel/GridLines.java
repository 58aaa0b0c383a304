package dev.powerlane.kernel;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How the lines of a reduction along one axis fall together where further axes are reduced over: each line belongs to one
 * combination of the nodes of the axes that are left.
 */
final class GridLines {
    private final Grid grid;
    private final boolean[] reduced;
    /** The axis whose nodes are the rows of the fused reduction: the longest. */
    final int along;
    private final int[] sizes;

    /** @param names the axes to reduce over; all if there are none */
    GridLines(Grid grid, String... names) {
        this.grid = grid;
        Set<String> wanted = new LinkedHashSet<>(names.length == 0 ? grid.names() : List.of(names));
        if (names.length > wanted.size()) {
            throw new IllegalArgumentException("an axis is named twice: " + String.join(", ", names));
        }
        sizes = grid.axes().stream().mapToInt(Axis::size).toArray();
        reduced = new boolean[sizes.length];
        wanted.forEach(name -> reduced[grid.axisIndex(name)] = true);
        int longest = -1;
        for (int a = 0; a < sizes.length; a++) {
            longest = reduced[a] && (longest < 0 || sizes[a] >= sizes[longest]) ? a : longest;
        }
        along = longest;
    }

    /** The axes that are reduced over. */
    List<Axis> over() {
        return axes(true);
    }

    /** The axes that are left. */
    List<Axis> left() {
        return axes(false);
    }

    private List<Axis> axes(boolean which) {
        return IntStream.range(0, sizes.length).filter(a -> reduced[a] == which).mapToObj(a -> grid.axes().get(a)).toList();
    }

    /** How many combinations of the axes that are left. */
    int count() {
        return Math.toIntExact(left().stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact));
    }

    /** Which of them a line of the fused reduction belongs to. */
    int of(int line) {
        int result = 0;
        int stride = 1;
        for (int a = sizes.length - 1; a >= 0; a--) {
            if (a != along) {
                int node = line % sizes[a];
                line /= sizes[a];
                if (!reduced[a]) {
                    result += node * stride;
                    stride *= sizes[a];
                }
            }
        }
        return result;
    }

    /** The nodes of the reduced axes, in the grid's order, at one node of a line. */
    int[] nodes(int line, int node) {
        int[] nodes = new int[over().size()];
        int k = nodes.length - 1;
        for (int a = sizes.length - 1; a >= 0; a--) {
            int here = a == along ? node : line % sizes[a];
            line = a == along ? line : line / sizes[a];
            if (reduced[a]) {
                nodes[k--] = here;
            }
        }
        return nodes;
    }
}
