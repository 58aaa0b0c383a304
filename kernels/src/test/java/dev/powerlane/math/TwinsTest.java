package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
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
        assertSameBits(y, i -> Exp.exp(X[i]), X);
    }

    @Test
    void logHasTheBitsOfItsTwin() {
        double[] y = new double[X.length];
        VectorTwins.log(X, y);
        assertSameBits(y, i -> Log.log(X[i]), X);
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
