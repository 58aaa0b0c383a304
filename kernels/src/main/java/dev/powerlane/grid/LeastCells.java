package dev.powerlane.grid;

import java.util.List;

/**
 * The least value over several axes, for each combination of the other axes' nodes.
 *
 * @param over  the axes that were minimised over, in the grid's order
 * @param axes  the others, in the grid's order; the arrays are row-major over them, of one place if there are none
 * @param value the least values; infinite where no value is below infinity, as where all are NaN
 * @param index the nodes of the least value: {@code index[a][line]} is that of {@code over.get(a)}, -1 where there is none.
 *              Of equal values it is the first in row-major order
 */
public record LeastCells(List<Axis> over, List<Axis> axes, double[] value, int[][] index) {

    /** The value of one of the axes that were minimised over, at the minimum of one line; NaN where there is none. */
    public double place(int axis, int line) {
        return index[axis][line] < 0 ? Double.NaN : over.get(axis).node(index[axis][line]);
    }
}
