package dev.powerlane.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A program in pieces that the JIT compiles well. HotSpot's C1 gives up on methods of more than about 300 vector
 * operations, and a method that C1 gave up on may never reach C2; a longer program therefore runs as several methods, one
 * after the other over a tile that stays in the L1 cache, and hands values on in scratch columns. The search for a root is
 * some passes that make its state and some that are repeated over the tile until no element moves.
 */
public final class Passes {
    /**
     * Calls of the Vector API that a method may hold for each element, a load or a store being one. C2 takes about 120 before it may tear
     * one apart and box vectors for good, JDK 17 at least: the class that pads kernels says how.
     */
    public static final int BUDGET = 104;
    /**
     * What a column counts for with C1, where it is read or written: its code for the bounds takes as much room as so many operations. Of the
     * Hessians of the catalogue in methods of 130 operations C1 gave up on every fifth (JDK 17), those of 265 and more so counted.
     */
    private static final int COLUMN = 3;
    /** The axes of a value that is computed in the loop, whatever it depends on. */
    private static final int ALL_AXES = -1;

    /**
     * One piece.
     *
     * @param program its steps; the first results go to scratch columns, the others are results of the whole
     * @param scratch the names of the scratch columns that it writes and that later passes read as leaves
     * @param results which of the whole program's results it computes, in order
     */
    public record Pass(Program program, List<String> scratch, List<Integer> results) {}

    /**
     * Passes {@code from} to {@code to} (exclusive) are repeated. After each turn the columns {@code next} are copied to
     * {@code state}; the turns end when the last of them is zero for every element.
     */
    public record Loop(int from, int to, List<String> state, List<String> next) {
        Loop shifted(int by) {
            return new Loop(from + by, to + by, state, next);
        }
    }

    private final IntPredicate inLoop;
    private final int budget;
    private final String prefix;
    private final Program program;
    private final Uses uses;
    private final int[] home;
    /** Whether a step is computed outside the loop, in each pass that needs it. */
    private final boolean[] repeated;
    private final List<Pass> passes = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();

    private Passes(Program program, IntPredicate inLoop, int budget, String prefix) {
        this.program = program;
        this.inLoop = inLoop;
        this.budget = budget;
        this.prefix = prefix;
        this.uses = Uses.of(program);
        this.home = new int[program.steps().size()];
        this.repeated = new boolean[home.length];
        split();
    }

    /**
     * @param inLoop whether a step with these axes is computed once an element; others are repeated in each pass that
     *               needs them, outside its loop
     */
    public static Passes split(Program program, IntPredicate inLoop, int budget) {
        return new Passes(program, inLoop, budget, "scratch");
    }

    public List<Pass> passes() {
        return passes;
    }

    /** Inner loops before the loops around them. */
    public List<Loop> loops() {
        return loops;
    }

    private void split() {
        int count = assignHomes();
        for (int p = 0; p < count; p++) {
            int root = rootAt(p);
            if (root < 0) {
                passes.add(pass(p));
            } else {
                search(root, p);
            }
        }
    }

    /** Gives each step its pass, and a root a place of its own; returns how many there are. */
    private int assignHomes() {
        int current = 0;
        boolean isClosed = false;
        Size size = new Size(0);
        for (int i = 0; i < home.length; i++) {
            Step step = program.step(i);
            repeated[i] = step.op() != Op.ROOT && (step.op() == Op.CONSTANT || step.op() == Op.LEAF || !inLoop.test(step.axes()))
                    && step.arguments().stream().allMatch(a -> repeated[a]);
            if (step.op() == Op.LOG_LOW) {
                home[i] = home[step.argument(0)];
                size.add(i);
                continue;
            }
            size.add(i);
            boolean isRoot = step.op() == Op.ROOT;
            if (isRoot || isClosed || size.isTooLarge()) {
                // Between two roots there is a pass that takes the first one's result.
                current += isRoot && isClosed ? 2 : 1;
                size = new Size(i);
                size.add(i);
            }
            isClosed = isRoot;
            home[i] = current;
        }
        return current + (isClosed ? 2 : 1);
    }

    /** What a method would hold that ends with the step last added. */
    private final class Size {
        private final int first;
        private final Set<Integer> loads = new HashSet<>();
        private final List<Integer> lastUses = new ArrayList<>();
        private int calls;
        private int results;
        private int last;
        private int count;

        Size(int first) {
            this.first = first;
        }

        void add(int i) {
            Step step = program.step(i);
            calls += step.op().calls();
            count += step.op().cost() > 0 ? 1 : 0;
            last = i;
            for (int a : step.arguments()) {
                if (a < first && !repeated[a] || program.step(a).op() == Op.LEAF && inLoop.test(program.step(a).axes())) {
                    loads.add(a);
                }
            }
            results += uses.results[i];
            if (!repeated[i]) {
                lastUses.add(uses.last[i]);
            }
        }

