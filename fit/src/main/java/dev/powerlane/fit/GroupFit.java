package dev.powerlane.fit;

import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A law fitted to groups of runs that share some of its parameters: a parameter set for each group, and how the fit ended. */
public final class GroupFit {
    private static final double SAME_OPTIMUM = 1e-8;

    private final Law law;
    private final Set<String> shared;
    private final Map<String, ParameterSet> parameters = new LinkedHashMap<>();
    private final Map<String, Map<String, Estimate>> estimates = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Status status;
    private final String statusDetail;
    private final double objective;
    private final int iterations;
    private final double relativeGradient;
    private final int starts;
    private final int agreeing;
    private final Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
    private final int resamples;
    private final Loss loss;
    private final Residual residual;
    private final int degreesOfFreedom;
    private final List<String> warnings = new ArrayList<>();
    private final double seconds;

    GroupFit(Objective objective, Layout layout, Map<String, Data> groups, Set<String> shared, GroupLockstep.Results polished, int best,
             GroupLockstep.Results resampled, long began) {
        Coordinates coordinates = objective.coordinates();
        law = coordinates.whole();
        loss = objective.loss();
        residual = objective.residual();
        degreesOfFreedom = groups.values().stream().mapToInt(objective::weighted).sum() - moving(coordinates, layout, polished.points()[best]);
        this.shared = Collections.unmodifiableSet(shared);
        status = polished.statuses()[best];
        this.objective = polished.objectives()[best];
        iterations = polished.iterations()[best];
        relativeGradient = polished.relativeGradients()[best];
        starts = polished.size();
        agreeing = (int) IntStream.range(0, starts).filter(k -> polished.statuses()[k].isConverged()
                && Math.abs(polished.objectives()[k] - this.objective) <= SAME_OPTIMUM * this.objective).count();
        Arrays.stream(polished.statuses()).forEach(s -> byStatus.merge(s, 1, Integer::sum));
        int[] converged = IntStream.range(0, resampled.size()).filter(k -> resampled.statuses()[k].isConverged()).toArray();
        resamples = converged.length;
        int g = 0;
        for (Map.Entry<String, Data> group : groups.entrySet()) {
            int number = g++;
            rows.put(group.getKey(), group.getValue().rows());
            double[] values = coordinates.toParameters(layout.of(polished.points()[best], number));
            parameters.put(group.getKey(), law.parameterSet(values));
            double[][] samples = Arrays.stream(converged).mapToObj(k -> coordinates.toParameters(layout.of(resampled.points()[k], number))).toArray(double[][]::new);
            Map<String, Estimate> ofGroup = new LinkedHashMap<>();
            for (int j = 0; j < values.length; j++) {
                int parameter = j;
                ofGroup.put(law.parameterNames().get(j), Estimate.ofResamples(values[j], Arrays.stream(samples).mapToDouble(s -> s[parameter]).toArray()));
            }
            estimates.put(group.getKey(), ofGroup);
        }
        statusDetail = detail(coordinates, layout, groups, polished, best);
        groups.forEach((name, data) -> Diagnosis.aboutInputs(objective.coordinates().whole(), data).forEach(what -> warnings.add("group " + name + ": " + what)));
        warn(resampled.size());
        seconds = (System.nanoTime() - began) / 1e9;
    }

    private GroupFit(Objective objective, Map<String, Data> groups, Status status, String detail, long began) {
        law = objective.coordinates().whole();
        loss = objective.loss();
        residual = objective.residual();
        degreesOfFreedom = 0;
        shared = Set.of();
        this.status = status;
        statusDetail = detail;
        this.objective = Double.NaN;
        iterations = 0;
        relativeGradient = Double.NaN;
        starts = 0;
        agreeing = 0;
        resamples = 0;
        double[] unknown = new double[law.parameters().size()];
        Arrays.fill(unknown, Double.NaN);
        groups.forEach((name, data) -> {
            rows.put(name, data.rows());
            parameters.put(name, law.parameterSet(unknown));
            Map<String, Estimate> none = new LinkedHashMap<>();
            law.parameterNames().forEach(parameter -> none.put(parameter, Estimate.exact(Double.NaN)));
            estimates.put(name, none);
        });
        warnings.add(detail);
        seconds = (System.nanoTime() - began) / 1e9;
    }

    static GroupFit withoutResult(Objective objective, Layout layout, Map<String, Data> groups, Status status, String detail, long began) {
        return new GroupFit(objective, groups, status, detail, began);
    }

