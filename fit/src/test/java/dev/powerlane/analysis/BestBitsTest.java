package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BestBitsTest {
    private static final Law LAW = Laws.get("training-precision");
    private static final ParameterSet KUMAR = LAW.published("kumar-2024");

    /** 3 u e^-u = 1 - e^-u. */
    @Test
    void withEqualGammasItIsTheKnownMultiple() {
        assertThat(BestBits.ofEqual(3)).isCloseTo(1.903813694440383, within(1e-15));
        ParameterSet equal = KUMAR.with(Map.of("gw", 2., "ga", 2., "gkv", 2.));
        assertThat(BestBits.of(FittedLaw.of(LAW, equal)).bits().value()).isCloseTo(2 * 1.903813694440383, within(1e-14));
        assertThatIllegalArgumentException().isThrownBy(() -> BestBits.ofEqual(1));
    }

    @Test
    void noOtherBitsGiveALowerLossAtAnyCompute() {
        BestBits best = BestBits.of(FittedLaw.of(LAW, KUMAR));
        double bits = best.bits().value();
        for (double compute : new double[] {1e18, 1e22}) {
            double least = best.at(compute).loss().value();
            for (double other : new double[] {.5 * bits, .95 * bits, 1.05 * bits, 2 * bits, 16}) {
                assertThat(best.allocation(other, compute).loss().value()).isGreaterThan(least);
            }
        }
        assertThat(best.worth().value())
                .isCloseTo(-Math.expm1(-bits / 2.6745) * -Math.expm1(-bits / 2.2102) * -Math.expm1(-bits / .9578), Percentage.withPercentage(1e-12));
    }

    /** At P bits C buys 16/P times the size. */
    @Test
    void theAllocationSpendsTheCompute() {
        BestBits best = BestBits.of(FittedLaw.of(LAW, KUMAR));
        Allocation a = best.allocation(8, 1e20);
        assertThat(6 * a.size().value() * a.tokens().value() * 8 / 16).isCloseTo(1e20, Percentage.withPercentage(1e-9));
    }

    @Test
    void quantisationAfterwardsHasToBeFixed() {
        Law whole = Laws.get("precision");
        FittedLaw fitted = FittedLaw.of(whole, whole.published("kumar-2024"));
        assertThatIllegalArgumentException().isThrownBy(() -> BestBits.of(fitted).at(1e20)).withMessageContaining("Ppost");
        assertThat(BestBits.of(fitted.with("Ppost", "16")).at(1e20).size().value()).isPositive();
        Law chinchilla = Laws.get("chinchilla");
        assertThatIllegalArgumentException().isThrownBy(() -> BestBits.of(FittedLaw.of(chinchilla, chinchilla.published("hoffmann-2022"))))
                .withMessageContaining("training-precision");
    }
}
