package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;

/**
 * How to spend compute at the critical batch.
 *
 * @param compute C_min, in FLOP; at the critical batch itself twice as much is spent
 * @param loss    the least loss
 * @param size    parameters
 * @param steps   S_min; at the critical batch itself twice as many
 * @param batch   B_crit at that loss, tokens
 */
public record BatchPlan(double compute, Estimate loss, Estimate size, Estimate steps, Estimate batch) {}
