package dev.powerlane.kernel;

import dev.powerlane.program.Op;
import dev.powerlane.program.Program;
import dev.powerlane.program.Step;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A point kernel on columns that are used once: tile by tile what depends on the inputs is prepared, and read while it is in the L1
 * cache. A tile whose inputs are all positive normal numbers, as sizes and counts are, takes cheaper logarithms and powers with the same
 * bits.
 */
final class FreshColumns {
    private static final int TILE = 512;
    /** No logarithm of a positive normal number is greater. */
    private static final double LARGEST_LOGARITHM = 709.8;

    private final Elementwise preparation;
    private final Elementwise preparationInRange;
    private final Elementwise main;
    private final Elementwise mainInRange;
    /** For each column of main the prepared column, or the complement of the input's number. */
    private final int[] mainColumns;
    private final double[] extents;
    private final int[] preparationInputs;
    private final int prepared;
    private final AtomicReference<Task> spare = new AtomicReference<>();

    /**
     * @param program what is prepared, from inputs alone
     * @param exports the names under which main reads its results
     * @param inputs  the law's inputs, in the order of the columns
     */
    FreshColumns(String name, Program program, List<String> exports, Elementwise preparation, Elementwise main, Elementwise mainInRange, List<String> inputs) {
        this.preparation = preparation;
        this.main = main;
        this.mainInRange = mainInRange;
        preparationInRange = new Elementwise(name + " prepare in range", program.withLeavesInRange(), axes -> axes != 0);
        preparationInputs = preparation.columns().stream().mapToInt(inputs::indexOf).toArray();
        prepared = exports.size();
        mainColumns = main.columns().stream().mapToInt(c -> exports.contains(c) ? exports.indexOf(c) : ~inputs.indexOf(c)).toArray();
        extents = Arrays.stream(mainColumns).mapToDouble(c -> c >= 0 ? extent(program, program.outputs().get(c)) : Double.POSITIVE_INFINITY).toArray();
    }

    private static double extent(Program program, int output) {
        Step step = program.step(output);
        return step.op() == Op.LOG_HIGH && program.isLeafInDomain(step.arguments().get(0)) ? LARGEST_LOGARITHM : Double.POSITIVE_INFINITY;
    }

    /** The greatest magnitude in each of main's columns, for a tile in range. */
    double[] extents() {
        return extents;
    }

    /** Applies the kernel once, on arrays that the last such call has left. */
    void run(double[] uniforms, boolean powersInRange, double[][] columns, double[][] outputs, int count) {
        Task last = spare.getAndSet(null);
        Task task = last == null ? task() : last;
        task.run(uniforms, powersInRange, columns, outputs, 0, count);
        task.letGo();
        spare.set(task);
    }

    /** The state of one thread. */
    Task task() {
        return new Task();
    }

    /** Arrays for one tile; one a thread. */
    final class Task {
        private final RangeCheck check = new RangeCheck();
        private final double[][] tiles = new double[prepared][TILE];
        private final double[][] read = new double[preparationInputs.length][];
        private final double[][] mainRead = new double[mainColumns.length][];
        private final int[] starts = new int[mainColumns.length];
        private final Elementwise.Task prepareInRange = preparationInRange.task();
        private final Elementwise.Task runInRange = mainInRange.task();
        /** Made when they are first needed; null until then. */
        private Elementwise.Task prepare;
        private Elementwise.Task runCarefully;

        private Task() {}

        /**
         * Applies the kernel to elements {@code start} to {@code start + count}.
         *
         * @param powersInRange whether all powers of a tile in range are normal numbers
         */
        void run(double[] uniforms, boolean powersInRange, double[][] columns, double[][] outputs, int start, int count) {
            for (int j = 0; j < read.length; j++) {
                read[j] = columns[preparationInputs[j]];
            }
            for (int j = 0; j < mainRead.length; j++) {
                mainRead[j] = mainColumns[j] >= 0 ? tiles[mainColumns[j]] : columns[~mainColumns[j]];
            }
            for (int done = 0; done < count; done += TILE) {
                int size = Math.min(TILE, count - done);
                boolean inRange = isInRange(start + done, size);
                (inRange ? prepareInRange : prepare()).run(read, start + done, tiles, 0, size);
                for (int j = 0; j < starts.length; j++) {
                    starts[j] = mainColumns[j] >= 0 ? 0 : start + done;
                }
                Elementwise.Task task = inRange && powersInRange ? runInRange : runCarefully();
                System.arraycopy(uniforms, 0, task.uniforms, 0, uniforms.length);
                task.run(mainRead, starts, outputs, start + done, size);
            }
        }

        private boolean isInRange(int start, int size) {
            for (double[] column : read) {
                if (!check.holds(column, start, size, Double.MIN_NORMAL, Double.POSITIVE_INFINITY)) {
                    return false;
                }
            }
            return true;
        }

        private Elementwise.Task prepare() {
            prepare = prepare == null ? preparation.task() : prepare;
            return prepare;
        }

        private Elementwise.Task runCarefully() {
            runCarefully = runCarefully == null ? main.task() : runCarefully;
            return runCarefully;
        }

        /** Forgets the caller's arrays. */
        private void letGo() {
            check.letGo();
            Arrays.fill(read, null);
            Arrays.fill(mainRead, null);
            prepareInRange.letGo();
            runInRange.letGo();
            if (prepare != null) {
                prepare.letGo();
            }
            if (runCarefully != null) {
                runCarefully.letGo();
            }
        }
    }
}
