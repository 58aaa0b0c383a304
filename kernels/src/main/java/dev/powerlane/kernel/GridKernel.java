package dev.powerlane.kernel;

import dev.powerlane.codegen.Sink;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.grid.TileSink;
import dev.powerlane.law.Law;
import dev.powerlane.program.Lowering;
import dev.powerlane.program.Op;
import dev.powerlane.program.Program;
import dev.powerlane.program.Stages;
import dev.powerlane.program.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A law compiled for grids with given axes. What depends on the parameters alone is computed once, what depends on one axis
 * once a node; what is left of a cell is often a single multiply-add.
 *
 * <p>Two plans are kept. The quick one takes powers of products apart by axis. Where a factor overflows or
 * underflows although the product would not, the plain one is used.
 */
final class GridKernel {
    private static final int PARAMETERS = 1;
    /** Cells that are computed before a sink is called. */
    private static final int BUFFER = 1 << 18;
    /** Lines of a minimum that a thread takes at a time: their accumulators and lane columns stay in the L1 cache. */
    private static final int LINES = 256;

    private final Law law;
    private final List<String> axes;
    private final Map<Boolean, Plan> plans = new ConcurrentHashMap<>();

    GridKernel(Law law, List<String> axes) {
        this.law = law;
        this.axes = axes;
    }

    void evaluate(double[] parameters, Grid grid, double[] out, int threads) {
        Values values = values(parameters, grid);
        int inner = grid.axes().get(axes.size() - 1).size();
        int rows = Math.toIntExact(grid.size() / inner);
        int block = Math.max(1, BUFFER / 8 / inner);
        int blocks = (rows + block - 1) / block;
        Threads.run(blocks, threads, values::rowTask, (task, b) -> {
            for (int row = b * block; row < Math.min(rows, (b + 1) * block); row++) {
                task.run(row, out, row * inner);
            }
        });
    }

    void stream(double[] parameters, Grid grid, TileSink sink, int threads) throws IOException {
        Values values = values(parameters, grid);
        int inner = grid.axes().get(axes.size() - 1).size();
        long rows = grid.size() / inner;
        int block = Math.max(1, BUFFER / inner);
        double[] buffer = new double[Math.toIntExact((long) block * inner)];
        for (long first = 0; first < rows; first += block) {
            long begin = first;
            int count = (int) Math.min(block, rows - first);
            Threads.run(count, threads, values::rowTask, (task, r) -> task.run(begin + r, buffer, r * inner));
            sink.accept(first * inner, buffer, count * inner);
        }
    }

