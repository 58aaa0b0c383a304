package dev.powerlane.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A program in pieces that the JIT compiles well. HotSpot's C1 gives up on methods of more than about 300 vector
 * operations, and a method that C1 gave up on may never reach C2; a longer program therefore runs as several methods, one
 * after the other over a tile that stays in the L1 cache, and hands values on in scratch columns.
 */
public final class Passes {
    /** Vector operations a method may hold. */
    public static final int BUDGET = 130;

    /**
     * One piece.
     *
     * @param program its steps; the first results go to scratch columns, the others are results of the whole
     * @param scratch the names of the scratch columns that it writes and that later passes read as leaves
     * @param results which of the whole program's results it computes, in order
     */
    public record Pass(Program program, List<String> scratch, List<Integer> results) {}

    private Passes() {}

    /**
     * @param inLoop whether a step with these axes is computed once an element; others are repeated in each pass that
     *               needs them, outside its loop
     */
    public static List<Pass> split(Program program, IntPredicate inLoop, int budget) {
        int count = program.steps().size();
        int[] home = new int[count];
        int current = 0;
        int cost = 0;
        for (int i = 0; i < count; i++) {
            Step step = program.step(i);
            if (step.op() == Op.LOG_LOW) {
                home[i] = home[step.argument(0)];
                continue;
            }
            cost += step.op().cost();
            if (cost > budget && cost > step.op().cost()) {
                current++;
                cost = step.op().cost();
            }
            home[i] = current;
        }
        List<Pass> passes = new ArrayList<>();
        for (int p = 0; p <= current; p++) {
            passes.add(pass(program, p, home, inLoop));
        }
        return passes;
    }

    private static Pass pass(Program program, int p, int[] home, IntPredicate inLoop) {
        Program.Builder builder = new Program.Builder();
        Map<Integer, Integer> here = new HashMap<>();
        Map<String, Integer> scratch = new LinkedHashMap<>();
        Set<Integer> handedOn = handedOn(program, p, home);
        for (int i = 0; i < home.length; i++) {
            Step step = program.step(i);
            boolean repeated = step.op() == Op.CONSTANT || step.op() == Op.LEAF || !inLoop.test(step.axes());
            if (repeated || home[i] == p) {
                here.put(i, builder.copy(step, here));
                if (!repeated && handedOn.contains(i)) {
                    scratch.put("scratch%" + i, here.get(i));
                }
            } else if (home[i] < p) {
                here.put(i, builder.leaf("scratch%" + i, step.axes()));
            }
        }
        List<Integer> outputs = new ArrayList<>(scratch.values());
        List<Integer> results = new ArrayList<>();
        for (int k = 0; k < program.outputs().size(); k++) {
            int o = program.outputs().get(k);
            if (home[o] == p) {
                results.add(k);
                outputs.add(here.get(o));
            }
        }
        return new Pass(builder.build(outputs), List.copyOf(scratch.keySet()), results);
    }

    private static Set<Integer> handedOn(Program program, int p, int[] home) {
        Set<Integer> values = new HashSet<>();
        for (int i = 0; i < home.length; i++) {
            if (home[i] > p) {
                for (int a : program.step(i).arguments()) {
                    if (home[a] == p) {
                        values.add(a);
                    }
                }
            }
        }
        return values;
    }
}
