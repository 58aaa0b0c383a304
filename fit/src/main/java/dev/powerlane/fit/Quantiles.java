package dev.powerlane.fit;

/** Sample quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
final class Quantiles {
    private Quantiles() {}

    static double ofSorted(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) place;
        double above = below + 1 < sorted.length ? sorted[below + 1] : sorted[below];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }
}
