package dev.powerlane.grid;

import java.util.List;

/**
 * Quantiles of the values over some axes of a grid, for each combination of the other axes' nodes. They are exact: a linear
 * interpolation between two neighbours of the sorted values (type 7 of Hyndman and Fan 1996, numpy's default).
 *
 * @param axes          the axes that were not taken together, in the grid's order; the arrays are row-major over them, of one
 *                      place if there are none
 * @param probabilities for which the quantiles are given
 * @param count         how many values there are; cells that are NaN, or not below the threshold, are left out
 * @param value         {@code value[k][line]} is the quantile for {@code probabilities[k]}; NaN where there are no values
 */
public record Quantiles(List<Axis> axes, double[] probabilities, long[] count, double[][] value) {}
