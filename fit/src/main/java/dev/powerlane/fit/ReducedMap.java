package dev.powerlane.fit;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.Points;
import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Starts from a map over the parameters in which the law is not linear: at each node the linear ones are solved for (least
 * squares, positive ones kept positive by trying each set of active terms), and the best nodes by the objective are
 * returned. This is variable projection (Golub and Pereyra 2003) on a grid: the reduced problem has far fewer valleys
 * than the whole one.
 */
final class ReducedMap {
    private static final int NODES = 256;
    /** Terms beyond this are not tried in all combinations of active and inactive. */
    private static final int MOST_LINEAR = 6;
    /** A term that least squares would drop begins with this share of the loss. */
    private static final double SMALL_SHARE = 1e-4;

    private final Law law;
    private final Coordinates coordinates;
    private final List<Integer> linear;
    private final List<Integer> curved = new ArrayList<>();

    ReducedMap(Coordinates coordinates) {
        this.law = coordinates.law();
        this.coordinates = coordinates;
        List<Integer> found = LinearParameters.of(law);
        linear = found.subList(0, Math.min(found.size(), MOST_LINEAR));
        for (int j = 0; j < coordinates.size(); j++) {
            if (!linear.contains(j)) {
                curved.add(j);
            }
        }
    }

    /** The {@code wanted} best nodes as coordinates, best first. */
    double[][] best(int wanted, Data data, Residual residual, Objective objective, RowSums.Rows rows) {
        double[][] nodes = nodes();
        if (!linear.isEmpty()) {
            solveLinear(nodes, data, residual);
        }
        double[] values = evaluate(nodes, objective, rows);
        return IntStream.range(0, nodes.length).boxed()
                .filter(k -> Double.isFinite(values[k]))
                .sorted(Comparator.comparingDouble(k -> values[k]))
                .limit(wanted).map(k -> nodes[k]).toArray(double[][]::new);
    }

    /** Two curved parameters give a square grid, others a Halton sequence; both even in the coordinates' start ranges. */
    private double[][] nodes() {
        int dimensions = curved.size();
        int count = dimensions == 0 ? 1 : dimensions == 1 ? 64 : NODES;
        double[][] nodes = new double[count][coordinates.size()];
        for (int k = 0; k < count; k++) {
            for (int d = 0; d < dimensions; d++) {
                double u = switch (dimensions) {
                    case 1 -> (k + .5) / count;
                    case 2 -> ((d == 0 ? k / 16 : k % 16) + .5) / 16;
                    default -> halton(k + 1, d);
                };
                nodes[k][curved.get(d)] = place(curved.get(d), u);
            }
        }
        return nodes;
    }

    /** A number between 0 and 1 taken to a coordinate's start range; exponents are spaced by their logarithm. */
    private double place(int j, double u) {
        double low = coordinates.low(j);
        double high = coordinates.high(j);
        return !coordinates.isLog(j) && low > 0 ? low * StrictMath.pow(high / low, u) : low + (high - low) * u;
    }

    private static double halton(int index, int dimension) {
        int[] primes = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
        int base = primes[dimension % primes.length];
        double fraction = 1;
        double value = 0;
        for (int i = index; i > 0; i /= base) {
            fraction /= base;
            value += fraction * (i % base);
        }
        return value;
    }

    private void solveLinear(double[][] nodes, Data data, Residual residual) {
        int n = data.rows();
        Kernel kernel = Kernel.compile(law).withThreads(1);
        Points points = kernel.points(law.inputNames().stream().map(data::values).toArray(double[][]::new));
        double[] value = new double[n];
        double[][] gradient = new double[coordinates.size()][n];
        double[] y = data.values(data.response());
        double[] parameters = new double[coordinates.size()];
        for (double[] node : nodes) {
            for (int j : curved) {
                parameters[j] = coordinates.toParameter(j, node[j]);
            }
            for (int j : linear) {
                parameters[j] = 1;
            }
            kernel.gradient(parameters, points, value, gradient);
            double[] solved = solve(value, gradient, y, residual);
            for (int i = 0; i < linear.size(); i++) {
                node[linear.get(i)] = coordinates.within(linear.get(i), coordinates.toCoordinate(linear.get(i), solved[i]));
            }
        }
    }

