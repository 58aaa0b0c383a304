package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vector primitives against their scalar twins, bit for bit; any NaN equals any NaN. */
class TwinsTest {
    /** A little over 200,000: bit patterns, the range where exp is finite, ratios near 1, and all special values. */
    private static final double[] X = inputs(1);
    private static final double[] Y = rotated(inputs(2));

    @BeforeEach
    void needsVectors() {
        assumeTrue(Provider.active().isVector(), "the scalar twins are active");
    }

    @Test
    void expHasTheBitsOfItsTwin() {
        double[] y = new double[X.length];
        VectorTwins.exp(X, y);
        assertSameBits(y, i -> Exp.exp(X[i]));
    }

    @Test
    void expOfTwoPartsHasTheBitsOfItsTwin() {
        double[] lo = Arrays.stream(X).map(x -> x * 0x1.3p-54).toArray();
        double[] y = new double[X.length];
        VectorTwins.exp(X, lo, y);
        assertSameBits(y, i -> Exp.exp(X[i], lo[i]));
    }

    @Test
    void logHasTheBitsOfItsTwin() {
        double[] y = new double[X.length];
        VectorTwins.log(X, y);
        assertSameBits(y, i -> Log.log(X[i]));
    }

    @Test
    void logPairHasTheBitsOfItsTwin() {
        double[] hi = new double[X.length];
        double[] lo = new double[X.length];
        VectorTwins.logPair(X, hi, lo);
        assertSameBits(hi, i -> Log.logPair(X[i]).hi());
        assertSameBits(lo, i -> Log.logPair(X[i]).lo());
    }

    @Test
    void powFromLogHasTheBitsOfItsTwin() {
        double[] hi = Arrays.stream(X).map(x -> Log.logPair(x).hi()).toArray();
        double[] lo = Arrays.stream(X).map(x -> Log.logPair(x).lo()).toArray();
        double[] y = new double[X.length];
        VectorTwins.powFromLog(Y, hi, lo, y);
        assertSameBits(y, i -> Pow.powFromLog(Y[i], hi[i], lo[i]));
    }

    @Test
    void arrayLoopsHaveTheBitsOfTheTwins() {
        double[] y = new double[X.length];
        ArrayMath.exp(X, 0, y, 0, X.length);
        assertSameBits(y, i -> Exp.exp(X[i]));
        ArrayMath.log(X, 0, y, 0, X.length);
        assertSameBits(y, i -> Log.log(X[i]));
        ArrayMath.pow(X, 0, -0.34, y, 0, X.length);
        assertSameBits(y, i -> Pow.pow(X[i], -0.34));
    }

    @Test
    void powOfAnyBaseHasTheBitsOfItsTwin() {
        double[] x = Arrays.copyOf(X, 4000);
        System.arraycopy(Samples.SPECIALS, 0, x, 0, Samples.SPECIALS.length);
        double[] y = new double[x.length];
        for (double p : DoubleStream.concat(Arrays.stream(Samples.SPECIALS), Samples.uniform(5, 20, -3, 3)).toArray()) {
            ArrayMath.pow(x, 0, p, y, 0, x.length);
            assertSameBits(y, i -> Pow.pow(x[i], p));
        }
    }

    private static void assertSameBits(double[] actual, IntToDoubleFunction expected) {
        for (int i = 0; i < actual.length; i++) {
            if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected.applyAsDouble(i))) {
                assertThat(Double.toHexString(actual[i])).as("element %d, x = %a, y = %a", i, X[i], Y[i])
                        .isEqualTo(Double.toHexString(expected.applyAsDouble(i)));
            }
        }
    }

    private static double[] inputs(long seed) {
        double[] all = Stream.of(Samples.patterns(seed, 100_000), Samples.uniform(seed, 50_000, -760, 720),
                Samples.uniform(seed, 50_000, 0, 3), Samples.around(Arrays.stream(Samples.SPECIALS))).flatMapToDouble(s -> s).toArray();
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
