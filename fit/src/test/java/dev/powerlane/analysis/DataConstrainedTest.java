package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Quantity;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataConstrainedTest {
    private static final Law LAW = Laws.get("data-constrained");
    private static final FittedLaw FITTED = FittedLaw.of(LAW, LAW.published("muennighoff-2023"));
    private static final DataConstrained CONSTRAINED = DataConstrained.of(FITTED);
    /** 1e-12. */
    private static final Percentage TWELVE_DIGITS = Percentage.withPercentage(1e-10);

    @ParameterizedTest
    @CsvSource({"6.34e9, 242e9, 2.2256440889984477", "8.67e9, 178e9, 2.2269634075087867"})
    void knownLosses(double size, double tokens, double loss) {
        assertThat(FITTED.estimate(Quantity.value(), Map.of("N", size, "D", tokens, "U", 25e9)).value()).isCloseTo(loss, TWELVE_DIGITS);
    }

    @Test
    void withoutRepetitionTheKnownTokensAParameter() {
        Allocation a = CONSTRAINED.unconstrained().at(1e22);
        assertThat(a.tokens().value() / a.size().value()).isCloseTo(19.613028032092913, TWELVE_DIGITS);
        assertThat(CONSTRAINED.sizeForTokens(25e9).value()).isCloseTo(1274662941.34, Percentage.withPercentage(1e-9));
    }

    @Test
    void withDataToSpareItIsTheUnconstrainedOptimum() {
        DataConstrained.Plan plan = CONSTRAINED.at(1e20, 1e15);
        assertThat(plan.best().size().value()).isCloseTo(plan.unconstrained().size().value(), Percentage.withPercentage(1e-7));
        assertThat(plan.epochs().value()).isEqualTo(1);
        assertThat(plan.penalty().value()).isCloseTo(0, within(1e-12));
    }

    @Test
    void scarceDataAreRepeatedAndTheModelGrowsLess() {
        DataConstrained.Plan plan = CONSTRAINED.at(9.3e21, 25e9);
        // R*_D = 15.4 exceeds R*_N = 5.3: excess compute goes to epochs first (Muennighoff et al.).
        assertThat(plan.best().tokens().value()).isGreaterThan(plan.unconstrained().tokens().value());
        assertThat(plan.best().size().value()).isLessThan(plan.unconstrained().size().value());
        assertThat(plan.epochs().value()).isBetween(5., 20.);
        assertThat(plan.penalty().value()).isPositive();
        for (double factor : new double[] {.5, .9, 1.1, 2}) {
            double n = factor * plan.best().size().value();
            double loss = FITTED.estimate(Quantity.value(), Map.of("N", n, "D", 9.3e21 / 6 / n, "U", 25e9)).value();
            assertThat(loss).isGreaterThan(plan.best().loss().value());
        }
    }

    @Test
    void theAdviceIsTheSteeperWayDown() {
        assertThat(CONSTRAINED.next(8.67e9, 178e9, 25e9).advice()).as("as large as chinchilla would").isEqualTo(DataConstrained.Advice.REPEAT);
        assertThat(CONSTRAINED.next(1e9, 2e12, 25e9).advice()).as("after eighty epochs").isEqualTo(DataConstrained.Advice.GROW);
        DataConstrained.Plan plan = CONSTRAINED.at(9.3e21, 25e9);
        DataConstrained.Step step = CONSTRAINED.next(plan.best().size().value(), plan.best().tokens().value(), 25e9);
        assertThat(step.advantage().value()).as("at the optimum neither").isCloseTo(0, within(1e-9 * step.ofTokens().value()));
    }

    @Test
    void anotherLawIsRefused() {
        Law chinchilla = Laws.get("chinchilla");
        assertThatIllegalArgumentException().isThrownBy(() -> DataConstrained.of(FittedLaw.of(chinchilla, chinchilla.published("hoffmann-2022"))))
                .withMessageContaining("data-constrained");
        assertThatIllegalArgumentException().isThrownBy(() -> CONSTRAINED.at(1e20, 0)).withMessageContaining("unique");
    }
}
