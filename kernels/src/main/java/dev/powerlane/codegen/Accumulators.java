package dev.powerlane.codegen;

import dev.powerlane.program.Op;
import java.util.List;
import java.util.function.IntConsumer;
import org.objectweb.asm.MethodVisitor;

/** The local variables in which a loop over rows gathers its results, and the code that does so. */
final class Accumulators {
    private final MethodVisitor code;
    private final Backend backend;
    private final Constants constants;
    private final List<Sink> sinks;
    private final int[] locals;

    Accumulators(MethodVisitor code, Backend backend, Constants constants, List<Sink> sinks) {
        this.code = code;
        this.backend = backend;
        this.constants = constants;
        this.sinks = sinks;
        locals = new int[Sink.columns(sinks)];
        for (int c = 0; c < locals.length; c++) {
            locals[c] = constants.allocate(backend.slots());
        }
    }

    /** Goes on from values that are loaded for each column. */
    void open(IntConsumer load) {
        for (int c = 0; c < locals.length; c++) {
            load.accept(c);
            backend.store(code, locals[c]);
        }
    }

    /** Begins with no rows. */
    void openEmpty() {
        int column = 0;
        for (Sink sink : sinks) {
            for (double initial : sink.initial()) {
                backend.constant(code, initial);
                backend.store(code, locals[column++]);
            }
        }
    }

    /** The local of one of a sink's columns. */
    int local(int sink, int column) {
        return locals[Sink.columns(sinks.subList(0, sink)) + column];
    }

    /** Takes a value in; both are locals. */
    void gather(int sink, int value, int rowNumber) {
        switch (sinks.get(sink)) {
            case SUM -> operation(local(sink, 0), Op.ADD, local(sink, 0), value);
            case MINIMUM -> minimum(value, local(sink, 0), local(sink, 1), rowNumber);
            case TWO_LEAST -> {
                int best = local(sink, 0);
                int second = local(sink, 2);
                int other = variable();
                operation(other, Op.SELECT, value, best, best, value);
                minimum(value, best, local(sink, 1), rowNumber);
                operation(second, Op.SELECT, other, second, other, second);
            }
            case ZEROS -> zeros(value, local(sink, 0), local(sink, 1), local(sink, 2), rowNumber);
            case LANE, CELL -> throw new IllegalArgumentException("nothing is gathered for " + sinks.get(sink));
        }
    }

    private void minimum(int value, int best, int place, int rowNumber) {
        operation(place, Op.SELECT, value, best, rowNumber, place);
        operation(best, Op.SELECT, value, best, value, best);
    }

    private void zeros(int value, int lastSign, int first, int count, int rowNumber) {
        int zero = constant(0);
        int one = constant(1);
        int sign = variable();
        int met = variable();
        int last = variable();
        operation(sign, Op.SELECT, zero, value, one, value);
        operation(sign, Op.SELECT, value, zero, constant(-1), sign);
        operation(met, Op.MULTIPLY, sign, lastSign);
        operation(met, Op.SELECT, met, zero, one, zero);
        // Whether the last row was other than zero: NaN and the beginning count as such.
        operation(last, Op.MULTIPLY, lastSign, lastSign);
        operation(last, Op.SELECT, last, one, zero, one);
        operation(lastSign, Op.MULTIPLY, sign, sign);
        operation(met, Op.SELECT, lastSign, last, one, met);
        operation(last, Op.SELECT, zero, met, rowNumber, first);
        operation(first, Op.SELECT, first, zero, last, first);
        operation(count, Op.ADD, count, met);
        backend.load(code, sign);
        backend.store(code, lastSign);
    }

    /**
     * Joins minima that were gathered from other rows; of equal ones that of the lower row stays.
     *
     * @param offset to be added to the others' row numbers
     */
    void join(Accumulators others, int offset) {
        for (int k = 0; k < sinks.size(); k++) {
            int best = local(k, 0);
            int place = local(k, 1);
            int otherBest = others.local(k, 0);
            int otherPlace = others.local(k, 1);
            int first = variable();
            int firstPlace = variable();
            int shifted = variable();
            int zero = constant(0);
            operation(shifted, Op.ADD, otherPlace, constant(offset));
            operation(otherPlace, Op.SELECT, otherPlace, zero, otherPlace, shifted);
            if (sinks.get(k) == Sink.TWO_LEAST) {
                int second = local(k, 2);
                int otherSecond = others.local(k, 2);
                operation(first, Op.SELECT, best, otherBest, otherBest, best);
                operation(second, Op.SELECT, first, second, first, second);
                operation(second, Op.SELECT, otherSecond, second, otherSecond, second);
            }
            operation(first, Op.SELECT, otherPlace, place, otherBest, best);
            operation(firstPlace, Op.SELECT, otherPlace, place, otherPlace, place);
            operation(firstPlace, Op.SELECT, best, otherBest, place, firstPlace);
            operation(first, Op.SELECT, best, otherBest, best, first);
            operation(place, Op.SELECT, otherBest, best, otherPlace, firstPlace);
            operation(best, Op.SELECT, otherBest, best, otherBest, first);
        }
    }

    private void operation(int to, Op op, int... arguments) {
        backend.operation(code, op, arguments);
        backend.store(code, to);
    }

    private int variable() {
        return constants.allocate(backend.slots());
    }

    private int constant(double value) {
        int local = variable();
        backend.constant(code, value);
        backend.store(code, local);
        return local;
    }
}
