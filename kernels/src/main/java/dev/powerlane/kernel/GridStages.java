package dev.powerlane.kernel;

import static dev.powerlane.kernel.GridShape.PARAMETERS;
import static dev.powerlane.kernel.GridShape.axisOf;
import static dev.powerlane.kernel.GridShape.bit;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.program.Program;
import dev.powerlane.program.Stages;
import dev.powerlane.program.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * A program over a grid, cut so that nothing is computed more often than it must be. Two axes are walked by a kernel's loops, the
 * {@code inner} by its lanes and the {@code middle} by its rows or calls; the others are the outer ones, whose nodes stay
 * fixed for a slab. What depends on the parameters is computed once, what depends on one axis once a node, what depends on the
 * outer and one of the loops' axes once a slab and node, and what depends on both loops' axes alone once a pair of nodes
 * if a table of them is asked for. The last stage is what is left for each cell.
 */
final class GridStages {
    private final int axes;
    private final int middle;
    private final int inner;
    private final Stages stages;
    private final Elementwise[] code;
    private final int table;
    /** What the cells read, with the axes that each varies along. */
    private final Map<String, Integer> cellLeaves;

    /**
     * @param middle    an axis, or -1 if there is none
     * @param inner     an axis, or -1 if there is none
     * @param withTable whether to compute what depends on both of them alone in a table of all their pairs
     * @param kept      steps whose values are wanted even if nothing reads them
     */
    GridStages(String name, Program program, int axes, int middle, int inner, boolean withTable, BiPredicate<Program, Step> kept) {
        this.axes = axes;
        this.middle = middle;
        this.inner = inner;
        int pair = bit(middle) | bit(inner);
        int outer = bit(axes) - 2 & ~pair;
        int[] cut = new int[axes + 6];
        cut[0] = PARAMETERS;
        for (int a = 0; a < axes; a++) {
            cut[a + 1] = PARAMETERS | bit(a);
        }
        table = axes + 1;
        cut[table] = PARAMETERS | (withTable ? pair : 0);
        cut[axes + 2] = PARAMETERS | outer;
        cut[axes + 3] = PARAMETERS | outer | bit(middle);
        cut[axes + 4] = PARAMETERS | outer | bit(inner);
        cut[axes + 5] = -1;
        stages = Stages.cut(program, s -> Integer.bitCount(s.axes() & ~PARAMETERS) <= 1 && kept.test(program, s), cut);
        cellLeaves = stages.last().program().leaves();
        code = new Elementwise[axes + 5];
        for (int s = 0; s < code.length; s++) {
            Stages.Stage stage = stages.stage(s);
            int columns = columns(s);
            code[s] = stage.exports().isEmpty() ? null : new Elementwise(name + " stage " + s, stage.program(), a -> (a & columns) != 0);
        }
    }

    /** The axis, as a bit, along which a stage's results are columns. */
    private int columns(int stage) {
        if (stage > 0 && stage <= axes) {
            return bit(stage - 1);
        }
        return stage == table || stage == axes + 4 ? bit(inner) : stage == axes + 3 ? bit(middle) : 0;
    }

    /** The axes, as bits, along which a leaf of the cells varies. */
    int axesOf(String leaf) {
        return cellLeaves.get(leaf);
    }

    /** What is left for each cell. */
    Program cell() {
        return stages.last().program();
    }

    /** What is computed before any cell, for one call. Immutable once made. */
    final class Values {
        private final int[] sizes;
        /** By leaf: one value, or one a node of the leaf's axis. */
        private final Map<String, double[]> known = new HashMap<>();
        /** By leaf: a row of inner nodes for each middle node. */
        private final Map<String, double[][]> tables = new HashMap<>();

        /**
         * @param names      the parameters' names
         * @param parameters their values
         */
        Values(List<String> names, double[] parameters, Grid grid) {
            sizes = grid.axes().stream().mapToInt(Axis::size).toArray();
            for (int p = 0; p < parameters.length; p++) {
                known.put(names.get(p), new double[] {parameters[p]});
            }
            grid.axes().forEach(axis -> known.put(axis.name(), axis.nodes()));
            for (int s = 0; s <= axes; s++) {
                if (code[s] != null) {
                    double[][] results = new double[code[s].results()][s == 0 ? 1 : sizes[s - 1]];
                    compute(s, known, known, new int[axes], results);
                    put(s, results, known);
                }
            }
            if (code[table] != null) {
                computeTable();
            }
        }

