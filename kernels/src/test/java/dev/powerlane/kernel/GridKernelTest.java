package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridKernelTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Law OVER_COMPUTE = CHINCHILLA.with("D", "C/(6*N)");
    private static final Law THREE_INPUTS = Law.of("E + A/N^a + B/D^b + F*(S/N)^c").inputs("N", "D", "S");
    private static final double[] HOFFMANN = CHINCHILLA.published("hoffmann-2022").toArray();
    private static final double[] THREE = {1.7, 400, .34, 410, .28, .1, .2};
    private static final Axis N = Axis.log("N", 1e6, 1e12, 37);
    private static final Axis D = Axis.log("D", 1e8, 1e14, 29);
    private static final Axis C = Axis.log("C", 1e17, 1e26, 23);
    private static final Axis S = Axis.log("S", 1e3, 1e7, 11);

    static Stream<Arguments> plainGrids() {
        return Stream.of(Arguments.of(CHINCHILLA, HOFFMANN, Grid.of(N, D)), Arguments.of(CHINCHILLA, HOFFMANN, Grid.of(D, N)),
                Arguments.of(Laws.get("kaplan-nd"), new double[] {6.4e13, 1.8e13, .076, .103}, Grid.of(N, D)),
                Arguments.of(Laws.get("kaplan-ns"), new double[] {6.5e13, 2.1e3, .077, .76}, Grid.of(S, N)),
                Arguments.of(Laws.get("power-law"), new double[] {8.8e13, .076}, Grid.of(Axis.log("X", 1e3, 1e15, 41))),
                Arguments.of(Laws.get("offset-power-law"), new double[] {4.0, 3.2, .47}, Grid.of(Axis.log("X", 1, 1e5, 8))));
    }

    @ParameterizedTest
    @MethodSource("plainGrids")
    void aGridHasTheBitsOfItsPoints(Law law, double[] parameters, Grid grid) {
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
    }

    @Test
    void aGridOverComputeIsThatOfItsPointsToFourUlp() {
        assertClose(OVER_COMPUTE, HOFFMANN, Grid.of(N, C));
        assertClose(OVER_COMPUTE, HOFFMANN, Grid.of(C, N));
        assertClose(Laws.get("kaplan-nd").with("D", "C/(6*N)"), new double[] {6.4e13, 1.8e13, .076, .103}, Grid.of(N, C));
    }

    @Test
    void threeAxesInAnyOrderGiveThePointsToFourUlp() {
        for (Axis[] axes : new Axis[][] {{N, D, S}, {N, S, D}, {D, N, S}, {D, S, N}, {S, N, D}, {S, D, N}}) {
            assertClose(THREE_INPUTS, THREE, Grid.of(axes));
        }
    }

    @Test
    void theOrderOfTheAxesIsThatOfTheResults() {
        double[] byN = evaluate(CHINCHILLA, HOFFMANN, Grid.of(N, D));
        double[] byD = evaluate(CHINCHILLA, HOFFMANN, Grid.of(D, N));
        for (int n = 0; n < N.size(); n++) {
            for (int d = 0; d < D.size(); d++) {
                assertThat(byN[n * D.size() + d]).isEqualTo(byD[d * N.size() + n]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e12, 700), Axis.log("D", 1e8, 1e14, 150));
        double[] one = evaluate(CHINCHILLA, HOFFMANN, grid);
        double[] more = new double[one.length];
        Kernel kernel = Kernel.compile(CHINCHILLA).withThreads(threads);
        kernel.evaluate(HOFFMANN, grid, more);
        assertThat(more).isEqualTo(one);
        for (String along : grid.names()) {
            assertThat(kernel.minimise(HOFFMANN, grid, along).value())
                    .isEqualTo(kernel.withThreads(1).minimise(HOFFMANN, grid, along).value());
        }
    }

    @Test
    void aStreamIsTheGridInConsecutivePieces() throws IOException {
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e12, 301), Axis.log("D", 1e8, 1e14, 1000));
        double[] whole = evaluate(CHINCHILLA, HOFFMANN, grid);
        double[] streamed = new double[whole.length];
        long[] next = {0};
        int[] pieces = {0};
        Kernel.compile(CHINCHILLA).evaluate(HOFFMANN, grid, (offset, values, count) -> {
            assertThat(offset).isEqualTo(next[0]);
            System.arraycopy(values, 0, streamed, (int) offset, count);
            next[0] += count;
            pieces[0]++;
        });
        assertThat(next[0]).isEqualTo(grid.size());
        assertThat(pieces[0]).isGreaterThan(1);
        assertThat(streamed).isEqualTo(whole);
    }

    @Test
    void aSinksFailureComesOut() {
        assertThatThrownBy(() -> Kernel.compile(CHINCHILLA).evaluate(HOFFMANN, Grid.of(N, D), (offset, values, count) -> {
            throw new IOException("disk full");
        })).isInstanceOf(IOException.class).hasMessage("disk full");
    }

    // Powers taken apart by axis

    @Test
    void factorsThatOverflowAloneAreTakenTogether() {
        Law law = Law.of("E + A*(N/D)^p").inputs("N", "D");
        double[] parameters = {1, 2, 40};
        Grid grid = Grid.of(Axis.log("N", 1e9, 1e11, 5), Axis.log("D", 1e9, 1e11, 6));
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
        assertThat(evaluate(law, parameters, grid)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void aFactorThatOverflowsBesideAParameterIsTakenWithIt() {
        Law law = Law.of("E + (X/k)^p").inputs("X");
        double[] parameters = {1, 1e150, 1.9};
        Grid grid = Grid.of(Axis.of("X", 1e200, 1e190, 1e150));
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
        assertThat(evaluate(law, parameters, grid)[0]).isBetween(.9e95, 1.1e95);
    }

    @Test
    void aSumThatOverflowsBesideAThirdAxisIsTakenWithIt() {
        Law law = Law.of("E + ((N + D)/S)^p").inputs("N", "D", "S");
        double[] parameters = {1, 40};
        Grid grid = Grid.of(Axis.log("N", 1e9, 1e11, 3), Axis.log("D", 1e9, 1e11, 3), Axis.log("S", 1e9, 1e11, 4));
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
    }

    @Test
    void factorsThatLoseDigitsToUnderflowAreTakenTogether() {
        Law law = Law.of("A*(N/D)^p").inputs("N", "D");
        double[] parameters = {1e-10, 1};
        Grid grid = Grid.of(Axis.of("N", 1, 3e-310), Axis.of("D", 7e-9, 1));
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
    }

    @Test
    void anExponentialWhosePartsOverflowAloneIsTakenWhole() {
        Law law = Law.of("E + exp(a*N - b*D)").inputs("N", "D");
        double[] parameters = {1, 1, 1};
        Grid grid = Grid.of(Axis.linear("N", 1000, 1010, 5), Axis.linear("D", 1000, 1010, 6));
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
        assertThat(evaluate(law, parameters, grid)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void exponentialsAndProductsTakenApartGiveThePointsToTheRoundingOfTheSums() {
        Grid two = Grid.of(Axis.linear("N", 1, 3, 7), Axis.linear("D", .5, 2, 9));
        Grid three = Grid.of(Axis.linear("N", 1, 3, 7), Axis.linear("S", 1, 2, 3), Axis.linear("D", .5, 2, 9));
        assertClose(Law.of("E + k*exp(a*N - b*D)").inputs("N", "D"), new double[] {1, .3, .5, .7}, two);
        assertClose(Law.of("k*N*exp(-a*(N + D))*D").inputs("N", "D"), new double[] {.3, .5}, two);
        assertClose(Law.of("k^(a*N + b*D)").inputs("N", "D"), new double[] {3, .5, .7}, two);
        assertClose(Law.of("E + A*(N*D/S)^p").inputs("N", "D", "S"), new double[] {1, 2, .3}, three);
        assertClose(Law.of("E + exp(a*N*D + b*S)*((N + D)/S)^p").inputs("N", "D", "S"), new double[] {1, .1, .2, .3}, three);
    }

    @Test
    void aSumsPowerThatOverflowsWhereItsDivisorsDoesNotIsTakenWithIt() {
        Law law = Law.of("E + ((N + D)/S)^p").inputs("N", "D", "S");
        double[] parameters = {1, 20};
        Grid grid = Grid.of(Axis.log("N", 1e15, 1e17, 3), Axis.log("D", 1e15, 1e17, 3), Axis.log("S", 1e13, 1e15, 4));
        assertThat(evaluate(law, parameters, grid)).isEqualTo(points(law, parameters, grid));
        assertThat(evaluate(law, parameters, grid)).doesNotContain(Double.POSITIVE_INFINITY);
    }

    // Inputs computed from the axes

    @Test
    void aComputedInputGivesTheBitsOfTheLawComposedWithIt() {
        for (Axis[] axes : new Axis[][] {{N, C}, {C, N}}) {
            assertThat(evaluate(CHINCHILLA, HOFFMANN, Grid.of(axes).let("D", "C/(6*N)"))).isEqualTo(evaluate(OVER_COMPUTE, HOFFMANN, Grid.of(axes)));
        }
        Grid inSteps = Grid.of(N, Axis.of("ratio", 10, 20, 40)).let("tokens", "ratio*N").let("D", "2*tokens");
        assertThat(evaluate(CHINCHILLA, HOFFMANN, inSteps))
                .isEqualTo(evaluate(CHINCHILLA.with("D", "2*(ratio*N)"), HOFFMANN, Grid.of(N, Axis.of("ratio", 10, 20, 40))));
    }

    @Test
    void bothInputsMayBeComputed() {
        Axis t = Axis.linear("t", -1, 1, 21);
        double[] cells = evaluate(CHINCHILLA, HOFFMANN, Grid.of(C, t).let("N", "1e9*exp(t)").let("D", "C/(6*N)"));
        for (int i = 0; i < cells.length; i++) {
            double n = 1e9 * StrictMath.exp(t.node(i % 21));
            double expected = CHINCHILLA.at(CHINCHILLA.parameterSet(HOFFMANN), Map.of("N", n, "D", C.node(i / 21) / 6 / n));
            assertThat(cells[i]).isCloseTo(expected, within(1e-13 * expected));
        }
    }

    @Test
    void aPositiveInputThatIsComputedAsNoneIsNaNInThatCell() {
        Law law = Law.of("E + N + D^2").inputs("N", "D");
        Axis n = Axis.of("N", 1, 5, 10);
        assertThat(evaluate(law, new double[] {1}, Grid.of(n).let("D", "N - 5"))).containsExactly(Double.NaN, Double.NaN, 36);
    }

    @Test
    void whatDoesNotFitTogetherIsNamed() {
        Kernel kernel = Kernel.compile(CHINCHILLA);
        double[] out = new double[2000];
        assertThatThrownBy(() -> Grid.of(N, C).let("D", "C/(6*M)")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("D = C/(6*M): M is neither an axis of the grid nor computed before D; there are N, C");
        assertThatThrownBy(() -> Grid.of(N, C).let("N", "C/6")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("N = C/6: the grid has N already; there are N, C");
        assertThatThrownBy(() -> Grid.of(N, C).let("D", "C/(6*")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kernel.evaluate(HOFFMANN, Grid.of(N, C).let("X", "C/(6*N)"), out)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the grid's axes are N, C with X = C/(6*N), but chinchilla is a law in N, D");
        assertThatThrownBy(() -> kernel.evaluate(HOFFMANN, Grid.of(N, C).let("D", "20*N"), out)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the grid's axes are N, C with D = 20*N, but chinchilla is a law in N, D");
        assertThatThrownBy(() -> kernel.evaluate(HOFFMANN, Grid.of(N, Axis.of("A", 1, 2)).let("D", "A*N"), out))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the grid gives values to A, which is a parameter of chinchilla");
    }

    // Several formulas

    @Test
    void severalFormulasAreEvaluatedAtOnce() {
        for (Grid grid : new Grid[] {Grid.of(N, D), Grid.of(N, C).let("D", "C/(6*N)"), Grid.of(D, S, N)}) {
            List<String> inputs = grid.names().contains("S") ? List.of("N", "D", "S") : List.of("N", "D");
            Law law = inputs.size() == 3 ? THREE_INPUTS : CHINCHILLA;
            double[] parameters = inputs.size() == 3 ? THREE : HOFFMANN;
            List<Expr> formulas = List.of(law.expression(), law.expression().derivative("D"), law.expression().derivative("E"));
            double[][] outputs = new double[3][(int) grid.size()];
            new GridKernel("several", law, formulas, GridShape.of(grid)).evaluate(parameters, grid, outputs, 2);
            for (int k = 0; k < 3; k++) {
                double[] alone = new double[(int) grid.size()];
                new GridKernel("alone", law, List.of(formulas.get(k)), GridShape.of(grid)).evaluate(parameters, grid, new double[][] {alone}, 1);
                assertThat(outputs[k]).isEqualTo(alone);
            }
            assertThat(outputs[0]).isEqualTo(evaluate(law, parameters, grid));
            assertThat(outputs[2]).containsOnly(1);
        }
    }

    // Large grids

    /** Stopped after a few pieces of 10^11 cells, of which 800 GB would be stored. */
    @Test
    void aStreamOfAnySizeNeedsOnlyItsBuffer() {
        int side = 4642;
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e12, side), Axis.log("S", 1e3, 1e7, side), Axis.log("D", 1e8, 1e14, side));
        assertThat(grid.size()).isGreaterThan(100_000_000_000L);
        double[] first = {0, 0};
        assertThatThrownBy(() -> Kernel.compile(THREE_INPUTS).evaluate(THREE, grid, (offset, values, count) -> {
            assertThat(values.length).isLessThanOrEqualTo(1 << 18);
            first[0] = offset == 0 ? values[0] : first[0];
            first[1] += count;
            if (first[1] > 1e6) {
                throw new IOException("enough");
            }
        })).isInstanceOf(IOException.class).hasMessage("enough");
        assertThat(first[0]).isEqualTo(evaluate(THREE_INPUTS, THREE, Grid.of(Axis.of("N", 1e6), Axis.of("S", 1e3), Axis.of("D", 1e8)))[0]);
    }

    // Domain

    @Test
    void aNodeOutsideTheDomainGivesNaNInItsCellsOnly() {
        Axis broken = Axis.of("N", 1e9, -1, 1e10, 0, Double.NaN, 1e11);
        for (Grid grid : new Grid[] {Grid.of(broken, D), Grid.of(D, broken)}) {
            assertThat(evaluate(CHINCHILLA, HOFFMANN, grid)).isEqualTo(points(CHINCHILLA, HOFFMANN, grid));
        }
        assertClose(OVER_COMPUTE, HOFFMANN, Grid.of(broken, C));
    }

    // Minima

    static Stream<Arguments> minima() {
        Axis ties = Axis.of("N", 1e9, 1e8, 1e9, 1e10, 1e10, 1e9);
        Axis broken = Axis.of("C", 1e20, -1, 1e21, Double.NaN, 1e22, 1e23, 1e24, 0, 1e25);
        return Stream.of(Arguments.of(CHINCHILLA, HOFFMANN, Grid.of(N, D)), Arguments.of(OVER_COMPUTE, HOFFMANN, Grid.of(N, C)),
                Arguments.of(OVER_COMPUTE, HOFFMANN, Grid.of(C, N)), Arguments.of(OVER_COMPUTE, HOFFMANN, Grid.of(ties, C)),
                Arguments.of(OVER_COMPUTE, HOFFMANN, Grid.of(N, broken)), Arguments.of(OVER_COMPUTE, HOFFMANN, Grid.of(broken, N)),
                Arguments.of(OVER_COMPUTE, HOFFMANN, Grid.of(Axis.of("N", 1e9), Axis.log("C", 1e18, 1e24, 600))),
                Arguments.of(Laws.get("kaplan-nd"), new double[] {6.4e13, 1.8e13, .076, .103}, Grid.of(N, D)),
                Arguments.of(Laws.get("power-law"), new double[] {8.8e13, .076}, Grid.of(Axis.log("X", 1e3, 1e15, 41))),
                Arguments.of(THREE_INPUTS, THREE, Grid.of(N, D, S)), Arguments.of(THREE_INPUTS, THREE, Grid.of(S, N, D)));
    }

    @ParameterizedTest
    @MethodSource("minima")
    void aMinimumIsTheFirstLeastCellOfItsLine(Law law, double[] parameters, Grid grid) {
        double[] cells = evaluate(law, parameters, grid);
        for (Axis along : grid.axes()) {
            Minima minima = Kernel.compile(law).minimise(parameters, grid, along.name());
            assertThat(minima.along()).isEqualTo(along);
            assertThat(minima.axes()).containsExactlyElementsOf(grid.axes().stream().filter(a -> a != along).toList());
            int stride = stride(grid, along);
            for (int line = 0; line < cells.length / along.size(); line++) {
                int first = line / stride * stride * along.size() + line % stride;
                int best = -1;
                for (int k = 0; k < along.size(); k++) {
                    double cell = cells[first + k * stride];
                    best = cell < (best < 0 ? Double.POSITIVE_INFINITY : cells[first + best * stride]) ? k : best;
                }
                assertThat(minima.index()[line]).as("%s line %d", along.name(), line).isEqualTo(best);
                assertThat(minima.value()[line]).isEqualTo(best < 0 ? Double.POSITIVE_INFINITY : cells[first + best * stride]);
                assertThat(minima.place(line)).isEqualTo(Double.valueOf(best < 0 ? Double.NaN : along.node(best)));
            }
        }
    }

    @Test
    void theLeastLossAtGivenComputeLiesWhereItsDerivativeIsZero() {
        Axis fine = Axis.log("N", 1e7, 1e12, 2001);
        Minima minima = Kernel.compile(OVER_COMPUTE).minimise(HOFFMANN, Grid.of(fine, C), "N");
        double alpha = HOFFMANN[3];
        double beta = HOFFMANN[4];
        double g = StrictMath.pow(alpha * HOFFMANN[1] / (beta * HOFFMANN[2]), 1 / (alpha + beta));
        for (int c = 0; c < C.size(); c++) {
            double best = g * StrictMath.pow(C.node(c) / 6, beta / (alpha + beta));
            if (best > fine.node(1) && best < fine.node(fine.size() - 2)) {
                // Within one step of the axis, a factor of 10^(5/2000).
                assertThat(Math.abs(Math.log10(minima.place(c) / best))).isLessThan(5.0 / 2000);
                assertThat(minima.isInside(c)).isTrue();
            }
        }
    }

    private static void assertClose(Law law, double[] parameters, Grid grid) {
        double[] expected = points(law, parameters, grid);
        double[] actual = evaluate(law, parameters, grid);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(actual[i]).isNaN();
            } else {
                assertThat(Math.abs(actual[i] - expected[i])).as("cell %d", i).isLessThanOrEqualTo(4 * Math.ulp(expected[i]));
            }
        }
    }

    private static double[] evaluate(Law law, double[] parameters, Grid grid) {
        double[] out = new double[(int) grid.size()];
        Kernel.compile(law).withThreads(1).evaluate(parameters, grid, out);
        return out;
    }

    /** The cells as points: columns that spell the grid out. */
    private static double[] points(Law law, double[] parameters, Grid grid) {
        double[][] columns = new double[law.inputs().size()][(int) grid.size()];
        for (Axis axis : grid.axes()) {
            int stride = stride(grid, axis);
            Arrays.setAll(columns[law.inputIndex(axis.name())], i -> axis.node(i / stride % axis.size()));
        }
        double[] out = new double[columns[0].length];
        Kernel.compile(law).withThreads(1).evaluate(parameters, columns, out);
        return out;
    }

    private static int stride(Grid grid, Axis axis) {
        return grid.axes().subList(grid.axes().indexOf(axis) + 1, grid.axes().size()).stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b);
    }
}
