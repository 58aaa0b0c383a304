package dev.powerlane.fit;

import dev.powerlane.statistics.Distributions;

/** A loss and its derivatives as plain numbers, for what is computed once a fit and row by row. */
final class Scores {
    private Scores() {}

    /** rho(r). */
    static double value(Loss loss, double r) {
        double slope = slope(loss, r);
        return loss.isKinked() ? slope * r : slope * (r - slope / 2);
    }

    /** psi(r) = d rho / dr; 0 at a kink. */
    static double slope(Loss loss, double r) {
        if (loss.isKinked()) {
            return r > 0 ? loss.greatestSlope() : r < 0 ? loss.leastSlope() : 0;
        }
        return Math.max(loss.leastSlope(), Math.min(loss.greatestSlope(), r));
    }

    /** psi'(r) where it exists: 0 for a loss with a kink. */
    static double curvature(Loss loss, double r) {
        return !loss.isKinked() && r > loss.leastSlope() && r < loss.greatestSlope() ? 1 : 0;
    }

    /**
     * psi'(r) averaged over a normal window of the given width around r: the density of the residuals near the kink or inside Huber's
     * delta, once it is averaged over rows (Powell 1991).
     */
    static double smoothCurvature(Loss loss, double r, double width) {
        if (loss.isKinked()) {
            double z = r / width;
            return (loss.greatestSlope() - loss.leastSlope()) * StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / width;
        }
        if (loss.degree() == 2) {
            return 1;
        }
        return Distributions.normalTail((loss.leastSlope() - r) / width)
                - Distributions.normalTail((loss.greatestSlope() - r) / width);
    }
}