        private void computeTable() {
            List<String> exports = stages.stage(table).exports();
            double[][][] results = new double[sizes[middle]][exports.size()][sizes[inner]];
            int[] node = new int[axes];
            for (node[middle] = 0; node[middle] < sizes[middle]; node[middle]++) {
                compute(table, known, known, node, results[node[middle]]);
            }
            for (int k = 0; k < exports.size(); k++) {
                int export = k;
                tables.put(exports.get(k), Arrays.stream(results).map(r -> r[export]).toArray(double[][]::new));
            }
        }

        private void compute(int s, Map<String, double[]> scalars, Map<String, double[]> columns, int[] node, double[][] results) {
            Elementwise.Task task = code[s].task();
            Map<String, Integer> leaves = stages.stage(s).program().leaves();
            for (int j = 0; j < task.uniforms.length; j++) {
                String leaf = code[s].uniforms().get(j);
                task.uniforms[j] = scalars.get(leaf)[index(leaves.get(leaf), node)];
            }
            task.run(code[s].columns().stream().map(columns::get).toArray(double[][]::new), 0, results, 0, results[0].length);
        }

        private void put(int s, double[][] results, Map<String, double[]> to) {
            for (int k = 0; k < results.length; k++) {
                to.put(stages.stage(s).exports().get(k), results[k]);
            }
        }

        /** Whether all values of the steps that a predicate accepts are normal numbers. */
        boolean areNormal(BiPredicate<Program, Step> power) {
            for (int s = 0; s <= axes; s++) {
                Stages.Stage stage = stages.stage(s);
                for (int k = 0; k < stage.exports().size(); k++) {
                    if (power.test(stage.program(), stage.program().step(stage.program().outputs().get(k)))
                            && !Arrays.stream(known.get(stage.exports().get(k))).allMatch(v -> Math.abs(v) >= Double.MIN_NORMAL && Math.abs(v) <= Double.MAX_VALUE)) {
                        return false;
                    }
                }
            }
            return true;
        }

        Slab slab() {
            return new Slab(this);
        }
    }

    /** The node to which a value with these axes belongs, where it is not a column: its one axis's, or none. */
    private int index(int bits, int[] node) {
        int selector = selector(bits);
        return selector < 0 ? 0 : node[selector];
    }

    private int selector(int bits) {
        return (bits & bit(middle)) != 0 ? middle : axisOf(bits);
    }

    /**
     * One thread's view of a slab: arrays whose contents follow the outer nodes, while the arrays themselves stay the same.
     */
    final class Slab {
        private final Values values;
        private final Map<String, double[]> arrays;
        private final double[][][] results = new double[axes + 5][][];
        private int[] outer;

        private Slab(Values values) {
            this.values = values;
            boolean changes = code[axes + 2] != null || code[axes + 3] != null || code[axes + 4] != null;
            arrays = changes ? new HashMap<>(values.known) : values.known;
            for (int s = axes + 2; s < axes + 5; s++) {
                if (code[s] != null) {
                    int size = s == axes + 2 ? 1 : values.sizes[s == axes + 3 ? middle : inner];
                    results[s] = new double[code[s].results()][size];
                    values.put(s, results[s], arrays);
                }
            }
        }

        /** Goes to the outer nodes among these, one an axis. */
        void move(int[] node) {
            boolean there = outer != null;
            for (int a = 0; a < axes && there; a++) {
                there = a == middle || a == inner || outer[a] == node[a];
            }
            if (there) {
                return;
            }
            outer = node.clone();
            for (int s = axes + 2; s < axes + 5; s++) {
                if (code[s] != null) {
                    values.compute(s, arrays, arrays, node, results[s]);
                }
            }
        }

        /** The array of a leaf that is not a table: one value a node, or one for all. */
        double[] array(String leaf) {
            return arrays.get(leaf);
        }

        /** The rows of a leaf that is a table, by middle node; null if it is none. */
        double[][] table(String leaf) {
            return values.tables.get(leaf);
        }

        /** Which axis's node a leaf that is a number for the loops is read at; -1 if it is one number. */
        int selector(String leaf) {
            return GridStages.this.selector(cellLeaves.get(leaf));
        }
    }
}
