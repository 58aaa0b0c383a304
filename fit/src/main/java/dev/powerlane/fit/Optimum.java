package dev.powerlane.fit;

import dev.powerlane.law.ParameterSet;

/**
 * One of the optima that starts ended at.
 *
 * @param objective  the sum of losses there
 * @param parameters of the start that came nearest to it
 * @param starts     how many starts ended there
 */
public record Optimum(double objective, ParameterSet parameters, int starts) {}
