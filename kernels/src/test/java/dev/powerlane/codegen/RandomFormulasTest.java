package dev.powerlane.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Expr;
import dev.powerlane.program.ErrorBound;
import dev.powerlane.program.Lowering;
import dev.powerlane.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomFormulasTest {
    private static final int LANES = 17;

    @ParameterizedTest
    @ValueSource(ints = {8, 20, 60, 120, 200})
    void vectorsAndTheirScalarTwinGiveTheSameBits(int size) {
        for (int seed = 0; seed < 12; seed++) {
            Program program = lower(RandomFormula.of(31L * size + seed, size));
            if (!program.leaves().isEmpty()) {
                double[][] columns = columns(program, seed);
                assertThat(Columns.bits(Columns.active(program, columns)[0])).as("size %d seed %d", size, seed)
                        .isEqualTo(Columns.bits(Columns.scalar(program, columns)[0]));
            }
        }
    }

    @Test
    void compiledFormulasAreWithinTheRoundingErrorsOfTheirObviousReading() {
        int judged = 0;
        for (int seed = 0; seed < 300; seed++) {
            Expr formula = RandomFormula.of(seed, 5 + seed % 40);
            Program program = lower(formula);
            if (program.leaves().isEmpty()) {
                continue;
            }
            double[][] columns = columns(program, seed);
            double[] results = Columns.scalar(program, columns)[0];
            for (int i = 0; i < LANES; i++) {
                ErrorBound bound = ErrorBound.of(formula, values(program, columns, i));
                if (bound.isWellConditioned()) {
                    // Either reading may err by the bound.
                    assertThat(Math.abs(results[i] - bound.value())).as("seed %d lane %d: %s", seed, i, bound)
                            .isLessThanOrEqualTo(2 * bound.error());
                    judged++;
                }
            }
        }
        assertThat(judged).isGreaterThan(2000);
    }

    private static Program lower(Expr formula) {
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        bindings.put("x", new Lowering.Binding(1, true, false));
        bindings.put("y", new Lowering.Binding(1, true, false));
        bindings.put("z", new Lowering.Binding(1, false, false));
        return Lowering.lower(List.of(formula), bindings);
    }

    /** x and y are positive over many magnitudes, z has any sign. */
    private static double[][] columns(Program program, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return program.leaves().keySet().stream().map(leaf -> leaf.equals("z") ? random.doubles(LANES, -3, 3).toArray()
                : random.doubles(LANES, -10, 10).map(StrictMath::exp).toArray()).toArray(double[][]::new);
    }

    private static Map<String, Double> values(Program program, double[][] columns, int lane) {
        Map<String, Double> values = new HashMap<>(Map.of("x", 0.0, "y", 0.0, "z", 0.0));
        List<String> leaves = List.copyOf(program.leaves().keySet());
        for (int j = 0; j < columns.length; j++) {
            values.put(leaves.get(j), columns[j][lane]);
        }
        return values;
    }
}
