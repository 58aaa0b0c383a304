package dev.powerlane.kernel;

import static dev.powerlane.kernel.GridShape.bit;

import dev.powerlane.codegen.Sink;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.program.Program;
import dev.powerlane.program.Step;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A program over a grid, reduced along one axis without storing the grid: rows are the nodes of that axis, lanes the nodes of
 * another one. A line is one combination of the nodes of all the other axes, numbered in the grid's order; each has its
 * sums, minima or whatever the sinks gather.
 */
final class GridReduction {
    /** Lines that a thread takes at a time: their accumulators and lane columns stay in the L1 cache. */
    static final int LINES = 256;

    /** Pieces whose results wait for those before them. */
    private static final int BATCH = 1024;

    private final int axes;
    private final int along;
    private final int laneAxis;
    private final List<Sink> sinks;
    private final GridStages stages;
    private final Reduction reduction;

    GridReduction(String name, Program program, int axes, int along, List<Sink> sinks, BiPredicate<Program, Step> kept) {
        this.axes = axes;
        this.along = along;
        this.sinks = sinks;
        int best = -1;
        GridStages cheapest = new GridStages(name, program, axes, along, -1, false, kept);
        // The last axis is taken as the lanes unless another leaves less to do for a cell.
        for (int a = 0; a < axes; a++) {
            GridStages candidate = a == along ? null : new GridStages(name, program, axes, along, a, false, kept);
            if (candidate != null && (best < 0 || candidate.cell().cost() <= cheapest.cell().cost())) {
                best = a;
                cheapest = candidate;
            }
        }
        laneAxis = best;
        stages = cheapest;
        reduction = new Reduction(name + " along " + along, stages.cell(), bit(laneAxis), bit(along), sinks);
    }

    Run run(List<String> names, double[] parameters, Grid grid, int threads) {
        return new Run(names, parameters, grid, threads);
    }

    /** Takes what a piece of the work has gathered. Called from several threads. */
    @FunctionalInterface
    interface Piece {
        /**
         * @param piece  the piece's number
         * @param first  its first line
         * @param stride the way from line to line
         * @param count  how many lines
         * @param values one array an accumulator, in the order of the sinks; used again after the call
         */
        void accept(int piece, int first, int stride, int count, double[][] values);
    }

    /** One call's values and work. */
    final class Run {
        private final GridStages.Values values;
        private final int[] sizes;
        private final int threads;
        private final int lanes;
        private final int chunks;

        private Run(List<String> names, double[] parameters, Grid grid, int threads) {
            values = stages.new Values(names, parameters, grid);
            sizes = grid.axes().stream().mapToInt(Axis::size).toArray();
            this.threads = threads;
            lanes = laneAxis < 0 ? 1 : sizes[laneAxis];
            chunks = (lanes + LINES - 1) / LINES;
        }

        GridStages.Values values() {
            return values;
        }

        /** The number of lines. */
        int lines() {
            long lines = 1;
            for (int a = 0; a < axes; a++) {
                lines *= a == along ? 1 : sizes[a];
            }
            return Math.toIntExact(lines);
        }

        int pieces() {
            return lines() / lanes * chunks;
        }

        /** Runs some of the pieces, each of which has the same lines whatever the number of threads. */
        void forEach(int firstPiece, int count, Piece consumer) {
            Threads.run(count, threads, Task::new, (task, p) -> task.run(firstPiece + p, consumer));
        }

        /** Runs all pieces, and hands on what they have gathered one after the other, in the order of the pieces. */
        void forEachInOrder(Piece consumer) {
            int pieces = pieces();
            int batch = Math.min(pieces, BATCH);
            int[][] places = new int[batch][];
            double[][][] kept = new double[batch][][];
            for (int begin = 0; begin < pieces; begin += batch) {
                int done = begin;
                int count = Math.min(batch, pieces - begin);
                forEach(begin, count, (piece, first, stride, lines, gathered) -> {
                    places[piece - done] = new int[] {first, stride, lines};
                    kept[piece - done] = Arrays.stream(gathered).map(g -> Arrays.copyOf(g, lines)).toArray(double[][]::new);
                });
                for (int i = 0; i < count; i++) {
                    consumer.accept(begin + i, places[i][0], places[i][1], places[i][2], kept[i]);
                }
            }
        }

        /** What each accumulator has gathered, by line. */
        double[][] byLine() {
            double[][] result = new double[Sink.columns(sinks)][lines()];
            forEach(0, pieces(), (piece, first, stride, count, gathered) -> {
                for (int c = 0; c < result.length; c++) {
                    for (int i = 0; i < count; i++) {
                        result[c][first + i * stride] = gathered[c][i];
                    }
                }
            });
            return result;
        }

        private final class Task {
            private final Reduction.Task task = reduction.task();
            private final GridStages.Slab slab = values.slab();
            private final double[][] gathered = new double[Sink.columns(sinks)][LINES];
            private final double[][] uniforms = reduction.uniforms().stream().map(slab::array).toArray(double[][]::new);
            private final int[] selectors = reduction.uniforms().stream().mapToInt(slab::selector).toArray();
            private final int[] node = new int[axes];

            Task() {
                Arrays.setAll(task.whole.lanes, j -> slab.array(reduction.lanes().get(j)));
                Arrays.setAll(task.whole.rows, j -> slab.array(reduction.rows().get(j)));
                task.whole.rowCount = sizes[along];
                System.arraycopy(gathered, 0, task.whole.outputs, 0, gathered.length);
            }

            void run(int piece, Piece consumer) {
                int first = piece / chunks;
                int stride = 1;
                int line = 0;
                int laneStride = 1;
                for (int a = axes - 1; a >= 0; a--) {
                    if (a == laneAxis) {
                        laneStride = stride;
                    } else if (a != along) {
                        node[a] = first % sizes[a];
                        first /= sizes[a];
                        line += node[a] * stride;
                    }
                    stride *= a == along ? 1 : sizes[a];
                }
                slab.move(node);
                for (int j = 0; j < uniforms.length; j++) {
                    task.whole.uniforms[j] = uniforms[j][selectors[j] < 0 ? 0 : node[selectors[j]]];
                }
                int from = piece % chunks * LINES;
                int count = Math.min(lanes - from, LINES);
                open(count);
                Arrays.fill(task.whole.outputStarts, -from);
                task.whole.from = from;
                task.whole.to = from + count;
                task.run();
                consumer.accept(piece, line + from * laneStride, laneStride, count, gathered);
            }

            private void open(int count) {
                int column = 0;
                for (Sink sink : sinks) {
                    for (double initial : sink.initial()) {
                        Arrays.fill(gathered[column++], 0, count, initial);
                    }
                }
            }
        }
    }
}
