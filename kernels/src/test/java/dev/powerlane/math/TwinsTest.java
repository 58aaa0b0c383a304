package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Vector primitives against their scalar twins, bit for bit; any NaN equals any NaN. */
class TwinsTest {
    /** A little over 200,000: bit patterns, the range where exp is finite, ratios near 1, angles, and all special values. */
    private static final double[] X = inputs(1);
    private static final double[] Y = rotated(inputs(2));

    @BeforeEach
    void needsVectors() {
        assumeTrue(Provider.active().isVector(), "the scalar twins are active");
    }

    @ParameterizedTest
    @MethodSource
    void aFunctionHasTheBitsOfItsTwin(String function, DoubleUnaryOperator twin) {
        double[] y = new double[X.length];
        VectorTwins.apply(function, X, y);
        assertSameBits(y, i -> twin.applyAsDouble(X[i]), X);
    }

    static Stream<Arguments> aFunctionHasTheBitsOfItsTwin() {
        return Stream.of(function("exp", Exp::exp), function("exp2", Exp2::exp2), function("expm1", Expm1::expm1), function("log", Log::log),
                function("log2", Log2::log2), function("log10", Log10::log10), function("log1p", Log1p::log1p), function("sin", SinCos::sin),
                function("cos", SinCos::cos), function("atan", Atan::atan));
    }

    private static Arguments function(String name, DoubleUnaryOperator twin) {
        return Arguments.of(name, twin);
    }

    @Test
    void logSumExpHasTheBitsOfItsTwin() {
        double[] y = new double[X.length];
        VectorTwins.logSumExp(X, Y, y);
        assertSameBits(y, i -> LogSumExp.logSumExp(X[i], Y[i]), X, Y);
        double[] near = new double[X.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = X[i] + Math.min(Math.abs(Y[i]), 40);
        }
        VectorTwins.logSumExp(X, near, y);
        assertSameBits(y, i -> LogSumExp.logSumExp(X[i], near[i]), X, near);
    }

    @Test
    void logPairHasTheBitsOfItsTwin() {
        double[] hi = new double[X.length];
        double[] lo = new double[X.length];
        VectorTwins.logPair(X, hi, lo);
        assertSameBits(hi, i -> Log.logPair(X[i]).hi(), X);
        assertSameBits(lo, i -> Log.logPair(X[i]).lo(), X);
    }

    @Test
    void powFromLogHasTheBitsOfItsTwin() {
        double[] hi = Arrays.stream(X).map(x -> Log.logPair(x).hi()).toArray();
        double[] lo = Arrays.stream(X).map(x -> Log.logPair(x).lo()).toArray();
        double[] y = new double[X.length];
        VectorTwins.powFromLog(Y, hi, lo, y);
        assertSameBits(y, i -> Pow.powFromLog(Y[i], hi[i], lo[i]), Y, hi, lo);
    }

    @Test
    void powersWithAnOrdinaryResultHaveTheBitsOfTheirTwin() {
        double[] x = Samples.uniform(3, 80_000, 0, 100).toArray();
        double[] hi = Arrays.stream(x).map(v -> Log.logPair(v).hi()).toArray();
        double[] lo = Arrays.stream(x).map(v -> Log.logPair(v).lo()).toArray();
        double[] p = Samples.uniform(4, 80_000, -240, 240).toArray();
        double[] y = new double[x.length];
        VectorTwins.powFromLog(p, hi, lo, y);
        assertSameBits(y, i -> Pow.powFromLog(p[i], hi[i], lo[i]), p, hi, lo);
    }

    private static void assertSameBits(double[] actual, IntToDoubleFunction expected, double[]... arguments) {
        for (int i = 0; i < actual.length; i++) {
            if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected.applyAsDouble(i))) {
                int element = i;
                assertThat(Double.toHexString(actual[i])).as("of %s", Arrays.stream(arguments).map(a -> Double.toHexString(a[element])).toList())
                        .isEqualTo(Double.toHexString(expected.applyAsDouble(i)));
            }
        }
    }

    private static double[] inputs(long seed) {
        double[] all = Stream.of(Samples.patterns(seed, 100_000), Samples.uniform(seed, 50_000, -760, 720),
                Samples.uniform(seed, 50_000, 0, 3), Samples.uniform(seed, 20_000, -100, 100), Samples.around(Arrays.stream(Samples.SPECIALS))).flatMapToDouble(s -> s).toArray();
        return Arrays.copyOf(all, (all.length + 7) / 8 * 8);
    }

    /** Shifted against X, so that each kind of input meets each other kind. */
    private static double[] rotated(double[] a) {
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = a[(int) (i * 77_777L % a.length)];
        }
        return b;
    }
}
