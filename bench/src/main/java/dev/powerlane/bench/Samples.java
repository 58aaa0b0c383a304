package dev.powerlane.bench;

import java.util.SplittableRandom;

/** The same random numbers in every run. */
final class Samples {
    private Samples() {}

    /** Evenly distributed in the logarithm, as sizes and token counts of runs are. */
    static double[] logUniform(int count, long seed, double low, double high) {
        return new SplittableRandom(seed).doubles(count, Math.log(low), Math.log(high)).map(Math::exp).toArray();
    }

    static double[] uniform(int count, long seed, double low, double high) {
        return new SplittableRandom(seed).doubles(count, low, high).toArray();
    }
}
