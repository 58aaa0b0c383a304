package dev.powerlane.fit;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fitted law: its parameters with intervals, how the fit ended, and what there is to be said about it. */
public final class Fit {
    private final Law law;
    private final Residual residual;
    private final Loss loss;
    private final int rows;
    private final Status status;
    private final String statusDetail;
    private final double objective;
    private final ParameterSet parameters;
    private final Map<String, Estimate> estimates = new LinkedHashMap<>();
    private final String intervalMethod;
    private final StartSummary starts;
    private final FitBatch resamples;
    private final List<String> warnings = new ArrayList<>();
    private final double seconds;
    private final int iterations;
    private final double relativeGradient;
    private final double conditionNumber;
    private final int insideDelta;

    Fit(Objective objective, RowSums.Rows bound, Data data, FitBatch polished, int best, StartSummary starts, FitBatch resamples, long seed,
        double seconds) {
        Coordinates coordinates = objective.coordinates();
        int p = coordinates.size();
        this.law = coordinates.whole();
        this.residual = objective.residual();
        this.loss = objective.loss();
        this.rows = data.rows();
        this.starts = starts;
        this.resamples = resamples;
        this.seconds = seconds;
        this.objective = polished.objective(best);
        this.parameters = law.parameterSet(polished.parameters(best));
        this.iterations = polished.iterations(best);
        this.relativeGradient = polished.relativeGradient(best);
        double[][] sums = objective.at(bound, polished.point(best));
        double[] hessian = hessian(sums, p);
        this.conditionNumber = Cholesky.scaledCondition(hessian, p);
        this.insideDelta = insideDelta(data);
        this.status = polished.status(best);
        this.statusDetail = detail(coordinates, polished, best, data);
        this.intervalMethod = resamples.size() == 0 ? "none"
                : "bootstrap (pairs), percentiles of " + resamples.converged().length + " resamples, seed " + seed;
        estimate();
        warn();
    }

    private Fit(Objective objective, Data data, Status status, double seconds) {
        Coordinates coordinates = objective.coordinates();
        this.law = coordinates.whole();
        this.residual = objective.residual();
        this.loss = objective.loss();
        this.rows = data.rows();
        this.status = status;
        this.statusDetail = status == Status.TOO_FEW_POINTS
                ? objective.weighted(data) + " runs cannot determine " + coordinates.size() + " parameters"
                : "the objective is not a finite number at any start";
        this.objective = Double.NaN;
        double[] unknown = new double[law.parameters().size()];
        Arrays.fill(unknown, Double.NaN);
        this.parameters = law.parameterSet(unknown);
        law.parameterNames().forEach(name -> estimates.put(name, Estimate.exact(Double.NaN)));
        this.intervalMethod = "none";
        this.starts = StartSummary.NONE;
        this.resamples = new FitBatch(coordinates, 0);
        this.seconds = seconds;
        this.iterations = 0;
        this.relativeGradient = Double.NaN;
        this.conditionNumber = Double.NaN;
        this.insideDelta = 0;
        warnings.add(statusDetail);
    }

    static Fit withoutResult(Objective objective, Data data, Status status, double seconds) {
        return new Fit(objective, data, status, seconds);
    }

