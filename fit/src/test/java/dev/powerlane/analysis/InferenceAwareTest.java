package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceAwareTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    /** eN/eD = 1 + D_inf/(3 D), Sardana et al. */
    @ParameterizedTest
    @CsvSource({"hoffmann-2022, 2.1, 1e11", "hoffmann-2022, 1.95, 2e12", "besiroglu-2024, 2.2, 1e13"})
    void theElasticitiesStandInTheKnownRatio(String set, double loss, double inference) {
        ParameterSet p = CHINCHILLA.published(set);
        InferenceAware.Plan plan = InferenceAware.of(FittedLaw.of(CHINCHILLA, p)).at(loss, inference);
        double n = plan.best().size().value();
        double d = plan.best().tokens().value();
        double eN = p.get("alpha") * p.get("A") / Math.pow(n, p.get("alpha"));
        double eD = p.get("beta") * p.get("B") / Math.pow(d, p.get("beta"));
        assertThat(eN / eD).isCloseTo(1 + inference / (3 * d), Percentage.withPercentage(1e-7));
        assertThat(p.get("E") + eN / p.get("alpha") + eD / p.get("beta")).isCloseTo(loss, Percentage.withPercentage(1e-10));
        assertThat(plan.best().compute().value()).isCloseTo(6 * n * d + 2 * n * inference, Percentage.withPercentage(1e-9));
        assertThat(n).isLessThan(plan.compute().size().value());
        assertThat(d).isGreaterThan(plan.compute().tokens().value());
        assertThat(plan.share().value()).isLessThan(1);
    }

    @Test
    void noOtherModelOfThatLossIsCheaper() {
        FittedLaw fitted = FittedLaw.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
        Target best = InferenceAware.of(fitted).at(2.1, 1e12).best();
        Cost cost = Cost.withInference(1e12);
        for (double factor : new double[] {.7, .95, 1.05, 1.5}) {
            assertThat(IsoLoss.of(fitted).compute(2.1, factor * best.size().value(), cost).value()).isGreaterThan(best.compute().value());
        }
    }

    @Test
    void withoutInferenceItIsTheComputeOptimum() {
        InferenceAware.Plan plan = InferenceAware.of(FittedLaw.of(CHINCHILLA, CHINCHILLA.published("besiroglu-2024"))).at(2.2, 0);
        assertThat(plan.best().size().value()).isCloseTo(plan.compute().size().value(), Percentage.withPercentage(1e-8));
        assertThat(plan.share().value()).isCloseTo(1, Percentage.withPercentage(1e-8));
    }

    @Test
    void fromAFitItHasIntervals() {
        Fit fit = Fitter.of(CHINCHILLA).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH)).fit(SimulatedRuns.of(2));
        InferenceAware.Plan plan = InferenceAware.of(FittedLaw.of(fit)).at(2.2, 1e12);
        Target truth = InferenceAware.of(FittedLaw.of(CHINCHILLA, CHINCHILLA.parameterSet(SimulatedRuns.TRUTH))).at(2.2, 1e12).best();
        assertThat(truth.size().value()).isBetween(plan.best().size().lo(), plan.best().size().hi());
        assertThat(plan.share().hi()).isLessThan(1);
    }

    @Test
    void aLossBelowTheFloorAndNegativeTokensAreNoPlans() {
        InferenceAware aware = InferenceAware.of(FittedLaw.of(CHINCHILLA, CHINCHILLA.published("besiroglu-2024")));
        assertThat(aware.at(1.5, 1e12).best().size().value()).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> aware.at(2, -1)).withMessageContaining("-1");
    }
}
