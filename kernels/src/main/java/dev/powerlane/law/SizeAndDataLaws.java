package dev.powerlane.law;

import java.util.List;

/** The catalogue's laws of model size and data, or of model size and steps, for dense models and data seen once. */
final class SizeAndDataLaws {
    private static final String KAPLAN = "Kaplan et al. 2020, arXiv:2001.08361: ";

    static final String GAMMA_CHINCHILLA = "E + (A/N^alpha + B/D^beta)^gamma";
    static final Parameter IRREDUCIBLE = Parameter.positive("E", "irreducible loss, nats per token", .1, 10);

    static final List<Law> ALL = List.of(kaplanNd(), kaplanNs(), kaplanBatch(), chinchilla(), gammaChinchilla(), nested(), farseer());

    private SizeAndDataLaws() {}

    /** {@code ((Nc/N)^(aN/aD) + Dc/D)^aD}: Kaplan et al. 2020, arXiv:2001.08361; early-stopped loss, nats per token. */
    private static Law kaplanNd() {
        return Law.catalogued("kaplan-nd", "Loss of a model of N parameters on D tokens, stopped before it overfits",
                "((Nc/N)^(aN/aD) + Dc/D)^aD",
                List.of(Input.nonEmbeddingParameters(), Input.tokens()),
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
                List.of(Input.nonEmbeddingParameters(),
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
     * {@code L = (Nc/N)^aN + (Sc*(1 + B_crit(L)/B)/S)^aS} with B_crit(L) = Bstar/L^(1/aB), solved for L: the loss after S steps at
     * batches of B tokens; {@code kaplan-ns} and {@code critical-batch-size} together. With B endless it is kaplan-ns. The paper's
     * charts have B = 2^19. (?) Nc was not confirmed by a second source.
     *
     * <p>The right side falls with L and is convex. So the loss at an endless batch is a lower bound, and the right side there an
     * upper one; both are taken a hundredth wider for their rounding.
     */
    private static Law kaplanBatch() {
        String least = "((Nc/N)^aN + (Sc/S)^aS)";
        String formula = "root(L, .99*" + least + ", 1.01*((Nc/N)^aN + (Sc/S*(1 + Bstar/B/" + least + "^(1/aB)))^aS), "
                + "L - (Nc/N)^aN - (Sc/S*(1 + Bstar/B/L^(1/aB)))^aS)";
        return Law.catalogued("kaplan-batch", "Loss of a model of N parameters after S steps at batches of B tokens, on ample data", formula,
                List.of(Input.nonEmbeddingParameters(), new Input("S", "optimiser steps taken", "steps", true), Input.batch()),
                List.of(Parameter.positive("Nc", "scale of N, parameters", 1e8, 1e18),
                        Parameter.positive("Sc", "scale of S, steps", 1, 1e8),
                        Parameter.real("aN", "exponent of N", .01, 1.5),
                        Parameter.real("aS", "exponent of S", .01, 1.5),
                        PlanningLaws.batchScale(), PlanningLaws.batchExponent()))
                .publishing("kaplan-2020", KAPLAN + "L(N, S_min) and B_crit(L), N to 1.5e9 non-embedding parameters, learning curves "
                        + "after a first transient; (?) Nc not confirmed", 6.5e13, 2.1e3, .077, .76, 2e8, .21);
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
                List.of(Input.parameters(), Input.tokens()),
                List.of(IRREDUCIBLE,
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

    /**
     * {@code E + (A/N^alpha + B/D^beta)^gamma}, the supervised law of Busbridge et al. 2025, arXiv:2502.08606; gamma = 1 is
     * {@code chinchilla}.
     */
    private static Law gammaChinchilla() {
        return Law.catalogued("gamma-chinchilla", "Chinchilla's two terms under one more exponent", GAMMA_CHINCHILLA,
                List.of(Input.size(), Input.tokens()),
                List.of(IRREDUCIBLE,
                        Parameter.positive("A", "coefficient of the parameter term", 1, 1e6),
                        Parameter.positive("B", "coefficient of the data term", 1, 1e6),
                        Parameter.exponent("alpha", "exponent of N"),
                        Parameter.exponent("beta", "exponent of D"),
                        Parameter.positive("gamma", "exponent of the sum", .1, 2)))
                .publishing("busbridge-2025", "Busbridge et al. 2025, arXiv:2502.08606, supervised models of 1.43e8 to 1.26e10 "
                        + "parameters on C4, the range of the study as a whole; the tokens of the fit's runs and whether N counts "
                        + "embeddings were not confirmed", 1.220, 3355, 18186, .408, .431, .452);
    }

    /**
     * {@code E + ((A*N^-alpha)^(1/q) + (B*D^-beta)^(1/q))^q}: q = 1 is {@code chinchilla}, and E = 0, q = beta = aD, alpha = aN,
     * A = Nc^aN, B = Dc^aD is {@code kaplan-nd}. No published constants.
     */
    private static Law nested() {
        return Law.catalogued("nested", "Between Kaplan's and Chinchilla's joining of the two terms; no published constants",
                "E + ((A*N^-alpha)^(1/q) + (B*D^-beta)^(1/q))^q",
                List.of(Input.size(), Input.tokens()),
                List.of(IRREDUCIBLE,
                        Parameter.positive("A", "coefficient of the parameter term", 1, 1e6),
                        Parameter.positive("B", "coefficient of the data term", 1, 1e6),
                        Parameter.exponent("alpha", "exponent of N where data is ample"),
                        Parameter.exponent("beta", "exponent of D where the model is large"),
                        Parameter.positive("q", "how the terms join: 1 adds them, towards 0 the larger one counts", .05, 2)));
    }

    /**
     * {@code exp(a3*N^g + b3) + exp(a2*N^b + b2)*D^(-exp(a1*N^a + b1))}: Li et al. 2025, arXiv:2506.10972. The exponent of D
     * depends on N. Form only: no published constants at hand. The starts take N in parameters and D in tokens.
     */
    private static Law farseer() {
        return Law.catalogued("farseer", "The exponent of D depends on N, Li et al. 2025, arXiv:2506.10972; form only, no "
                + "published constants", "exp(a3*N^g + b3) + exp(a2*N^b + b2)*D^(-exp(a1*N^a + b1))",
                List.of(Input.size(), Input.tokens()),
                List.of(Parameter.real("a3", "slope of the logarithm of the loss on endless data, in N^g", -.1, .1),
                        Parameter.real("g", "exponent of N in the loss on endless data", .02, .3),
                        Parameter.real("b3", "constant of the logarithm of the loss on endless data", -2, 2),
                        Parameter.real("a2", "slope of the logarithm of the data term's coefficient, in N^b", 1, 200),
                        Parameter.real("b", "exponent of N in the data term's coefficient", -.3, -.02),
                        Parameter.real("b2", "constant of the logarithm of the data term's coefficient", -10, 10),
                        Parameter.real("a1", "slope of the logarithm of the exponent of D, in N^a", -.3, .3),
                        Parameter.real("a", "exponent of N in the exponent of D", .02, .3),
                        Parameter.real("b1", "constant of the logarithm of the exponent of D", -2, 2)));
    }
}
