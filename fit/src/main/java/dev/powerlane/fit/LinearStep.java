package dev.powerlane.fit;

/**
 * The step to the optimum in the coordinates in which an objective is quadratic, the others held: variable projection (Golub and
 * Pereyra 1973, 2003) by the blocks of a gradient and Hessian that are there anyway. A coordinate that is the
 * logarithm t of a quadratic c = e^t is stepped in c, and only if c stays positive. Allocates nothing after construction.
 */
final class LinearStep {
    /** Added to the scaled diagonal where the coordinates are not determined by themselves. */
    private static final double RIDGE = 1e-10;

    private final int[] quadratic;
    private final boolean[] log;
    private final int m;
    private final double[] matrix;
    private final double[] scale;
    private final double[] change;
    private double reduction;

    /**
     * @param quadratic the coordinates, in rising order
     * @param log       for each of them whether it is a logarithm
     */
    LinearStep(int[] quadratic, boolean[] log) {
        this.quadratic = quadratic;
        this.log = log;
        m = quadratic.length;
        matrix = new double[m * m];
        scale = new double[m];
        change = new double[m];
    }

    boolean isEmpty() {
        return m == 0;
    }

    boolean contains(int coordinate) {
        for (int q : quadratic) {
            if (q == coordinate) {
                return true;
            }
        }
        return false;
    }

    /**
     * Solves for the step from a point.
     *
     * @param sums objective, gradient and lower triangle of the Hessian at the point, each at {@code [sum][lane]}
     * @return whether there is a step: the block is positive definite and logarithms keep their arguments positive
     */
    boolean solve(double[] point, double[][] sums, int lane) {
        int p = point.length;
        for (int i = 0; i < m; i++) {
            int a = quadratic[i];
            // With c = e^t: c d/dc = d/dt and c^2 d2/dc2 = d2/dt2 - d/dt, so that the change is relative to c.
            double slope = sums[1 + a][lane];
            double curvature = sums[triangle(p, a, a)][lane] - (log[i] ? slope : 0);
            scale[i] = 1 / Math.sqrt(curvature);
            change[i] = -slope * scale[i];
        }
        reduction = 0;
        if (!factor(p, sums, lane, 1) && !factor(p, sums, lane, 1 + RIDGE)) {
            return false;
        }
        Cholesky.solve(matrix, change, m);
        for (int i = 0; i < m; i++) {
            change[i] *= scale[i];
            reduction -= sums[1 + quadratic[i]][lane] * change[i] / 2;
            if (log[i] && !(change[i] > -1)) {
                return false;
            }
        }
        return reduction >= 0 && reduction < Double.POSITIVE_INFINITY;
    }

    private boolean factor(int p, double[][] sums, int lane, double diagonal) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * m + j] = i == j ? diagonal : sums[triangle(p, quadratic[i], quadratic[j])][lane] * scale[i] * scale[j];
            }
        }
        return Cholesky.factor(matrix, m);
    }

    /** How much the step makes the objective smaller, exactly but for rounding, or at least by this much where they are not determined. */
    double reduction() {
        return reduction;
    }

    void move(double[] point) {
        for (int i = 0; i < m; i++) {
            point[quadratic[i]] += log[i] ? StrictMath.log1p(change[i]) : change[i];
        }
    }

    private static int triangle(int p, int i, int j) {
        return 1 + p + i * (i + 1) / 2 + j;
    }
}
