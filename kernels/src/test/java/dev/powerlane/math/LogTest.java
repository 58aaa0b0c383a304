package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogTest {
    @Test
    void specialValuesAreThoseOfTheJdk() {
        for (double x : new double[] {0.0, -0.0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -Double.MIN_VALUE,
            -Double.MAX_VALUE, -Double.MIN_NORMAL}) {
            assertThat(Log.log(x)).as("log of %a", x).isEqualTo(Double.valueOf(Math.log(x)));
        }
    }

    @Test
    void pairsAreFiniteWhereLogarithmsAreInfinite() {
        assertThat(Log.logPair(0.0).hi()).isEqualTo(-Log.FINITE_INFINITY);
        assertThat(Log.logPair(-0.0).hi()).isEqualTo(-Log.FINITE_INFINITY);
        assertThat(Log.logPair(Double.POSITIVE_INFINITY).hi()).isEqualTo(Log.FINITE_INFINITY);
        assertThat(Log.logPair(1).hi()).isZero();
    }

    @Test
    void bothPartsAreNaNExactlyWhereTheLogarithmIsAndFiniteElsewhere() {
        for (double x : Samples.SPECIALS) {
            ScalarPair log = Log.logPair(x);
            assertThat(Double.isNaN(log.hi())).as("log of %a", x).isEqualTo(Double.isNaN(Math.log(x)));
            assertThat(Double.isInfinite(log.hi()) || Double.isInfinite(log.lo())).as("log of %a", x).isFalse();
            assertThat(Double.isNaN(log.lo())).as("log of %a", x).isEqualTo(Double.isNaN(log.hi()));
        }
    }

    @Test
    void logIsWithinSixtyFiveHundredthsOfAnUlp() {
        inputs().forEach(x -> assertThat(Reference.logUlps(x, Log.log(x))).as("log of %a", x).isLessThan(0.65));
    }

    @Test
    void logPairHasSixtyFourGoodBitsAndACorrectHighPart() {
        inputs().forEach(x -> {
            ScalarPair log = Log.logPair(x);
            assertThat(Reference.logUlps(x, log.hi())).as("log of %a", x).isLessThan(0.501);
            assertThat(Reference.logError(x, log.hi(), log.lo())).as("log of %a in two parts", x).isLessThan(0x1.0p-64);
        });
    }

    private static DoubleStream inputs() {
        DoubleStream nearOne = IntStream.rangeClosed(1, 52).boxed()
                .flatMapToDouble(e -> Samples.around(DoubleStream.of(1 + Math.scalb(1, -e), 1 - Math.scalb(1, -e))));
        // The least mantissa of the reduction, in all binades.
        DoubleStream splits = IntStream.range(-1022, 1023).mapToDouble(e -> Math.scalb(0x1.6ap0, e));
        return Stream.of(Samples.binades(1), Samples.uniform(2, 10_000, 0.5, 2), Samples.uniform(3, 5_000, 0.7, 0.72), nearOne,
                Samples.around(splits)).flatMapToDouble(s -> s).filter(x -> x != 1);
    }
}
