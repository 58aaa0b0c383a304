package dev.powerlane.analysis;

/** Compute-optimal sizes and tokens over budgets, however they were found. */
public interface Frontier {
    /** How, in words. */
    String approach();

    /** The allocation at a budget of C FLOP; its exponents are those at this budget. */
    Allocation at(double compute);
}
