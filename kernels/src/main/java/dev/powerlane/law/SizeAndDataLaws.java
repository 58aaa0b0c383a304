package dev.powerlane.law;

import java.util.List;

/** The catalogue's laws of model size and data, or of model size and steps. */
final class SizeAndDataLaws {
    private static final String KAPLAN = "Kaplan et al. 2020, arXiv:2001.08361: ";

    static final List<Law> ALL = List.of(kaplanNd(), kaplanNs(), chinchilla());

    private SizeAndDataLaws() {}

    /** {@code ((Nc/N)^(aN/aD) + Dc/D)^aD}: Kaplan et al. 2020, arXiv:2001.08361; early-stopped loss, nats per token. */
    private static Law kaplanNd() {
        return Law.catalogued("kaplan-nd", "Loss of a model of N parameters on D tokens, stopped before it overfits",
                "((Nc/N)^(aN/aD) + Dc/D)^aD",
                List.of(nonEmbeddingParameters(), tokens()),
                List.of(Parameter.positive("Nc", "scale of N, parameters", 1e8, 1e18),
                        Parameter.positive("Dc", "scale of D, tokens", 1e8, 1e18),
                        Parameter.real("aN", "exponent of N where data is ample", .01, 1.5),
                        Parameter.real("aD", "exponent of D where the model is large", .01, 1.5)))
                .publishing("kaplan-2020", KAPLAN + "L(N, D), N to 1.5e9 non-embedding parameters, D 2.2e7 to 2.3e10 "
                        + "tokens", 6.4e13, 1.8e13, .076, .103);
    }

    /**
     * {@code (Nc/N)^aN + (Sc/S)^aS}: Kaplan et al. 2020, arXiv:2001.08361. S is S_min, the steps that would be needed at
     * batches far above the critical size B_crit: S_min = (steps taken) / (1 + B_crit/B). The four constants are one fit
     * and belong together. A loss l is reached only for N above Nc/l^(1/aN). (?) Nc was not confirmed by a second source.
     */
    private static Law kaplanNs() {
        return Law.catalogued("kaplan-ns", "Loss of a model of N parameters after S_min steps, on ample data",
                "(Nc/N)^aN + (Sc/S)^aS",
                List.of(nonEmbeddingParameters(),
                        new Input("S", "S_min: optimiser steps, adjusted to batches far above the critical size",
                                "steps", true)),
                List.of(Parameter.positive("Nc", "scale of N, parameters", 1e8, 1e18),
                        Parameter.positive("Sc", "scale of S, steps", 1, 1e8),
                        Parameter.real("aN", "exponent of N", .01, 1.5),
                        Parameter.real("aS", "exponent of S", .01, 1.5)))
                .publishing("kaplan-2020", KAPLAN + "L(N, S_min), N to 1.5e9 non-embedding parameters, learning curves "
                        + "after a first transient; (?) Nc not confirmed", 6.5e13, 2.1e3, .077, .76);
    }

    /**
     * {@code E + A/N^alpha + B/D^beta}, approach 3 of Hoffmann et al. 2022, arXiv:2203.15556; nats per token. The unrounded
     * set is the default: at 5.76e23 FLOP its compute-optimal D/N is 59, that of the rounded set 93.
     */
    private static Law chinchilla() {
        String hoffmann = "Hoffmann et al. 2022, arXiv:2203.15556, approach 3: ";
        String range = "N 7e7 to 1.6e10 parameters, D 5e9 to 5e11 tokens";
        return Law.catalogued("chinchilla", "Loss of a model of N parameters trained on D tokens, seen once",
                "E + A/N^alpha + B/D^beta",
                List.of(new Input("N", "parameters, embeddings included", "parameters", true), tokens()),
                List.of(Parameter.positive("E", "irreducible loss, nats per token", .1, 10),
                        Parameter.positive("A", "coefficient of the parameter term", 1, 1e6),
                        Parameter.positive("B", "coefficient of the data term", 1, 1e6),
                        Parameter.exponent("alpha", "exponent of N"),
                        Parameter.exponent("beta", "exponent of D")))
                .publishing("hoffmann-2022",
                        hoffmann + "unrounded (ln E .5267228, ln A 6.0073404, ln B 6.0179186), " + range,
                        StrictMath.exp(.5267228), StrictMath.exp(6.0073404), StrictMath.exp(6.0179186), .33917084, .2849083)
                .publishing("hoffmann-2022-rounded", hoffmann + "as printed, " + range, 1.69, 406.4, 410.7, .34, .28)
                .publishing("besiroglu-2024", "Besiroglu et al. 2024, arXiv:2404.10102: a fit to the runs of Hoffmann et al. "
                        + "2022 as read off their figure, N 5.7e7 to 1.6e10 parameters, D 1.4e9 to 3.2e11 tokens",
                        1.8172, 482.01, 2085.43, .3478, .3658);
    }

    private static Input nonEmbeddingParameters() {
        return new Input("N", "parameters, embeddings excluded", "parameters", true);
    }

    private static Input tokens() {
        return new Input("D", "training tokens", "tokens", true);
    }
}
