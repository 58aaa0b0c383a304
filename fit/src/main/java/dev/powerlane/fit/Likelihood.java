package dev.powerlane.fit;

import dev.powerlane.statistics.Distributions;

/**
 * The density of residuals of which a loss is minus the logarithm: exp(-rho(r)/tau)/Z(tau). tau is a variance for squares, a scale for
 * absolute residuals and quantiles; for Huber's loss the density is normal inside delta and exponential outside.
 */
final class Likelihood {
    private final Loss loss;
    private final double tau;

    private Likelihood(Loss loss, double tau) {
        this.loss = loss;
        this.tau = tau;
    }

    /** With a given tau. */
    static Likelihood of(Loss loss, double tau) {
        return new Likelihood(loss, tau);
    }

    /** With the tau that makes the density of n residuals greatest, whose sum of losses is given. */
    static Likelihood greatest(Loss loss, double sum, int n) {
        double simple = loss.degree() * sum / n;
        if (!(loss instanceof Loss.Huber) || !(simple > 0)) {
            return new Likelihood(loss, simple);
        }
        // The likelihood has one maximum in ln tau, between the normal's 2 F/n and the exponential's F/n, widely bracketed: golden section.
        double low = StrictMath.log(simple) - 2;
        double high = StrictMath.log(2 * simple) + 2;
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int i = 0; i < 80; i++) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (new Likelihood(loss, StrictMath.exp(left)).minusLog(sum, n) < new Likelihood(loss, StrictMath.exp(right)).minusLog(sum, n)) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Likelihood(loss, StrictMath.exp((low + high) / 2));
    }

    double tau() {
        return tau;
    }

    /** Minus the logarithm of the density of n residuals. */
    double minusLog(double sum, int n) {
        return n * logNormaliser() + sum / tau;
    }

    private double logNormaliser() {
        if (loss instanceof Loss.Huber huber) {
            return StrictMath.log(centre(huber) + 2 * tail(huber));
        }
        if (loss instanceof Loss.Squares) {
            return StrictMath.log(2 * Math.PI * tau) / 2;
        }
        // Exponential on both sides of the kink.
        return StrictMath.log(tau / -loss.leastSlope() + tau / loss.greatestSlope());
    }

    private double centre(Loss.Huber huber) {
        return Math.sqrt(2 * Math.PI * tau) * (1 - 2 * Distributions.normalTail(huber.delta() / Math.sqrt(tau)));
    }

    private double tail(Loss.Huber huber) {
        return tau / huber.delta() * StrictMath.exp(-huber.delta() * huber.delta() / (2 * tau));
    }

    /** r with P(residual < r) = u. */
    double quantile(double u) {
        if (loss instanceof Loss.Squares) {
            return Math.sqrt(tau) * Distributions.normalQuantile(u);
        }
        if (loss instanceof Loss.Huber huber) {
            double all = centre(huber) + 2 * tail(huber);
            double mass = Math.min(u, 1 - u) * all;
            double size = mass < tail(huber)
                    ? huber.delta() / 2 - tau / huber.delta() * StrictMath.log(mass * huber.delta() / tau)
                    : -Math.sqrt(tau) * Distributions.normalQuantile(Distributions.normalTail(huber.delta() / Math.sqrt(tau))
                            + (mass - tail(huber)) / Math.sqrt(2 * Math.PI * tau));
            return u < .5 ? -size : size;
        }
        double below = tau / -loss.leastSlope();
        double above = tau / loss.greatestSlope();
        double share = below / (below + above);
        return u < share ? below * StrictMath.log(u / share) : -above * StrictMath.log((1 - u) / (1 - share));
    }
}
