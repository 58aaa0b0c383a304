package dev.powerlane.fit;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.List;
import java.util.Map;

/**
 * The optima of chinchilla's law on the 234 runs, by 50-digit arithmetic from 60 random starts each, all of which ended here.
 * The objective is the sum of rho(residual); for squares rho is r^2/2.
 */
enum KnownOptimum {
    HUBER_1E_3(Residual.LOG, Loss.huber(1e-3), 8.4009311995742433701e-4, 1.783894128380514, 442.1640573127401, 1271.807992406698,
            .3426260429165018, .3420019007936978, 40),
    HUBER_1E_4(Residual.LOG, Loss.huber(1e-4), 9.379363135897726169e-5, 1.788004493908843, 420.4979630475926, 1466.11447075077,
            .3395481598679733, .3490463013014088, 6),
    LOG_SQUARES(Residual.LOG, Loss.squares(), 3.50528868838973257e-3, 1.796238249037497, 510.7870800078395, 1335.563690640209,
            .3512613259684641, .3440615453286876, 234),
    /** Known to 15 digits, without A and B. */
    LINEAR_SQUARES(Residual.LINEAR, Loss.squares(), 2.3171447043966283e-2, 1.8091115658404, Double.NaN, Double.NaN,
            .347047426948831, .358764114704456, 234);

    final Residual residual;
    final Loss loss;
    final double objective;
    final int insideDelta;
    private final Map<String, Double> parameters;

    KnownOptimum(Residual residual, Loss loss, double objective, double e, double a, double b, double alpha, double beta, int insideDelta) {
        this.residual = residual;
        this.loss = loss;
        this.objective = objective;
        this.insideDelta = insideDelta;
        parameters = Map.of("E", e, "A", a, "B", b, "alpha", alpha, "beta", beta);
    }

    double get(String parameter) {
        return parameters.get(parameter);
    }

    /** Those whose value is known. */
    List<String> known() {
        return List.of("E", "A", "B", "alpha", "beta").stream().filter(name -> !Double.isNaN(get(name))).toList();
    }

    /** A fitter of the catalogue's law for this optimum, without a bootstrap. */
    Fitter fitter() {
        return fitter(Laws.get("chinchilla"));
    }

    Fitter fitter(Law law) {
        return Fitter.of(law).residual(residual).loss(loss).bootstrap(0);
    }
}