        boolean isTooLarge() {
            long columns = loads.size() + results + lastUses.stream().filter(use -> use > last).count();
            return count > 1 && (calls + columns > budget || calls + COLUMN * columns > budget * 7 / 4);
        }
    }

    /** How often each step is a result, and the last step that reads it. */
    private record Uses(int[] results, int[] last) {
        static Uses of(Program program) {
            int[] results = new int[program.steps().size()];
            int[] last = new int[results.length];
            program.outputs().forEach(o -> results[o]++);
            for (int i = 0; i < last.length; i++) {
                for (int a : program.step(i).arguments()) {
                    last[a] = i;
                }
            }
            return new Uses(results, last);
        }
    }

    private int rootAt(int p) {
        return IntStream.range(0, home.length).filter(i -> home[i] == p && program.step(i).op() == Op.ROOT).findFirst().orElse(-1);
    }

    private Pass pass(int p) {
        Program.Builder builder = new Program.Builder();
        Map<Integer, Integer> here = new HashMap<>();
        Map<String, Integer> scratch = new LinkedHashMap<>();
        Set<Integer> handedOn = handedOn(p);
        for (int i = 0; i < home.length; i++) {
            if (home[i] == p && !repeated[i]) {
                here.put(i, builder.copy(program.step(i), here));
                if (handedOn.contains(i)) {
                    scratch.put(column(i), here.get(i));
                }
            } else if (repeated[i] || home[i] < p) {
                here.put(i, value(builder, here, i));
            }
        }
        List<Integer> outputs = new ArrayList<>(scratch.values());
        List<Integer> results = new ArrayList<>();
        for (int k = 0; k < program.outputs().size(); k++) {
            int o = program.outputs().get(k);
            if (home(o) == p) {
                results.add(k);
                outputs.add(here.get(o));
            }
        }
        return new Pass(builder.build(outputs), List.copyOf(scratch.keySet()), results);
    }

    /** The pass that gives a result: a root's is the one after its search. */
    private int home(int step) {
        return program.step(step).op() == Op.ROOT ? home[step] + 1 : home[step];
    }

    /** A value that is computed outside the loop or in an earlier pass. */
    private int value(Program.Builder builder, Map<Integer, Integer> here, int i) {
        Step step = program.step(i);
        if (repeated[i]) {
            return builder.copy(step, here);
        }
        return step.op() == Op.ROOT ? Roots.result(builder, state(builder, i)) : builder.leaf(column(i), step.axes());
    }

    private Set<Integer> handedOn(int p) {
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

    private String column(int step) {
        return prefix + "%" + step;
    }

    // Roots

    private List<String> stateColumns(int root, String which) {
        return IntStream.range(0, Roots.STATE).mapToObj(k -> column(root) + which + k).toList();
    }

    private List<Integer> state(Program.Builder builder, int root) {
        return stateColumns(root, ".state").stream().map(c -> builder.leaf(c, ALL_AXES)).toList();
    }

    private void search(int root, int p) {
        Step step = program.step(root);
        int arguments = step.arguments().size();
        Program body = step.body().orElseThrow();
        Program.Builder beginning = new Program.Builder();
        Map<Integer, Integer> here = earlier(beginning, p);
        List<Integer> begun = Roots.begin(beginning, body, arguments, k -> here.get(step.argument(k)));
        add(beginning.build(begun), column(root) + ".begin", stateColumns(root, ".state"));
        int from = passes.size();
        Program.Builder improvement = new Program.Builder();
        Map<Integer, Integer> again = earlier(improvement, p);
        List<Integer> next = Roots.next(improvement, body, arguments, k -> again.get(step.argument(k)), state(improvement, root));
        add(improvement.build(next), column(root) + ".step", stateColumns(root, ".next"));
        loops.add(new Loop(from, passes.size(), stateColumns(root, ".state"), stateColumns(root, ".next")));
    }

    /** All values that are known before a pass. */
    private Map<Integer, Integer> earlier(Program.Builder builder, int p) {
        Map<Integer, Integer> here = new HashMap<>();
        for (int i = 0; i < home.length; i++) {
            if (repeated[i] || home[i] < p) {
                here.put(i, value(builder, here, i));
            }
        }
        return here;
    }

    /** The passes of a part whose results all go to scratch columns. */
    private void add(Program part, String name, List<String> columns) {
        Passes split = new Passes(part, inLoop, budget, name);
        int shift = passes.size();
        for (Pass pass : split.passes) {
            List<String> scratch = new ArrayList<>(pass.scratch);
            pass.results.forEach(k -> scratch.add(columns.get(k)));
            passes.add(new Pass(pass.program, scratch, List.of()));
        }
        split.loops.forEach(l -> loops.add(l.shifted(shift)));
    }
}
