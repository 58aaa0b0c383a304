package dev.powerlane.kernel;

import dev.powerlane.codegen.Sink;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Sums;
import dev.powerlane.law.Expr;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Sums of a formula's cells, and counts of those below a level, over axes of a grid. */
final class GridSums {
    /** The name of the level in {@link #belowFormulas}. */
    static final String LEVEL = "%level";

    private GridSums() {}

    /** The cell, and 1; both are 0 where the cell is NaN. */
    static List<Expr> formulas(Expr law) {
        // Not NaN, in the one comparison that there is: 0 < |x| + 1.
        Expr number = Expr.add(Expr.abs(law), Expr.ONE);
        return List.of(Expr.select(Expr.ZERO, number, law, Expr.ZERO), Expr.select(Expr.ZERO, number, Expr.ONE, Expr.ZERO));
    }

    /** 1 where the cell is below the level. */
    static List<Expr> belowFormulas(Expr law) {
        return List.of(Expr.select(law, Expr.name(LEVEL), Expr.ONE, Expr.ZERO));
    }

    /** @param kernel of {@link #formulas} */
    static Sums of(GridKernel kernel, double[] parameters, Grid grid, String[] over, int threads) {
        GridLines lines = new GridLines(grid, over);
        double[][] sums = sums(kernel, parameters, grid, lines, 2, threads);
        return new Sums(lines.left(), sums[0], Arrays.stream(sums[1]).mapToLong(s -> (long) s).toArray());
    }

    /** @param kernel of {@link #belowFormulas} */
    static long[] below(GridKernel kernel, double[] parameters, double level, Grid grid, String[] over, int threads) {
        double[] values = Arrays.copyOf(parameters, parameters.length + 1);
        values[parameters.length] = level;
        double[][] sums = sums(kernel, values, grid, new GridLines(grid, over), 1, threads);
        return Arrays.stream(sums[0]).mapToLong(s -> (long) s).toArray();
    }

    private static double[][] sums(GridKernel kernel, double[] parameters, Grid grid, GridLines lines, int results, int threads) {
        GridReduction.Run run = kernel.reduce(parameters, grid, lines.along, Collections.nCopies(results, Sink.SUM), threads);
        double[][] sums = new double[results][lines.count()];
        run.forEachInOrder((piece, first, stride, count, gathered) -> {
            for (int i = 0; i < count; i++) {
                int to = lines.of(first + i * stride);
                for (int k = 0; k < results; k++) {
                    sums[k][to] += gathered[k][i];
                }
            }
        });
        return sums;
    }
}
