package dev.powerlane.fit;

import dev.powerlane.law.ParameterSet;
import dev.powerlane.schedule.MultiPowerLaw;
import java.util.Arrays;
import java.util.List;

/** The multi-power law fitted to training curves, and what the fit is worth. */
public final class MultiPowerFit {
    /** Beyond this condition number of the scaled Hessian its least eigenvalue is round-off. */
    private static final double SINGULAR = 1e13;
    /** A term that makes up less than this of the loss at every point has evaporated. */
    private static final double DEAD = 1e-8;

    private final List<TrainingCurve> curves;
    private final ParameterSet parameters;
    private final Status status;
    private final String statusDetail;
    private final double objective;
    private final double relativeGradient;
    private final double conditionNumber;
    private final int iterations;
    private final int starts;
    private final int agreeing;
    private final double[][] predicted;

    MultiPowerFit(List<TrainingCurve> curves, CurveObjective objective, MultiPowerFitter.End end, int starts, int agreeing) {
        this.curves = curves;
        this.starts = starts;
        this.agreeing = agreeing;
        this.objective = end.objective();
        this.relativeGradient = end.relativeGradient();
        this.iterations = end.iterations();
        double[] point = end.point();
        double[] values = CurveObjective.toParameters(point);
        this.parameters = MultiPowerLaw.parameterSet(values);
        this.predicted = predict(values);
        this.conditionNumber = Cholesky.scaledCondition(hessian(objective.evaluate(point)), CurveObjective.P);
        int runaway = CurveObjective.runaway(point);
        String dead = dead(values);
        if (end.status() != Status.NONFINITE && runaway >= 0) {
            status = Status.RUNAWAY;
            statusDetail = MultiPowerLaw.PARAMETERS.get(runaway) + " went far outside the range in which it means anything";
        } else if (end.status() != Status.NONFINITE && !dead.isEmpty()) {
            status = Status.TERM_EVAPORATED;
            statusDetail = "on a plateau: the term of " + dead + " has died";
        } else if (end.status().isConverged() && !(conditionNumber <= SINGULAR)) {
            status = Status.SINGULAR_HESSIAN;
            statusDetail = describe(status);
        } else {
            status = end.status();
            statusDetail = describe(status);
        }
    }

    private MultiPowerFit(List<TrainingCurve> curves) {
        this.curves = curves;
        status = Status.TOO_FEW_POINTS;
        statusDetail = describe(status);
        double[] unknown = new double[CurveObjective.P];
        Arrays.fill(unknown, Double.NaN);
        parameters = MultiPowerLaw.parameterSet(unknown);
        predicted = predict(unknown);
        objective = Double.NaN;
        relativeGradient = Double.NaN;
        conditionNumber = Double.NaN;
        iterations = 0;
        starts = 0;
        agreeing = 0;
    }

    static MultiPowerFit tooFewPoints(List<TrainingCurve> curves) {
        return new MultiPowerFit(curves);
    }

    private double[][] predict(double[] values) {
        return curves.stream().map(c -> {
            double[] out = new double[c.size()];
            MultiPowerLaw.along(c.schedule(), c.steps()).evaluate(values, out);
            return out;
        }).toArray(double[][]::new);
    }

    private static double[] hessian(double[][] sums) {
        int p = CurveObjective.P;
        double[] hessian = new double[p * p];
        int next = p + 1;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                hessian[i * p + j] = sums[next][0];
                hessian[j * p + i] = sums[next++][0];
            }
        }
        return hessian;
    }

    /** The first of the law's three terms that is nothing beside the loss at every point. */
    private String dead(double[] values) {
        double[] withoutDrops = values.clone();
        withoutDrops[3] = 0;
        double[] shares = new double[3];
        for (int c = 0; c < predicted.length; c++) {
            TrainingCurve curve = curves.get(c);
            double[] rest = new double[curve.size()];
            MultiPowerLaw.along(curve.schedule(), curve.steps()).evaluate(withoutDrops, rest);
            for (int i = 0; i < rest.length; i++) {
                double loss = Math.abs(predicted[c][i]);
                shares[0] = Math.max(shares[0], values[0] / loss);
                shares[1] = Math.max(shares[1], Math.abs(rest[i] - values[0]) / loss);
                shares[2] = Math.max(shares[2], Math.abs(predicted[c][i] - rest[i]) / loss);
            }
        }
        String[] terms = {"L0", "A, alpha", "B, C, beta, gamma"};
        for (int k = 0; k < shares.length; k++) {
            if (shares[k] < DEAD) {
                return terms[k];
            }
        }
        return "";
    }

    private static String describe(Status status) {
        return switch (status) {
            case CONVERGED -> "at a stationary point with a positive definite Hessian";
            case ROUNDOFF -> "at a stationary point as far as double arithmetic can tell";
            case MAX_ITERATIONS -> "the iterations ran out before the gradient vanished";
            case STALLED -> "no step makes the objective smaller, but the gradient is not zero";
            case SINGULAR_HESSIAN -> "the curves do not determine every parameter: the Hessian is singular";
            case NONFINITE -> "the objective is not a finite number at the start";
            case TOO_FEW_POINTS -> "fewer points than parameters";
            default -> status.name();
        };
    }

    public ParameterSet parameters() {
        return parameters;
    }

    public Status status() {
        return status;
    }

    /** The status in words. */
    public String statusDetail() {
        return statusDetail;
    }

    /** The sum of rho(residual) over all points. */
    public double objective() {
        return objective;
    }

    /** The Newton decrement in units of the objective: zero at an optimum. */
    public double relativeGradient() {
        return relativeGradient;
    }

    /** Of the Hessian, scaled to a unit diagonal, in the coordinates of the fit. */
    public double conditionNumber() {
        return conditionNumber;
    }

    /** Newton iterations on all points. */
    public int iterations() {
        return iterations;
    }

    /** How many starts were polished. */
    public int starts() {
        return starts;
    }

    /** How many of them ended at the optimum that was then polished on all points. */
    public int agreeing() {
        return agreeing;
    }

    public List<TrainingCurve> curves() {
        return curves;
    }

    /** The law at the points of a curve. */
    public double[] predicted(int curve) {
        return predicted[curve].clone();
    }

    /** 1 - (sum of squares of loss - law) / (sum of squares of loss - mean loss), over the points of all curves with one mean. */
    public double rSquared() {
        return rSquared(0, curves.size());
    }

    /** As {@link #rSquared()}, of one curve with its own mean. */
    public double rSquared(int curve) {
        return rSquared(curve, curve + 1);
    }

    private double rSquared(int from, int to) {
        double sum = 0;
        int count = 0;
        for (int c = from; c < to; c++) {
            for (double loss : curves.get(c).losses()) {
                sum += loss;
                count++;
            }
        }
        double left = 0;
        double total = 0;
        for (int c = from; c < to; c++) {
            double[] losses = curves.get(c).losses();
            for (int i = 0; i < losses.length; i++) {
                left += (losses[i] - predicted[c][i]) * (losses[i] - predicted[c][i]);
                total += (losses[i] - sum / count) * (losses[i] - sum / count);
            }
        }
        return 1 - left / total;
    }
}
