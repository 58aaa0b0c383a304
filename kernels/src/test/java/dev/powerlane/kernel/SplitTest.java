package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.codegen.Sink;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.program.Lowering;
import dev.powerlane.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program over its budget runs as several passes over tiles, and computes the same bits as in one method. */
class SplitTest {
    private static final int PARAMETERS = 1;
    private static final int DATA = 2;
    private static final int UNSPLIT = Integer.MAX_VALUE;
    private static final int LANES = Reduction.LANES;

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 100, 150})
    void elementwiseOverTilesAndTheirRemainders(int budget) {
        Law law = Laws.get("kaplan-nd");
        List<Expr> formulas = new ArrayList<>(List.of(law.expression()));
        law.parameterNames().forEach(p -> formulas.add(law.expression().derivative(p)));
        Program program = Lowering.lower(formulas, bindings(law.parameterNames(), law.inputNames()));
        double[] parameters = RandomPoints.parameters(law, 1);
        // Two whole tiles of 512 elements and a remainder that fills no vector.
        double[][] columns = RandomPoints.columns(law, 1, 1033 + 7);
        assertThat(elementwise(program, law, parameters, columns, budget)).isDeepEqualTo(elementwise(program, law, parameters, columns, UNSPLIT));
    }

    private static double[][] elementwise(Program program, Law law, double[] parameters, double[][] columns, int budget) {
        Elementwise code = new Elementwise("split " + budget, program, axes -> (axes & DATA) != 0, budget);
        assertThat(code.passes() == 1).isEqualTo(budget == UNSPLIT);
        Elementwise.Task task = code.task();
        Arrays.setAll(task.uniforms, j -> parameters[law.parameterIndex(code.uniforms().get(j))]);
        double[][] ordered = code.columns().stream().map(c -> columns[law.inputIndex(c)]).toArray(double[][]::new);
        double[][] out = new double[code.results()][1033 + 3];
        task.run(ordered, 7, out, 2, 1033);
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 120, 250})
    void sumsOverTilesOfRows(int budget) {
        Program program = Lowering.lower(HuberObjective.withDerivatives(), bindings(HuberObjective.PARAMETERS, HuberObjective.COLUMNS));
        List<Sink> sinks = Collections.nCopies(program.outputs().size(), Sink.SUM);
        assertThat(reduce(program, sinks, budget, 0, LANES)).isDeepEqualTo(reduce(program, sinks, UNSPLIT, 0, LANES));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 120, 250})
    void minimaOverTilesOfRowsAndSeveralBlocksOfLanes(int budget) {
        List<Expr> formulas = HuberObjective.withDerivatives().subList(0, 6);
        Program program = Lowering.lower(formulas, bindings(HuberObjective.PARAMETERS, HuberObjective.COLUMNS));
        List<Sink> sinks = List.of(Sink.MINIMUM, Sink.SUM, Sink.MINIMUM, Sink.SUM, Sink.SUM, Sink.MINIMUM);
        assertThat(reduce(program, sinks, budget, 3, 24)).isDeepEqualTo(reduce(program, sinks, UNSPLIT, 3, 24));
    }

    private static double[][] reduce(Program program, List<Sink> sinks, int budget, int from, int to) {
        int rows = 150;
        Reduction reduction = new Reduction("split " + budget, program, PARAMETERS, DATA, sinks, false, budget);
        assertThat(reduction.passes() == 1).isEqualTo(budget == UNSPLIT);
        Reduction.Task task = reduction.task();
        Map<String, double[]> columns = new HashMap<>();
        double[][] data = HuberObjective.data(rows);
        for (int j = 0; j < data.length; j++) {
            columns.put(HuberObjective.COLUMNS.get(j), data[j]);
        }
        for (int p = 0; p < HuberObjective.PARAMETERS.size(); p++) {
            int number = p;
            double[] lanes = new double[24];
            Arrays.setAll(lanes, l -> HuberObjective.parameter(number, l));
            columns.put(HuberObjective.PARAMETERS.get(p), lanes);
        }
        Arrays.setAll(task.whole.lanes, j -> columns.get(reduction.lanes().get(j)));
        Arrays.setAll(task.whole.rows, j -> columns.get(reduction.rows().get(j)));
        task.whole.rowCount = rows;
        Arrays.setAll(task.whole.outputs, k -> new double[24]);
        task.whole.from = from;
        task.whole.to = to;
        task.run();
        return task.whole.outputs;
    }

    private static Map<String, Lowering.Binding> bindings(List<String> parameters, List<String> columns) {
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        parameters.forEach(p -> bindings.put(p, new Lowering.Binding(PARAMETERS, false, false)));
        columns.forEach(c -> bindings.put(c, new Lowering.Binding(DATA, true, true)));
        return bindings;
    }
}
