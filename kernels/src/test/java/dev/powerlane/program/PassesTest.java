package dev.powerlane.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pieces look like; that they compute the same bits is shown with the kernels that run them. */
class PassesTest {
    private static final int PARAMETERS = 1;
    private static final int DATA = 2;
    private static final IntPredicate BY_DATA = axes -> (axes & DATA) != 0;

    @Test
    void aProgramWithinItsBudgetIsOnePass() {
        Program program = gradient();
        List<Passes.Pass> passes = Passes.split(program, BY_DATA, 2 * program.cost()).passes();
        assertThat(passes).hasSize(1);
        assertThat(passes.get(0).program().listing()).isEqualTo(program.listing());
        assertThat(passes.get(0).scratch()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 60, 100, 150})
    void everyPassIsWithinTheBudgetPlusTheStepsThatAreRepeatedOutsideTheLoop(int budget) {
        List<Passes.Pass> passes = Passes.split(gradient(), BY_DATA, budget).passes();
        assertThat(passes).hasSizeGreaterThan(1);
        for (Passes.Pass pass : passes) {
            List<Step> inLoop = pass.program().steps().stream().filter(s -> BY_DATA.test(s.axes())).toList();
            long loads = inLoop.stream().filter(s -> s.op() == Op.LEAF).count();
            int stores = pass.program().outputs().size();
            if (inLoop.stream().filter(s -> s.op().cost() > 0).count() > 1) {
                assertThat(inLoop.stream().mapToInt(s -> s.op().calls()).sum() + loads + stores).isLessThanOrEqualTo(budget);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 60, 100, 150})
    void everyResultIsComputedOnceAndEveryScratchColumnIsWrittenBeforeItIsRead(int budget) {
        Program program = gradient();
        List<Integer> results = new ArrayList<>();
        Set<String> written = new HashSet<>(program.leaves().keySet());
        for (Passes.Pass pass : Passes.split(program, BY_DATA, budget).passes()) {
            assertThat(written).containsAll(pass.program().leaves().keySet());
            assertThat(pass.program().outputs()).hasSize(pass.scratch().size() + pass.results().size());
            assertThat(pass.scratch()).allMatch(written::add);
            results.addAll(pass.results());
        }
        assertThat(results).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    private static Program gradient() {
        Law law = Laws.get("kaplan-nd");
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        law.parameters().forEach(p -> bindings.put(p.name(), new Lowering.Binding(PARAMETERS, true, false)));
        law.inputs().forEach(i -> bindings.put(i.name(), new Lowering.Binding(DATA, true, true)));
        List<Expr> formulas = new ArrayList<>(List.of(law.expression()));
        law.parameterNames().forEach(p -> formulas.add(law.expression().derivative(p)));
        return Lowering.lower(formulas, bindings);
    }
}
