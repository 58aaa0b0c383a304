package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The objective sum_i w_i rho(r_i) with its gradient and exact Hessian, as formulas compiled into one kernel over lanes. Each lane
 * has weights of its own: how often a resample draws a row, or ones.
 *
 * <p>With m the law's value, g and h its derivatives: r = ln m - ln loss has dr = g/m and d2r = h/m - dr dr'; r = m - loss has
 * dr = g and d2r = h. Then the gradient is the sum of psi dr, the Hessian that of psi' dr dr' + psi d2r.
 */
final class Objective {
    /** Names that no formula can contain. */
    private static final String WEIGHT = "#weight";
    private static final String RESPONSE = "#response";

    private final Law law;
    private final RowSums sums;
    private final Residual residual;
    private final Loss loss;

    Objective(Law law, Residual residual, Loss loss) {
        this.law = law;
        this.residual = residual;
        this.loss = loss;
        Coordinates coordinates = new Coordinates(law);
        List<String> columns = new ArrayList<>(law.inputNames());
        columns.add(RESPONSE);
        Set<String> positive = new HashSet<>();
        law.inputs().stream().filter(i -> i.positive()).forEach(i -> positive.add(i.name()));
        List<Expr> formulas = formulas(law, coordinates, residual, loss);
        sums = new RowSums(law + " objective", formulas, coordinates.names(), columns, List.of(WEIGHT), positive);
    }

    private static List<Expr> formulas(Law law, Coordinates coordinates, Residual residual, Loss loss) {
        Expr m = coordinates.in(law.expression());
        Expr y = Expr.name(RESPONSE);
        boolean log = residual == Residual.LOG;
        Expr r = log ? Expr.subtract(Expr.log(m), Expr.log(y)) : Expr.subtract(m, y);
        Expr slope = loss.slope(r);
        Expr value = weigh(loss.value(r, slope));
        Expr psi = weigh(slope);
        Expr curvature = weigh(loss.curvature(r));
        Expr inverse = Expr.divide(Expr.ONE, m);
        Expr outer = log ? Expr.subtract(curvature, psi) : curvature;
        Expr inner = log ? Expr.multiply(psi, inverse) : psi;

        int p = coordinates.size();
        List<Expr> gradient = new ArrayList<>();
        List<Expr> first = new ArrayList<>();
        List<Expr> hessian = new ArrayList<>();
        List<Expr> lawSlopes = coordinates.names().stream().map(m::derivative).toList();
        for (int j = 0; j < p; j++) {
            first.add(log ? Expr.multiply(lawSlopes.get(j), inverse) : lawSlopes.get(j));
            gradient.add(Expr.multiply(psi, first.get(j)));
        }
        for (int j = 0; j < p; j++) {
            Expr scaled = Expr.multiply(outer, first.get(j));
            for (int k = 0; k <= j; k++) {
                Expr second = lawSlopes.get(j).derivative(coordinates.names().get(k));
                Expr product = Expr.multiply(scaled, first.get(k));
                hessian.add(Expr.isConstant(second, 0) ? product : Expr.add(product, Expr.multiply(inner, second)));
            }
        }
        List<Expr> formulas = new ArrayList<>();
        formulas.add(value);
        formulas.addAll(gradient);
        formulas.addAll(hessian);
        return formulas;
    }

    private static Expr weigh(Expr e) {
        return Expr.multiply(Expr.name(WEIGHT), e);
    }

    RowSums.Rows bind(Data data) {
        List<double[]> columns = new ArrayList<>();
        law.inputNames().forEach(name -> columns.add(data.values(name)));
        columns.add(data.values(data.response()));
        return sums.bind(columns.toArray(double[][]::new));
    }

    /** The iteration of one lane. */
    Newton newton(Coordinates coordinates, double floor) {
        boolean[] logarithms = new boolean[coordinates.size()];
        for (int j = 0; j < logarithms.length; j++) {
            logarithms[j] = coordinates.isLog(j);
        }
        return new Newton(coordinates.stepLimits(), logarithms, floor, LinearParameters.step(law, residual, loss, coordinates));
    }

    /** A task whose lanes all weigh each row once. */
    RowSums.Task task(RowSums.Rows rows) {
        double[] ones = new double[rows.size() * RowSums.LANES];
        Arrays.fill(ones, 1);
        return task(rows, ones);
    }

    /** A task with the given weights, row r of lane l at {@code r * LANES + l}. */
    RowSums.Task task(RowSums.Rows rows, double[] weights) {
        RowSums.Task task = sums.task(rows);
        task.weights(0, weights);
        return task;
    }
}
