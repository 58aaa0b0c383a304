package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpTest {
    private static final double LN2 = Math.log(2);

    @Test
    void specialValuesAreThoseOfTheJdk() {
        for (double x : new double[] {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
            -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 709.7827128933841, 710, 1420, -745.1332191019412, -746, -1500}) {
            assertThat(Exp.exp(x)).as("exp of %a", x).isEqualTo(Double.valueOf(Math.exp(x)));
        }
    }

    @Test
    void theFirstAndLastFiniteResultsAreReached() {
        assertThat(Exp.exp(-745.1332191019411)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exp.exp(709.782712893384)).isFinite().isGreaterThan(0x1.fffffffffp1023);
    }

    @Test
    void expIsWithinSixtyFiveHundredthsOfAnUlp() {
        Stream.of(inRange(), Samples.around(boundaries()), Samples.uniform(3, 4000, -745.13, -708)).flatMapToDouble(s -> s)
                .forEach(x -> assertThat(Reference.expUlps(x, Exp.exp(x))).as("exp of %a", x).isLessThan(0.65));
    }

    private static DoubleStream inRange() {
        return DoubleStream.concat(Samples.uniform(1, 20_000, -745.13, 709.78),
                Samples.binades(2).filter(x -> x < 700).flatMap(x -> DoubleStream.of(x, -x)));
    }

    /** Where the exponent of the result steps, and where subnormal results begin. */
    private static DoubleStream boundaries() {
        return DoubleStream.concat(DoubleStream.of(-708.3964185322641),
                IntStream.range(-1074, 1023).mapToDouble(k -> (k + 0.5) * LN2).filter(x -> x > -745.13));
    }
}
