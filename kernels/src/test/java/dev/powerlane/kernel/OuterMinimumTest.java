package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Maxima;
import dev.powerlane.grid.Minima;
import dev.powerlane.law.Law;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sweep over the inside of a monotone function finds what a sweep over the function finds, bit by bit. */
class OuterMinimumTest {
    private static final Axis N = Axis.log("N", 1e6, 1e12, 101);
    private static final Axis C = Axis.log("C", 1e17, 1e26, 19);
    /** Nodes with equals and near equals among them. */
    private static final Axis TIES = Axis.of("N", ties());

    record Case(String law, double[] parameters, Grid grid) {
        Law inputs() {
            return Law.of(law).inputs("N", "D");
        }

        @Override
        public String toString() {
            return law + " " + Arrays.toString(parameters) + " " + grid;
        }
    }

    private static double[] ties() {
        double[] nodes = new double[250];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = 1e9 * StrictMath.pow(1.03, i % 50);
            for (int k = 0; k < i / 50; k++) {
                nodes[i] = Math.nextUp(nodes[i]);
            }
        }
        return nodes;
    }

    static Stream<Case> cases() {
        Grid overCompute = Grid.of(N, C).let("D", "C/(6*N)");
        Grid tied = Grid.of(C, TIES).let("D", "C/(6*N)");
        Grid three = Grid.of(N, C, Axis.linear("x", 4, 8, 3)).let("D", "C/(x*N)");
        String kaplan = "((Nc/N)^(aN/aD) + Dc/D)^aD";
        return Stream.of(overCompute, tied, three).flatMap(grid -> Stream.of(
                new Case(kaplan, new double[] {6.4e13, .076, .103, 1.8e13}, grid),
                new Case(kaplan, new double[] {6.4e13, .076, -.103, 1.8e13}, grid),
                new Case(kaplan, new double[] {6.4e13, .076, 0, 1.8e13}, grid),
                new Case(kaplan, new double[] {-6.4e13, .076, .103, 1.8e13}, grid),
                new Case("E + (A/N^a + B/D^b)^g", new double[] {1.22, 3355, .408, 18186, .431, .452}, grid),
                // So much is added that most of the lines' cells are equal.
                new Case("E + (A/N^a + B/D^b)^g", new double[] {1e14, 3355, .408, 18186, .431, .452}, grid),
                new Case("E - k*(A/N^a + B/D^b)^g", new double[] {1.22, 2, 3355, .408, 18186, .431, .452}, grid),
                new Case("E - k*(A/N^a + B/D^b)^g", new double[] {1.22, -2, 3355, .408, 18186, .431, .452}, grid),
                new Case("E - k*(A/N^a + B/D^b)^g", new double[] {1.22, 0, 3355, .408, 18186, .431, .452}, grid),
                new Case("e - k*exp(-g*(A/N^a + B/D^b + 1))", new double[] {.8, 1.3, .7, 406, .34, 410, .28}, grid),
                new Case("log(sqrt(A/N^a + B/D^b)/s)", new double[] {406, .34, 410, .28, 1e3}, grid),
                new Case("(A/N^a + B/D^b)^-300", new double[] {406, .34, 410, .28}, grid)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndPlaceAreThoseOfThePlainSweep(Case c) {
        Kernel kernel = Kernel.compile(c.inputs());
        double[] cells = new double[(int) c.grid.size()];
        kernel.evaluate(c.parameters, c.grid, cells);
        for (Axis along : c.grid.axes()) {
            Minima minima = kernel.minimise(c.parameters, c.grid, along.name());
            Maxima maxima = kernel.maximise(c.parameters, c.grid, along.name());
            int stride = 1;
            for (Axis later : c.grid.axes().subList(c.grid.axes().indexOf(along) + 1, c.grid.axes().size())) {
                stride *= later.size();
            }
            int lines = minima.value().length;
            double[] least = new double[lines];
            double[] most = new double[lines];
            int[] leastAt = new int[lines];
            int[] mostAt = new int[lines];
            for (int line = 0; line < lines; line++) {
                int first = line / stride * stride * along.size() + line % stride;
                least[line] = Double.POSITIVE_INFINITY;
                most[line] = Double.NEGATIVE_INFINITY;
                leastAt[line] = -1;
                mostAt[line] = -1;
                for (int k = 0; k < along.size(); k++) {
                    double cell = cells[first + k * stride];
                    leastAt[line] = cell < least[line] ? k : leastAt[line];
                    least[line] = cell < least[line] ? cell : least[line];
                    mostAt[line] = cell > most[line] ? k : mostAt[line];
                    most[line] = cell > most[line] ? cell : most[line];
                }
            }
            assertThat(minima.index()).isEqualTo(leastAt);
            assertThat(minima.value()).isEqualTo(least);
            assertThat(maxima.index()).isEqualTo(mostAt);
            assertThat(maxima.value()).isEqualTo(most);
        }
    }

    @Test
    void theInsideIsTakenWhereTheOutsideIsMonotone() {
        assertThat(inner("((Nc/N)^a + Dc*N/D)^b")).hasSize(1);
        assertThat(inner("E + k*(N^-a + N^b/D)^g")).hasSize(1);
        assertThat(inner("log(2 + (N^-a + N/D)^g)")).as("each layer that saves a function").hasSize(2);
        assertThat(inner("(N^-a - N/D)^g")).as("not positive").isEmpty();
        assertThat(inner("(N^-a + D^-b)^g + N")).as("N outside").isEmpty();
        assertThat(inner("(N^-a + D^-b)^D")).as("an exponent that varies").isEmpty();
        assertThat(inner("abs(N^-a + D^-b)^g")).isEmpty();
    }

    @Test
    void theSignsOfTheParametersTellTheDirection() {
        MonotoneOuter outer = inner("E - k*(N^-a + N/D)^g").get(0);
        assertThat(outer.direction(Map.of("E", 1., "k", 2., "g", .5))).isEqualTo(-1);
        assertThat(outer.direction(Map.of("E", 1., "k", -2., "g", .5))).isEqualTo(1);
        assertThat(outer.direction(Map.of("E", 1., "k", -2., "g", -.5))).isEqualTo(-1);
        assertThat(outer.direction(Map.of("E", 1., "k", 2., "g", 0.))).isZero();
        assertThat(outer.direction(Map.of("E", 1., "k", Double.NaN, "g", 1.))).isZero();
    }

    private static List<MonotoneOuter> inner(String formula) {
        Law law = Law.of(formula).inputs("N", "D");
        GridShape shape = GridShape.of(Grid.of(N, Axis.log("D", 1e8, 1e14, 3)));
        return MonotoneOuter.of(law.expression(), "N", List.of("N", "D"), shape.bindings(law, List.of()));
    }
}
