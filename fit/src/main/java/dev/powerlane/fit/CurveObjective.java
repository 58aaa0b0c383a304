package dev.powerlane.fit;

import dev.powerlane.kernel.ArrayMath;
import dev.powerlane.kernel.Formulas;
import dev.powerlane.law.Expr;
import dev.powerlane.schedule.LossCurve;
import dev.powerlane.schedule.MultiPowerLaw;
import java.util.Arrays;
import java.util.List;

/**
 * The sum of rho(residual) over the points of several curves, with its gradient and exact Hessian, in the coordinates of the
 * multi-power law's fit: gamma, and the logarithms of the others.
 */
final class CurveObjective {
    static final int P = MultiPowerLaw.PARAMETERS.size();
    private static final int PAIRS = P * (P + 1) / 2;
    static final boolean[] LOGARITHMIC = {true, true, true, true, true, true, false};

    /** Coordinates beyond these mean nothing any more; at a beta of 1,000 the law's inner power is an exponential. */
    private static final double[] FARTHEST = {60, 60, StrictMath.log(100), 60, 100, StrictMath.log(1000), 10};

    private final LossCurve[] curves;
    /** What the law, or its logarithm, is compared with. */
    private final double[][] targets;
    private final Residual residual;
    private final Formulas loss;

    // Of the longest curve's size, used for each in turn.
    private final double[] values;
    private final double[] residuals;
    private final double[][] rho;
    private final double[][] slopes = new double[P][];
    private final double[][] curvatures = new double[PAIRS][];

    CurveObjective(List<TrainingCurve> data, Residual residual, Loss loss, int threads) {
        this.residual = residual;
        curves = data.stream().map(c -> MultiPowerLaw.along(c.schedule(), c.steps()).withThreads(threads)).toArray(LossCurve[]::new);
        targets = data.stream().map(TrainingCurve::losses).toArray(double[][]::new);
        if (residual == Residual.LOG) {
            for (double[] target : targets) {
                ArrayMath.log(target, 0, target, 0, target.length);
            }
        }
        Expr r = Expr.name("r");
        this.loss = new Formulas("loss of a residual", List.of(loss.value(r, loss.slope(r)), loss.slope(r), loss.curvature(r)), List.of("r"));
        int longest = Arrays.stream(curves).mapToInt(LossCurve::size).max().orElse(0);
        values = new double[longest];
        residuals = new double[longest];
        rho = new double[3][longest];
        Arrays.setAll(slopes, j -> new double[longest]);
        Arrays.setAll(curvatures, j -> new double[longest]);
    }

    int points() {
        return Arrays.stream(targets).mapToInt(t -> t.length).sum();
    }

    /** Whether a coordinate is the logarithm of its parameter. */
    static boolean isLogarithm(int j) {
        return LOGARITHMIC[j];
    }

    /** The first coordinate that is outside the range in which it means anything; -1 if none is. */
    static int runaway(double[] coordinates) {
        for (int j = 0; j < P; j++) {
            if (Math.abs(coordinates[j]) > FARTHEST[j]) {
                return j;
            }
        }
        return -1;
    }

    static double[] toParameters(double[] coordinates) {
        double[] parameters = new double[P];
        Arrays.setAll(parameters, j -> LOGARITHMIC[j] ? StrictMath.exp(coordinates[j]) : coordinates[j]);
        return parameters;
    }

    static double[] toCoordinates(double[] parameters) {
        double[] coordinates = new double[P];
        Arrays.setAll(coordinates, j -> LOGARITHMIC[j] ? StrictMath.log(parameters[j]) : parameters[j]);
        return coordinates;
    }

    /** The objective of residuals that are all within a few units of round-off. */
    double floor() {
        double sum = 0;
        for (double[] target : targets) {
            for (double t : target) {
                double unit = 4 * Math.ulp(residual == Residual.LOG ? Math.max(1, Math.abs(t)) : t);
                sum += unit * unit / 2;
            }
        }
        return sum;
    }

    /** The objective, its gradient and the lower triangle of its Hessian by rows, each at {@code [k][0]}, as {@link Newton} takes them. */
    double[][] evaluate(double[] coordinates) {
        double[] parameters = toParameters(coordinates);
        double[] factors = new double[P];
        Arrays.setAll(factors, j -> LOGARITHMIC[j] ? parameters[j] : 1);
        double[][] sums = new double[1 + P + PAIRS][1];
        double[] slope = new double[P];
        for (int c = 0; c < curves.length; c++) {
            curves[c].hessian(parameters, values, slopes, curvatures);
            residuals(c);
            for (int i = 0; i < curves[c].size(); i++) {
                add(sums, factors, slope, i);
            }
        }
        return sums;
    }

    private void residuals(int c) {
        int size = curves[c].size();
        if (residual == Residual.LOG) {
            ArrayMath.log(values, 0, residuals, 0, size);
        } else {
            System.arraycopy(values, 0, residuals, 0, size);
        }
        for (int i = 0; i < size; i++) {
            residuals[i] -= targets[c][i];
        }
        loss.evaluate(new double[][] {residuals}, rho, size);
    }

    private void add(double[][] sums, double[] factors, double[] slope, int i) {
        boolean log = residual == Residual.LOG;
        double scale = log ? 1 / values[i] : 1;
        sums[0][0] += rho[0][i];
        int pair = 0;
        for (int j = 0; j < P; j++) {
            slope[j] = slopes[j][i] * factors[j] * scale;
            sums[1 + j][0] += rho[1][i] * slope[j];
            for (int k = 0; k <= j; k++, pair++) {
                double curvature = curvatures[pair][i] * factors[j] * factors[k] * scale;
                if (j == k && LOGARITHMIC[j]) {
                    curvature += slope[j];
                }
                if (log) {
                    curvature -= slope[j] * slope[k];
                }
                sums[1 + P + pair][0] += rho[2][i] * slope[j] * slope[k] + rho[1][i] * curvature;
            }
        }
    }
}
