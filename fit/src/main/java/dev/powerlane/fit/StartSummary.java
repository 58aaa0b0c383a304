package dev.powerlane.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where a fit's starts ended.
 *
 * @param total     how many starts were polished
 * @param agreeing  how many of them ended at the best optimum
 * @param byStatus  how many ended with each status
 * @param optima    the distinct optima, the best first; those of equal objectives, as with equal terms in another order, are one
 * @param certainty how sure it is that the best of them is the best there is
 */
public record StartSummary(int total, int agreeing, Map<Status, Integer> byStatus, List<Optimum> optima, Certainty certainty) {
    /** Optima whose objectives differ by less than this, relative to their size, are one. */
    private static final double SAME = 1e-8;

    static final StartSummary NONE = new StartSummary(0, 0, Map.of(), List.of(), Certainty.of(0, 0, 0, false));

    /**
     * @param floor the objective of residuals that are nothing but round-off
     * @param map   whether the starts are the reduced map's
     */
    static StartSummary of(FitBatch batch, Coordinates coordinates, double floor, boolean map) {
        Integer[] order = Arrays.stream(batch.converged()).boxed().sorted(Comparator.comparingDouble(batch::objective)).toArray(Integer[]::new);
        List<Optimum> optima = new ArrayList<>();
        for (int from = 0; from < order.length;) {
            double objective = batch.objective(order[from]);
            int to = from;
            int nearest = order[from];
            while (to < order.length && batch.objective(order[to]) - objective <= SAME * objective + floor) {
                nearest = batch.relativeGradient(order[to]) < batch.relativeGradient(nearest) ? order[to] : nearest;
                to++;
            }
            optima.add(new Optimum(objective, coordinates.whole().parameterSet(batch.parameters(nearest)), to - from));
            from = to;
        }
        int agreeing = optima.isEmpty() ? 0 : optima.get(0).starts();
        Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
        byStatus.putAll(batch.byStatus());
        return new StartSummary(batch.size(), agreeing, byStatus, List.copyOf(optima), Certainty.of(order.length, agreeing, optima.size(), map));
    }
}
