package dev.powerlane.fit;

import java.util.stream.IntStream;

/** Bootstrap data sets that keep the runs' inputs and draw new responses around the fitted law. */
final class NewResponses {
    private final Bootstrap.Kind kind;
    private final Linearization fit;
    private final Resampling random;
    /** Rows that have a weight. */
    private final int[] drawn;
    private final double[] pool;
    private final Likelihood likelihood;

    NewResponses(Bootstrap.Kind kind, Linearization fit, long seed) {
        this.kind = kind;
        this.fit = fit;
        drawn = IntStream.range(0, fit.rows()).filter(i -> fit.weight(i) > 0).toArray();
        random = new Resampling(seed, drawn.length);
        boolean squares = fit.loss().degree() == 2;
        likelihood = squares ? Likelihood.of(fit.loss(), 2 * fit.sum() / fit.degreesOfFreedom())
                : Likelihood.greatest(fit.loss(), fit.sum(), fit.weighted());
        pool = pool();
    }

    /** Residuals as they would be if rows did not attract the fit, on the scale of weight 1. */
    private double[] pool() {
        double[] leverage = Covariance.leverage(fit);
        double[] pool = new double[fit.rows()];
        double mean = 0;
        for (int i : drawn) {
            double attraction = kind == Bootstrap.Kind.WILD ? 1 - leverage[i] : Math.sqrt(1 - leverage[i]);
            pool[i] = attraction > 1e-9 ? fit.residual(i) * fit.sharpness(i) / attraction : 0;
            mean += pool[i] / drawn.length;
        }
        if (kind == Bootstrap.Kind.RESIDUALS && fit.loss().degree() == 2) {
            for (int i : drawn) {
                pool[i] -= mean;
            }
        }
        return pool;
    }

    /** The responses of resample k. */
    double[] draw(long k) {
        boolean log = fit.objective().residual() == Residual.LOG;
        double[] y = new double[fit.rows()];
        for (int i = 0; i < y.length; i++) {
            double residual = residual(k, i);
            y[i] = log ? fit.predicted(i) * StrictMath.exp(-residual) : fit.predicted(i) - residual;
        }
        return y;
    }

    /** The sum of losses of resample k at the fit that it was drawn from. */
    double objective(long k) {
        double sum = 0;
        for (int i = 0; i < fit.rows(); i++) {
            sum += fit.weight(i) * Scores.value(fit.loss(), residual(k, i));
        }
        return sum;
    }

    private double residual(long k, int i) {
        double standard = switch (kind) {
            case RESIDUALS -> pool[drawn[random.row(k, i)]];
            case WILD -> random.uniform(k, i) < .5 ? -pool[i] : pool[i];
            case PARAMETRIC -> likelihood.quantile(random.uniform(k, i));
            case PAIRS, CLUSTERS -> throw new IllegalArgumentException(kind + " draws rows, not responses");
        };
        return fit.weight(i) > 0 ? standard / fit.sharpness(i) : 0;
    }
}
