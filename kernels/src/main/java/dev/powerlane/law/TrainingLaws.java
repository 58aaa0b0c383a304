package dev.powerlane.law;

import java.util.List;

/** The catalogue's laws of how a model is trained: beyond the compute-optimum, on repeated data, from a teacher. */
final class TrainingLaws {
    private static final String GADRE = "Gadre et al. 2024, arXiv:2403.08540: ";
    private static final String FIVE_RUNS = "; five runs of 1.1e7 to 4.1e8 parameters, four with M = 20 and one with M = 320, out of "
            + "a testbed of 1.1e7 to 6.9e9 parameters, 5.3e7 to 9.2e11 tokens";

    private static final String BUSBRIDGE = "Busbridge et al. 2025, arXiv:2502.08606: students and teachers of 1.43e8 to 1.26e10 "
            + "parameters on C4, the range of the study as a whole; the tokens of the fit's runs and whether N counts embeddings "
            + "were not confirmed";
    private static final String DISTILLED = "LT + LT^-c0*(1 + (LT/(#*d1))^(1/f1))^(-c1*f1)*(A1/N^alpha1 + B1/D^beta1)^gamma1";

    /** Least squares on the loss, on the five runs that the paper fits to. */
    private record CodeSet(String name, String data, double alpha, double beta, double b, double e) {
        String source() {
            return GADRE + data + FIVE_RUNS;
        }
    }

    private static final List<CodeSet> CODE_SETS = List.of(
            new CodeSet("gadre-2024-c4", "C4", 113.6926, 189.51552, -.24247224, 1.5082605),
            new CodeSet("gadre-2024-redpajama", "RedPajama", 166.21099, 366.6872, -.27285071, 1.8366484),
            new CodeSet("gadre-2024-refinedweb", "RefinedWeb", 125.09569, 246.20668, -.25439484, 1.7344621));

    static final List<Law> ALL = List.of(overTraining(), overTrainingCode(), overTrainingError(), dataConstrained(), distillation(),
            distillationGivenStudent());

    private TrainingLaws() {}

    /**
     * {@code E + (a*M^eta + b*M^-eta)*C^-eta} with M = D/N and C = 6 N D: Gadre et al. 2024, arXiv:2403.08540. It is chinchilla
     * with alpha = beta = 2 eta, A = a 6^-eta, B = b 6^-eta. For data in N and D:
     * {@code law.with("C", "6*N*D").with("M", "D/N")}.
     *
     * <p>The constants are those of {@code over-training-code}, by a = alpha 6^eta, b = beta, eta = -b/2.
     */
    private static Law overTraining() {
        Law law = Law.catalogued("over-training", "Loss at a compute budget and a number of tokens per parameter",
                "E + (a*M^eta + b*M^-eta)*C^-eta",
                List.of(new Input("C", "training compute, 6 N D", "FLOP", true, 1e12, 1e27), tokensPerParameter()),
                List.of(SizeAndDataLaws.IRREDUCIBLE,
                        Parameter.positive("a", "coefficient of the parameter term", 1, 1e6),
                        Parameter.positive("b", "coefficient of the data term", 1, 1e6),
                        Parameter.real("eta", "half the exponent of parameters and tokens", .02, .7)));
        for (CodeSet set : CODE_SETS) {
            double eta = -set.b / 2;
            law = law.publishing(set.name, set.source(), set.e, set.alpha * StrictMath.pow(6, eta), set.beta, eta);
        }
        return law;
    }

    /** {@code E + alpha*N^b + beta*6^(b/2)*(M*N)^b}, the same law as Gadre et al.'s code has it; b is below zero. */
    private static Law overTrainingCode() {
        Law law = Law.catalogued("over-training-code", "The over-training law in model size and tokens per parameter",
                "E + alpha*N^b + beta*6^(b/2)*(M*N)^b",
                List.of(Input.parameters(), tokensPerParameter()),
                List.of(SizeAndDataLaws.IRREDUCIBLE,
                        Parameter.positive("alpha", "coefficient of the parameter term", 1, 1e6),
                        Parameter.positive("beta", "coefficient of the data term", 1, 1e6),
                        Parameter.real("b", "exponent of parameters and tokens, below zero", -1.4, -.04)));
        for (CodeSet set : CODE_SETS) {
            law = law.publishing(set.name, set.source(), set.e, set.alpha, set.beta, set.b);
        }
        return law;
    }

    /** {@code eps - k*exp(-gamma*L)}: Gadre et al. 2024, arXiv:2403.08540; the mean top-1 error of tasks against the loss. */
    private static Law overTrainingError() {
        return Law.catalogued("over-training-error", "Mean top-1 error over downstream tasks of a model of a given loss",
                "eps - k*exp(-gamma*L)", List.of(Input.loss()),
                List.of(Parameter.positive("eps", "error of a model that has learnt nothing", .1, 1.5),
                        Parameter.positive("k", "coefficient", .01, 100),
                        Parameter.positive("gamma", "how fast the error falls with the loss, per nat", .05, 5)))
                .publishing("gadre-2024-redpajama", GADRE + "17-task subset, models trained on RedPajama, loss on the C4 validation set",
                        .85699193, 2.2064901, .71459055);
    }

    private static Input tokensPerParameter() {
        return new Input("M", "tokens per parameter, D/N", "tokens per parameter", true, 1e-3, 1e6);
    }

