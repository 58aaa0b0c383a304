package dev.powerlane.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The information matrix J'J of runs, with J the slopes of their residuals by the parameters: its inverse is proportional to the covariance of the
 * parameters. Immutable.
 */
final class Information {
    private final double[][] matrix;

    private Information(double[][] matrix) {
        this.matrix = matrix;
    }

    /** @param slopes one row a run */
    static Information of(double[][] slopes) {
        int p = slopes[0].length;
        return new Information(new double[p][p]).with(slopes);
    }

    /** With more runs. */
    Information with(double[][] slopes) {
        double[][] sum = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        for (double[] row : slopes) {
            for (int a = 0; a < row.length; a++) {
                for (int b = 0; b < row.length; b++) {
                    sum[a][b] += row[a] * row[b];
                }
            }
        }
        return new Information(sum);
    }

    /** With some of those runs. */
    Information with(double[][] slopes, int[] chosen) {
        return with(Arrays.stream(chosen).mapToObj(i -> slopes[i]).toArray(double[][]::new));
    }

    /** g'(J'J)^-1 g. */
    double variance(double[] direction) {
        return dot(direction, multiply(inverse(), direction));
    }

    /** What each run alone would take off the variance: with M = J'J, (g'M^-1 j)^2/(1 + j'M^-1 j) (Sherman and Morrison 1950). */
    double[] gains(double[][] slopes, double[] direction) {
        double[][] inverse = inverse();
        double[] target = multiply(inverse, direction);
        return Arrays.stream(slopes).mapToDouble(j -> {
            double along = dot(target, j);
            return along * along / (1 + dot(j, multiply(inverse, j)));
        }).toArray();
    }

    private static double[] multiply(double[][] matrix, double[] vector) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, vector)).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** Scaled to a unit diagonal first, then by Gauss-Jordan elimination: the matrix is positive definite. */
    private double[][] inverse() {
        int n = matrix.length;
        double[][] work = new double[n][2 * n];
        double[] scale = IntStream.range(0, n).mapToDouble(i -> 1 / Math.sqrt(matrix[i][i])).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                work[i][j] = matrix[i][j] * scale[i] * scale[j];
            }
            work[i][n + i] = 1;
        }
        for (int c = 0; c < n; c++) {
            eliminate(work, c);
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] = work[i][n + j] * scale[i] * scale[j];
            }
        }
        return inverse;
    }

    private static void eliminate(double[][] work, int c) {
        double pivot = work[c][c];
        if (!(pivot > 1e-14)) {
            throw new IllegalArgumentException("the runs do not determine all parameters of the law: their information is singular");
        }
        for (int j = 0; j < work[c].length; j++) {
            work[c][j] /= pivot;
        }
        for (int i = 0; i < work.length; i++) {
            double factor = i == c ? 0 : work[i][c];
            for (int j = 0; j < work[c].length; j++) {
                work[i][j] -= factor * work[c][j];
            }
        }
    }
}
