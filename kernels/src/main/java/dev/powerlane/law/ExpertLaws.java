package dev.powerlane.law;

import java.util.List;

/** The catalogue's laws of models of which only a part is at work: mixtures of experts, and pruned weights. */
final class ExpertLaws {
    static final List<Law> ALL = List.of(routedExperts(), granularExperts(), sparseExperts(), sparsity());

    private ExpertLaws() {}

    /**
     * {@code log10 L = a log10 N + b log10 Eh + c log10 N log10 Eh + d} with {@code 1/Eh = 1/(E - 1 + 1/(1/Es - 1/Em)) + 1/Em}: Clark et
     * al. 2022, arXiv:2202.01169. Eh runs from Es at one expert (a dense model) to Em.
     */
    private static Law routedExperts() {
        String paper = "Clark et al. 2022, arXiv:2202.01169: ";
        String range = ", dense models of 1.7e7 to 1.3e9 parameters, 1 to 512 experts in every other block";
        String experts = "log10(1/(1/(E - 1 + 1/(1/Es - 1/Em)) + 1/Em))";
        return Law.catalogued("routed-experts", "Loss of a model of N dense parameters with E experts, one chosen for each token",
                "10^(a*log10(N) + b*# + c*log10(N)*# + d)".replace("#", experts),
                List.of(new Input("N", "parameters of the dense model that the experts are added to", "parameters", true),
                        new Input("E", "experts in a routed layer; 1 is the dense model", "experts", true, 1, 4096)),
                List.of(Parameter.real("a", "exponent of N, below zero", -.5, -.01),
                        Parameter.real("b", "exponent of Eh, below zero", -.5, -.01),
                        Parameter.real("c", "how the gain by experts changes with log10 N", -.05, .05),
                        Parameter.real("d", "log10 of the loss at N = 1 and Eh = 1", .1, 3),
                        Parameter.positive("Es", "effective experts of a dense model", .5, 20),
                        Parameter.positive("Em", "most effective experts", 50, 5000)))
                .publishing("clark-2022-s-base", paper + "S-BASE routing" + range, -.082, -.108, .009, 1.104, 1.847, 314.478)
                .publishing("clark-2022-rl-r", paper + "RL-R routing" + range, -.083, -.126, .012, 1.111, 1.880, 469.982)
                .publishing("clark-2022-hash", paper + "HASH routing" + range, -.087, -.136, .012, 1.157, 4.175, 477.741);
    }

    /**
     * {@code c + (g/G^gamma + a)/N^alpha + b/D^beta}: Krajewski et al. 2024, arXiv:2402.07871. The dense set has g = 0: G, and gamma,
     * then count for nothing. (?) Whether N counts
     * all experts was not confirmed; counting active parameters only, the mixtures would lose more than dense models do.
     */
    private static Law granularExperts() {
        String paper = "Krajewski et al. 2024, arXiv:2402.07871: ";
        String range = "; the runs' range was not confirmed";
        return Law.catalogued("granular-experts", "Loss of a mixture of fine-grained experts", "c + (g/G^gamma + a)/N^alpha + b/D^beta",
                List.of(new Input("N", "parameters of all experts together; (?) not confirmed, but the constants ask for it", "parameters", true),
                        Input.tokens(), new Input("G", "granularity: how many times smaller an expert is than a feed-forward layer", "times", true, 1, 64)),
                List.of(Parameter.positive("c", "irreducible loss, nats per token", .1, 10),
                        Parameter.real("g", "coefficient of granularity", 0, 30),
                        Parameter.real("gamma", "exponent of G", .05, 1.5),
                        Parameter.positive("a", "coefficient of the parameter term", 1, 1e6),
                        Parameter.exponent("alpha", "exponent of N"),
                        Parameter.positive("b", "coefficient of the data term", 1, 1e6),
                        Parameter.exponent("beta", "exponent of D")))
                .publishing("krajewski-2024", paper + "mixtures of experts" + range, .47, 2.1, .58, 18.1, .115, 30.8, .147)
                .publishing("krajewski-2024-dense", paper + "dense models, which have no g (0 here) and no gamma (the mixtures' here)" + range,
                        .47, 0, .58, 16.3, .126, 26.7, .127);
    }

    /**
     * {@code a/N^alpha + b/D^beta + c/(1-S)^lambda + d/((1-S)^delta N^gamma) + e}: Abnar et al. 2025, arXiv:2501.12370. S = 0 is dense.
     */
    private static Law sparseExperts() {
        return Law.catalogued("sparse-experts", "Loss of a mixture of experts of sparsity S",
                "a/N^alpha + b/D^beta + c/(1 - S)^lambda + d/((1 - S)^delta*N^gamma) + e",
                List.of(new Input("N", "parameters of all experts together", "parameters", true), Input.tokens(),
                        new Input("S", "sparsity: the share of parameters that a token does not use; 0 is dense", "share", false, 0, .99)),
                List.of(Parameter.positive("a", "coefficient of the parameter term", 1, 1e6),
                        Parameter.exponent("alpha", "exponent of N"),
                        Parameter.positive("b", "coefficient of the data term", 1, 1e6),
                        Parameter.exponent("beta", "exponent of D"),
                        Parameter.positive("c", "coefficient of the sparsity term, nats per token", 1e-3, 10),
                        Parameter.real("lambda", "exponent of the active share; below zero the term falls with sparsity", -1, 1),
                        Parameter.positive("d", "coefficient of the joint term", 1e-2, 1e4),
                        Parameter.real("delta", "exponent of the active share in the joint term", -1, 1),
                        Parameter.real("gamma", "exponent of N in the joint term", .02, 1.5),
                        Parameter.positive("e", "irreducible loss, nats per token", .1, 10)))
                .publishing("abnar-2025", "Abnar et al. 2025, arXiv:2501.12370; the runs' range was not confirmed",
                        16612.50, .5962, 5455.67, .3954, .4598, -.1666, 17.26, .1603, .1595, .94);
    }

    /**
     * {@code (aS (1-S)^bS + cS) N^-bN + (aD/D)^bD + c}: Frantar et al. 2023, arXiv:2309.08520; N counts weights that are not zero.
     * (?) No second source confirmed the constants.
     */
    private static Law sparsity() {
        return Law.catalogued("sparsity", "Loss of a model with a share S of its weights at zero",
                "(aS*(1 - S)^bS + cS)*N^-bN + (aD/D)^bD + c",
                List.of(new Input("N", "parameters that are not zero", "parameters", true), Input.tokens(),
                        new Input("S", "sparsity: the share of weights that are zero; 0 is dense", "share", false, 0, .99)),
                List.of(Parameter.positive("aS", "coefficient of sparsity", .1, 1e4),
                        Parameter.real("bS", "exponent of the share of weights that are not zero", .05, 3),
                        Parameter.positive("cS", "coefficient of the parameter term at full sparsity", .1, 1e4),
                        Parameter.exponent("bN", "exponent of N"),
                        Parameter.positive("aD", "scale of D, tokens", 1e4, 1e14),
                        Parameter.exponent("bD", "exponent of D"),
                        Parameter.positive("c", "irreducible loss, nats per token", .05, 10)))
                .publishing("frantar-2023-t5", "Frantar et al. 2023, arXiv:2309.08520: T5 on C4; (?) constants not confirmed, nor the "
                        + "runs' range", 16.8, .722, 45.0, .245, 6.90e8, .203, .651);
    }
}