    private static double[] hessian(double[][] sums, int p) {
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

    private int insideDelta(Data data) {
        if (!(loss instanceof Loss.Huber huber)) {
            return rows;
        }
        double[] predicted = new double[rows];
        double[][] columns = law.inputNames().stream().map(data::values).toArray(double[][]::new);
        Kernel.compile(law).withThreads(1).evaluate(parameters, columns, predicted);
        double[] y = data.values(data.response());
        int inside = 0;
        for (int i = 0; i < rows; i++) {
            double r = residual == Residual.LOG ? StrictMath.log(predicted[i]) - StrictMath.log(y[i]) : predicted[i] - y[i];
            inside += Math.abs(r) < huber.delta() ? 1 : 0;
        }
        return inside;
    }

    private String detail(Coordinates coordinates, FitBatch polished, int best, Data data) {
        return switch (status) {
            case CONVERGED -> "at a stationary point with a positive definite Hessian";
            case ROUNDOFF -> "at a stationary point as far as double arithmetic can tell";
            case MAX_ITERATIONS -> "the iterations ran out before the gradient vanished";
            case STALLED -> "no step makes the objective smaller, but the gradient is not zero";
            case TERM_EVAPORATED -> "on a plateau: the term of " + new Terms(coordinates.law()).dead(polished.reduced(best), data, coordinates.law()) + " has died";
            case RUNAWAY -> coordinates.names().get(polished.runaway(best)) + " is on its way to infinity: the objective no longer falls, but no finite value is the best";
            case SINGULAR_HESSIAN -> "the data do not determine every parameter: the Hessian is singular";
            case AT_BOUND -> "at the best point within the bounds: " + coordinates.describeBounds(polished.point(best));
            case NONFINITE, TOO_FEW_POINTS -> status.name();
        };
    }

    private void estimate() {
        int[] converged = resamples.converged();
        double[][] samples = new double[converged.length][];
        Arrays.setAll(samples, k -> resamples.parameters(converged[k]));
        for (int j = 0; j < law.parameters().size(); j++) {
            int parameter = j;
            String name = law.parameterNames().get(j);
            double[] values = Arrays.stream(samples).mapToDouble(s -> s[parameter]).toArray();
            Estimate estimate = Estimate.ofResamples(parameters.get(name), values);
            estimates.put(name, law.parameters().get(j).positive() ? estimate
                    : new Estimate(estimate.value(), estimate.lo(), estimate.hi(), estimate.se(), Double.NaN));
        }
    }

    private void warn() {
        if (!status.isConverged()) {
            warnings.add("not converged (" + status + "): " + statusDetail + "; do not use these parameters");
        }
        int failed = resamples.size() - resamples.converged().length;
        if (failed > 0) {
            warnings.add(failed + " of " + resamples.size() + " bootstrap fits did not converge and are left out of the intervals: " + resamples.byStatus());
        }
        if (status.isConverged() && starts.agreeing() < 2 && starts.total() > 1) {
            warnings.add("only one of " + starts.total() + " starts reached this optimum; try more starts");
        }
        if (status.isConverged() && conditionNumber > 1e10) {
            warnings.add(String.format("the scaled Hessian has condition number %.1e: some combination of the parameters is hardly determined", conditionNumber));
        }
    }

    public Law law() {
        return law;
    }

    public Residual residual() {
        return residual;
    }

    public Loss loss() {
        return loss;
    }

    /** How many runs were fitted. */
    public int rows() {
        return rows;
    }

    public Status status() {
        return status;
    }

    /** The status in words. */
    public String statusDetail() {
        return statusDetail;
    }

    /** The sum of rho(residual) over the runs. */
    public double objective() {
        return objective;
    }

    public ParameterSet parameters() {
        return parameters;
    }

    /** A parameter with its 95 % interval. */
    public Estimate estimate(String parameter) {
        parameters.get(parameter);
        return estimates.get(parameter);
    }

    /** Where the intervals come from, in words. */
    public String intervalMethod() {
        return intervalMethod;
    }

    public StartSummary starts() {
        return starts;
    }

    /** The bootstrap fits; none if the fit did not converge or none were asked for. */
    public FitBatch resamples() {
        return resamples;
    }

    public List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    /** Wall time of the whole fit with its intervals. */
    public double seconds() {
        return seconds;
    }

    public int iterations() {
        return iterations;
    }

    /** The Newton decrement in units of the objective: zero at an optimum. */
    public double relativeGradient() {
        return relativeGradient;
    }

    /** Of the Hessian, scaled to a unit diagonal, in the coordinates of the fit. */
    public double conditionNumber() {
        return conditionNumber;
    }

    /** How many residuals lie inside Huber's delta; all of them for squares. */
    public int insideDelta() {
        return insideDelta;
    }
}
