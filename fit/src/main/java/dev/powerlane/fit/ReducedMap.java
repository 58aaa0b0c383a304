package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Starts from a map over the parameters in which the law is not linear: at each node the linear ones are solved for, and the best
 * nodes by the objective are returned, with every node that is better than its neighbours. This is variable projection (Golub and
 * Pereyra 2003) on a grid: the reduced problem has far fewer valleys than the whole one.
 */
final class ReducedMap {
    private static final int NODES = 256;

    private final Coordinates coordinates;
    private final LinearSolve linear;
    private final int[] curved;
    private final Nodes nodes;

    ReducedMap(Coordinates coordinates, Residual residual) {
        this.coordinates = coordinates;
        linear = new LinearSolve(coordinates, residual);
        curved = IntStream.range(0, coordinates.size()).filter(j -> !linear.contains(j)).toArray();
        nodes = new Nodes(curved.length, NODES);
    }

    /** The {@code wanted} best nodes as coordinates, best first, and after them the other minima of the map. */
    double[][] best(int wanted, Data data, Objective objective, RowSums.Rows rows) {
        double[][] points = solved(data);
        double[] values = evaluate(points, objective.task(rows));
        Integer[] order = IntStream.range(0, points.length).boxed().filter(k -> Double.isFinite(values[k]))
                .sorted(Comparator.comparingDouble(k -> values[k])).toArray(Integer[]::new);
        return IntStream.range(0, order.length).filter(i -> i < wanted || nodes.isMinimum(order[i], values))
                .mapToObj(i -> points[order[i]]).toArray(double[][]::new);
    }

    /** All nodes, the same in the curved coordinates whatever the data, with the linear ones solved for. */
    double[][] solved(Data data) {
        double[][] points = new double[nodes.count()][coordinates.size()];
        for (int k = 0; k < points.length; k++) {
            nodes.write(k, curved, coordinates, points[k]);
        }
        if (!linear.isEmpty()) {
            solveLinear(points, data);
        }
        return points;
    }

    /** The coordinates in which the law is not linear. */
    int[] curved() {
        return curved;
    }

    private void solveLinear(double[][] points, Data data) {
        double[][] columns = new double[coordinates.law().inputs().size() + 1][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = data.values(j < columns.length - 1 ? coordinates.law().inputNames().get(j) : data.response());
        }
        RowSums.Task task = linear.sums().task(linear.sums().bind(columns));
        double[] ones = new double[data.rows() * RowSums.LANES];
        Arrays.fill(ones, 1);
        task.weights(0, ones);
        LinearSolve.Solver solver = linear.new Solver();
        for (int first = 0; first < points.length; first += RowSums.LANES) {
            double[][] out = run(task, points, first);
            for (int k = first; k < Math.min(points.length, first + RowSums.LANES); k++) {
                solver.solve(out, k - first, points[k]);
            }
        }
    }

    /** The objective at each point. */
    static double[] evaluate(double[][] points, RowSums.Task task) {
        double[] values = new double[points.length];
        for (int first = 0; first < points.length; first += RowSums.LANES) {
            double[][] sums = run(task, points, first);
            System.arraycopy(sums[0], 0, values, first, Math.min(RowSums.LANES, points.length - first));
        }
        return values;
    }

    private static double[][] run(RowSums.Task task, double[][] points, int first) {
        for (int lane = 0; lane < RowSums.LANES; lane++) {
            double[] point = points[Math.min(points.length - 1, first + lane)];
            for (int j = 0; j < point.length; j++) {
                task.parameters()[j][lane] = point[j];
            }
        }
        return task.run();
    }
}
