package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Quantity;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SmallerModelTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final ComputeOptimal OPTIMAL = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("besiroglu-2024"));

    /** With k_N = N/N*, the tokens follow from d + n = d k_D^-beta + n k_N^-alpha (as in de Vries, "Go smol or go home", 2023). */
    @Test
    void thePriceIsThatOfTheClosedForm() {
        Allocation best = OPTIMAL.at(1e23);
        SmallerModel.Price price = SmallerModel.of(OPTIMAL).at(1e23, .5);
        double n = 482.01 / Math.pow(best.size().value(), .3478);
        double d = 2085.43 / Math.pow(best.tokens().value(), .3658);
        double factor = Math.pow(1 - (Math.pow(.5, -.3478) - 1) * n / d, -1 / .3658);
        assertThat(price.tokens().value()).isCloseTo(factor * best.tokens().value(), Percentage.withPercentage(1e-7));
        assertThat(price.computeRatio().value()).isCloseTo(.5 * factor, Percentage.withPercentage(1e-7)).isGreaterThan(1);
        double size = price.size().value();
        double loss = OPTIMAL.fitted().estimate(Quantity.value(), Map.of("N", size, "D", 1e23 / 6 / size)).value();
        assertThat(price.lossRise().value()).isCloseTo(loss - best.loss().value(), within(1e-12));
        double tokens = price.breakEven().value();
        assertThat(6 * size * price.tokens().value() + 2 * size * tokens)
                .isCloseTo(1e23 + 2 * best.size().value() * tokens, Percentage.withPercentage(1e-7));
    }

    @Test
    void thePriceRisesAsTheModelShrinksUntilNoTokensHelp() {
        SmallerModel smaller = SmallerModel.of(OPTIMAL);
        assertThat(smaller.at(1e23, 1).computeRatio().value()).isCloseTo(1, Percentage.withPercentage(1e-7));
        double before = 1;
        for (double fraction : new double[] {.8, .6, .4, .3}) {
            double ratio = smaller.at(1e23, fraction).computeRatio().value();
            assertThat(ratio).isGreaterThan(before);
            before = ratio;
        }
        assertThat(smaller.at(1e23, .05).tokens().value()).isNaN();
        assertThat(smaller.at(1e23, .05).lossRise().value()).isPositive();
    }

    @Test
    void fromAFitItHasIntervals() {
        Fit fit = Fitter.of(CHINCHILLA).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH)).fit(SimulatedRuns.of(2));
        SmallerModel.Price price = SmallerModel.of(ComputeOptimal.of(fit)).at(1e22, .5);
        double truth = SmallerModel.of(ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(SimulatedRuns.TRUTH))).at(1e22, .5).computeRatio().value();
        assertThat(truth).isBetween(price.computeRatio().lo(), price.computeRatio().hi());
    }

    @Test
    void aFractionMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> SmallerModel.of(OPTIMAL).at(1e23, 0)).withMessageContaining("fraction");
    }

    /** a M^eta + b M^-eta is least at M = (b/a)^(1/(2 eta)). */
    @Test
    void theOverTrainingLawHasItsOptimumAtItsOwnTokensPerParameter() {
        Law law = Laws.get("over-training");
        FittedLaw fitted = FittedLaw.of(law, law.published("gadre-2024-c4")).with("C", "6*N*D").with("M", "D/N");
        Allocation best = ComputeOptimal.of(fitted).at(1e21);
        double eta = law.published("gadre-2024-c4").get("eta");
        double ratio = law.published("gadre-2024-c4").get("b") / law.published("gadre-2024-c4").get("a");
        assertThat(best.tokens().value() / best.size().value()).isCloseTo(Math.pow(ratio, 1 / (2 * eta)), Percentage.withPercentage(1e-6));
        SmallerModel.Price half = SmallerModel.of(ComputeOptimal.of(fitted)).at(1e21, .5);
        assertThat(half.tokens().value()).isGreaterThan(2 * best.tokens().value());
        assertThat(half.computeRatio().value()).isBetween(1.01, 1.5);
    }
}
