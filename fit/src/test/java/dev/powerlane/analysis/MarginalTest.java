package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MarginalTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final ParameterSet P = CHINCHILLA.published("besiroglu-2024");
    private static final FittedLaw FITTED = FittedLaw.of(CHINCHILLA, P);
    private static final double N = 7e10;
    private static final double D = 1.4e12;
    private static final double SIZE = P.get("alpha") * P.get("A") / Math.pow(N, P.get("alpha"));
    private static final double TOKENS = P.get("beta") * P.get("B") / Math.pow(D, P.get("beta"));
    private static final Percentage TWELVE_DIGITS = Percentage.withPercentage(1e-10);

    private final Marginal marginal = Marginal.of(FITTED, Map.of("N", N, "D", D));

    @Test
    void valuesAndElasticitiesAreTheSlopesByHand() {
        double loss = CHINCHILLA.at(P, Map.of("N", N, "D", D));
        assertThat(marginal.value("N").value()).isCloseTo(SIZE / N, TWELVE_DIGITS);
        assertThat(marginal.value("D").value()).isCloseTo(TOKENS / D, TWELVE_DIGITS);
        assertThat(marginal.elasticity("N").value()).isCloseTo(-SIZE / loss, TWELVE_DIGITS);
        assertThat(marginal.rateOfSubstitution("N", "D").value()).isCloseTo(SIZE / N / (TOKENS / D), TWELVE_DIGITS);
    }

    @Test
    void theElasticityOfSubstitutionHasTheFormOfChinchilla() {
        double expected = (SIZE + TOKENS) / ((1 + P.get("alpha")) * TOKENS + (1 + P.get("beta")) * SIZE);
        assertThat(marginal.elasticityOfSubstitution("N", "D").value()).isCloseTo(expected, TWELVE_DIGITS);
        assertThat(marginal.elasticityOfSubstitution("D", "N").value()).isCloseTo(expected, TWELVE_DIGITS);
    }

    /** Kaplan's law, by differences along its iso-loss curve: D/N against (dL/dN)/(dL/dD). */
    @Test
    void theElasticityOfSubstitutionIsThatOfTheIsoLossCurve() {
        Law law = Laws.get("kaplan-nd");
        FittedLaw kaplan = FittedLaw.of(law, law.published("kaplan-2020"));
        double loss = law.at(law.published("kaplan-2020"), Map.of("N", 1e9, "D", 1e10));
        double[] logs = new double[4];
        for (int side = 0; side < 2; side++) {
            double n = 1e9 * Math.exp(side == 0 ? -1e-3 : 1e-3);
            double d = IsoLoss.of(kaplan).needed("D", loss, Map.of("N", n)).value();
            logs[side] = Math.log(d / n);
            logs[2 + side] = Math.log(Marginal.of(kaplan, Map.of("N", n, "D", d)).rateOfSubstitution("N", "D").value());
        }
        double expected = (logs[1] - logs[0]) / (logs[3] - logs[2]);
        assertThat(Marginal.of(kaplan, Map.of("N", 1e9, "D", 1e10)).elasticityOfSubstitution("N", "D").value()).isCloseTo(expected, Percentage.withPercentage(1e-3));
    }

    @Test
    void atTheOptimumAFlopIsWorthTheSameEitherWay() {
        for (Cost cost : new Cost[] {Cost.TRAINING, Cost.withInference(1e13)}) {
            Allocation best = ComputeOptimal.of(FITTED).cost(cost).at(1e24);
            Marginal there = Marginal.of(FITTED, Map.of("N", best.size().value(), "D", best.tokens().value()));
            assertThat(there.valuePerFlop("N", cost).value()).isCloseTo(there.valuePerFlop("D", cost).value(), Percentage.withPercentage(1e-8));
        }
    }

    @Test
    void fromAFitTheyHaveIntervals() {
        Fit fit = Fitter.of(CHINCHILLA).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH)).fit(SimulatedRuns.of(5));
        Estimate rate = Marginal.of(FittedLaw.of(fit), Map.of("N", 1e10, "D", 2e11)).rateOfSubstitution("N", "D");
        double truth = .35 * 500 / Math.pow(1e10, 1.35) / (.344 * 1300 / Math.pow(2e11, 1.344));
        assertThat(truth).isBetween(rate.lo(), rate.hi());
    }

    @Test
    void aPointOutsideIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Marginal.of(FITTED, Map.of("N", 0., "D", 1e9)))
                .withMessageContaining("N").withMessageContaining("0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> marginal.value("C")).withMessageContaining("C");
    }
}
