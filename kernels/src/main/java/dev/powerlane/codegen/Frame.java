package dev.powerlane.codegen;

/**
 * The arrays that a compiled kernel works on. A kernel runs over lanes {@code from} to {@code to} and, for each of them,
 * over {@code rowCount} rows; the leaves of its program are read as their {@link Kind} says. The caller owns the arrays
 * and may use a frame again.
 */
public final class Frame {
    /** One value a call. */
    public double[] uniforms = {};
    /** One value a lane: column j at {@code laneStarts[j] + lane}. */
    public double[][] lanes = {};
    public int[] laneStarts = {};
    /** One value a row, shared by all lanes: column j at {@code rowStart + row}. */
    public double[][] rows = {};
    public int rowStart;
    public int rowCount = 1;
    /** One value a row and lane: array j at {@code cellStarts[j] + row * cellStride + lane}. */
    public double[][] cells = {};
    public int[] cellStarts = {};
    public int cellStride;
    /** Results by lane: column j at {@code outputStarts[j] + lane}. */
    public double[][] outputs = {};
    public int[] outputStarts = {};
    public int from;
    public int to;
}
