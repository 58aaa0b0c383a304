package dev.powerlane.grid;

import java.util.List;

/**
 * Sums over some axes of a grid, for each combination of the other axes' nodes. Cells that are NaN are passed over. The order
 * of the additions is fixed, so that the bits depend neither on the machine nor on the number of threads.
 *
 * @param axes  the axes that were not summed over, in the grid's order; the arrays are row-major over them, of one place if
 *              there are none
 * @param sum   the sums
 * @param count how many cells are in each
 */
public record Sums(List<Axis> axes, double[] sum, long[] count) {

    /** The mean of one line; NaN where it has no cells. */
    public double mean(int line) {
        return sum[line] / count[line];
    }
}
