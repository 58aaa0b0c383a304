package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;

/**
 * How flat an optimum is.
 *
 * @param compute       the budget, in FLOP
 * @param leastByLoss   the least size whose loss at the budget is within the allowed share of the optimum's
 * @param mostByLoss    the greatest such size
 * @param leastByCompute the least size that reaches the optimum's loss with the allowed share of compute more
 * @param mostByCompute the greatest such size
 */
public record Flatness(double compute, Estimate leastByLoss, Estimate mostByLoss, Estimate leastByCompute, Estimate mostByCompute) {}
