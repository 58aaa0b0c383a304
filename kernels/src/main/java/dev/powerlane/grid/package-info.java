/** Axes, the grids they span, and what reductions over a grid return. */
package dev.powerlane.grid;
