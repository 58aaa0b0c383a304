package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fits a law to groups of runs that share some of its parameters: {@code fitter.shared("alpha", "beta").by("dataset")}. Everything else is as
 * the {@link Fitter} says; fixed, tied and bounded parameters are so in every group, and a prior on a parameter that groups do not share
 * holds for each group's. Immutable.
 *
 * <p>Time and memory of a step grow in proportion to the number of groups. Intervals are percentiles of bootstrap resamples: runs
 * are drawn with replacement within each group.
 */
public final class GroupFitter {
    private static final int RESAMPLES = 1000;

    private final Fitter fitter;
    private final Set<String> shared;
    private final String column;

    GroupFitter(Fitter fitter, Set<String> shared, String column) {
        this.fitter = fitter;
        this.shared = shared;
        this.column = column;
    }

    /**
     * Fits the groups.
     *
     * @return the best optimum found; {@link Status#TOO_FEW_POINTS} if a group has fewer runs than parameters of its own, or all of them fewer than all parameters
     * @throws IllegalArgumentException naming row and column if a value is missing, infinite, or not positive where it must be
     */
    public GroupFit fit(Data data) {
        long began = System.nanoTime();
        fitter.check(data);
        Objective objective = fitter.objective();
        Map<String, Data> groups = data.by(column);
        Layout layout = new Layout(objective.coordinates(), places(objective.coordinates()), groups.size());
        GroupFit tooFew = tooFew(objective, layout, groups, began);
        if (tooFew != null) {
            return tooFew;
        }
        Problem problem = new Problem(objective, layout, new ArrayList<>(groups.values()));
        GroupLockstep.Results polished = problem.run(starts(problem), fitter.threads());
        int best = best(polished);
        if (best < 0) {
            return GroupFit.withoutResult(objective, layout, groups, Status.NONFINITE, "the objective is not a finite number at any start", began);
        }
        GroupLockstep.Results resampled = polished.statuses()[best].isConverged() ? problem.resample(polished.points()[best], resamples(), fitter.seed(), fitter.threads())
                : new GroupLockstep.Results(0);
        return new GroupFit(objective, layout, groups, names(objective.coordinates()), polished, best, resampled, began);
    }

    private int resamples() {
        return fitter.resamplesAsked() < 0 ? RESAMPLES : fitter.resamplesAsked();
    }

    /** Shared coordinates: a tied parameter is shared with all that it is tied to. */
    private Set<Integer> places(Coordinates coordinates) {
        return shared.stream().map(name -> coordinates.coordinate(coordinates.whole().parameterIndex(name))).collect(Collectors.toSet());
    }

    /** Every parameter that groups share, with those tied to one that was named. */
    private Set<String> names(Coordinates coordinates) {
        Law law = coordinates.whole();
        Set<Integer> places = places(coordinates);
        return law.parameterNames().stream().filter(name -> places.contains(coordinates.coordinate(law.parameterIndex(name))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private GroupFit tooFew(Objective objective, Layout layout, Map<String, Data> groups, long began) {
        int all = 0;
        for (Map.Entry<String, Data> group : groups.entrySet()) {
            int rows = objective.weighted(group.getValue());
            all += rows;
            if (rows < Math.max(1, layout.own().length)) {
                return GroupFit.withoutResult(objective, layout, groups, Status.TOO_FEW_POINTS, "group " + group.getKey() + " of " + column + ": " + rows
                        + " runs cannot determine " + layout.own().length + " parameters", began);
            }
        }
        return all >= layout.size() ? null : GroupFit.withoutResult(objective, layout, groups, Status.TOO_FEW_POINTS,
                all + " runs cannot determine " + layout.size() + " parameters of " + groups.size() + " groups", began);
    }

    private double[][] starts(Problem problem) {
        Starts starts = fitter.starts();
        if (starts.isMap()) {
            return new GroupStarts(problem.objective, problem.layout, problem.groups, problem.rows).reduced();
        }
        double[][] points = starts.of(problem.objective.coordinates(), null, null, null, null);
        return Arrays.stream(points).map(problem.layout::spread).toArray(double[][]::new);
    }

    /** The converged fit with the least objective; without one, the least objective of all; -1 if all are NaN. */
    private static int best(GroupLockstep.Results results) {
        Comparator<Integer> order = Comparator.<Integer, Boolean>comparing(k -> !results.statuses()[k].isConverged())
                .thenComparing(k -> results.objectives()[k]).thenComparing(k -> k);
        return IntStream.range(0, results.size()).boxed().filter(k -> Double.isFinite(results.objectives()[k])).min(order).orElse(-1);
    }

    /** The groups' rows, bound to an objective. */
    private static final class Problem {
        private final Objective objective;
        private final Layout layout;
        private final List<Data> groups;
        private final RowSums.Rows[] rows;
        private final double floor;
        private final double strength;

        Problem(Objective objective, Layout layout, List<Data> groups) {
            this.objective = objective;
            this.layout = layout;
            this.groups = groups;
            rows = groups.stream().map(objective::bind).toArray(RowSums.Rows[]::new);
            floor = groups.stream().mapToDouble(objective::floor).sum();
            strength = objective.loss().degree() / (double) groups.stream().mapToInt(objective::weighted).sum();
        }

        GroupLockstep.Results run(double[][] starts, int threads) {
            return run(threads, new GroupLockstep.Fits() {
                @Override
                public int count() {
                    return starts.length;
                }

                @Override
                public double[] start(int fit) {
                    return starts[fit];
                }
            });
        }

        /** Resample k depends on the seed, k and the groups alone: in group g it is the one numbered k times the number of groups plus g. */
        GroupLockstep.Results resample(double[] optimum, int count, long seed, int threads) {
            Resampling[] resamplings = groups.stream().map(group -> new Resampling(seed, group.rows())).toArray(Resampling[]::new);
            return run(threads, new GroupLockstep.Fits() {
                @Override
                public int count() {
                    return count;
                }

                @Override
                public double[] start(int fit) {
                    return optimum;
                }

                @Override
                public void weigh(int fit, int group, double[] weights, int lane) {
                    resamplings[group].weigh((long) fit * resamplings.length + group, weights, lane);
                }
            });
        }

        private GroupLockstep.Results run(int threads, GroupLockstep.Fits fits) {
            GroupLockstep.Results results = GroupLockstep.run(objective, layout, rows, floor, strength, threads, fits);
            markDeadTerms(results);
            return results;
        }

        /** A fit in which a term has died in some group has lost part of the law there. */
        private void markDeadTerms(GroupLockstep.Results results) {
            Law law = objective.coordinates().law();
            Terms terms = new Terms(law);
            for (int g = 0; g < groups.size(); g++) {
                FitBatch ofGroup = new FitBatch(objective.coordinates(), results.size());
                for (int k = 0; k < results.size(); k++) {
                    ofGroup.put(k, layout.of(results.points()[k], g), results.statuses()[k]);
                }
                terms.mark(ofGroup, groups.get(g), law);
                for (int k = 0; k < results.size(); k++) {
                    results.statuses()[k] = ofGroup.status(k);
                }
            }
        }
    }
}
