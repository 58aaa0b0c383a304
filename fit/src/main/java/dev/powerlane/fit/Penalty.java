package dev.powerlane.fit;

/**
 * Priors on coordinates, as a factor of the objective: P = F exp(d/(2n) sum z^2), z_j = (t_j - centre_j) / sd_j. (n/d) ln P is minus the
 * logarithm of the posterior density, the residuals' unknown spread taken at its most likely value; so neither the unit of F nor its scale
 * matters. With u = d/n (z_j / sd_j): grad P = e (grad F + F u), hess P = e (hess F + grad F u' + u grad F' + F u u' + F diag(d/(n sd^2))).
 */
final class Penalty {
    /** The logarithm of the largest factor that one prior may have at a start; at optima it is the logarithm of a ratio of objectives. */
    private static final double MOST = 50;

    private final Coordinates coordinates;
    private final double strength;
    private final double[] slope;

    /** @param strength d/n: the loss's degree over the number of runs */
    Penalty(Coordinates coordinates, double strength) {
        this.coordinates = coordinates;
        this.strength = strength;
        slope = new double[coordinates.size()];
    }

    /** A start from which the optimum can be reached: where a prior would multiply the objective beyond all numbers, it is moved towards the centre. */
    double[] moderate(double[] start) {
        double[] moved = start.clone();
        for (int j = 0; j < moved.length; j++) {
            double most = Math.sqrt(2 * MOST / (strength * coordinates.precision(j)));
            moved[j] = Math.min(coordinates.centre(j) + most, Math.max(coordinates.centre(j) - most, start[j]));
        }
        return moved;
    }

    /** The factor at a point. */
    double factor(double[] point) {
        double exponent = 0;
        for (int j = 0; j < point.length; j++) {
            double away = point[j] - coordinates.centre(j);
            exponent += strength * coordinates.precision(j) * away * away / 2;
        }
        return StrictMath.exp(exponent);
    }

    /** Turns one lane's sums at a point (value, gradient, lower triangle of the Hessian by rows) from F into P. */
    void apply(double[][] sums, int lane, double[] point) {
        int p = point.length;
        double factor = factor(point);
        double value = sums[0][lane];
        for (int j = 0; j < p; j++) {
            slope[j] = strength * coordinates.precision(j) * (point[j] - coordinates.centre(j));
        }
        int next = p + 1;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double cross = sums[1 + i][lane] * slope[j] + sums[1 + j][lane] * slope[i];
                double own = i == j ? strength * coordinates.precision(i) : 0;
                sums[next][lane] = factor * (sums[next][lane] + cross + value * (slope[i] * slope[j] + own));
                next++;
            }
        }
        for (int j = 0; j < p; j++) {
            sums[1 + j][lane] = factor * (sums[1 + j][lane] + value * slope[j]);
        }
        sums[0][lane] = factor * value;
    }
}
