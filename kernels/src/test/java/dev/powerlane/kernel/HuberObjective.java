package dev.powerlane.kernel;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a fitter sums over its runs: the Huber loss of chinchilla's log residual, with A, B and E as e^a, e^b and e^e, its
 * gradient and its Hessian's lower triangle.
 */
final class HuberObjective {
    static final double DELTA = 1e-2;
    static final List<String> PARAMETERS = List.of("e", "a", "b", "alpha", "beta");
    static final List<String> COLUMNS = List.of("N", "D", "loss");
    static final Set<String> POSITIVE = Set.of("N", "D", "loss");

    private HuberObjective() {}

    static Expr objective() {
        Law law = Laws.get("chinchilla");
        Expr loss = law.expression().substitute(Map.of("E", Expr.parse("exp(e)"), "A", Expr.parse("exp(a)"), "B", Expr.parse("exp(b)")));
        return of(loss);
    }

    /** The Huber loss of a law's log residual. */
    static Expr of(Expr law) {
        Expr residual = Expr.subtract(Expr.log(law), Expr.log(Expr.name("loss")));
        Expr delta = Expr.constant(DELTA);
        Expr size = Expr.abs(residual);
        return Expr.select(size, delta, Expr.multiply(Expr.constant(.5), Expr.multiply(residual, residual)),
                Expr.multiply(delta, Expr.subtract(size, Expr.constant(DELTA / 2))));
    }

    /** The objective, its 5 derivatives and its 15 second derivatives. */
    static List<Expr> withDerivatives() {
        return withDerivatives(objective(), PARAMETERS);
    }

    static List<Expr> withDerivatives(Expr objective, List<String> parameters) {
        List<Expr> formulas = new ArrayList<>(List.of(objective));
        List<Expr> gradient = parameters.stream().map(objective::derivative).toList();
        formulas.addAll(gradient);
        for (int i = 0; i < parameters.size(); i++) {
            for (int j = 0; j <= i; j++) {
                formulas.add(gradient.get(i).derivative(parameters.get(j)));
            }
        }
        return formulas;
    }

    static RowSums sums() {
        return new RowSums("huber", withDerivatives(), PARAMETERS, COLUMNS, List.of(), POSITIVE);
    }

    /** Runs near the law, so that residuals fall on both sides of the threshold. */
    static double[][] data(int rows) {
        double[] n = RandomPoints.logUniform(21, rows, 1e7, 1e11);
        double[] d = RandomPoints.logUniform(22, rows, 1e9, 1e12);
        double[] noise = RandomPoints.logUniform(23, rows, .97, 1.03);
        double[] loss = new double[rows];
        for (int r = 0; r < rows; r++) {
            loss[r] = noise[r] * (1.7 + 400 / StrictMath.pow(n[r], .34) + 410 / StrictMath.pow(d[r], .28));
        }
        return new double[][] {n, d, loss};
    }

    /** A fit in the making, a little different in each lane. */
    static double parameter(int p, int lane) {
        double[] near = {.53, 6.0, 6.02, .34, .28};
        return near[p] * (1 + .002 * (lane - 3) + .001 * p);
    }
}