    /** Least squares of y on the linear parameters' slopes, relative to y for the log residual. */
    private double[] solve(double[] valueAtOnes, double[][] gradient, double[] y, Residual residual) {
        int m = linear.size();
        double[] normal = new double[m * m];
        double[] right = new double[m];
        double[] sizes = new double[m];
        for (int r = 0; r < y.length; r++) {
            double weight = residual == Residual.LOG ? 1 / (y[r] * y[r]) : 1;
            double rest = y[r] - valueAtOnes[r];
            for (int i = 0; i < m; i++) {
                rest += gradient[linear.get(i)][r];
            }
            for (int i = 0; i < m; i++) {
                double slope = gradient[linear.get(i)][r];
                right[i] += weight * slope * rest;
                sizes[i] += Math.abs(slope) / Math.abs(y[r]) / y.length;
                for (int j = 0; j <= i; j++) {
                    normal[i * m + j] += weight * slope * gradient[linear.get(j)][r];
                }
            }
        }
        double[] best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int active = (1 << m) - 1; active > 0; active--) {
            double[] solution = solveActive(normal, right, m, active);
            double explained = solution == null ? Double.NEGATIVE_INFINITY : dot(solution, right);
            if (explained > most) {
                most = explained;
                best = solution;
            }
        }
        double[] solution = best == null ? new double[m] : best;
        for (int i = 0; i < m; i++) {
            if (coordinates.isLog(linear.get(i)) && !(solution[i] > 0)) {
                solution[i] = SMALL_SHARE / Math.max(sizes[i], Double.MIN_NORMAL);
            }
        }
        return solution;
    }

    /** The least-squares solution with the inactive parameters at zero; null if it is singular or breaks a sign. */
    private double[] solveActive(double[] normal, double[] right, int m, int active) {
        double[] matrix = new double[m * m];
        double[] solution = new double[m];
        double[] scale = new double[m];
        for (int i = 0; i < m; i++) {
            boolean on = (active >> i & 1) != 0;
            if (!on && !coordinates.isLog(linear.get(i))) {
                return null;
            }
            scale[i] = on ? 1 / Math.sqrt(normal[i * m + i]) : 1;
            solution[i] = on ? right[i] * scale[i] : 0;
            for (int j = 0; j <= i; j++) {
                boolean both = on && (active >> j & 1) != 0;
                matrix[i * m + j] = both ? normal[i * m + j] * scale[i] * scale[j] : i == j ? 1 : 0;
            }
        }
        if (!Cholesky.factor(matrix, m)) {
            return null;
        }
        Cholesky.solve(matrix, solution, m);
        for (int i = 0; i < m; i++) {
            solution[i] *= scale[i];
            if ((active >> i & 1) != 0 && coordinates.isLog(linear.get(i)) && !(solution[i] > 0) || !Double.isFinite(solution[i])) {
                return null;
            }
        }
        return solution;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double[] evaluate(double[][] nodes, Objective objective, RowSums.Rows rows) {
        RowSums.Task task = objective.task(rows);
        double[] values = new double[nodes.length];
        for (int first = 0; first < nodes.length; first += RowSums.LANES) {
            for (int lane = 0; lane < RowSums.LANES; lane++) {
                double[] node = nodes[Math.min(nodes.length - 1, first + lane)];
                for (int j = 0; j < node.length; j++) {
                    task.parameters()[j][lane] = node[j];
                }
            }
            double[][] sums = task.run();
            System.arraycopy(sums[0], 0, values, first, Math.min(RowSums.LANES, nodes.length - first));
        }
        return values;
    }
}
