package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;

/**
 * How to spend a budget.
 *
 * @param compute C, in FLOP
 * @param size    N*, parameters
 * @param tokens  D*, training tokens
 * @param loss    L(N*, D*)
 */
public record Allocation(double compute, Estimate size, Estimate tokens, Estimate loss) {}
