package dev.powerlane.law;

import java.util.List;

/** The catalogue's laws of one input. */
final class SingleVariableLaws {
    static final List<Law> ALL = List.of(powerLaw(), offsetPowerLaw());

    private SingleVariableLaws() {}

    /**
     * {@code (Xc/X)^a}, the loss where only X is scarce: Kaplan et al. 2020, arXiv:2001.08361. Xc has the unit of X.
     * (?) Xc of {@code kaplan-2020-C}, 1.6e7 PF-days, was not confirmed by a second source.
     */
    private static Law powerLaw() {
        String paper = "Kaplan et al. 2020, arXiv:2001.08361: ";
        return Law.catalogued("power-law", "Loss where one resource is the bottleneck", "(Xc/X)^a",
                List.of(new Input("X", "parameters, tokens or compute, as the constants say", "", true)),
                List.of(Parameter.positive("Xc", "scale: X at which the loss would be 1", 1, 1e18),
                        Parameter.real("a", "exponent of X", .01, 1.5)))
                .publishing("kaplan-2020-N", paper + "L(N), X in non-embedding parameters, 768 to 1.5e9, "
                        + "trained to convergence", 8.8e13, .076)
                .publishing("kaplan-2020-D", paper + "L(D), X in tokens, 2.2e7 to 2.3e10, large models stopped early",
                        5.4e13, .095)
                .publishing("kaplan-2020-C", paper + "L(C), X in PF-days (8.64e19 FLOP) at a fixed batch size, "
                        + "models of the best size; (?) Xc not confirmed", 1.6e7, .057)
                .publishing("kaplan-2020-C_min", paper + "L(C_min), X in PF-days (8.64e19 FLOP) adjusted to batches far "
                        + "below the critical size, models of the best size", 3.1e8, .050);
    }

    /**
     * {@code E + A*X^-a}, a power law above an irreducible loss: the form of Henighan et al. 2020, arXiv:2010.14701. The
     * published constants are the loss of the T-th token of a context, one set a model size: Kaplan et al. 2020.
     */
    private static Law offsetPowerLaw() {
        String paper = "Kaplan et al. 2020, arXiv:2001.08361: loss of the X-th token of the context, model ";
        String sizes = " of 6 by size, the smallest first, of 1e6 to above 1e8 parameters";
        return Law.catalogued("offset-power-law", "A power law above an irreducible loss", "E + A*X^-a",
                List.of(new Input("X", "model size, data, compute or token index, as the constants say", "", true)),
                List.of(Parameter.positive("E", "irreducible loss, nats per token", .1, 10),
                        Parameter.positive("A", "coefficient: the reducible loss at X = 1", 1e-3, 1e6),
                        Parameter.exponent("a", "exponent of X")))
                .publishing("kaplan-2020-token-1", paper + 1 + sizes, 4.0, 3.2, .47)
                .publishing("kaplan-2020-token-2", paper + 2 + sizes, 3.4, 4.0, .56)
                .publishing("kaplan-2020-token-3", paper + 3 + sizes, 2.9, 4.5, .56)
                .publishing("kaplan-2020-token-4", paper + 4 + sizes, 2.7, 4.9, .60)
                .publishing("kaplan-2020-token-5", paper + 5 + sizes, 2.4, 5.1, .61)
                .publishing("kaplan-2020-token-6", paper + 6 + sizes, 2.3, 5.4, .62);
    }
}
