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
    private final Layout layout;
    private final Block[] blocks;
    private final int[] stage = new int[RowSums.LANES];
    private final double[] moved = new double[RowSums.LANES];

    /** The rows of a group, with each lane's weights and multipliers; own weights are null if they are all 1. */
    private record Block(int rows, double[] own, double[] weights, double[] multipliers, double[][] columns, double[][] residuals) {
        double weight(int row, int lane) {
            double weight = weights[row * RowSums.LANES + lane];
            return own == null ? weight : weight * own[row];
        }
    }

    /** For one block of rows: weights and multipliers are those that {@code task} was made with. */
    Smoothing(Objective objective, RowSums.Rows bound, RowSums.Task task, double[] weights, double[] multipliers) {
        this(objective, Layout.single(objective.coordinates()), new RowSums.Rows[] {bound}, task, new double[][] {weights}, new double[][] {multipliers});
    }

    /** For a block of rows a group, each with weights and multipliers of its own. */
    Smoothing(Objective objective, Layout layout, RowSums.Rows[] bound, RowSums.Task task, double[][] weights, double[][] multipliers) {
        this.loss = objective.loss();
        this.formulas = objective.residuals();
        this.sharpness = objective.sharpness(task);
        this.layout = layout;
        blocks = new Block[bound.length];
        int p = objective.coordinates().size();
        for (int g = 0; g < blocks.length; g++) {
            int rows = bound[g].size();
            double[][] columns = new double[p + objective.columns().size()][];
            for (int j = 0; j < columns.length; j++) {
                columns[j] = j < p ? new double[rows] : bound[g].column(objective.columns().get(j - p));
            }
            blocks[g] = new Block(rows, objective.ownWeights(bound[g]), weights[g], multipliers[g], columns, new double[1][rows]);
        }
    }

    /** Begins a fit in a lane whose weights are written. */
    void start(int lane, double[] point) {
        stage[lane] = 0;
        moved[lane] = Double.POSITIVE_INFINITY;
        for (Block block : blocks) {
            for (int i = 0; i < block.rows; i++) {
                block.multipliers[i * RowSums.LANES + lane] = 0;
            }
        }
        evaluate(point);
        sharpness[lane] = 0;
        sharpen(lane);
    }

    /** After Newton's method has ended in a lane: whether it has to go on, restarted with other multipliers. */
    boolean goOn(int lane, Descent newton) {
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
    Status status(int lane, Descent newton) {
        Status status = newton.status();
        boolean proven = moved[lane] <= SETTLED || newton.objective() <= newton.floor();
        return status.isConverged() && !proven ? Status.STALLED : status == Status.ROUNDOFF ? Status.CONVERGED : status;
    }

    /**
     * Sets lane 0's multipliers to those of an optimum as far as residuals tell: an end of the range, or its middle where they are zero.
     *
     * @return the sharpness to go with them
     */
    double settle(double[] point) {
        start(0, point);
        double sharp = sharpness[0] * StrictMath.pow(GROWTH, STAGES);
        for (Block block : blocks) {
            for (int i = 0; i < block.rows; i++) {
                double r = block.residuals[0][i];
                boolean zero = Math.abs(r) * sharp < .01;
                block.multipliers[i * RowSums.LANES] = zero ? (loss.leastSlope() + loss.greatestSlope()) / 2 : r < 0 ? loss.leastSlope() : loss.greatestSlope();
            }
        }
        return sharp;
    }

    private void evaluate(double[] point) {
        for (int g = 0; g < blocks.length; g++) {
            Block block = blocks[g];
            for (int j = 0; j < layout.p(); j++) {
                Arrays.fill(block.columns[j], point[layout.place(g, j)]);
            }
            formulas.evaluate(block.columns, block.residuals, block.rows);
        }
    }

    private void sharpen(int lane) {
        double sum = 0;
        double total = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.rows; i++) {
                double weight = block.weight(i, lane);
                if (weight > 0) {
                    sum += weight * Math.abs(block.residuals[0][i]);
                    total += weight;
                }
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
        for (Block block : blocks) {
            for (int i = 0; i < block.rows; i++) {
                if (block.weight(i, lane) > 0) {
                    int place = i * RowSums.LANES + lane;
                    double was = block.multipliers[place];
                    double is = Math.min(greatest, Math.max(least, was + sharpness[lane] * block.residuals[0][i]));
                    block.multipliers[place] = is;
                    largest = Math.max(largest, Math.abs(is - was));
                }
            }
        }
        return largest / (greatest - least);
    }
}
