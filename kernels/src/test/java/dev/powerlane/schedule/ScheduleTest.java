package dev.powerlane.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aDecayHoldsItsPeakAndEndsAtItsEnd() {
        for (Schedule s : new Schedule[] {Schedule.cosine(3e-4, 3e-5, 10, 50), Schedule.wsd(3e-4, 3e-5, 10, 50), Schedule.wsdLinear(3e-4, 3e-5, 10, 50)}) {
            assertThat(s.lastStep()).isEqualTo(50);
            assertThat(Arrays.copyOf(s.rates(), 11)).containsOnly(3e-4);
            assertThat(s.rate(50)).isEqualTo(3e-5);
            assertThat(s.changes()).hasSize(40).startsWith(11).endsWith(50);
        }
        assertThat(Schedule.cosine(3e-4, 3e-5, 10, 50).rate(30)).isCloseTo(1.65e-4, within(1e-18));
        assertThat(Schedule.wsdLinear(3e-4, 3e-5, 10, 50).rate(30)).isCloseTo(1.65e-4, within(1e-18));
        assertThat(Schedule.wsd(3e-4, 3e-5, 10, 50).rate(30)).isCloseTo(Math.sqrt(9e-9), within(1e-18));
        assertThat(Schedule.wsdLinear(3e-4, 0, 10, 50).rate(50)).isZero();
    }

    @Test
    void aScheduleThatDecaysFromItsLastStepIsConstantToThere() {
        assertThat(Schedule.cosine(1, .5, 3, 3).rates()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void oneChangeIsOneChange() {
        assertThat(Schedule.constant(.1, 1000).changes()).isEmpty();
        assertThat(Schedule.twoStage(.1, .2, 3, 6).rates()).containsExactly(.1, .1, .1, .2, .2, .2, .2);
        assertThat(Schedule.twoStage(.1, .2, 3, 6).changes()).containsExactly(3);
    }

    @Test
    void aWarmUpRisesFromZeroToTheRateAfterIt() {
        Schedule warmed = Schedule.constant(3, 6).withWarmup(4);
        assertThat(warmed.rates()).containsExactly(0, 1, 2, 3, 3, 3, 3);
        assertThat(warmed.changes()).containsExactly(1, 2, 3);
        assertThat(warmed.sum(0)).isZero();
        assertThat(warmed.sum(6)).isEqualTo(15);
    }

    @Test
    void betweenTheStepsOfALogRatesAreLinear() {
        Schedule logged = Schedule.logged(new int[] {2, 4, 8}, new double[] {4, 2, 6});
        assertThat(logged.rates()).containsExactly(4, 4, 4, 3, 2, 3, 4, 5, 6);
        assertThat(Schedule.logged(new int[] {0}, new double[] {.5}).rates()).containsExactly(.5);
    }

    @Test
    void sumsAreTheExactOnesRounded() {
        Schedule s = Schedule.cosine(3e-4, 0, 100, 20_000).withWarmup(100);
        BigDecimal exact = BigDecimal.ZERO;
        for (int t = 1; t <= s.lastStep(); t++) {
            exact = exact.add(new BigDecimal(s.rate(t)));
            assertThat(s.sum(t)).isEqualTo(exact.doubleValue());
        }
    }

    @Test
    void aScheduleIsNotChangedThroughItsArrays() {
        double[] rates = {1, 2};
        Schedule s = Schedule.of(rates);
        rates[0] = 7;
        s.rates()[1] = 7;
        assertThat(s.rates()).containsExactly(1, 2);
    }

    @Test
    void badSchedulesAreRefusedByName() {
        assertThatThrownBy(() -> Schedule.of()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one step");
        assertThatThrownBy(() -> Schedule.of(.1, -.1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rate of step 1").hasMessageContaining("-0.1");
        assertThatThrownBy(() -> Schedule.constant(Double.NaN, 3)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step 0");
        assertThatThrownBy(() -> Schedule.cosine(1, 0, 5, 4)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("lastStep 4");
        assertThatThrownBy(() -> Schedule.wsd(1, 0, 5, 9)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("wsdLinear");
        assertThatThrownBy(() -> Schedule.constant(1, 9).withWarmup(10)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("from 2 to 9");
        assertThatThrownBy(() -> Schedule.constant(1, 9).withSumBefore(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> Schedule.logged(new int[] {1, 1}, new double[] {1, 1})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step 1 comes after 1");
        assertThatThrownBy(() -> Schedule.logged(new int[] {-5}, new double[] {1})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step -5 comes first");
        assertThatThrownBy(() -> Schedule.logged(new int[] {1, 2}, new double[] {1})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not 1 and 2");
    }
}
