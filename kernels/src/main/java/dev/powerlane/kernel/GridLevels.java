package dev.powerlane.kernel;

import dev.powerlane.codegen.Sink;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Levels;
import dev.powerlane.grid.Minima;
import dev.powerlane.grid.RefinedMinima;
import dev.powerlane.law.Expr;
import java.util.Arrays;
import java.util.List;

/** Places along an axis that lie between its nodes: level sets, and minima to round-off. */
final class GridLevels {
    private GridLevels() {}

    /** The formula whose zeros are the level set. */
    static Expr formula(Expr law) {
        return Expr.subtract(law, Expr.name(GridSums.LEVEL));
    }

    /**
     * @param kernel of {@link #formula}
     * @param roots  of the same
     */
    static Levels of(GridKernel kernel, AxisRoots roots, double[] parameters, Grid grid, String along, double level, int threads) {
        double[] values = Arrays.copyOf(parameters, parameters.length + 1);
        values[parameters.length] = level;
        GridLines lines = new GridLines(grid, along);
        double[][] found = kernel.reduce(values, grid, lines.along, List.of(Sink.ZEROS), threads).byLine();
        Axis axis = grid.axis(along);
        int[] index = GridMinimum.toInts(found[1]);
        double[] from = nodes(axis, index, -1);
        double[] to = nodes(axis, index, 0);
        double[] place = to.clone();
        roots.find(values, grid, from, to, false, place, new double[place.length], threads);
        return new Levels(axis, lines.left(), level, place, index, GridMinimum.toInts(found[2]));
    }

    /** @param roots of the derivative along the axis, reporting the law */
    static RefinedMinima refine(AxisRoots roots, double[] parameters, Grid grid, Minima minima, int threads) {
        double[] place = nodes(minima.along(), minima.index(), 0);
        double[] value = minima.value().clone();
        double[] before = nodes(minima.along(), minima.index(), -1);
        double[] after = nodes(minima.along(), minima.index(), 1);
        for (int line = 0; line < place.length; line++) {
            // Nodes in no order give no bracket.
            if (!(before[line] < place[line] && place[line] < after[line] || before[line] > place[line] && place[line] > after[line])) {
                before[line] = Double.NaN;
            }
        }
        roots.find(parameters, grid, before, after, true, place, value, threads);
        return new RefinedMinima(minima, place, value);
    }

    /** The axis's values some nodes further; NaN beyond its ends and where there is no node. */
    private static double[] nodes(Axis axis, int[] index, int further) {
        return Arrays.stream(index).mapToDouble(i -> i < 0 || i + further < 0 || i + further >= axis.size() ? Double.NaN : axis.node(i + further))
                .toArray();
    }
}
