package dev.powerlane.law;

import java.util.ArrayList;
import java.util.List;

/** The catalogue's laws of one input, but for those of batch size and compute budget ({@link PlanningLaws}). */
final class SingleVariableLaws {
    /** As many as a formula of {@value Parser#MAX_LENGTH} characters holds. */
    static final int MOST_BREAKS = 30;

    private static final String ALABDULMOHSIN = " of Alabdulmohsin et al. 2022, arXiv:2209.06640; no published constants";

    static final List<Law> ALL = List.of(powerLaw(), offsetPowerLaw(), m1(), m2(), shiftedPowerLaw(), m4(), brokenPowerLaw(1));

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

    /** {@code beta*X^c} with c below zero. */
    private static Law m1() {
        return Law.catalogued("m1", "A pure power law, M1" + ALABDULMOHSIN, "beta*X^c", examples(), List.of(beta(), fallingExponent()));
    }

    /** {@code e + beta*X^c} with c below zero. */
    private static Law m2() {
        return Law.catalogued("m2", "A power law above a limit, M2" + ALABDULMOHSIN, "e + beta*X^c", examples(),
                List.of(Parameter.positive("e", "limit of the loss or error", 1e-3, 10), beta(), fallingExponent()));
    }

    /**
     * {@code beta*(1/X + gamma)^-c} with c below zero: {@code beta*X^c} while X is far below 1/gamma, then level at
     * {@code beta*gamma^-c}.
     */
    private static Law shiftedPowerLaw() {
        return Law.catalogued("shifted-power-law", "A power law that levels off where X reaches 1/gamma, M3" + ALABDULMOHSIN,
                "beta*(1/X + gamma)^-c", examples(),
                List.of(beta(), Parameter.positive("gamma", "shift: 1/X at which the curve levels off", 1e-14, 1), fallingExponent()));
    }

    /**
     * {@code (L - einf)/(e0 - L)^a = beta*X^c} with c below zero, solved for the loss L: einf for large X, e0 for small X.
     *
     * <p>With w = e0 - einf the unknown is s = (L - einf)/(e0 - L), and the equation s = Q (1 + s)^(1-a) with Q = beta X^c w^(a-1).
     * Since 1 + s lies between max(1, s) and twice that, s lies between m(Q) and m(Q 2^(1-a)), where m(Q) is Q up to 1 and
     * Q^(1/a) beyond. So close a bracket needs few steps of Newton's method, and small L - einf keep their digits. The bounds are
     * a hundredth wider for their rounding, and for a = 1.
     */
    private static Law m4() {
        String q = "beta*X^c*(e0 - einf)^(a - 1)";
        String bound = "*min(1, #)*max(1, #)^(1/a)";
        String formula = "einf + (e0 - einf)/(1 + 1/root(s, " + (".99" + bound).replace("#", q + "*min(1, 2^(1 - a))") + ", "
                + ("1.01" + bound).replace("#", q + "*max(1, 2^(1 - a))") + ", s - " + q + "*(1 + s)^(1 - a)))";
        return Law.catalogued("m4", "A power law from one limit to another, (L - einf)/(e0 - L)^a = beta*X^c, M4" + ALABDULMOHSIN,
                formula, examples(),
                List.of(Parameter.positive("einf", "limit of the loss or error for large X", 1e-3, 10),
                        Parameter.positive("e0", "limit for small X, above einf", .1, 20),
                        Parameter.positive("a", "how fast the upper limit is left", .1, 5),
                        beta(), fallingExponent()));
    }

    /**
     * {@code a + b X^-c0 (1 + (X/d1)^(1/f1))^(-c1 f1) (1 + (X/d2)^(1/f2))^(-c2 f2) ...}, the smoothly broken power law of
     * Caballero et al. 2022, arXiv:2210.14891: the slope in the logarithms goes from -c0 to -(c0 + c1) about X = d1, and so on; f is
     * how wide a break is. Breaks are in no order.
     *
     * <p>With u = X/d each factor is written as {@code max(1, u)^-c (1 + min(u, 1/u)^(1/f))^(-c f)}, which is the same:
     * u^(1/f) would overflow for X far above d at a sharp break (u = 1e6 and f below .02), and turn the law into a.
     *
     * @param breaks 1 to {@value #MOST_BREAKS}
     */
    static Law brokenPowerLaw(int breaks) {
        if (breaks < 1 || breaks > MOST_BREAKS) {
            throw new IllegalArgumentException("a broken power law has 1 to " + MOST_BREAKS + " breaks, not " + breaks
                    + (breaks == 0 ? "; without a break it is offset-power-law" : ""));
        }
        StringBuilder formula = new StringBuilder("a + b*X^-c0");
        List<Parameter> parameters = new ArrayList<>(List.of(
                Parameter.positive("a", "limit of the loss or error", 1e-3, 10),
                Parameter.positive("b", "coefficient: the reducible part at X = 1, before the first break", 1e-3, 1e6),
                Parameter.real("c0", "exponent before the first break", .01, 1.5)));
        for (int i = 1; i <= breaks; i++) {
            formula.append("*max(1, X/d#)^-c#*(1 + min(X/d#, d#/X)^(1/f#))^(-c#*f#)".replace("#", Integer.toString(i)));
            parameters.add(Parameter.real("c" + i, "what break " + i + " adds to the exponent; below zero where the curve flattens", -1.5, 1.5));
            parameters.add(Parameter.positive("d" + i, "X of break " + i, 1, 1e18));
            parameters.add(Parameter.positive("f" + i, "width of break " + i + "; small is sharp", .02, 2));
        }
        String count = breaks == 1 ? "one break" : breaks + " breaks";
        return Law.catalogued(breaks == 1 ? "broken-power-law" : "broken-power-law-" + breaks,
                "A smoothly broken power law with " + count + ", Caballero et al. 2022, arXiv:2210.14891; no published constants",
                formula.toString(), examples(), parameters);
    }

    private static List<Input> examples() {
        return List.of(new Input("X", "examples, parameters or compute", "", true));
    }

    private static Parameter beta() {
        return Parameter.positive("beta", "coefficient", 1e-3, 1e6);
    }

    private static Parameter fallingExponent() {
        return Parameter.real("c", "exponent of X, below zero where the curve falls", -1.5, -.01);
    }
}
