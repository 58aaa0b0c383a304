package dev.powerlane.fit;

/**
 * The orthogonal factorisation of a tall matrix by Householder reflections, its columns scaled first: (X'X)^-1 and leverages without forming X'X,
 * whose condition is the square of X's.
 */
final class Qr {
    private final int p;
    private final double[] scale;
    /** R, upper triangle, row-major. */
    private final double[] r;
    private final boolean full;

    /** @param x rows, which are left alone */
    Qr(double[][] x, int p) {
        this.p = p;
        int n = x.length;
        scale = new double[p];
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = x[i].clone();
            for (int j = 0; j < p; j++) {
                scale[j] += a[i][j] * a[i][j];
            }
        }
        for (int j = 0; j < p; j++) {
            scale[j] = Math.sqrt(scale[j]);
            for (int i = 0; i < n; i++) {
                a[i][j] /= scale[j];
            }
        }
        r = new double[p * p];
        boolean rank = n >= p;
        for (int j = 0; j < p && rank; j++) {
            rank = eliminate(a, j);
        }
        full = rank;
    }

    private boolean eliminate(double[][] a, int j) {
        double norm = 0;
        for (int i = j; i < a.length; i++) {
            norm += a[i][j] * a[i][j];
        }
        norm = Math.sqrt(norm);
        if (!(norm > p * 0x1p-50) || norm == Double.POSITIVE_INFINITY) {
            return false;
        }
        double diagonal = a[j][j] > 0 ? -norm : norm;
        a[j][j] -= diagonal;
        double half = -diagonal * a[j][j];
        r[j * p + j] = diagonal;
        for (int k = j + 1; k < p; k++) {
            double dot = 0;
            for (int i = j; i < a.length; i++) {
                dot += a[i][j] * a[i][k];
            }
            double factor = dot / half;
            for (int i = j; i < a.length; i++) {
                a[i][k] -= factor * a[i][j];
            }
            r[j * p + k] = a[j][k];
        }
        return true;
    }

    /** Whether the columns are independent, as far as double arithmetic can tell. */
    boolean isFullRank() {
        return full;
    }

    /** x' (X'X)^-1 x. */
    double quadratic(double[] x) {
        double[] z = new double[p];
        double sum = 0;
        for (int j = 0; j < p; j++) {
            double value = x[j] / scale[j];
            for (int k = 0; k < j; k++) {
                value -= r[k * p + j] * z[k];
            }
            z[j] = value / r[j * p + j];
            sum += z[j] * z[j];
        }
        return sum;
    }

    /** (X'X)^-1, full, row-major. */
    double[] inverse() {
        double[] inverse = new double[p * p];
        double[][] columns = new double[p][p];
        for (int c = 0; c < p; c++) {
            for (int i = c; i >= 0; i--) {
                double value = i == c ? 1 : 0;
                for (int k = i + 1; k <= c; k++) {
                    value -= r[i * p + k] * columns[c][k];
                }
                columns[c][i] = value / r[i * p + i];
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                for (int c = 0; c < p; c++) {
                    inverse[i * p + j] += columns[c][i] * columns[c][j];
                }
                inverse[i * p + j] /= scale[i] * scale[j];
            }
        }
        return inverse;
    }
}