    private String detail(Coordinates coordinates, Layout layout, Map<String, Data> groups, GroupLockstep.Results polished, int best) {
        List<String> names = List.copyOf(groups.keySet());
        double[] point = polished.points()[best];
        return switch (status) {
            case CONVERGED -> "at a stationary point with a positive definite Hessian";
            case ROUNDOFF -> "at a stationary point as far as double arithmetic can tell";
            case MAX_ITERATIONS -> "the iterations ran out before the gradient vanished";
            case STALLED -> "no step makes the objective smaller, but the gradient is not zero";
            case TERM_EVAPORATED -> "on a plateau: " + deadTerms(coordinates, layout, groups, point);
            case RUNAWAY -> describe(coordinates, layout, names, polished.runaways()[best]) + " is on its way to infinity: the objective no longer falls, but no finite value is the best";
            case SINGULAR_HESSIAN -> "the data do not determine every parameter: the Hessian is singular";
            case AT_BOUND -> "at the best point within the bounds: " + bounds(coordinates, layout, names, point);
            case NONFINITE, TOO_FEW_POINTS -> status.name();
        };
    }

    private static String describe(Coordinates coordinates, Layout layout, List<String> names, int place) {
        String name = coordinates.names().get(layout.coordinate(place));
        return layout.group(place) < 0 ? name : name + " of " + names.get(layout.group(place));
    }

    /** How many places are not at a bound. */
    private static int moving(Coordinates coordinates, Layout layout, double[] point) {
        return (int) IntStream.range(0, point.length).filter(place -> point[place] > coordinates.lower()[layout.coordinate(place)]
                && point[place] < coordinates.upper()[layout.coordinate(place)]).count();
    }

    private static String bounds(Coordinates coordinates, Layout layout, List<String> names, double[] point) {
        List<String> found = new ArrayList<>();
        for (int place = 0; place < point.length; place++) {
            int j = layout.coordinate(place);
            boolean low = point[place] <= coordinates.lower()[j];
            if (low || point[place] >= coordinates.upper()[j]) {
                found.add(describe(coordinates, layout, names, place) + " at its " + (low ? "lower" : "upper") + " bound " + coordinates.toParameter(j, point[place]));
            }
        }
        return String.join(", ", found);
    }

    private static String deadTerms(Coordinates coordinates, Layout layout, Map<String, Data> groups, double[] point) {
        Terms terms = new Terms(coordinates.law());
        List<String> found = new ArrayList<>();
        int g = 0;
        for (Map.Entry<String, Data> group : groups.entrySet()) {
            String dead = terms.dead(coordinates.toReduced(layout.of(point, g++)), group.getValue(), coordinates.law());
            if (!dead.isEmpty()) {
                found.add("the term of " + dead + " has died in " + group.getKey());
            }
        }
        return String.join(", ", found);
    }

    private void warn(int resampled) {
        if (!status.isConverged()) {
            warnings.add("not converged (" + status + "): " + statusDetail + "; do not use these parameters");
        } else if (agreeing < 2 && starts > 1) {
            warnings.add("only one of " + starts + " starts reached this optimum; try more starts");
        }
        if (resamples < resampled) {
            warnings.add((resampled - resamples) + " of " + resampled + " bootstrap fits did not converge and are left out of the intervals");
        }
    }

    public Law law() {
        return law;
    }

    /** The groups, in the order in which they first occur. */
    public List<String> groups() {
        return List.copyOf(parameters.keySet());
    }

    /** The parameters that have one value for all groups. */
    public Set<String> shared() {
        return shared;
    }

    /** A group's parameters, the shared ones among them. */
    public ParameterSet parameters(String group) {
        return of(group, parameters);
    }

    /** A group's parameter with its 95 % interval, from percentiles of the bootstrap; without one if there was none. */
    public Estimate estimate(String group, String parameter) {
        of(group, parameters).get(parameter);
        return of(group, estimates).get(parameter);
    }

    /** How many runs a group has. */
    public int rows(String group) {
        return of(group, rows);
    }

    private <V> V of(String group, Map<String, V> map) {
        V value = map.get(group);
        if (value == null) {
            throw new IllegalArgumentException("no group " + group + "; the groups are " + String.join(", ", map.keySet()));
        }
        return value;
    }

    public Status status() {
        return status;
    }

    /** The status in words. */
    public String statusDetail() {
        return statusDetail;
    }

    /** The sum of rho(residual) over the runs of all groups, times the penalty of priors if there are any. */
    public double objective() {
        return objective;
    }

    public Loss loss() {
        return loss;
    }

    public Residual residual() {
        return residual;
    }

    /** Runs of all groups. */
    public int rows() {
        return rows.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Runs that have a weight, less parameters that were free to move, those of all groups counted. */
    public int degreesOfFreedom() {
        return degreesOfFreedom;
    }

    public int iterations() {
        return iterations;
    }

    /** The Newton decrement in units of the objective: zero at an optimum. */
    public double relativeGradient() {
        return relativeGradient;
    }

    /** How many starts were polished. */
    public int starts() {
        return starts;
    }

    /** How many of them ended at this optimum. */
    public int agreeing() {
        return agreeing;
    }

    /** How many of them ended with each status. */
    public Map<Status, Integer> byStatus() {
        return Collections.unmodifiableMap(byStatus);
    }

    /** How many bootstrap fits the intervals come from. */
    public int resamples() {
        return resamples;
    }

    public List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    /** Wall time of the whole fit with its intervals. */
    public double seconds() {
        return seconds;
    }
}
