package dev.powerlane.kernel;

import dev.powerlane.codegen.Sink;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Minima of a formula along an axis of a grid. */
final class GridMinimum {
    private GridMinimum() {}

    static Minima of(GridKernel kernel, double[] parameters, Grid grid, String along, int threads) {
        int axis = grid.axisIndex(along);
        double[][] found = kernel.reduce(parameters, grid, axis, List.of(Sink.MINIMUM), threads).byLine();
        return new Minima(grid.axes().get(axis), others(grid, axis), found[0], Arrays.stream(found[1]).mapToInt(p -> (int) p).toArray());
    }

    static List<Axis> others(Grid grid, int axis) {
        List<Axis> others = new ArrayList<>(grid.axes());
        others.remove(axis);
        return others;
    }
}
