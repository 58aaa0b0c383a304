package dev.powerlane.fit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Nodes over some of the coordinates' start ranges: even for one, a square grid for two, else a Halton sequence. Exponents and other real
 * coordinates with a positive range are spaced by their logarithm.
 */
final class Nodes {
    private static final int[] PRIMES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};

    private final double[][] places;
    private final int side;

    /** @param most how many nodes there may be */
    Nodes(int dimensions, int most) {
        side = (int) Math.sqrt(most);
        int count = dimensions == 0 ? 1 : dimensions == 1 ? Math.max(1, most / 4) : dimensions == 2 ? side * side : most;
        places = new double[count][dimensions];
        for (int k = 0; k < count; k++) {
            for (int d = 0; d < dimensions; d++) {
                places[k][d] = switch (dimensions) {
                    case 1 -> (k + .5) / count;
                    case 2 -> ((d == 0 ? k / side : k % side) + .5) / side;
                    default -> halton(k + 1, d);
                };
            }
        }
    }

    int count() {
        return places.length;
    }

    /** Writes the coordinates of a node. */
    void write(int node, int[] curved, Coordinates coordinates, double[] point) {
        for (int d = 0; d < curved.length; d++) {
            double low = coordinates.low(curved[d]);
            double high = coordinates.high(curved[d]);
            double u = places[node][d];
            point[curved[d]] = !coordinates.isLog(curved[d]) && low > 0 ? low * StrictMath.pow(high / low, u) : low + (high - low) * u;
        }
    }

    private static double halton(int index, int dimension) {
        int base = PRIMES[dimension % PRIMES.length];
        double fraction = 1;
        double value = 0;
        for (int i = index; i > 0; i /= base) {
            fraction /= base;
            value += fraction * (i % base);
        }
        return value;
    }

    /**
     * Whether no neighbour has a lesser value. Neighbours are the nodes next to it on a grid, the 2 d + 2 nearest in a sequence of d
     * dimensions.
     */
    boolean isMinimum(int node, double[] values) {
        int d = places[node].length;
        if (d == 0) {
            return true;
        }
        if (d == 1) {
            return isLess(values, node, node - 1) && isLess(values, node, node + 1);
        }
        if (d == 2) {
            boolean least = true;
            for (int i = -1; i <= 1; i++) {
                for (int j = -1; j <= 1; j++) {
                    int row = node / side + i;
                    int column = node % side + j;
                    least &= row < 0 || row >= side || column < 0 || column >= side || isLess(values, node, row * side + column);
                }
            }
            return least;
        }
        int[] nearest = IntStream.range(0, places.length).filter(k -> k != node).boxed()
                .sorted(Comparator.comparingDouble(k -> distance(k, node))).limit(2L * d + 2).mapToInt(Integer::intValue).toArray();
        return Arrays.stream(nearest).allMatch(k -> isLess(values, node, k));
    }

    private static boolean isLess(double[] values, int node, int other) {
        return other < 0 || other >= values.length || other == node || !(values[other] < values[node]);
    }

    private double distance(int a, int b) {
        double sum = 0;
        for (int d = 0; d < places[a].length; d++) {
            sum += (places[a][d] - places[b][d]) * (places[a][d] - places[b][d]);
        }
        return sum;
    }
}
