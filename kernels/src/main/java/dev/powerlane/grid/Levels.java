package dev.powerlane.grid;

import java.util.List;

/**
 * Where a law takes a given value along one axis, for each combination of the other axes' nodes.
 *
 * <p>The law meets the level where its value goes from one side to the other between two neighbouring nodes, or where
 * it equals the level at a node; equal values at several nodes in a row are met once. A meeting between two nodes that leaves both on
 * the same side is not seen, nor one next to a NaN.
 *
 * @param along the axis along which the level is sought
 * @param axes  the others, in the grid's order; the arrays are row-major over them
 * @param level the value
 * @param place the first meeting in the order of the nodes: the root of the law itself, as near as its rounding tells; NaN
 *              where there is none
 * @param index the first node that is at the level or beyond it; the place lies between the node before and this one. -1
 *              where the level is not met
 * @param count how often the level is met
 */
public record Levels(Axis along, List<Axis> axes, double level, double[] place, int[] index, int[] count) {}
