package dev.powerlane.fit;

import java.util.Arrays;

/**
 * A symmetric matrix in the shape of an arrow: a block for what groups share, one for what each group has of its own, and between a group's
 * own and the shared. Groups know nothing of each other, so solving takes time and memory in proportion to their number.
 */
final class Arrow {
    private final int q;
    private final int k;
    /** q x q. */
    final double[] shared;
    /** For each group k x k. */
    final double[][] own;
    /** For each group k x q. */
    final double[][] cross;

    Arrow(Layout layout) {
        q = layout.shared().length;
        k = layout.own().length;
        shared = new double[q * q];
        own = new double[layout.groups()][k * k];
        cross = new double[layout.groups()][k * q];
    }

    void clear() {
        Arrays.fill(shared, 0);
        for (int g = 0; g < own.length; g++) {
            Arrays.fill(own[g], 0);
            Arrays.fill(cross[g], 0);
        }
    }

    double diagonal(int place) {
        return place < q ? shared[place * q + place] : own[(place - q) / k][(place - q) % k * (k + 1)];
    }

    /** Copies another arrow with {@code added} on its diagonal; the rows and columns of what is held become those of the identity. */
    void copy(Arrow from, double[] added, boolean[] held) {
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                shared[i * q + j] = held[i] || held[j] ? 0 : from.shared[i * q + j];
            }
            shared[i * q + i] = held[i] ? 1 : shared[i * q + i] + added[i];
        }
        for (int g = 0; g < own.length; g++) {
            int first = q + g * k;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    own[g][i * k + j] = held[first + i] || held[first + j] ? 0 : from.own[g][i * k + j];
                }
                own[g][i * k + i] = held[first + i] ? 1 : own[g][i * k + i] + added[first + i];
                for (int j = 0; j < q; j++) {
                    cross[g][i * q + j] = held[first + i] || held[j] ? 0 : from.cross[g][i * q + j];
                }
            }
        }
    }

    /** Factors in place, as L L' with the groups first; false if the matrix is not positive definite. */
    boolean factor() {
        for (int g = 0; g < own.length; g++) {
            if (!Cholesky.factor(own[g], k)) {
                return false;
            }
            for (int j = 0; j < q; j++) {
                forward(own[g], cross[g], j, q);
            }
            for (int i = 0; i < q; i++) {
                for (int j = 0; j <= i; j++) {
                    for (int r = 0; r < k; r++) {
                        shared[i * q + j] -= cross[g][r * q + i] * cross[g][r * q + j];
                    }
                }
            }
        }
        return Cholesky.factor(shared, q);
    }

    /** A column of b, k numbers from {@code offset} in steps of {@code stride}, becomes L^-1 b. */
    private void forward(double[] factor, double[] b, int offset, int stride) {
        for (int i = 0; i < k; i++) {
            double sum = b[offset + i * stride];
            for (int r = 0; r < i; r++) {
                sum -= factor[i * k + r] * b[offset + r * stride];
            }
            b[offset + i * stride] = sum / factor[i * k + i];
        }
    }

    /** Solves with the factor, in place of x; {@code work} has q places. */
    void solve(double[] x, double[] work) {
        System.arraycopy(x, 0, work, 0, q);
        for (int g = 0; g < own.length; g++) {
            int first = q + g * k;
            forward(own[g], x, first, 1);
            for (int j = 0; j < q; j++) {
                for (int r = 0; r < k; r++) {
                    work[j] -= cross[g][r * q + j] * x[first + r];
                }
            }
        }
        Cholesky.solve(shared, work, q);
        System.arraycopy(work, 0, x, 0, q);
        for (int g = 0; g < own.length; g++) {
            int first = q + g * k;
            for (int i = k - 1; i >= 0; i--) {
                double sum = x[first + i];
                for (int j = 0; j < q; j++) {
                    sum -= cross[g][i * q + j] * x[j];
                }
                for (int r = i + 1; r < k; r++) {
                    sum -= own[g][r * k + i] * x[first + r];
                }
                x[first + i] = sum / own[g][i * k + i];
            }
        }
    }

    /** x' A x, of a matrix that is not factored. */
    double quadratic(double[] x) {
        double sum = 0;
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                sum += x[i] * shared[i * q + j] * x[j];
            }
        }
        for (int g = 0; g < own.length; g++) {
            int first = q + g * k;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    sum += x[first + i] * own[g][i * k + j] * x[first + j];
                }
                for (int j = 0; j < q; j++) {
                    sum += 2 * x[first + i] * cross[g][i * q + j] * x[j];
                }
            }
        }
        return sum;
    }
}
