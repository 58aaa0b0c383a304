package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void powersThatAreZeroOneOrInfiniteAreExact() {
        for (double x : Samples.SPECIALS) {
            for (double p : Samples.SPECIALS) {
                double expected = Math.pow(Math.abs(x), p);
                boolean isLimit = expected == 0 || expected == 1 || Double.isInfinite(expected);
                if (x >= 0 && Double.isFinite(p) && isLimit && !isTinyPowerOfTheEnds(x, p)) {
                    assertThat(pow(x, p)).as("%a ^ %a", x, p).isEqualTo(expected);
                }
            }
        }
    }

    /** The finite logarithms of 0 and infinity are too small for these. */
    private static boolean isTinyPowerOfTheEnds(double x, double p) {
        return (x == 0 || x == INFINITY) && p != 0 && Math.abs(p) < 0x1.0p-990;
    }

    @Test
    void powersOfZeroAndInfinityGoToTheLimit() {
        for (double p : new double[] {0x1.0p-990, 1e-9, 0.3, 1, 2, 700, 1e9, 1e300, Double.MAX_VALUE}) {
            assertThat(pow(0, p)).as("0 ^ %a", p).isZero();
            assertThat(pow(0, -p)).as("0 ^ -%a", p).isEqualTo(INFINITY);
            assertThat(pow(INFINITY, p)).as("infinity ^ %a", p).isEqualTo(INFINITY);
            assertThat(pow(INFINITY, -p)).as("infinity ^ -%a", p).isZero();
        }
        for (double zero : new double[] {0.0, -0.0}) {
            assertThat(pow(0, zero)).isOne();
            assertThat(pow(INFINITY, zero)).isOne();
        }
    }

    @Test
    void zeroIsPositiveWhateverTheSignsOfItsFactors() {
        assertThat(Double.doubleToRawLongBits(pow(0, 2))).isZero();
        assertThat(Double.doubleToRawLongBits(pow(1e-200, 2))).isZero();
        assertThat(Double.doubleToRawLongBits(pow(1e200, -2))).isZero();
    }

    @Test
    void anyPowerOfOneIsOne() {
        for (double p : Samples.SPECIALS) {
            if (Double.isFinite(p)) {
                assertThat(pow(1, p)).as("1 ^ %a", p).isOne();
            }
        }
    }

    @Test
    void undefinedLogarithmsGiveNaNAtAnyExponent() {
        for (double x : new double[] {-1, -Double.MIN_VALUE, -INFINITY, Double.NaN}) {
            for (double p : Samples.SPECIALS) {
                assertThat(pow(x, p)).as("%a ^ %a", x, p).isNaN();
            }
        }
    }

    @Test
    void exponentsThatAreNotFiniteGiveNaNAtAnyBase() {
        for (double x : Samples.SPECIALS) {
            for (double p : new double[] {Double.NaN, INFINITY, -INFINITY}) {
                assertThat(pow(x, p)).as("%a ^ %a", x, p).isNaN();
            }
        }
    }

    @Test
    void anyPowerIsWithinAnUlp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40_000; i++) {
            double x = i % 4 == 0 ? Math.scalb(random.nextDouble(1, 2), random.nextInt(-1074, 1024))
                    : i % 4 == 1 ? random.nextDouble(0.7, 1.42) : i % 4 == 2 ? 1 + random.nextDouble(-1e-3, 1e-3)
                    : random.nextDouble(1, 1e12);
            double p = (i % 8 < 4 ? random.nextDouble(-708, 709) : random.nextDouble(-745, -708)) / Math.log(x);
            double y = pow(x, p);
            if (x != 1 && Double.isFinite(y)) {
                assertThat(Reference.powUlps(x, p, y)).as("%a ^ %a", x, p).isLessThan(0.9);
            }
        }
    }

    @Test
    void powersOfScalingLawsAreWithinThreeQuartersOfAnUlp() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            double x = Math.exp(random.nextDouble(0, 70));
            double p = random.nextDouble(-2, 2);
            assertThat(Reference.powUlps(x, p, pow(x, p))).as("%a ^ %a", x, p).isLessThan(0.75);
        }
    }

    @Test
    void powersNearOneAreWithinAnUlp() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            double x = Math.exp(random.nextDouble(-70, 70));
            double p = Math.scalb(random.nextDouble(-1, 1), -random.nextInt(70)) / Math.log(x);
            assertThat(Reference.powUlps(x, p, pow(x, p))).as("%a ^ %a", x, p).isLessThan(0.75);
        }
    }

    @Test
    void theWorstPowersFoundAreStillTheWorst() {
        assertWorst(0x1.6a006212c33b9p-1, 0x1.b99cda9c78c75p+10, 0.780);
        assertWorst(0x1.6a2bd6a70a34dp-1, 0x1.ff99cd65493a8p+10, 0.858);
        assertWorst(0x1.6d1366c4d5515p+49, 0x1.9b25f4ead5d94p+0, 0.700);
    }

    private static void assertWorst(double x, double p, double ulps) {
        assertThat(Reference.powUlps(x, p, pow(x, p))).as("%a ^ %a", x, p).isCloseTo(ulps, within(0.001));
    }

    private static double pow(double x, double p) {
        ScalarPair log = Log.logPair(x);
        return Pow.powFromLog(p, log.hi(), log.lo());
    }
}
