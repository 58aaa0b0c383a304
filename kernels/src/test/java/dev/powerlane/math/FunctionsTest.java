package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The functions beside exp, log and pow. {@code functions.txt} holds values to 106 bits, the worst found by long searches among
 * them; {@code src/test/scripts/reference_values.py} has written it.
 */
class FunctionsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double TURN = 2 * Math.PI;

    /** A function, the bound in ulp that its documentation gives, and what java.lang.StrictMath has for it, within an ulp. */
    private enum Function {
        EXP2(Exp2::exp2, .7, x -> StrictMath.pow(2, x)),
        EXPM1(Expm1::expm1, .9, StrictMath::expm1),
        LOG2(Log2::log2, .6, null),
        LOG10(Log10::log10, .6, StrictMath::log10),
        LOG1P(Log1p::log1p, .9, StrictMath::log1p),
        SIN(SinCos::sin, .8, StrictMath::sin),
        COS(SinCos::cos, .8, StrictMath::cos),
        ATAN(Atan::atan, .85, StrictMath::atan);

        final DoubleUnaryOperator twin;
        final double bound;
        final DoubleUnaryOperator jdk;

        Function(DoubleUnaryOperator twin, double bound, DoubleUnaryOperator jdk) {
            this.twin = twin;
            this.bound = bound;
            this.jdk = jdk;
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsWithinItsBound(Function function) throws IOException {
        List<double[]> values = values(function.name().toLowerCase());
        assertThat(values).hasSizeGreaterThan(300);
        for (double[] v : values) {
            assertThat(ulps(function.twin.applyAsDouble(v[0]), v[1], v[2])).as("%s of %a", function, v[0]).isLessThanOrEqualTo(bound(function.bound, v[1]));
        }
    }

    @Test
    void logSumExpIsWithinAnUlp() throws IOException {
        for (double[] v : values("logsumexp")) {
            assertThat(ulps(LogSumExp.logSumExp(v[0], v[1]), v[2], v[3])).as("of %a and %a", v[0], v[1]).isLessThanOrEqualTo(bound(.95, v[2]));
            assertThat(LogSumExp.logSumExp(v[1], v[0])).isEqualTo(LogSumExp.logSumExp(v[0], v[1]));
        }
    }

    /** Subnormal values stand in the file without their second part. */
    private static double bound(double bound, double value) {
        return Math.abs(value) < Double.MIN_NORMAL ? 1 : bound;
    }

    private static double ulps(double actual, double hi, double lo) {
        return Math.abs((actual - hi - lo) / Math.ulp(hi));
    }

    /** Results that are exact or not finite have the bits of the JDK's; all others are its own to an ulp of each. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOG2")
    void itIsThatOfTheJdkOverAllBinades(Function function) {
        boolean angle = function == Function.SIN || function == Function.COS;
        Stream.of(Samples.patterns(1, 60_000), Samples.uniform(2, 40_000, -1100, 1100), Samples.uniform(3, 40_000, -3, 3),
                Samples.around(Arrays.stream(Samples.SPECIALS))).flatMapToDouble(s -> s).filter(x -> !angle || !(Math.abs(x) > SinCos.LARGEST) || Math.abs(x) == INFINITY)
                .forEach(x -> assertIsThatOfTheJdk(function, x));
    }

    private static void assertIsThatOfTheJdk(Function function, double x) {
        double actual = function.twin.applyAsDouble(x);
        double expected = function.jdk.applyAsDouble(x);
        boolean isLimit = !Double.isFinite(expected) || expected == 0 || Math.abs(expected) == 1;
        if (isLimit ? Double.doubleToLongBits(actual) != Double.doubleToLongBits(expected) && !(Math.abs(expected) == 1 && Math.abs(actual - expected) <= 0x1.0p-52)
                : !(Math.abs(actual - expected) <= 2 * Math.ulp(expected))) {
            assertThat(actual).as("%s of %a", function, x).isEqualTo(expected);
        }
    }

    @Test
    void powersOfTwoAndTenAreExact() {
        for (int k = -1074; k < 1024; k++) {
            assertThat(Exp2.exp2(k)).isEqualTo(Math.scalb(1.0, k));
            assertThat(Log2.log2(Math.scalb(1.0, k))).isEqualTo(k);
        }
        for (int k = 0; k <= 22; k++) {
            assertThat(Log10.log10(Double.parseDouble("1e" + k))).isEqualTo(k);
        }
    }

    @Test
    void logarithmsToTheBaseTwoHaveTheLimitsOfAllLogarithms() {
        for (double x : Samples.SPECIALS) {
            if (!(x > 0 && x < INFINITY)) {
                assertThat(Log2.log2(x)).as("of %a", x).isEqualTo(Double.valueOf(Math.log(x)));
            }
        }
    }

    /** 2^x from -1075 down rounds to 0, from 1024 on it is infinite. */
    @Test
    void exponentialsToTheBaseTwoEndWhereDoublesEnd() {
        assertThat(Exp2.exp2(-1075)).isZero();
        assertThat(Exp2.exp2(Math.nextUp(-1075.0))).isEqualTo(Double.MIN_VALUE);
        assertThat(Exp2.exp2(Math.nextDown(1024.0))).isFinite();
        assertThat(Exp2.exp2(1024)).isInfinite();
    }

    @Test
    void anglesBeyondTheReductionGiveNaNAndNoWrongNumber() {
        for (double x : new double[] {Math.nextUp(SinCos.LARGEST), 1e15, 1e300, Double.MAX_VALUE, INFINITY, Double.NaN}) {
            for (double angle : new double[] {x, -x}) {
                assertThat(SinCos.sin(angle)).as("sin of %a", angle).isNaN();
                assertThat(SinCos.cos(angle)).as("cos of %a", angle).isNaN();
            }
        }
        assertThat(SinCos.sin(SinCos.LARGEST)).isEqualTo(StrictMath.sin(SinCos.LARGEST));
    }

    @Test
    void oddFunctionsAreOddAndEvenOnesEven() {
        DoubleStream.concat(Samples.patterns(4, 20_000), Samples.uniform(5, 20_000, 0, 4 * TURN)).forEach(x -> {
            assertThat(SinCos.sin(-x)).isEqualTo(Double.valueOf(-SinCos.sin(x)));
            assertThat(SinCos.cos(-x)).isEqualTo(Double.valueOf(SinCos.cos(x)));
            assertThat(Atan.atan(-x)).isEqualTo(Double.valueOf(-Atan.atan(x)));
        });
    }

    @Test
    void logSumExpHasTheLimitsOfItsArguments() {
        for (double a : Samples.SPECIALS) {
            for (double b : Samples.SPECIALS) {
                double expected = Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
                double actual = LogSumExp.logSumExp(a, b);
                if (!Double.isFinite(expected) || Math.abs(a - b) > 800 && expected != 0) {
                    assertThat(actual).as("of %a and %a", a, b).isEqualTo(Double.valueOf(expected));
                } else {
                    assertThat(actual).as("of %a and %a", a, b).isFinite().isBetween(expected, expected + .7 + Math.ulp(expected));
                }
            }
        }
    }

    /** A negative greater argument and the rest may cancel; what is left is then right to an absolute error. */
    @Test
    void logSumExpNearZeroIsRightToTwoToTheMinusFiftyEight() {
        Samples.uniform(6, 20_000, 1e-6, .999999).forEach(p -> {
            double a = StrictMath.log(p);
            double b = StrictMath.log1p(-p);
            // e^a + e^b - 1, from the errors of the two logarithms.
            Reference.Sum errors = errorOfExp(a, p).plus(errorOfExp(b, 1 - p));
            Reference.Sum total = Reference.Sum.of(p, 1 - p);
            double rest = total.hi() - 1 + (total.lo() + errors.hi());
            assertThat(LogSumExp.logSumExp(a, b)).as("of %a and %a", a, b).isCloseTo(rest, within(0x1.0p-58));
        });
    }

    /** e^x - y for a y that is e^x to a few ulp. */
    private static Reference.Sum errorOfExp(double x, double y) {
        Reference.Sum log = Reference.log(y);
        Reference.Sum d = new Reference.Sum(x, 0).plus(new Reference.Sum(-log.hi(), -log.lo()));
        return new Reference.Sum(y * d.hi(), 0);
    }

    private static List<double[]> values(String function) throws IOException {
        try (InputStream file = FunctionsTest.class.getResourceAsStream("functions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().map(line -> line.split(" ")).filter(w -> w[0].equals(function))
                    .map(w -> Arrays.stream(w).skip(1).mapToDouble(Double::parseDouble).toArray()).toList();
        }
    }
}
