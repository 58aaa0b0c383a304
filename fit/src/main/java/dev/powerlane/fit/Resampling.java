package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;

/**
 * Bootstrap resamples of rows: resample k draws as many rows as there are, with replacement. Draw i of resample k depends on the seed, k and
 * i alone (SplitMix64's finalizer, Steele et al. 2014, as a counter-based generator), so that any resample can be repeated
 * anywhere.
 */
final class Resampling {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long seed;
    private final int rows;

    Resampling(long seed, int rows) {
        this.seed = seed;
        this.rows = rows;
    }

    /** The row that draw i of resample k takes. */
    int row(long k, int i) {
        return draw(stream(k), i);
    }

    /** Writes how often resample k draws each row into one lane of the weights. */
    void weigh(long k, double[] weights, int lane) {
        for (int r = 0; r < rows; r++) {
            weights[r * RowSums.LANES + lane] = 0;
        }
        long stream = stream(k);
        for (int i = 0; i < rows; i++) {
            weights[draw(stream, i) * RowSums.LANES + lane]++;
        }
    }

    private int draw(long stream, int i) {
        long bits = mix(stream + (i + 1) * GOLDEN);
        return (int) Math.multiplyHigh(bits >>> 1, 2L * rows);
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
