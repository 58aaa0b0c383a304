package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;

/**
 * The cheapest way to a loss.
 *
 * @param loss    the loss to reach
 * @param compute the least cost, in FLOP
 * @param size    the parameters at that cost
 * @param tokens  the training tokens
 */
public record Target(double loss, Estimate compute, Estimate size, Estimate tokens) {}
