package dev.powerlane.fit;

import dev.powerlane.kernel.Formulas;
import dev.powerlane.kernel.RowSums;
import java.util.Arrays;

/**
 * Leads Newton's method to the optimum of a loss with a kink, by the proximal method of multipliers (Rockafellar 1976): each lane
 * minimises the loss's Moreau envelope around multipliers u, one a row, with a sharpness s; then u becomes the slope psi = u + s r, cut off at the
 * loss's steepest slopes, s grows fivefold, and Newton's method goes on from where it is. At the last sharpness u alone is repeated.
 *
 * <p>When u no longer moves, the point is optimal for the kinked loss, and u is the proof: sum w u grad r = 0, with u at an end of its range
 * wherever r is not zero, on the side of r's sign, and within it elsewhere: a zero among the loss's subgradients. Residuals
 * that belong to the kink are then zero to round-off, so that a law of p parameters goes through p runs exactly, or through fewer if its curvature
 * settles the rest. Without such a proof a fit does not end as converged.
 */
final class Smoothing {
    private static final double GROWTH = 5;
    /** The sharpness grows from 1 to GROWTH^STAGES over the mean absolute residual. */
    private static final int STAGES = 9;
    /** How often multipliers alone are repeated, at most. */
    private static final int ROUNDS = 8;
    /** Multipliers that move less than this, in units of their range, are the proof of an optimum. */
    private static final double SETTLED = 1e-6;
    /** Multipliers that move less than this do so by round-off. */
    private static final double STILL = 1e-9;

    private final Loss loss;
    private final Formulas formulas;
    private final double[] sharpness;
    private final double[] multipliers;
    private final double[] weights;
    private final double[] own;
    private final double[][] columns;
    private final double[][] residuals;
    private final int coordinates;
    private final int rows;
    private final int[] stage = new int[RowSums.LANES];
    private final double[] moved = new double[RowSums.LANES];

    /** @param multipliers those that {@code task} was made with */
    Smoothing(Objective objective, RowSums.Rows bound, RowSums.Task task, double[] weights, double[] multipliers) {
        this.loss = objective.loss();
        this.formulas = objective.residuals();
        this.sharpness = objective.sharpness(task);
        this.multipliers = multipliers;
        this.weights = weights;
        own = objective.ownWeights(bound);
        rows = bound.size();
        coordinates = objective.coordinates().size();
        columns = new double[coordinates + objective.columns().size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = j < coordinates ? new double[rows] : bound.column(objective.columns().get(j - coordinates));
        }
        residuals = new double[1][rows];
    }

    /** Begins a fit in a lane whose weights are written. */
    void start(int lane, double[] point) {
        stage[lane] = 0;
        moved[lane] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            multipliers[i * RowSums.LANES + lane] = 0;
        }
        evaluate(point);
        sharpness[lane] = 0;
        sharpen(lane);
    }

    /** After Newton's method has ended in a lane: whether it has to go on, restarted with other multipliers. */
    boolean goOn(int lane, Newton newton) {
        Status status = newton.status();
        if (status == Status.NONFINITE || status == Status.MAX_ITERATIONS || newton.objective() <= newton.floor()) {
            return false;
        }
        evaluate(newton.result());
        double before = moved[lane];
        moved[lane] = moveMultipliers(lane);
        if (stage[lane] >= STAGES) {
            boolean still = moved[lane] <= STILL || moved[lane] <= SETTLED && moved[lane] > before / 2;
            if (still || stage[lane] >= STAGES + ROUNDS) {
                return false;
            }
        } else {
            sharpen(lane);
        }
        stage[lane]++;
        newton.restart(newton.result());
        return true;
    }

    /** What a fit's end is worth, as far as the kinked loss is concerned. */
    Status status(int lane, Newton newton) {
        Status status = newton.status();
        boolean proven = moved[lane] <= SETTLED || newton.objective() <= newton.floor();
        return status.isConverged() && !proven ? Status.STALLED : status == Status.ROUNDOFF ? Status.CONVERGED : status;
    }

    /** Sets lane 0's multipliers to those of an optimum as far as residuals tell: an end of the range, or its middle where they are zero.
     *
     * @return the sharpness to go with them
     */
    double settle(double[] point) {
        start(0, point);
        double sharp = sharpness[0] * StrictMath.pow(GROWTH, STAGES);
        for (int i = 0; i < rows; i++) {
            double r = residuals[0][i];
            boolean zero = Math.abs(r) * sharp < .01;
            multipliers[i * RowSums.LANES] = zero ? (loss.leastSlope() + loss.greatestSlope()) / 2 : r < 0 ? loss.leastSlope() : loss.greatestSlope();
        }
        return sharp;
    }

    private void evaluate(double[] point) {
        for (int j = 0; j < coordinates; j++) {
            Arrays.fill(columns[j], point[j]);
        }
        formulas.evaluate(columns, residuals, rows);
    }

    private double weight(int row, int lane) {
        double weight = weights[row * RowSums.LANES + lane];
        return own == null ? weight : weight * own[row];
    }

    private void sharpen(int lane) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < rows; i++) {
            double weight = weight(i, lane);
            if (weight > 0) {
                sum += weight * Math.abs(residuals[0][i]);
                total += weight;
            }
        }
        double grown = StrictMath.pow(GROWTH, stage[lane]) * total / sum;
        if (grown > sharpness[lane] && grown < Double.POSITIVE_INFINITY) {
            sharpness[lane] = grown;
        }
    }

    /** @return the largest change, in units of the multipliers' range */
    private double moveMultipliers(int lane) {
        double least = loss.leastSlope();
        double greatest = loss.greatestSlope();
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            if (weight(i, lane) > 0) {
                double was = multipliers[i * RowSums.LANES + lane];
                double is = Math.min(greatest, Math.max(least, was + sharpness[lane] * residuals[0][i]));
                multipliers[i * RowSums.LANES + lane] = is;
                largest = Math.max(largest, Math.abs(is - was));
            }
        }
        return largest / (greatest - least);
    }
}
