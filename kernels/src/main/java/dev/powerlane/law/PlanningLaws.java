package dev.powerlane.law;

import java.util.List;

/** The catalogue's laws of batch size and steps (Kaplan), and of what to choose at a compute budget. */
final class PlanningLaws {
    private static final String KAPLAN = "Kaplan et al. 2020, arXiv:2001.08361: ";
    private static final String CRITICAL = KAPLAN + "B_crit(L), L the loss reached; the runs' range was not confirmed";

    static final List<Law> ALL = List.of(criticalBatchSize(), minimumSteps(), minimumTokens(), minimumCompute(),
            computeOptimalSize(), hyperParameters());

    private PlanningLaws() {}

    /** {@code Bstar/L^(1/aB)}: the batch at which a loss is reached in twice the fewest steps, with twice the fewest tokens. */
    private static Law criticalBatchSize() {
        return batchLaw("critical-batch-size", "Batch, in tokens, at which twice the fewest steps and tokens reach a loss",
                "Bstar/L^(1/aB)", Input.loss());
    }

    /**
     * {@code S/(1 + B_crit(L)/B)}: the fewest steps, at batches far above B_crit, that reach the loss L which S steps at batch B
     * have reached.
     */
    private static Law minimumSteps() {
        return batchLaw("minimum-steps", "S_min: steps adjusted to batches far above the critical size",
                "S/(1 + Bstar/L^(1/aB)/B)", new Input("S", "optimiser steps taken", "steps", true), Input.batch(), Input.loss());
    }

    /** {@code E/(1 + B/B_crit(L))}: the fewest tokens, at batches far below B_crit; E = B S are those processed. */
    private static Law minimumTokens() {
        return batchLaw("minimum-examples", "E_min: tokens processed, adjusted to batches far below the critical size",
                "E/(1 + B*L^(1/aB)/Bstar)", new Input("E", "tokens processed: steps times batch", "tokens", true), Input.batch(), Input.loss());
    }

    /** {@code C/(1 + B/B_crit(L))}: the least compute, at batches far below B_crit; in the unit of C. */
    private static Law minimumCompute() {
        return batchLaw("minimum-compute", "C_min: compute adjusted to batches far below the critical size",
                "C/(1 + B*L^(1/aB)/Bstar)", new Input("C", "compute used; the result has its unit", "PF-days or FLOP", true, 1e-9, 1e27),
                Input.batch(), Input.loss());
    }

    private static Law batchLaw(String id, String title, String formula, Input... inputs) {
        return Law.catalogued(id, title, formula, List.of(inputs), List.of(batchScale(), batchExponent()))
                .publishing("kaplan-2020", CRITICAL, 2e8, .21);
    }

    static Parameter batchScale() {
        return Parameter.positive("Bstar", "scale: the critical batch at a loss of 1, tokens", 1e4, 1e12);
    }

    static Parameter batchExponent() {
        return Parameter.positive("aB", "exponent: the critical batch is Bstar/L^(1/aB)", .05, 1);
    }

    /**
     * {@code a*C^b}: Kaplan's published frontier. The minimum of {@code kaplan-ns} itself over N at a given C_min lies elsewhere
     * (with C_min = 6 N S_min B_crit, 6.0e8 parameters against 1.3e9 at 1 PF-day).
     */
    private static Law computeOptimalSize() {
        return Law.catalogued("compute-optimal-size", "Best model size for a compute budget", "a*C^b",
                List.of(new Input("C", "C_min: compute adjusted to batches far below the critical size", "PF-days", true, 1e-9, 1e9)),
                List.of(Parameter.positive("a", "size at one unit of compute, parameters", 1, 1e13),
                        Parameter.real("b", "exponent of C", .05, 1.5)))
                .publishing("kaplan-2020", KAPLAN + "N_opt(C_min), non-embedding parameters, C in PF-days (8.64e19 FLOP); the "
                        + "runs' range was not confirmed", 1.3e9, .73);
    }

    /** {@code a*C^b}: DeepSeek-AI 2024, arXiv:2401.02954; a set for each quantity. */
    private static Law hyperParameters() {
        String paper = "DeepSeek-AI 2024, arXiv:2401.02954: ";
        String range = ", C in FLOP; the runs' range was not confirmed";
        return Law.catalogued("hyper-parameters", "What to choose at a compute budget: learning rate, batch, model scale or data", "a*C^b",
                List.of(new Input("C", "training compute", "FLOP", true, 1e15, 1e27)),
                List.of(Parameter.positive("a", "coefficient", 1e-4, 1e4),
                        Parameter.real("b", "exponent of C, of either sign", -1.5, 1.5)))
                .publishing("deepseek-2024-learning-rate", paper + "best peak learning rate" + range, .3118, -.1250)
                .publishing("deepseek-2024-batch", paper + "best batch size in tokens" + range, .2920, .3271)
                .publishing("deepseek-2024-model-scale", paper + "best model scale M in non-embedding FLOP per token" + range, .1715, .5243)
                .publishing("deepseek-2024-data", paper + "best number of tokens D" + range, 5.8316, .4757);
    }
}
