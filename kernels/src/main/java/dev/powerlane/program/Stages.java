package dev.powerlane.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A program cut along its axes. Each stage computes what varies along no more than its axes, once for each combination
 * of their values; later stages find the results as leaves. The logarithms of the inputs are thus taken once per input
 * value, and the powers of a grid's axis once per node.
 */
public final class Stages {

    /**
     * @param axes    the axes, as bits, that the stage's values may vary along
     * @param program its steps
     * @param exports the leaf names under which later stages read its results, in the order of the results; the last
     *                stage's are the program's own results and have no name
     */
    public record Stage(int axes, Program program, List<String> exports) {}

    private final List<Stage> stages;

    private Stages(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    public List<Stage> stages() {
        return stages;
    }

    public Stage stage(int index) {
        return stages.get(index);
    }

    public Stage last() {
        return stages.get(stages.size() - 1);
    }

    /**
     * Cuts a program.
     *
     * @param axes what each stage may depend on; a step goes to the first stage that allows its axes, so the last stage must
     *             allow all of them
     */
    public static Stages cut(Program program, int... axes) {
        return cut(program, step -> false, axes);
    }

    /** As above; steps that are {@code kept} are results of their stages even if no later stage reads them. */
    public static Stages cut(Program program, Predicate<Step> kept, int... axes) {
        int count = program.steps().size();
        int[] home = new int[count];
        boolean[] exported = new boolean[count];
        for (int i = 0; i < count; i++) {
            home[i] = home(program.step(i), axes);
            exported[i] |= home[i] < axes.length - 1 && kept.test(program.step(i));
            for (int a : program.step(i).arguments()) {
                exported[a] |= crosses(program.step(a), home[a], home[i]);
            }
        }
        int last = axes.length - 1;
        for (int o : program.outputs()) {
            exported[o] |= crosses(program.step(o), home[o], last);
        }
        List<Stage> stages = new ArrayList<>();
        for (int s = 0; s <= last; s++) {
            stages.add(stage(program, s, s == last, axes[s], home, exported));
        }
        return new Stages(stages);
    }

    private static int home(Step step, int[] axes) {
        for (int s = 0; s < axes.length; s++) {
            if ((step.axes() & ~axes[s]) == 0) {
                return s;
            }
        }
        throw new IllegalArgumentException("no stage allows axes " + Integer.toBinaryString(step.axes()));
    }

    private static boolean crosses(Step value, int from, int to) {
        return from != to && !isEverywhere(value);
    }

    /** Numbers, and what is computed from numbers only, as log 10, are written where they are needed; leaves are read there. */
    private static boolean isEverywhere(Step value) {
        return value.op() == Op.LEAF || value.axes() == 0;
    }

    private static Stage stage(Program program, int s, boolean last, int axes, int[] home, boolean[] exported) {
        Program.Builder builder = new Program.Builder();
        Map<Integer, Integer> here = new HashMap<>();
        Map<String, Integer> exports = new LinkedHashMap<>();
        for (int i = 0; i < home.length; i++) {
            Step step = program.step(i);
            boolean imported = home[i] < s && exported[i];
            boolean copied = home[i] == s || isEverywhere(step);
            if (imported) {
                here.put(i, builder.leaf(export(i), step.axes()));
            } else if (copied && here.keySet().containsAll(step.arguments())) {
                here.put(i, builder.copy(step, here));
            }
            if (!last && home[i] == s && exported[i]) {
                exports.put(export(i), here.get(i));
            }
        }
        List<Integer> outputs = last ? program.outputs().stream().map(here::get).toList() : List.copyOf(exports.values());
        return new Stage(axes, builder.build(outputs), last ? List.of() : List.copyOf(exports.keySet()));
    }

    private static String export(int step) {
        return "%" + step;
    }
}
