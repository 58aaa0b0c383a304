package dev.powerlane.inference;

import java.util.Arrays;

/** Inverses of small covariance matrices. */
final class SmallMatrix {
    private SmallMatrix() {}

    /**
     * The inverse of a positive definite matrix, scaled to a unit diagonal first, by Gauss-Jordan elimination.
     *
     * @throws IllegalArgumentException if it is singular
     */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] work = new double[n][2 * n];
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = 1 / Math.sqrt(matrix[i][i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                work[i][j] = matrix[i][j] * scale[i] * scale[j];
            }
            work[i][n + i] = 1;
        }
        for (int c = 0; c < n; c++) {
            double pivot = work[c][c];
            if (!(pivot > 1e-14)) {
                throw new IllegalArgumentException("the covariance of the parameters is singular: they are not all determined");
            }
            for (int j = 0; j < 2 * n; j++) {
                work[c][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == c ? 0 : work[i][c];
                for (int j = 0; j < 2 * n; j++) {
                    work[i][j] -= factor * work[c][j];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] = work[i][n + j] * scale[i] * scale[j];
            }
        }
        return inverse;
    }

    static double[] multiply(double[][] matrix, double[] vector) {
        return Arrays.stream(matrix).mapToDouble(row -> {
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                sum += row[j] * vector[j];
            }
            return sum;
        }).toArray();
    }
}
