package dev.powerlane.grid;

/**
 * Minima along an axis, found between the nodes.
 *
 * @param nodes what the sweep over the nodes has found
 * @param place where the derivative along the axis is zero, to round-off; the node itself where the minimum is at an end of the
 *              axis or the derivative does not rise through zero between the node's neighbours; NaN where there is no minimum
 * @param value the law there
 */
public record RefinedMinima(Minima nodes, double[] place, double[] value) {}
