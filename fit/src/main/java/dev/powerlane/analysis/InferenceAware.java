package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;

/**
 * The cheapest model over its life: 6 N D FLOP to train it and 2 N D_inf to read D_inf tokens with it, at a given loss (Sardana et al. 2401.00448).
 * At the optimum eN/eD = 1 + D_inf/(3 D), with eN = -dL/d ln N and eD = -dL/d ln D.
 */
public final class InferenceAware {
    private final ComputeOptimal training;

    private InferenceAware(ComputeOptimal training) {
        this.training = training;
    }

    /** @throws IllegalArgumentException if it is not a law in N and D */
    public static InferenceAware of(FittedLaw fitted) {
        return new InferenceAware(ComputeOptimal.of(fitted));
    }

    /**
     * @param loss            the loss to reach
     * @param inferenceTokens D_inf, tokens that the model is to read in its life
     */
    public Plan at(double loss, double inferenceTokens) {
        Cost cost = Cost.withInference(inferenceTokens);
        ComputeOptimal whole = training.cost(cost);
        ComputeOptimal.requireLoss(loss);
        ComputeOptimal.Optima alone = training.optima(training.logComputeFor(loss));
        ComputeOptimal.Optima together = whole.optima(whole.logComputeFor(loss));
        double[] share = new double[together.logCompute().length];
        for (int k = 0; k < share.length; k++) {
            double unaware = cost.at(StrictMath.exp(alone.logSize()[k]), StrictMath.exp(alone.logTokens()[k]));
            share[k] = StrictMath.exp(together.logCompute()[k]) / unaware;
        }
        return new Plan(inferenceTokens, whole.target(loss, together), training.target(loss, alone), training.fitted().estimate(share));
    }

    /**
     * @param inferenceTokens D_inf
     * @param best            the cheapest over its life; its compute is that of training and inference together
     * @param compute         the cheapest to train, for comparison; its compute is that of training alone
     * @param share           what the first costs over its life, as a share of what the second costs over its life
     */
    public record Plan(double inferenceTokens, Target best, Target compute, Estimate share) {}
}
