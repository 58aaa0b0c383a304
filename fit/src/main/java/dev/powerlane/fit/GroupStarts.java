package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where fits of groups begin. If all parameters in which the law is not linear are shared, from one reduced map for all groups together: at each
 * node every group's linear parameters are solved for, and the nodes of the least total are taken. Otherwise each group
 * has a reduced map of its own; start k takes each group's k-th best node. What is shared but differs between groups is averaged, weighted by rows.
 */
final class GroupStarts {
    private static final int POLISHED = 8;

    private final Objective objective;
    private final Layout layout;
    private final List<Data> groups;
    private final RowSums.Rows[] rows;

    GroupStarts(Objective objective, Layout layout, List<Data> groups, RowSums.Rows[] rows) {
        this.objective = objective;
        this.layout = layout;
        this.groups = groups;
        this.rows = rows;
    }

    /** Vectors, the best first. */
    double[][] reduced() {
        ReducedMap map = new ReducedMap(objective.coordinates(), objective.residual());
        double[][][] nodes = new double[groups.size()][][];
        double[][] values = new double[groups.size()][];
        for (int g = 0; g < nodes.length; g++) {
            nodes[g] = map.solved(groups.get(g));
            values[g] = ReducedMap.evaluate(nodes[g], objective.task(rows[g]));
        }
        boolean together = IntStream.of(map.curved()).allMatch(j -> IntStream.of(layout.shared()).anyMatch(s -> s == j));
        int[][] order = new int[nodes.length][];
        if (together) {
            double[] total = new double[values[0].length];
            for (double[] v : values) {
                for (int k = 0; k < total.length; k++) {
                    total[k] += v[k];
                }
            }
            Arrays.fill(order, best(total));
        } else {
            for (int g = 0; g < nodes.length; g++) {
                order[g] = best(values[g]);
            }
        }
        int count = IntStream.range(0, order.length).map(g -> order[g].length).min().orElse(0);
        double[][] starts = new double[count][];
        for (int k = 0; k < count; k++) {
            starts[k] = join(nodes, order, k);
        }
        return starts;
    }

    private static int[] best(double[] values) {
        return IntStream.range(0, values.length).boxed().filter(k -> Double.isFinite(values[k]))
                .sorted(Comparator.comparingDouble(k -> values[k])).limit(POLISHED).mapToInt(Integer::intValue).toArray();
    }

    private double[] join(double[][][] nodes, int[][] order, int k) {
        double[] vector = new double[layout.size()];
        double all = groups.stream().mapToInt(Data::rows).sum();
        for (int g = 0; g < nodes.length; g++) {
            double[] node = nodes[g][order[g][k]];
            for (int j = 0; j < node.length; j++) {
                int place = layout.place(g, j);
                if (layout.group(place) < 0) {
                    vector[place] += node[j] * (groups.get(g).rows() / all);
                } else {
                    vector[place] = node[j];
                }
            }
        }
        for (int place = 0; place < vector.length; place++) {
            vector[place] = objective.coordinates().within(layout.coordinate(place), vector[place]);
        }
        return vector;
    }
}
