package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

    /** numpy.quantile([1, 2, 4, 8, 16], p), whose default is type 7. */
    @ParameterizedTest
    @CsvSource({"0, 1", ".025, 1.1", ".1, 1.4", ".25, 2", ".5, 4", ".6, 5.6", ".975, 15.2", "1, 16"})
    void interpolateBetweenOrderStatistics(double probability, double expected) {
        assertThat(Quantiles.ofSorted(new double[] {1, 2, 4, 8, 16}, probability)).isEqualTo(expected, within(1e-14));
    }

    @Test
    void ofOneValueAreThatValue() {
        assertThat(Quantiles.ofSorted(new double[] {3}, .025)).isEqualTo(3);
        assertThat(Quantiles.ofSorted(new double[] {3}, 1)).isEqualTo(3);
    }

    @Test
    void anEstimateTakesThe2AndAHalfPercentTailsAndTheDeviation() {
        double[] shuffled = IntStream.range(0, 1001).mapToDouble(i -> 1 + (i * 387 % 1001)).toArray();
        Estimate e = Estimate.ofResamples(500, shuffled);
        assertThat(e.value()).isEqualTo(500);
        assertThat(e.lo()).isEqualTo(26, within(1e-12));
        assertThat(e.hi()).isEqualTo(976, within(1e-12));
        assertThat(e.se()).isEqualTo(Math.sqrt((1001. * 1001 - 1) / 12 * 1001 / 1000), within(1e-9));
        assertThat(shuffled[1]).as("the caller's array stays as it was").isEqualTo(388);
    }

    @Test
    void theDeviationOfTheLogarithmIsForWhatIsPositive() {
        double[] values = {1, Math.E, Math.E * Math.E};
        assertThat(Estimate.ofResamples(2, values).seLog()).isEqualTo(1, within(1e-14));
        assertThat(Estimate.ofResamples(2, Arrays.stream(values).map(v -> v - 2).toArray()).seLog()).isNaN();
    }

    @Test
    void withoutResamplesThereIsNoInterval() {
        for (double[] few : new double[][] {{}, {4}}) {
            Estimate e = Estimate.ofResamples(5, few);
            assertThat(e).isEqualTo(Estimate.exact(5));
            assertThat(e.lo()).isNaN();
        }
    }
}