    /**
     * {@code E + A/N'^alpha + B/D'^beta}, chinchilla on data of which U tokens are unique: Muennighoff et al. 2023,
     * arXiv:2305.16264. {@code D' = U_D (1 + RD (1 - exp(-R_D/RD)))} with U_D = min(D, U) and R_D = D/U_D - 1 repetitions, and N'
     * alike with U_N, the lesser of N and the size for which U tokens are compute-optimal, and R_N = N/U_N - 1. With U endless it is
     * chinchilla.
     *
     * <p>The paper has that size as {@code (U G)^(beta/alpha) G} with {@code G = (alpha A/(beta B))^(1/(alpha+beta))}; that is
     * {@code U^(beta/alpha) (alpha A/(beta B))^(1/alpha)}, whose derivatives are much shorter.
     */
    private static Law dataConstrained() {
        String formula = "E + A/(#N*(1 + RN*(1 - exp(-(N/#N - 1)/RN))))^alpha + B/(#D*(1 + RD*(1 - exp(-(D/#D - 1)/RD))))^beta"
                .replace("#D", "min(D, U)").replace("#N", "min(N, U^(beta/alpha)*(alpha*A/(beta*B))^(1/alpha))");
        return Law.catalogued("data-constrained", "Loss of N parameters on D tokens of which U are unique", formula,
                List.of(Input.parameters(), Input.tokens(), new Input("U", "unique tokens", "tokens", true)),
                List.of(SizeAndDataLaws.IRREDUCIBLE,
                        Parameter.positive("A", "coefficient of the parameter term", 1, 1e6),
                        Parameter.positive("B", "coefficient of the data term", 1, 1e6),
                        Parameter.positive("alpha", "exponent of N", .05, 1.5),
                        Parameter.positive("beta", "exponent of D", .05, 1.5),
                        Parameter.positive("RD", "R*_D: repetitions after which data are worth little more", .5, 500),
                        Parameter.positive("RN", "R*_N: excess of parameters after which they are worth little more", .5, 500)))
                .publishing("muennighoff-2023", "Muennighoff et al. 2023, arXiv:2305.16264: runs on C4 of up to 9e9 parameters and "
                        + "9e11 tokens (ln E .6254804, ln A 6.255414, ln B 7.3049974)",
                        StrictMath.exp(.6254804), StrictMath.exp(6.255414), StrictMath.exp(7.3049974), .3526596, .3526596,
                        15.387756, 5.309743);
    }

    /**
     * {@code LT + LT^-c0 (1 + (LT/(Ls d1))^(1/f1))^(-c1 f1) (A1/N^alpha1 + B1/D^beta1)^gamma1}, where Ls is {@code gamma-chinchilla}'s
     * loss of the same student trained alone: Busbridge et al. 2025, arXiv:2502.08606. A1, B1, alpha1, beta1, gamma1 are the
     * paper's A', B', alpha', beta', gamma'.
     */
    private static Law distillation() {
        return Law.catalogued("distillation", "Loss of a student of N parameters after D tokens of distillation from a teacher",
                DISTILLED.replace("#", "(" + SizeAndDataLaws.GAMMA_CHINCHILLA + ")"),
                List.of(Input.size(), distilledTokens(), teacher()),
                List.of(c0(), c1(), d1(), f1(), a1(), b1(), alpha1(), beta1(), gamma1(),
                        Parameter.positive("E", "irreducible loss of the student trained alone, nats per token", .1, 10),
                        Parameter.positive("A", "coefficient of the parameter term of the student trained alone", 1, 1e6),
                        Parameter.positive("B", "coefficient of the data term of the student trained alone", 1, 1e6),
                        Parameter.exponent("alpha", "exponent of N of the student trained alone"),
                        Parameter.exponent("beta", "exponent of D of the student trained alone"),
                        Parameter.positive("gamma", "exponent of the sum of the student trained alone", .1, 2)))
                .publishing("busbridge-2025", BUSBRIDGE, 2.549, 522.6, 1.315, .090, 2243, 24181, .321, .637, .764,
                        1.220, 3355, 18186, .408, .431, .452);
    }

    /** The same with the loss Ls of the student trained alone as an input, where it is known or comes from another law. */
    private static Law distillationGivenStudent() {
        return Law.catalogued("distillation-given-student", "Loss of a distilled student whose loss when trained alone is known",
                DISTILLED.replace("#", "Ls"),
                List.of(Input.size(), distilledTokens(), teacher(),
                        new Input("Ls", "loss of the same student trained alone", "nats per token", true, 1.3, 6)),
                List.of(c0(), c1(), d1(), f1(), a1(), b1(), alpha1(), beta1(), gamma1()))
                .publishing("busbridge-2025", BUSBRIDGE, 2.549, 522.6, 1.315, .090, 2243, 24181, .321, .637, .764);
    }

    private static Input distilledTokens() {
        return new Input("D", "tokens of distillation", "tokens", true);
    }

    private static Input teacher() {
        return new Input("LT", "loss of the teacher", "nats per token", true, 1.3, 4);
    }

    private static Parameter c0() {
        return Parameter.real("c0", "exponent of the teacher's loss", .1, 10);
    }

    private static Parameter c1() {
        return Parameter.positive("c1", "what the break adds to the exponent of the teacher's loss", 1, 2000);
    }

    private static Parameter d1() {
        return Parameter.positive("d1", "ratio of the teacher's loss to the student's at the break", .3, 5);
    }

    private static Parameter f1() {
        return Parameter.positive("f1", "width of the break; small is sharp", .02, 1);
    }

    private static Parameter a1() {
        return Parameter.positive("A1", "A': coefficient of the parameter term", 1, 1e6);
    }

    private static Parameter b1() {
        return Parameter.positive("B1", "B': coefficient of the data term", 1, 1e6);
    }

    private static Parameter alpha1() {
        return Parameter.exponent("alpha1", "alpha': exponent of N");
    }

    private static Parameter beta1() {
        return Parameter.exponent("beta1", "beta': exponent of D");
    }

    private static Parameter gamma1() {
        return Parameter.positive("gamma1", "gamma': exponent of the sum", .1, 2);
    }
}
