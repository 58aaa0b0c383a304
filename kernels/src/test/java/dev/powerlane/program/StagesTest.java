package dev.powerlane.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final int PARAMETERS = 1;
    private static final int FIRST = 2;
    private static final int SECOND = 4;
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    @Test
    void theDataStageOfChinchillaHoldsExactlyTheLogarithms() {
        int data = FIRST;
        Map<String, Lowering.Binding> bindings = bindings(CHINCHILLA, data, data);
        Stages stages = Stages.cut(Lowering.lower(List.of(CHINCHILLA.expression()), bindings), data, PARAMETERS | data);
        Stages.Stage first = stages.stage(0);
        assertThat(operations(first.program())).containsExactlyInAnyOrder(Op.POSITIVE, Op.LOG_HIGH, Op.LOG_LOW, Op.POSITIVE,
                Op.LOG_HIGH, Op.LOG_LOW);
        assertThat(first.exports()).hasSize(4);
        assertThat(first.program().outputs()).map(o -> first.program().step(o).op()).containsOnly(Op.LOG_HIGH, Op.LOG_LOW);
        assertThat(operations(stages.last().program())).doesNotContain(Op.LOG_HIGH, Op.LOG_LOW, Op.LOG, Op.POSITIVE);
        assertThat(stages.last().program().leaves().keySet()).containsAll(first.exports()).doesNotContain("N", "D");
    }

    @Test
    void aCellOfChinchillaOverParametersAndTokensIsOneMultiplyAdd() {
        assertThat(operations(grid(CHINCHILLA).last().program())).containsExactly(Op.FMA);
    }

    @Test
    void aCellOfChinchillaOverParametersAndComputeIsOneMultiplyAdd() {
        assertThat(operations(grid(CHINCHILLA.with("D", "C/(6*N)")).last().program())).containsExactly(Op.FMA);
    }

    @Test
    void aCellOfKaplansLawOverParametersAndTokensIsOneSumAndOnePower() {
        assertThat(operations(grid(Laws.get("kaplan-nd")).last().program()))
                .containsExactly(Op.ADD, Op.LOG_HIGH, Op.LOG_LOW, Op.POW_FROM_LOG);
    }

    @Test
    void everyStageDependsOnItsAxesOnly() {
        for (Stages.Stage stage : grid(CHINCHILLA.with("D", "C/(6*N)")).stages()) {
            assertThat(stage.program().steps()).allMatch(step -> (step.axes() & ~stage.axes()) == 0);
        }
    }

    @Test
    void numbersAndLeavesAreReadWhereTheyAreNeededAndNotHandedOn() {
        Map<String, Lowering.Binding> bindings = Map.of("x", new Lowering.Binding(1, false, false),
                "y", new Lowering.Binding(2, false, false));
        Stages stages = Stages.cut(Lowering.lower(List.of(Expr.parse("3*x + y")), bindings), 1, 2, 3);
        assertThat(stages.stage(0).exports()).isEmpty();
        assertThat(stages.stage(1).exports()).isEmpty();
        assertThat(stages.last().program().leaves().keySet()).containsExactlyInAnyOrder("x", "y");
    }

    /** Else it would be a leaf that is neither an input nor a parameter. */
    @Test
    void whatIsComputedFromNumbersAloneIsNotHandedOn() {
        Map<String, Lowering.Binding> bindings = Map.of("x", new Lowering.Binding(1, false, false),
                "y", new Lowering.Binding(2, false, false));
        Stages stages = Stages.cut(Lowering.lower(List.of(Expr.parse("2^x + 2^y + 10^(x*y)")), bindings), 1, 3);
        assertThat(stages.stage(0).exports()).hasSize(1);
        assertThat(stages.last().program().leaves()).containsOnlyKeys("x", "y", stages.stage(0).exports().get(0));
    }

    @Test
    void aResultOfAnEarlyStageIsALeafOfTheLast() {
        Map<String, Lowering.Binding> bindings = Map.of("x", new Lowering.Binding(1, false, false),
                "y", new Lowering.Binding(2, false, false));
        List<Expr> formulas = List.of(Expr.parse("exp(x)"), Expr.parse("y"), Expr.parse("2"));
        Stages stages = Stages.cut(Lowering.lower(formulas, bindings), 1, 3);
        assertThat(operations(stages.last().program())).isEmpty();
        assertThat(stages.last().program().outputs()).hasSize(3);
        assertThat(stages.last().program().leaves()).containsEntry(stages.stage(0).exports().get(0), 1);
    }

    @Test
    void theLastStageMustAllowEverything() {
        Program program = Lowering.lower(List.of(Expr.parse("x")), Map.of("x", new Lowering.Binding(4, false, false)));
        assertThatThrownBy(() -> Stages.cut(program, 1, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no stage allows axes 100");
    }

    private static Stages grid(Law law) {
        Program program = Lowering.lower(List.of(law.expression()), bindings(law, FIRST, SECOND), ~PARAMETERS);
        return Stages.cut(program, PARAMETERS, PARAMETERS | FIRST, PARAMETERS | SECOND, -1);
    }

    private static Map<String, Lowering.Binding> bindings(Law law, int firstInput, int secondInput) {
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        law.parameters().forEach(p -> bindings.put(p.name(), new Lowering.Binding(PARAMETERS, p.positive(), false)));
        bindings.put(law.inputNames().get(0), new Lowering.Binding(firstInput, true, true));
        bindings.put(law.inputNames().get(1), new Lowering.Binding(secondInput, true, true));
        return bindings;
    }

    private static List<Op> operations(Program program) {
        return program.steps().stream().map(Step::op).filter(op -> op != Op.LEAF && op != Op.CONSTANT).toList();
    }
}
