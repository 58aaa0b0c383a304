package dev.powerlane.kernel;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.LeastCells;
import dev.powerlane.grid.Maxima;
import dev.powerlane.grid.Minima;
import java.util.Arrays;
import java.util.List;

/** Least and greatest cells of a formula over axes of a grid. */
final class GridMinimum {
    private GridMinimum() {}

    static Minima along(GridKernel kernel, double[] parameters, Grid grid, String along, int threads) {
        GridLines lines = new GridLines(grid, along);
        double[][] found = kernel.minimum(parameters, grid, lines.along, threads).byLine();
        return new Minima(grid.axis(along), lines.left(), found[0], toInts(found[1]));
    }

    /** @param negated the kernel of minus the formula */
    static Maxima maximaAlong(GridKernel negated, double[] parameters, Grid grid, String along, int threads) {
        Minima minima = along(negated, parameters, grid, along, threads);
        return new Maxima(minima.along(), minima.axes(), Arrays.stream(minima.value()).map(v -> -v).toArray(), minima.index());
    }

    static LeastCells over(GridKernel kernel, double[] parameters, Grid grid, String[] over, int threads) {
        GridLines lines = new GridLines(grid, over);
        List<Axis> axes = lines.over();
        double[] value = new double[lines.count()];
        int[][] index = new int[axes.size()][value.length];
        Arrays.fill(value, Double.POSITIVE_INFINITY);
        Arrays.stream(index).forEach(i -> Arrays.fill(i, -1));
        kernel.minimum(parameters, grid, lines.along, threads).forEachInOrder((piece, first, stride, count, gathered) -> {
            for (int i = 0; i < count; i++) {
                int line = first + i * stride;
                int to = lines.of(line);
                if (gathered[0][i] <= value[to] && gathered[1][i] >= 0) {
                    int[] nodes = lines.nodes(line, (int) gathered[1][i]);
                    if (gathered[0][i] < value[to] || isBefore(nodes, index, to)) {
                        value[to] = gathered[0][i];
                        for (int a = 0; a < nodes.length; a++) {
                            index[a][to] = nodes[a];
                        }
                    }
                }
            }
        });
        return new LeastCells(axes, lines.left(), value, index);
    }

    /** Row-major order. */
    private static boolean isBefore(int[] nodes, int[][] index, int to) {
        for (int a = 0; a < nodes.length; a++) {
            if (nodes[a] != index[a][to]) {
                return nodes[a] < index[a][to];
            }
        }
        return false;
    }

    static int[] toInts(double[] places) {
        return Arrays.stream(places).mapToInt(p -> (int) p).toArray();
    }
}
