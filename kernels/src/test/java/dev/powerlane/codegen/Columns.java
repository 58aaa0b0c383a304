package dev.powerlane.codegen;

import dev.powerlane.program.Program;
import java.util.ArrayList;
import java.util.List;

/** A program run over lanes that hold every combination of given values, by one back end or the other. */
final class Columns {
    private Columns() {}

    /** One column an argument, one row a combination: {@code values.length^arity} of them. */
    static double[][] combinations(int arity, double... values) {
        int size = (int) Math.round(Math.pow(values.length, arity));
        double[][] columns = new double[arity][size];
        for (int i = 0; i < size; i++) {
            int rest = i;
            for (double[] column : columns) {
                column[i] = values[rest % values.length];
                rest /= values.length;
            }
        }
        return columns;
    }

    static double[][] active(Program program, double[]... columns) {
        return run(Compiler.compile("test", program, shape(program)), program, columns);
    }

    static double[][] scalar(Program program, double[]... columns) {
        return run(Compiler.compileScalar("test", program, shape(program)), program, columns);
    }

    /** The first leaf reads the first column, and so on. */
    private static Shape shape(Program program) {
        return Shape.map(List.of(), List.copyOf(program.leaves().keySet()), program.outputs().size());
    }

    private static double[][] run(Code code, Program program, double[][] columns) {
        Frame frame = new Frame();
        frame.lanes = columns;
        frame.laneStarts = new int[columns.length];
        frame.outputs = new double[program.outputs().size()][columns[0].length];
        frame.outputStarts = new int[frame.outputs.length];
        frame.to = columns[0].length;
        code.run(frame);
        return frame.outputs;
    }

    /** Bits with one NaN, for comparisons that are to tell zeros apart. */
    static List<Long> bits(double[] values) {
        List<Long> bits = new ArrayList<>(values.length);
        for (double v : values) {
            bits.add(Double.doubleToLongBits(v));
        }
        return bits;
    }
}
