package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.io.IOException;
import java.util.Arrays;
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
