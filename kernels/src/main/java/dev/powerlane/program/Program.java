package dev.powerlane.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Straight-line code: steps in an order in which arguments come first, and the steps that are its results. Equal steps
 * are one step. Immutable; made by a {@link Builder}.
 */
public final class Program {
    private final List<Step> steps;
    private final List<Integer> outputs;

    private Program(List<Step> steps, List<Integer> outputs) {
        this.steps = List.copyOf(steps);
        this.outputs = List.copyOf(outputs);
    }

    public List<Step> steps() {
        return steps;
    }

    public Step step(int index) {
        return steps.get(index);
    }

    /** The results, as indices of steps. */
    public List<Integer> outputs() {
        return outputs;
    }

    /** The leaves that occur, in order, each with the axes that it varies along. */
    public Map<String, Integer> leaves() {
        Map<String, Integer> leaves = new LinkedHashMap<>();
        for (Step s : steps) {
            if (s.op() == Op.LEAF) {
                leaves.put(s.leaf(), s.axes());
            }
        }
        return leaves;
    }

    /** Vector operations in all. */
    public int cost() {
        return steps.stream().mapToInt(s -> s.body().map(Roots::cost).orElse(s.op().cost())).sum();
    }

    /** This program with other operations of the same arguments in place of some. */
    public Program replacing(Map<Op, Op> operations) {
        Builder builder = new Builder();
        Map<Integer, Integer> renumbered = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            renumbered.put(i, builder.copy(steps.get(i).as(operations.getOrDefault(steps.get(i).op(), steps.get(i).op())), renumbered));
        }
        return builder.build(outputs.stream().map(renumbered::get).toList());
    }

    /** This program with the cheaper logarithms of leaves, for leaves that are positive normal numbers. */
    public Program withLeavesInRange() {
        Builder builder = new Builder();
        Map<Integer, Integer> renumbered = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean isKnown = (step.op() == Op.LOG || step.op() == Op.LOG_HIGH) && isLeafInDomain(step.argument(0));
            renumbered.put(i, builder.copy(isKnown ? step.as(Op.IN_RANGE.get(step.op())) : step, renumbered));
        }
        return builder.build(outputs.stream().map(renumbered::get).toList());
    }

    /** Whether a step is a leaf, or one that is confined to positive numbers. */
    public boolean isLeafInDomain(int step) {
        Step s = steps.get(step);
        return s.op() == Op.LEAF || s.op() == Op.POSITIVE && steps.get(s.argument(0)).op() == Op.LEAF;
    }

    /** Programs of the same steps and results are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Program program && steps.equals(program.steps) && outputs.equals(program.outputs);
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + outputs.hashCode();
    }

    /** A readable listing, one step a line. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            Step s = steps.get(i);
            String what = switch (s.op()) {
                case CONSTANT -> Double.toString(s.constant());
                case LEAF -> s.leaf();
                default -> s.op().name().toLowerCase() + " " + s.arguments().stream().map(a -> "%" + a).reduce((a, b) -> a + " " + b).orElse("");
            };
            text.append(String.format("%%%-4d axes %-4s %s%n", i, Integer.toBinaryString(s.axes()), what));
        }
        return text.append("results ").append(outputs).append(", ").append(cost()).append(" vector operations").append(System.lineSeparator()).toString();
    }

    /** Collects steps; a step that is there already is returned instead of being added again. */
    public static final class Builder {
        private final List<Step> steps = new ArrayList<>();
        private final Map<Step, Integer> known = new HashMap<>();

        public Step step(int index) {
            return steps.get(index);
        }

        int size() {
            return steps.size();
        }

        public int constant(double value) {
            return add(new Step(Op.CONSTANT, List.of(), value, "", 0));
        }

        public int leaf(String leaf, int axes) {
            return add(new Step(Op.LEAF, List.of(), 0, leaf, axes));
        }

        public int op(Op op, int... arguments) {
            List<Integer> list = Arrays.stream(arguments).boxed().toList();
            return add(new Step(op, list, 0, "", axes(list)));
        }

        /** The root of an equation; see {@link Op#ROOT}. */
        public int root(List<Integer> arguments, Program body) {
            return add(new Step(Op.ROOT, arguments, 0, "", axes(arguments), Optional.of(body)));
        }

        private int axes(List<Integer> arguments) {
            return arguments.stream().mapToInt(a -> steps.get(a).axes()).reduce(0, (a, b) -> a | b);
        }

        /** Another program's steps on values of this one. */
        List<Integer> inline(Program program, Map<String, Integer> leaves) {
            List<Integer> here = new ArrayList<>();
            for (Step step : program.steps) {
                List<Integer> arguments = step.arguments().stream().map(here::get).toList();
                here.add(step.op() == Op.LEAF ? leaves.get(step.leaf())
                        : add(new Step(step.op(), arguments, step.constant(), "", axes(arguments), step.body())));
            }
            return program.outputs.stream().map(here::get).toList();
        }

        /** A step of another program, its arguments renumbered. */
        int copy(Step step, Map<Integer, Integer> renumbered) {
            return add(new Step(step.op(), step.arguments().stream().map(renumbered::get).toList(), step.constant(),
                    step.leaf(), step.axes(), step.body()));
        }

        private int add(Step step) {
            Integer there = known.putIfAbsent(step, steps.size());
            if (there != null) {
                return there;
            }
            steps.add(step);
            return steps.size() - 1;
        }

        /** The program of these results; steps that none of them needs are left out. */
        public Program build(List<Integer> outputs) {
            boolean[] needed = new boolean[steps.size()];
            outputs.forEach(o -> needed[o] = true);
            for (int i = steps.size() - 1; i >= 0; i--) {
                if (needed[i]) {
                    steps.get(i).arguments().forEach(a -> needed[a] = true);
                }
            }
            Builder kept = new Builder();
            Map<Integer, Integer> renumbered = new HashMap<>();
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    renumbered.put(i, kept.copy(steps.get(i), renumbered));
                }
            }
            return new Program(kept.steps, outputs.stream().map(renumbered::get).toList());
        }
    }
}
