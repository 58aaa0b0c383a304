package dev.powerlane.fit;

import dev.powerlane.kernel.ArrayMath;
import dev.powerlane.schedule.LossCurve;
import dev.powerlane.schedule.MultiPowerLaw;
import dev.powerlane.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Starts of the multi-power law's fit, from a map over the parameters in which it is not linear: at each node L0, A and B are
 * solved for (least squares, positive), and the nodes are ordered by the squares that are left. C has no scale of its own, since the
 * unit of eta^(1 - gamma) is in it; the map goes over the number of steps at the peak rate after which C x = 1.
 */
final class MultiPowerStarts {
    private static final double[] ALPHAS = {.2, .35, .5, .7, 1};
    private static final double[] HALF_STEPS = {3, 30, 300};
    private static final double[] BETAS = {.25, .5, 1};
    private static final double[] GAMMAS = {.3, .6, .9};
    /** What a coefficient begins with that least squares would have zero or negative, as a share of the loss. */
    private static final double SMALL_SHARE = 1e-3;

    private record Node(double[] parameters, double squares) {}

    private final List<TrainingCurve> data;
    private final LossCurve[] curves;
    private final double peak;
    private final Residual residual;
    private final int points;

    MultiPowerStarts(List<TrainingCurve> data, Residual residual, int threads) {
        this.data = data;
        this.residual = residual;
        curves = data.stream().map(c -> MultiPowerLaw.along(c.schedule(), c.steps()).withThreads(threads)).toArray(LossCurve[]::new);
        peak = data.stream().map(TrainingCurve::schedule).mapToDouble(MultiPowerStarts::peak).max().orElseThrow();
        points = data.stream().mapToInt(TrainingCurve::size).sum();
    }

    private static double peak(Schedule schedule) {
        return Arrays.stream(schedule.rates()).max().orElseThrow();
    }

    /** The parameters of the {@code wanted} best nodes, best first, no two of them with the same alpha, beta and gamma. */
    double[][] best(int wanted) {
        double[] losses = data.stream().flatMapToDouble(c -> Arrays.stream(c.losses())).toArray();
        double[] spent = data.stream().flatMapToDouble(c -> Arrays.stream(c.steps()).mapToDouble(t -> c.schedule().sumBefore() + c.schedule().sum(t))).toArray();
        double[][] powers = new double[ALPHAS.length][points];
        for (int k = 0; k < ALPHAS.length; k++) {
            ArrayMath.pow(spent, 0, -ALPHAS[k], powers[k], 0, points);
        }
        List<Node> nodes = new ArrayList<>();
        for (double beta : BETAS) {
            for (double gamma : GAMMAS) {
                for (double half : HALF_STEPS) {
                    double c = 1 / (half * StrictMath.pow(peak, 1 - gamma));
                    double[] drops = drops(c, beta, gamma);
                    for (int k = 0; k < ALPHAS.length; k++) {
                        nodes.add(solve(losses, powers[k], drops, ALPHAS[k], c, beta, gamma));
                    }
                }
            }
        }
        nodes.sort(Comparator.comparingDouble(Node::squares));
        List<double[]> chosen = new ArrayList<>();
        for (Node node : nodes) {
            if (chosen.size() < wanted && chosen.stream().noneMatch(other -> isNear(other, node.parameters))) {
                chosen.add(node.parameters);
            }
        }
        return chosen.toArray(double[][]::new);
    }

    private static boolean isNear(double[] a, double[] b) {
        return a[2] == b[2] && a[5] == b[5] && a[6] == b[6];
    }

    /** The sum over the drops of the rate at all points: the law with L0 = A = 0 and B = -1. */
    private double[] drops(double c, double beta, double gamma) {
        double[] parameters = {0, 0, 1, -1, c, beta, gamma};
        double[] column = new double[points];
        int next = 0;
        for (LossCurve curve : curves) {
            double[] out = new double[curve.size()];
            curve.evaluate(parameters, out);
            System.arraycopy(out, 0, column, next, out.length);
            next += out.length;
        }
        return column;
    }

    /** Least squares of the losses on 1, the power and minus the drops; relative to the losses for log residuals. */
    private Node solve(double[] losses, double[] power, double[] drops, double alpha, double c, double beta, double gamma) {
        double[] normal = new double[9];
        double[] right = new double[3];
        double[] sizes = new double[3];
        double[] slope = new double[3];
        double total = 0;
        for (int i = 0; i < points; i++) {
            double weight = residual == Residual.LOG ? 1 / (losses[i] * losses[i]) : 1;
            slope[0] = 1;
            slope[1] = power[i];
            slope[2] = -drops[i];
            total += weight * losses[i] * losses[i];
            for (int j = 0; j < 3; j++) {
                right[j] += weight * slope[j] * losses[i];
                sizes[j] = Math.max(sizes[j], Math.abs(slope[j]) / losses[i]);
                for (int k = 0; k < 3; k++) {
                    normal[3 * j + k] += weight * slope[j] * slope[k];
                }
            }
        }
        // All three, then without one or the other coefficient, at last L0 alone.
        for (int active : new int[] {7, 5, 3, 1}) {
            double[] x = solve(normal, right, active);
            if (x != null) {
                double left = total - x[0] * right[0] - x[1] * right[1] - x[2] * right[2];
                for (int j = 0; j < 3; j++) {
                    x[j] = x[j] > 0 ? x[j] : SMALL_SHARE / (sizes[j] > 0 ? sizes[j] : 1);
                }
                return new Node(new double[] {x[0], x[1], alpha, x[2], c, beta, gamma}, left);
            }
        }
        throw new IllegalStateException("the mean of positive losses is not positive");
    }

    /** The least-squares solution in the active coefficients; null if it is singular or one is not positive. */
    private static double[] solve(double[] normal, double[] right, int active) {
        double[] matrix = new double[9];
        double[] x = new double[3];
        double[] scale = new double[3];
        for (int j = 0; j < 3; j++) {
            boolean on = (active >> j & 1) != 0;
            scale[j] = on ? 1 / Math.sqrt(normal[4 * j]) : 0;
            x[j] = on ? right[j] * scale[j] : 0;
            for (int k = 0; k <= j; k++) {
                matrix[3 * j + k] = on && scale[k] > 0 ? normal[3 * j + k] * scale[j] * scale[k] : j == k ? 1 : 0;
            }
        }
        if (!Cholesky.factor(matrix, 3)) {
            return null;
        }
        Cholesky.solve(matrix, x, 3);
        for (int j = 0; j < 3; j++) {
            x[j] *= scale[j];
            if ((active >> j & 1) != 0 && !(x[j] > 0 && x[j] < Double.POSITIVE_INFINITY)) {
                return null;
            }
        }
        return x;
    }
}
