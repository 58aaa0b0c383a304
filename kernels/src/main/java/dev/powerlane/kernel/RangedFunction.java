package dev.powerlane.kernel;

import dev.powerlane.program.Op;
import dev.powerlane.program.Program;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;

/**
 * A function of one column, and its cheaper twin for arguments of which all results are known to be normal numbers. Each tile
 * is looked at first; both give the same bits, so nobody can tell which of them ran.
 */
final class RangedFunction {
    /**
     * Vector operations of a pass: each logarithm and exponential is one by itself, since the constants of two of them exceed the
     * registers.
     */
    private static final int PRIMITIVE = 60;

    /** Elements that are looked at together; with their results they fit in the L1 cache. */
    private static final int TILE = 2048;

    private final Elementwise careful;
    private final Elementwise inRange;
    private final AtomicReference<State> spare = new AtomicReference<>();

    /** @param program of a column and at most one uniform */
    RangedFunction(String name, Program program) {
        IntPredicate isColumn = axes -> axes != 0;
        careful = new Elementwise(name, program, isColumn, PRIMITIVE);
        inRange = new Elementwise(name + " in range", program.replacing(Op.IN_RANGE), isColumn, PRIMITIVE);
    }

    /**
     * Applies the function.
     *
     * @param uniform the value of the program's uniform, if it has one
     * @param low     the least argument for which the cheaper twin may be used, and
     * @param high    the least one beyond
     * @param rest    the result from the argument and the program's result, for tiles that are not in range
     */
    void run(double uniform, double low, double high, double[] in, int inOffset, double[] out, int outOffset, int count, Rest rest) {
        State last = spare.getAndSet(null);
        State state = last == null ? new State() : last;
        double[][] columns = {in};
        double[][] outputs = {out};
        for (int done = 0; done < count; done += TILE) {
            int size = Math.min(TILE, count - done);
            if (state.check.holds(in, inOffset + done, size, low, high)) {
                run(state.inRange, uniform, columns, inOffset + done, outputs, outOffset + done, size);
                continue;
            }
            double[] arguments = rest == Rest.NONE ? null : Arrays.copyOfRange(in, inOffset + done, inOffset + done + size);
            state.careful = state.careful == null ? careful.task() : state.careful;
            run(state.careful, uniform, columns, inOffset + done, outputs, outOffset + done, size);
            for (int i = 0; arguments != null && i < size; i++) {
                out[outOffset + done + i] = rest.applyAsDouble(arguments[i], out[outOffset + done + i]);
            }
        }
        state.letGo();
        spare.set(state);
    }

    private static void run(Elementwise.Task task, double uniform, double[][] columns, int start, double[][] outputs, int outputStart, int size) {
        Arrays.fill(task.uniforms, uniform);
        task.run(columns, start, outputs, outputStart, size);
    }

    /** What one thread needs; the last one is kept for the next call. */
    private final class State {
        final RangeCheck check = new RangeCheck();
        final Elementwise.Task inRange = RangedFunction.this.inRange.task();
        /** Made when it is first needed; null until then. */
        Elementwise.Task careful;

        void letGo() {
            check.letGo();
            inRange.letGo();
            if (careful != null) {
                careful.letGo();
            }
        }
    }

    /** What is left to do for arguments out of range. */
    interface Rest extends DoubleBinaryOperator {
        /** Nothing. */
        Rest NONE = (argument, result) -> result;
    }
}
