package dev.powerlane.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which results are NaN by themselves where a guarded input is outside its domain. A law's value reads all inputs, and NaN
 * goes through every operation but a choice between two branches; but its derivatives may read fewer, or none.
 */
final class Domain {
    private final Program.Builder program;
    private final Map<String, Integer> guarded;
    /** By step: the guarded inputs whose NaN reaches it. */
    private final List<Set<String>> reached = new ArrayList<>();

    /** @param guarded the inputs that have a domain, with their axes */
    Domain(Program.Builder program, Map<String, Integer> guarded) {
        this.program = program;
        this.guarded = guarded;
        for (int i = 0; i < program.size(); i++) {
            reached.add(reaching(program.step(i)));
        }
    }

    private Set<String> reaching(Step step) {
        switch (step.op()) {
            case POSITIVE, DOMAIN -> {
                return Set.of(program.step(step.argument(0)).leaf());
            }
            case CONSTANT -> {
                return Double.isNaN(step.constant()) ? guarded.keySet() : Set.of();
            }
            case SELECT -> {
                // Of the branches, since NaN compares false and then takes the second.
                Set<String> both = new LinkedHashSet<>(reached.get(step.argument(2)));
                both.retainAll(reached.get(step.argument(3)));
                return both;
            }
            default -> {
                Set<String> any = new LinkedHashSet<>();
                step.arguments().forEach(a -> any.addAll(reached.get(a)));
                return any;
            }
        }
    }

    /** Whether a step is NaN wherever a guarded input is outside its domain. */
    boolean isWhole(int step) {
        return reached.get(step).containsAll(guarded.keySet());
    }

    /** The step, made NaN there. */
    int confine(int step) {
        Map<String, Integer> missing = new LinkedHashMap<>(guarded);
        missing.keySet().removeAll(reached.get(step));
        return missing.isEmpty() ? step : program.op(Op.ADD, step, of(program, missing.size() == guarded.size() ? guarded : missing));
    }

    /** -0 where all of these inputs are in their domains, NaN elsewhere; what varies along fewest axes first. */
    static int of(Program.Builder program, Map<String, Integer> inputs) {
        int sum = -1;
        for (Map.Entry<String, Integer> input : inputs.entrySet()) {
            int one = program.op(Op.DOMAIN, program.leaf(input.getKey(), input.getValue()));
            sum = sum < 0 ? one : program.op(Op.ADD, sum, one);
        }
        return sum;
    }
}
