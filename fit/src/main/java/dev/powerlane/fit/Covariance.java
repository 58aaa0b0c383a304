package dev.powerlane.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Covariances of a fit's free coordinates, full and row-major; empty where the data do not determine them. */
final class Covariance {
    private Covariance() {}

    /** See {@link IntervalMethod#WALD}. */
    static double[] wald(Linearization fit) {
        Qr design = design(fit);
        if (!design.isFullRank() || fit.degreesOfFreedom() < 1) {
            return new double[0];
        }
        double variance = variance(fit);
        double[] inverse = design.inverse();
        return Arrays.stream(inverse).map(v -> v * variance).toArray();
    }

    /** The variance of one residual's share in the estimate: s^2 for squares, the mean of psi^2 over the square of the mean of psi' otherwise. */
    static double variance(Linearization fit) {
        double squares = 0;
        double curvature = 0;
        double width = width(fit);
        for (int i = 0; i < fit.rows(); i++) {
            double slope = Scores.slope(fit.loss(), fit.residual(i));
            squares += fit.weight(i) * slope * slope;
            curvature += fit.weight(i) > 0 ? smoothCurvature(fit, i, width) / fit.weighted() : 0;
        }
        return squares / fit.degreesOfFreedom() / (curvature * curvature);
    }

    /** How far an objective may rise for a change of one in the square of a standardised deviation, doubled: s^2 for squares. */
    static double objectiveScale(Linearization fit) {
        double curvature = 0;
        double width = width(fit);
        for (int i = 0; i < fit.rows(); i++) {
            curvature += fit.weight(i) > 0 ? smoothCurvature(fit, i, width) / fit.weighted() : 0;
        }
        return variance(fit) * curvature;
    }

    private static double smoothCurvature(Linearization fit, int row, double width) {
        return Scores.smoothCurvature(fit.loss(), fit.residual(row), width);
    }

    /** Silverman's bandwidth (1986, equation 3.31) for the density of the residuals. */
    private static double width(Linearization fit) {
        double[] sorted = IntStream.range(0, fit.rows()).filter(i -> fit.weight(i) > 0).mapToDouble(fit::residual).sorted().toArray();
        double mean = Arrays.stream(sorted).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(sorted).map(r -> (r - mean) * (r - mean)).sum() / Math.max(1, sorted.length - 1));
        double quartiles = (Quantiles.ofSorted(sorted, .75) - Quantiles.ofSorted(sorted, .25)) / 1.34;
        return .9 * (quartiles > 0 ? Math.min(deviation, quartiles) : deviation) * StrictMath.pow(sorted.length, -.2);
    }

    /** See {@link IntervalMethod#HC3}. */
    static double[] hc3(Linearization fit) {
        int p = fit.size();
        boolean squares = fit.loss().degree() == 2;
        double[] curvature = new double[fit.rows()];
        double width = width(fit);
        for (int i = 0; i < curvature.length; i++) {
            curvature[i] = fit.loss().isKinked() ? smoothCurvature(fit, i, width) : Scores.curvature(fit.loss(), fit.residual(i));
        }
        double[] bread;
        if (squares) {
            Qr design = design(fit);
            bread = design.isFullRank() ? design.inverse() : new double[0];
        } else {
            bread = inverse(bent(fit, curvature), p);
        }
        if (bread.length == 0) {
            return bread;
        }
        double[] meat = new double[p * p];
        for (int i = 0; i < fit.rows(); i++) {
            double[] slopes = fit.slopes(i);
            double leverage = fit.weight(i) * curvature[i] * quadratic(bread, slopes);
            // A row that alone determines a direction has leverage 1 and no residual.
            double score = leverage < 1 - 1e-9 ? fit.weight(i) * Scores.slope(fit.loss(), fit.residual(i)) / (1 - leverage) : 0;
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    meat[a * p + b] += score * score * slopes[a] * slopes[b];
                }
            }
        }
        double scale = fit.priorScale();
        for (int j = 0; j < p; j++) {
            meat[j * p + j] += scale * scale * fit.precision(j);
        }
        return multiply(multiply(bread, meat, p), bread, p);
    }

    /** The exact Hessian and what priors add; for a loss with a kink, the smoothed curvatures in place of those that are not there. */
    private static double[] bent(Linearization fit, double[] curvature) {
        int p = fit.size();
        double[] h = fit.hessian().clone();
        for (int j = 0; j < p; j++) {
            h[j * p + j] += fit.priorScale() * fit.precision(j);
        }
        if (fit.loss().isKinked()) {
            for (int i = 0; i < fit.rows(); i++) {
                double[] slopes = fit.slopes(i);
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        h[a * p + b] += fit.weight(i) * curvature[i] * slopes[a] * slopes[b];
                    }
                }
            }
        }
        return h;
    }

    /** The rows' slopes, times the roots of their weights; below them, a row for each prior. */
    static Qr design(Linearization fit) {
        int p = fit.size();
        double[][] x = new double[fit.rows() + p][p];
        for (int i = 0; i < fit.rows(); i++) {
            for (int j = 0; j < p; j++) {
                x[i][j] = Math.sqrt(fit.weight(i)) * fit.slopes(i)[j];
            }
        }
        for (int j = 0; j < p; j++) {
            x[fit.rows() + j][j] = Math.sqrt(fit.priorScale() * fit.precision(j));
        }
        return new Qr(x, p);
    }

    /** The leverage of each row, h_i = v_i J_i' (J'VJ)^-1 J_i: how much of its own residual a row explains; NaN if the design is singular. */
    static double[] leverage(Linearization fit) {
        Qr design = design(fit);
        double[] leverage = new double[fit.rows()];
        for (int i = 0; i < leverage.length; i++) {
            leverage[i] = design.isFullRank() ? fit.weight(i) * design.quadratic(fit.slopes(i)) : Double.NaN;
        }
        return leverage;
    }

    /** The inverse of a positive definite matrix; empty if it is not. */
    static double[] inverse(double[] matrix, int p) {
        double[] scale = new double[p];
        double[] factor = new double[p * p];
        for (int i = 0; i < p; i++) {
            scale[i] = 1 / Math.sqrt(matrix[i * p + i]);
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                factor[i * p + j] = matrix[i * p + j] * scale[i] * scale[j];
            }
        }
        if (!Cholesky.factor(factor, p)) {
            return new double[0];
        }
        double[] inverse = new double[p * p];
        double[] column = new double[p];
        for (int j = 0; j < p; j++) {
            Arrays.fill(column, 0);
            column[j] = 1;
            Cholesky.solve(factor, column, p);
            for (int i = 0; i < p; i++) {
                inverse[i * p + j] = column[i] * scale[i] * scale[j];
            }
        }
        return inverse;
    }

    static double quadratic(double[] matrix, double[] x) {
        int p = x.length;
        double sum = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                sum += x[i] * matrix[i * p + j] * x[j];
            }
        }
        return sum;
    }

    static double[] multiply(double[] a, double[] b, int p) {
        double[] product = new double[p * p];
        for (int i = 0; i < p; i++) {
            for (int k = 0; k < p; k++) {
                for (int j = 0; j < p; j++) {
                    product[i * p + j] += a[i * p + k] * b[k * p + j];
                }
            }
        }
        return product;
    }
}
