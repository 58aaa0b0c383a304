package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.program.ErrorBound;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every law of the catalogue over a grid of its inputs. */
class CatalogueGridsTest {

    /** Bits of training and the student's own loss are fixed, so that no more than three inputs remain. */
    static Stream<Law> catalogue() {
        return Laws.all().stream().map(law -> {
            Law of3 = law;
            for (String fixed : List.of("Pw", "Pa", "Pkv", "Ls")) {
                of3 = of3.inputNames().contains(fixed) ? of3.with(fixed, "4") : of3;
            }
            return of3;
        });
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void cellsAndMinimaAreThoseOfPoints(Law law) {
        Axis[] axes = law.inputs().stream().map(CatalogueGridsTest::axis).toArray(Axis[]::new);
        Grid grid = Grid.of(axes);
        int count = (int) grid.size();
        double[][] columns = new double[axes.length][count];
        for (int i = 0; i < count; i++) {
            int rest = i;
            for (int j = axes.length - 1; j >= 0; j--) {
                columns[j][i] = axes[j].node(rest % axes[j].size());
                rest /= axes[j].size();
            }
        }
        double[] parameters = RandomPoints.parameters(law, 3);
        double[] points = new double[count];
        double[] cells = new double[count];
        Kernel kernel = Kernel.compile(law);
        kernel.evaluate(parameters, columns, points);
        kernel.evaluate(parameters, grid, cells);
        for (int i = 0; i < count; i++) {
            double rounding = ErrorBound.of(law.expression(), RandomPoints.values(law, parameters, columns, i)).error();
            assertThat(Math.abs(cells[i] - points[i])).as("cell %d", i).isLessThanOrEqualTo(2 * rounding);
        }
        Minima minima = kernel.minimise(parameters, grid, law.inputNames().get(0));
        int lines = count / axes[0].size();
        for (int line = 0; line < lines; line++) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < axes[0].size(); k++) {
                least = Math.min(least, cells[k * lines + line]);
            }
            assertThat(minima.value()[line]).as("line %d", line).isEqualTo(least);
        }
    }

    private static Axis axis(Input input) {
        double middle = Math.sqrt(Math.max(input.low(), 1e-9) * input.high());
        return input.positive() ? Axis.log(input.name(), Math.max(input.low(), middle / 1e4), Math.min(input.high(), middle * 1e4), 7)
                : Axis.of(input.name(), 0, .25, .5, .9);
    }
}
