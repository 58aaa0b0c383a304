package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.kernel.RowSums;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** The JDK's SplittableRandom is SplitMix64 with this increment: its n-th number is mix(seed + n GOLDEN). */
    private static long mix(long z) {
        return new SplittableRandom(z - GOLDEN).nextLong();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MIN_VALUE})
    void drawsAreTheHighBitsOfSplitMix64(long seed) {
        int rows = 234;
        Resampling resampling = new Resampling(seed, rows);
        for (long k : new long[] {0, 1, 2, 1000, 1L << 40}) {
            SplittableRandom stream = new SplittableRandom(mix(mix(seed) + k * GOLDEN));
            for (int i = 0; i < rows; i++) {
                long draw = Math.multiplyHigh(stream.nextLong() >>> 1, (long) rows << 1);
                assertThat(resampling.row(k, i)).isEqualTo((int) draw).isBetween(0, rows - 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 234})
    void theWeightsOfAResampleCountItsDrawsInItsLaneOnly(int rows) {
        Resampling resampling = new Resampling(3, rows);
        double[] weights = new double[rows * RowSums.LANES];
        Arrays.fill(weights, -1);
        resampling.weigh(5, weights, 2);
        double[] expected = new double[rows];
        IntStream.range(0, rows).forEach(i -> expected[resampling.row(5, i)]++);
        for (int r = 0; r < rows; r++) {
            for (int lane = 0; lane < RowSums.LANES; lane++) {
                assertThat(weights[r * RowSums.LANES + lane]).isEqualTo(lane == 2 ? expected[r] : -1);
            }
        }
        assertThat(Arrays.stream(expected).sum()).isEqualTo(rows);
    }

    @Test
    void aResampleDoesNotDependOnWhatWasDrawnBefore() {
        Resampling one = new Resampling(9, 50);
        int[] later = IntStream.range(0, 50).map(i -> one.row(31, i)).toArray();
        Resampling other = new Resampling(9, 50);
        other.weigh(1, new double[50 * RowSums.LANES], 0);
        for (int i = 49; i >= 0; i--) {
            assertThat(other.row(31, i)).isEqualTo(later[i]);
        }
    }

    /** Chi-square over rows with 233 degrees of freedom: mean 233, deviation 21.6. */
    @ParameterizedTest
    @ValueSource(longs = {0, 42, 43})
    void rowsAreDrawnEvenly(long seed) {
        int rows = 234;
        int resamples = 2000;
        double[] counts = new double[rows];
        Resampling resampling = new Resampling(seed, rows);
        for (int k = 0; k < resamples; k++) {
            for (int i = 0; i < rows; i++) {
                counts[resampling.row(k, i)]++;
            }
        }
        double chiSquare = Arrays.stream(counts).map(c -> (c - resamples) * (c - resamples) / resamples).sum();
        assertThat(chiSquare).isCloseTo(233, within(4.5 * 21.6));
    }

    /** A row is left out of a resample with probability (1 - 1/n)^n. */
    @Test
    void theShareOfRowsLeftOutIsThatOfIndependentDraws() {
        int rows = 234;
        Resampling resampling = new Resampling(42, rows);
        int left = 0;
        for (int k = 0; k < 2000; k++) {
            boolean[] drawn = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                drawn[resampling.row(k, i)] = true;
            }
            left += (int) IntStream.range(0, rows).filter(r -> !drawn[r]).count();
        }
        assertThat(left / 2000. / rows).isCloseTo(Math.pow(1 - 1. / rows, rows), within(.002));
    }

    @Test
    void seedsAndNumbersGiveDifferentResamples() {
        int[] base = IntStream.range(0, 100).map(i -> new Resampling(1, 1000).row(1, i)).toArray();
        for (long[] other : new long[][] {{1, 2}, {2, 1}, {2, 0}, {0, 2}, {-1, 1}}) {
            Resampling resampling = new Resampling(other[0], 1000);
            long same = IntStream.range(0, 100).filter(i -> resampling.row(other[1], i) == base[i]).count();
            assertThat(same).isLessThan(5);
        }
    }
}
