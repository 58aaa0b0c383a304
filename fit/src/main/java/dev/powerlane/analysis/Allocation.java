package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;

/**
 * How to spend a budget.
 *
 * @param compute        C, in FLOP
 * @param size           N*, parameters
 * @param tokens         D*, training tokens
 * @param loss           L(N*, D*); NaN where it is not known
 * @param sizeExponent   a, d ln N* by d ln C at this budget
 * @param tokensExponent b, d ln D* by d ln C at this budget
 */
public record Allocation(double compute, Estimate size, Estimate tokens, Estimate loss, Estimate sizeExponent, Estimate tokensExponent) {}
