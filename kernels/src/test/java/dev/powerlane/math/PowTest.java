package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void specialValuesAreThoseOfTheJdk() {
        for (double x : Samples.SPECIALS) {
            for (double p : Samples.SPECIALS) {
                double expected = Math.pow(x, p);
                if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0 || Math.abs(expected) == 1 || p == 1) {
                    assertThat(Pow.pow(x, p)).as("%a ^ %a", x, p).isEqualTo(Double.valueOf(expected));
                }
            }
        }
    }

    @Test
    void powIsWithinAnUlp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40_000; i++) {
            double x = i % 4 == 0 ? Math.scalb(random.nextDouble(1, 2), random.nextInt(-1074, 1024))
                    : i % 4 == 1 ? random.nextDouble(0.7, 1.42) : i % 4 == 2 ? 1 + random.nextDouble(-1e-3, 1e-3)
                    : random.nextDouble(1, 1e12);
            double p = (i % 8 < 4 ? random.nextDouble(-708, 709) : random.nextDouble(-745, -708)) / Math.log(x);
            double y = Pow.pow(x, p);
            if (x != 1 && Double.isFinite(y)) {
                assertThat(Reference.powUlps(x, p, y)).as("%a ^ %a", x, p).isLessThan(1);
            }
        }
    }

    @Test
    void smallExponentsOfScalingLawsAreWithinAnUlp() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            double x = Math.exp(random.nextDouble(0, 70));
            double p = random.nextDouble(-2, 2);
            assertThat(Reference.powUlps(x, p, Pow.pow(x, p))).as("%a ^ %a", x, p).isLessThan(1);
        }
    }

    @Test
    void infiniteLogarithmsGiveTheLimitByTheSignOfTheExponent() {
        assertThat(Pow.powFromLog(0.3, -INFINITY, 0)).isZero();
        assertThat(Pow.powFromLog(0, -INFINITY, 0)).isOne();
        assertThat(Pow.powFromLog(-0.3, -INFINITY, 0)).isEqualTo(INFINITY);
        assertThat(Pow.powFromLog(0.3, INFINITY, 0)).isEqualTo(INFINITY);
        assertThat(Pow.powFromLog(-0.0, INFINITY, 0)).isOne();
        assertThat(Pow.powFromLog(-0.3, INFINITY, 0)).isZero();
    }

    @Test
    void undefinedLogarithmsGiveNaNAtAnyExponent() {
        ScalarPair log = Log.logPair(-1);
        assertThat(Pow.powFromLog(0, log.hi(), log.lo())).isNaN();
        assertThat(Pow.powFromLog(2, log.hi(), log.lo())).isNaN();
        assertThat(Pow.powFromLog(Double.NaN, 1, 0)).isNaN();
    }
}