    Minima minimise(double[] parameters, Grid grid, String along, int threads) {
        int rowAxis = grid.axisIndex(along);
        List<Axis> others = new ArrayList<>(grid.axes());
        others.remove(rowAxis);
        Values values = values(parameters, grid);
        int lines = Math.toIntExact(others.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact));
        double[] best = new double[lines];
        double[] place = new double[lines];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(place, -1);
        values.plan.minimum(rowAxis).run(values, grid, best, place, threads);
        return new Minima(grid.axes().get(rowAxis), others, best, Arrays.stream(place).mapToInt(p -> (int) p).toArray());
    }

    private Values values(double[] parameters, Grid grid) {
        Values quick = new Values(plan(true), parameters, grid);
        return quick.powersAreOrdinary ? quick : new Values(plan(false), parameters, grid);
    }

    private Plan plan(boolean splitPowers) {
        return plans.computeIfAbsent(splitPowers, Plan::new);
    }

    private static int bit(int axis) {
        return 2 << axis;
    }

    /** A power, or a product with one. */
    private static boolean isPower(Program program, Step step) {
        return step.op() == Op.POW_FROM_LOG || step.op() == Op.MULTIPLY
                && step.arguments().stream().anyMatch(a -> program.step(a).op() == Op.POW_FROM_LOG);
    }

    /** The compiled stages for one way of lowering. */
    private final class Plan {
        private final Program program;
        private final Stages stages;
        private final List<Elementwise> stageCode = new ArrayList<>();
        private final Elementwise cell;
        private final Map<Integer, MinimumCode> minima = new ConcurrentHashMap<>();

        Plan(boolean splitPowers) {
            Map<String, Lowering.Binding> bindings = new LinkedHashMap<>();
            law.parameters().forEach(p -> bindings.put(p.name(), new Lowering.Binding(PARAMETERS, p.positive(), false)));
            law.inputs().forEach(i -> bindings.put(i.name(), new Lowering.Binding(bit(axes.indexOf(i.name())), i.positive(), i.positive())));
            program = Lowering.lower(List.of(law.expression()), bindings, splitPowers);
            stages = Stages.cut(program, step -> splitPowers && isPower(program, step), stageAxes());
            for (int s = 0; s < stages.stages().size() - 1; s++) {
                Stages.Stage stage = stages.stage(s);
                int own = stage.axes() & ~PARAMETERS;
                stageCode.add(stage.exports().isEmpty() ? null
                        : new Elementwise(law + " grid stage " + s, stage.program(), a -> (a & own) != 0));
            }
            int inner = bit(axes.size() - 1);
            cell = new Elementwise(law + " cell", stages.last().program(), a -> (a & inner) != 0);
        }

        /** The parameters alone, each axis with them, all. */
        private int[] stageAxes() {
            int[] cut = new int[axes.size() + 2];
            cut[0] = PARAMETERS;
            for (int a = 0; a < axes.size(); a++) {
                cut[a + 1] = PARAMETERS | bit(a);
            }
            cut[axes.size() + 1] = -1;
            return cut;
        }

        MinimumCode minimum(int rowAxis) {
            return minima.computeIfAbsent(rowAxis, a -> new MinimumCode(this, a));
        }
    }

    /** What the stages before the cells give for one grid and one parameter set. */
    private final class Values {
        private final Plan plan;
        private final Grid grid;
        /** By leaf: one value, or one a node of the leaf's axis. */
        private final Map<String, double[]> known = new LinkedHashMap<>();
        /** Whether no power has overflowed or lost digits to underflow, so that taking powers apart did no harm. */
        private boolean powersAreOrdinary = true;

        Values(Plan plan, double[] parameters, Grid grid) {
            this.plan = plan;
            this.grid = grid;
            for (int p = 0; p < parameters.length; p++) {
                known.put(law.parameterNames().get(p), new double[] {parameters[p]});
            }
            grid.axes().forEach(axis -> known.put(axis.name(), axis.nodes()));
            for (int s = 0; s < plan.stageCode.size(); s++) {
                compute(plan.stages.stage(s), plan.stageCode.get(s), s == 0 ? 1 : grid.axes().get(s - 1).size());
            }
        }

        private void compute(Stages.Stage stage, Elementwise code, int size) {
            if (code == null) {
                return;
            }
            Elementwise.Task task = code.task();
            for (int j = 0; j < task.uniforms.length; j++) {
                task.uniforms[j] = known.get(code.uniforms().get(j))[0];
            }
            double[][] columns = code.columns().stream().map(known::get).toArray(double[][]::new);
            double[][] results = new double[stage.exports().size()][size];
            task.run(columns, 0, results, 0, size);
            for (int k = 0; k < results.length; k++) {
                known.put(stage.exports().get(k), results[k]);
                if (isPower(stage.program(), stage.program().step(stage.program().outputs().get(k)))) {
                    powersAreOrdinary &= Arrays.stream(results[k]).allMatch(v -> v >= Double.MIN_NORMAL && v <= Double.MAX_VALUE);
                }
            }
        }

        RowTask rowTask() {
            return new RowTask(this);
        }
    }

    /** Computes rows: all cells along the last axis for one combination of the other axes' nodes. */
    private final class RowTask {
        private final Elementwise.Task task;
        private final double[][] uniforms;
        private final int[] uniformAxis;
        private final double[][] columns;
        private final int[] sizes;
        private final double[][] output = new double[1][];

        RowTask(Values values) {
            Elementwise cell = values.plan.cell;
            task = cell.task();
            Map<String, Integer> leaves = values.plan.stages.last().program().leaves();
            uniforms = cell.uniforms().stream().map(values.known::get).toArray(double[][]::new);
            uniformAxis = cell.uniforms().stream().mapToInt(l -> axisOf(leaves.get(l))).toArray();
            columns = cell.columns().stream().map(values.known::get).toArray(double[][]::new);
            sizes = values.grid.axes().stream().mapToInt(Axis::size).toArray();
        }

        void run(long row, double[] out, int start) {
            int[] node = nodes(row);
            for (int j = 0; j < uniforms.length; j++) {
                task.uniforms[j] = uniforms[j][uniformAxis[j] < 0 ? 0 : node[uniformAxis[j]]];
            }
            output[0] = out;
            task.run(columns, 0, output, start, sizes[sizes.length - 1]);
        }

        private int[] nodes(long row) {
            int[] node = new int[sizes.length - 1];
            for (int a = node.length - 1; a >= 0; a--) {
                node[a] = (int) (row % sizes[a]);
                row /= sizes[a];
            }
            return node;
        }
    }

    /** The axis of a leaf that varies along one; -1 for one that varies along none. */
    private static int axisOf(int bits) {
        int own = bits & ~PARAMETERS;
        return own == 0 ? -1 : Integer.numberOfTrailingZeros(own) - 1;
    }

    /** The fused minimum along one axis: lanes are nodes of another axis, rows the nodes of this one. */
    private final class MinimumCode {
        private final int rowAxis;
        private final int laneAxis;
        private final Reduction reduction;
        private final int[] uniformAxis;

        MinimumCode(Plan plan, int rowAxis) {
            this.rowAxis = rowAxis;
            this.laneAxis = axes.size() == 1 ? -1 : rowAxis == axes.size() - 1 ? axes.size() - 2 : axes.size() - 1;
            Program program = plan.stages.last().program();
            reduction = new Reduction(law + " minimum", program, laneAxis < 0 ? 0 : bit(laneAxis), bit(rowAxis), List.of(Sink.MINIMUM));
            uniformAxis = reduction.uniforms().stream().mapToInt(l -> axisOf(program.leaves().get(l))).toArray();
        }

        /** Lines are the combinations of the other axes; the lane axis varies fastest unless it comes before the row axis. */
        void run(Values values, Grid grid, double[] best, double[] place, int threads) {
            int lanes = laneAxis < 0 ? 1 : grid.axes().get(laneAxis).size();
            int groups = best.length / lanes;
            int chunks = (lanes + LINES - 1) / LINES;
            Threads.run(groups * chunks, threads, () -> task(values, grid, best, place), (task, piece) -> {
                int group = piece / chunks;
                setUniforms(task.whole.uniforms, values, grid, group);
                Arrays.fill(task.whole.outputStarts, group * lanes);
                task.whole.from = piece % chunks * LINES;
                task.whole.to = Math.min(lanes, task.whole.from + LINES);
                task.run();
            });
        }

        private Reduction.Task task(Values values, Grid grid, double[] best, double[] place) {
            Reduction.Task task = reduction.task();
            Arrays.setAll(task.whole.lanes, j -> values.known.get(reduction.lanes().get(j)));
            Arrays.setAll(task.whole.rows, j -> values.known.get(reduction.rows().get(j)));
            task.whole.rowCount = grid.axes().get(rowAxis).size();
            task.whole.outputs[0] = best;
            task.whole.outputs[1] = place;
            return task;
        }

        private void setUniforms(double[] uniforms, Values values, Grid grid, int group) {
            int[] node = new int[axes.size()];
            for (int a = axes.size() - 1; a >= 0; a--) {
                if (a != rowAxis && a != laneAxis) {
                    node[a] = group % grid.axes().get(a).size();
                    group /= grid.axes().get(a).size();
                }
            }
            for (int j = 0; j < uniformAxis.length; j++) {
                double[] column = values.known.get(reduction.uniforms().get(j));
                uniforms[j] = column[uniformAxis[j] < 0 ? 0 : node[uniformAxis[j]]];
            }
        }
    }
}
