package dev.powerlane.fit;

/** Small symmetric systems by L L' without pivoting, in place and without allocation. Matrices are full, row-major. */
final class Cholesky {
    private Cholesky() {}

    /**
     * Factors a (size n) into its lower triangle.
     *
     * @return whether a is positive definite; a is destroyed either way
     */
    static boolean factor(double[] a, int n) {
        for (int j = 0; j < n; j++) {
            double pivot = a[j * n + j];
            for (int k = 0; k < j; k++) {
                pivot -= a[j * n + k] * a[j * n + k];
            }
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            double root = Math.sqrt(pivot);
            a[j * n + j] = root;
            for (int i = j + 1; i < n; i++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                a[i * n + j] = sum / root;
            }
        }
        return true;
    }

    /** Solves L L' x = b in place of b. */
    static void solve(double[] factor, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * b[k];
            }
            b[i] = sum / factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * n + i] * b[k];
            }
            b[i] = sum / factor[i * n + i];
        }
    }

    /**
     * The condition number (ratio of extreme eigenvalues) of a scaled to a unit diagonal; infinite unless a is positive
     * definite. By cyclic Jacobi rotations.
     */
    static double scaledCondition(double[] a, int n) {
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                s[i * n + j] = a[i * n + j] / Math.sqrt(a[i * n + i] * a[j * n + j]);
            }
        }
        for (int sweep = 0; sweep < 60; sweep++) {
            double off = 0;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    off += s[i * n + j] * s[i * n + j];
                    rotate(s, n, i, j);
                }
            }
            if (!(off > 1e-30)) {
                break;
            }
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, s[i * n + i]);
            greatest = Math.max(greatest, s[i * n + i]);
        }
        return least > 0 ? greatest / least : Double.POSITIVE_INFINITY;
    }

    private static void rotate(double[] s, int n, int p, int q) {
        double off = s[p * n + q];
        if (off == 0) {
            return;
        }
        double theta = (s[q * n + q] - s[p * n + p]) / (2 * off);
        double t = Math.signum(theta == 0 ? 1 : theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double sine = t * c;
        for (int k = 0; k < n; k++) {
            double kp = s[k * n + p];
            double kq = s[k * n + q];
            s[k * n + p] = c * kp - sine * kq;
            s[k * n + q] = sine * kp + c * kq;
        }
        for (int k = 0; k < n; k++) {
            double pk = s[p * n + k];
            double qk = s[q * n + k];
            s[p * n + k] = c * pk - sine * qk;
            s[q * n + k] = sine * pk + c * qk;
        }
    }
}
