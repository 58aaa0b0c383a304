package dev.powerlane.grid;

import java.util.List;

/**
 * The greatest value along one axis, for each combination of the other axes' nodes.
 *
 * @param along the axis that was maximised over
 * @param axes  the others, in the grid's order; the arrays are row-major over them
 * @param value the greatest values; minus infinity where no value is above it, as where all are NaN
 * @param index the node of {@code along} at which the greatest value is first met, -1 where there is none
 */
public record Maxima(Axis along, List<Axis> axes, double[] value, int[] index) {

    /** The value of the axis at the maximum of one line; NaN where there is none. */
    public double place(int line) {
        return index[line] < 0 ? Double.NaN : along.node(index[line]);
    }

    /** Whether the maximum lies inside the axis rather than at one of its ends, where the true one may be further out. */
    public boolean isInside(int line) {
        return index[line] > 0 && index[line] < along.size() - 1;
    }
}
