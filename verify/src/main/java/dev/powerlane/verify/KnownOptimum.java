package dev.powerlane.verify;

import dev.powerlane.fit.Loss;
import dev.powerlane.fit.Residual;

/**
 * The optima of chinchilla's law on the 234 runs, by 50-digit arithmetic from 60 random starts each, all of which ended here.
 * The objective is the sum of rho(residual); for squares rho is r^2/2.
 */
enum KnownOptimum {
    HUBER_1E_3(Residual.LOG, Loss.huber(1e-3), 8.4009311995742433701e-4, 1.783894128380514, .3426260429165018, .3420019007936978),
    HUBER_1E_4(Residual.LOG, Loss.huber(1e-4), 9.379363135897726169e-5, 1.788004493908843, .3395481598679733, .3490463013014088),
    LOG_SQUARES(Residual.LOG, Loss.squares(), 3.50528868838973257e-3, 1.796238249037497, .3512613259684641, .3440615453286876),
    LINEAR_SQUARES(Residual.LINEAR, Loss.squares(), 2.3171447043966283e-2, 1.8091115658404, .347047426948831, .358764114704456);

    final Residual residual;
    final Loss loss;
    final double objective;
    final double e;
    final double alpha;
    final double beta;

    KnownOptimum(Residual residual, Loss loss, double objective, double e, double alpha, double beta) {
        this.residual = residual;
        this.loss = loss;
        this.objective = objective;
        this.e = e;
        this.alpha = alpha;
        this.beta = beta;
    }

    /** The largest relative error of E, alpha and beta, of parameters in the order E, A, B, alpha, beta. */
    double error(double[] parameters) {
        return Math.max(Math.abs(parameters[0] / e - 1), Math.max(Math.abs(parameters[3] / alpha - 1), Math.abs(parameters[4] / beta - 1)));
    }
}
