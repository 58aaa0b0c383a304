package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * Random draws of bootstrap resamples. Draw i of resample k depends on the seed, k and i alone (SplitMix64's finalizer, Steele et
 * al. 2014, as a counter-based generator), so that any resample can be repeated anywhere.
 *
 * <p>Where whole units are drawn, with replacement, resample k draws as many units as there are; a unit is a row, or all rows of a cluster.
 */
final class Resampling {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long seed;
    /** The rows of each unit. */
    private final int[][] units;

    /** Units of one row each. */
    Resampling(long seed, int rows) {
        this(seed, IntStream.range(0, rows).mapToObj(i -> new int[] {i}).toList());
    }

    /** @param units rows that are drawn together */
    Resampling(long seed, Collection<int[]> units) {
        this.seed = seed;
        this.units = units.toArray(int[][]::new);
    }

    /** The unit (row, where units are rows) that draw i of resample k takes. */
    int row(long k, int i) {
        return draw(stream(k), i);
    }

    /** Writes how often resample k draws each row into one lane of the weights. */
    void weigh(long k, double[] weights, int lane) {
        for (int[] unit : units) {
            for (int r : unit) {
                weights[r * RowSums.LANES + lane] = 0;
            }
        }
        long stream = stream(k);
        for (int i = 0; i < units.length; i++) {
            for (int r : units[draw(stream, i)]) {
                weights[r * RowSums.LANES + lane]++;
            }
        }
    }

    /** How often resample k draws each of so many rows. */
    double[] counts(long k, int rows) {
        double[] weights = new double[rows * RowSums.LANES];
        weigh(k, weights, 0);
        double[] counts = new double[rows];
        Arrays.setAll(counts, r -> weights[r * RowSums.LANES]);
        return counts;
    }

    /** A number between 0 and 1, neither of them, for draw i of resample k: the middle of one of 2^53 equal steps. */
    double uniform(long k, int i) {
        return (bits(stream(k), i) >>> 11) * 0x1p-53 + 0x1p-54;
    }

    private int draw(long stream, int i) {
        return (int) Math.multiplyHigh(bits(stream, i) >>> 1, 2L * units.length);
    }

    private static long bits(long stream, int i) {
        return mix(stream + (i + 1) * GOLDEN);
    }

    private long stream(long k) {
        return mix(mix(seed) + k * GOLDEN);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
