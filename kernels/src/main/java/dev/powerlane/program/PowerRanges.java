package dev.powerlane.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The powers of a program whose range can be told before a call: the exponent depends on uniform leaves only, and the
 * logarithm is a leaf, so that its extent is known from the column. If all of them are in range the cheaper program
 * does, with the same bits.
 */
public final class PowerRanges {
    /** |p log x| up to which x^p is sure to be a normal number, with room for the rounding of the test itself. */
    private static final double NORMAL = 700;

    /** The step that is the exponent, and the column of the logarithm. */
    private record Power(int exponent, int logarithm) {}

    private final Program program;
    private final Program inRange;
    private final List<Power> powers = new ArrayList<>();
    /** Which uniform each step is, -1 for steps that are none. */
    private final int[] uniformOf;

    /**
     * @param uniforms the leaves that are the same for all elements of a call
     * @param columns  the others
     */
    public PowerRanges(Program program, List<String> uniforms, List<String> columns) {
        this.program = program;
        uniformOf = program.steps().stream().mapToInt(s -> s.op() == Op.LEAF ? uniforms.indexOf(s.leaf()) : -1).toArray();
        Program.Builder builder = new Program.Builder();
        Map<Integer, Integer> renumbered = new HashMap<>();
        for (int i = 0; i < program.steps().size(); i++) {
            Step step = program.step(i);
            boolean known = step.op() == Op.POW_FROM_LOG && isUniform(step.argument(0))
                    && columns.contains(program.step(step.argument(1)).leaf());
            if (known) {
                powers.add(new Power(step.argument(0), columns.indexOf(program.step(step.argument(1)).leaf())));
                step = step.as(Op.POW_IN_RANGE);
            }
            renumbered.put(i, builder.copy(step, renumbered));
        }
        inRange = builder.build(program.outputs().stream().map(renumbered::get).toList());
    }

    private boolean isUniform(int step) {
        Step s = program.step(step);
        return switch (s.op()) {
            case CONSTANT -> true;
            case LEAF -> uniformOf[step] >= 0;
            case NEGATE, ADD, SUBTRACT, MULTIPLY, DIVIDE -> s.arguments().stream().allMatch(this::isUniform);
            default -> false;
        };
    }

    /** Whether there is any such power. */
    public boolean isUseful() {
        return !powers.isEmpty();
    }

    /** The program with the cheaper powers. */
    public Program inRange() {
        return inRange;
    }

    /**
     * Whether the cheaper program may be used.
     *
     * @param uniforms the values of the uniform leaves
     * @param extents  the greatest magnitude in each column, NaN not counted
     */
    public boolean holds(double[] uniforms, double[] extents) {
        for (Power power : powers) {
            // NaN compares false, and is then left to the careful power.
            if (!(Math.abs(value(power.exponent, uniforms)) * extents[power.logarithm] <= NORMAL)) {
                return false;
            }
        }
        return true;
    }

    private double value(int step, double[] uniforms) {
        Step s = program.step(step);
        return switch (s.op()) {
            case CONSTANT -> s.constant();
            case LEAF -> uniforms[uniformOf[step]];
            case NEGATE -> -value(s.argument(0), uniforms);
            case ADD -> value(s.argument(0), uniforms) + value(s.argument(1), uniforms);
            case SUBTRACT -> value(s.argument(0), uniforms) - value(s.argument(1), uniforms);
            case MULTIPLY -> value(s.argument(0), uniforms) * value(s.argument(1), uniforms);
            case DIVIDE -> value(s.argument(0), uniforms) / value(s.argument(1), uniforms);
            default -> throw new IllegalStateException(s.op() + " in an exponent");
        };
    }
}
