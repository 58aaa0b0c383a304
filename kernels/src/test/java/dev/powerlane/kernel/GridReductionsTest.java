package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.LeastCells;
import dev.powerlane.grid.Levels;
import dev.powerlane.grid.Maxima;
import dev.powerlane.grid.Minima;
import dev.powerlane.grid.Quantiles;
import dev.powerlane.grid.RefinedMinima;
import dev.powerlane.grid.Sums;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** Every reduction against a plain loop over the stored grid. */
class GridReductionsTest {
    private static final double ALL = Double.POSITIVE_INFINITY;
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Law KAPLAN = Laws.get("kaplan-nd");
    private static final double[] HOFFMANN = CHINCHILLA.published("hoffmann-2022").toArray();
    private static final double[] KAPLAN_2020 = {6.4e13, 1.8e13, .076, .103};
    private static final Law THREE_INPUTS = Law.of("E + ((A/N)^a + B/D)^b + F*(S/N)^c + (D*S)^-d").inputs("N", "D", "S");
    private static final double[] THREE = {1.7, 1e13, .8, 1e13, .1, .1, .2, .05};
    private static final Law FOUR_INPUTS = Law.of("E + exp(a*N - b*D) + c*(N + S)^2*T").inputs(
            new Input("N", "", "", false), new Input("D", "", "", false), new Input("S", "", "", false), new Input("T", "", "", false));
    private static final Law SIGNED = Law.of("a*x^3 + b*x + c*sqrt(y)").inputs(new Input("x", "", "", false), new Input("y", "", "", false));
    private static final Law IMPLICIT = Law.of("root(L, E, 1e4, L - E - A/N^a - B/D^b/L)").inputs("N", "D");
    private static final Axis N = Axis.log("N", 1e6, 1e12, 37);
    private static final Axis D = Axis.log("D", 1e8, 1e14, 29);
    private static final Axis C = Axis.log("C", 1e17, 1e26, 23);
    private static final Axis S = Axis.log("S", 1e3, 1e7, 11);

    private static final Map<Law, Kernel> KERNELS = new ConcurrentHashMap<>();

    record Case(Law law, double[] parameters, Grid grid) {
        @Override
        public String toString() {
            return law + " " + grid;
        }
    }

    static Stream<Case> cases() {
        Axis broken = Axis.of("N", 1e9, -1, 1e10, 1e10, 0, Double.NaN, 1e11, 1e7, Double.POSITIVE_INFINITY, 3e8);
        Axis x = Axis.linear("x", -2, 2, 41);
        Axis y = Axis.of("y", 0, 1, -1, 4, 1, 9, Double.POSITIVE_INFINITY);
        return Stream.of(new Case(CHINCHILLA, HOFFMANN, Grid.of(N, D)), new Case(CHINCHILLA, HOFFMANN, Grid.of(broken, D)),
                new Case(CHINCHILLA, HOFFMANN, Grid.of(D, broken)),
                new Case(CHINCHILLA, HOFFMANN, Grid.of(N, C).let("D", "C/(6*N)")),
                new Case(CHINCHILLA, HOFFMANN, Grid.of(C, broken).let("D", "C/(6*N)")),
                new Case(CHINCHILLA, HOFFMANN, Grid.of(N, Axis.of("M", 20), Axis.linear("K", .5, 2, 3)).let("X", "M*K").let("D", "X*N")),
                new Case(CHINCHILLA, HOFFMANN, Grid.of(N, Axis.log("D", 1e8, 1e14, 600))),
                new Case(KAPLAN, KAPLAN_2020, Grid.of(N, D)), new Case(KAPLAN, KAPLAN_2020, Grid.of(N, C).let("D", "C/(6*N)")),
                new Case(Laws.get("power-law"), new double[] {8.8e13, .076}, Grid.of(Axis.log("X", 1e3, 1e15, 41))),
                new Case(SIGNED, new double[] {1, -1, .5}, Grid.of(x, y)), new Case(SIGNED, new double[] {1, -1, .5}, Grid.of(y, x)),
                new Case(IMPLICIT, new double[] {1.7, 400, .34, 410, .28}, Grid.of(N, Axis.log("C", 1e17, 1e26, 9)).let("D", "C/(6*N)")),
                new Case(THREE_INPUTS, THREE, Grid.of(N, D, S)), new Case(THREE_INPUTS, THREE, Grid.of(S, N, D)),
                new Case(THREE_INPUTS, THREE, Grid.of(D, S, broken)), new Case(THREE_INPUTS, THREE, Grid.of(N, D).let("S", "D/1e6")),
                new Case(FOUR_INPUTS, new double[] {1, .1, .2, .3}, Grid.of(Axis.linear("N", -1, 2, 7), Axis.linear("S", 1, 2, 5),
                        Axis.linear("D", -3, 3, 9), Axis.linear("T", 0, 1, 4))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMinimumOrMaximumIsTheFirstSuchCellOfItsLine(Case c) {
        double[] cells = cells(c);
        for (Axis along : c.grid.axes()) {
            Minima minima = kernel(c).minimise(c.parameters, c.grid, along.name());
            Maxima maxima = kernel(c).maximise(c.parameters, c.grid, along.name());
            for (int line = 0; line < cells.length / along.size(); line++) {
                int least = -1;
                int most = -1;
                double[] values = line(c.grid, along, cells, line);
                for (int k = 0; k < values.length; k++) {
                    least = values[k] < (least < 0 ? Double.POSITIVE_INFINITY : values[least]) ? k : least;
                    most = values[k] > (most < 0 ? Double.NEGATIVE_INFINITY : values[most]) ? k : most;
                }
                assertThat(minima.index()[line]).as("%s %d", along, line).isEqualTo(least);
                assertThat(minima.value()[line]).isEqualTo(least < 0 ? Double.POSITIVE_INFINITY : values[least]);
                assertThat(maxima.index()[line]).as("%s %d", along, line).isEqualTo(most);
                assertThat(maxima.value()[line]).isEqualTo(most < 0 ? Double.NEGATIVE_INFINITY : values[most]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLeastCellOverSeveralAxesIsTheFirstInRowMajorOrder(Case c) {
        double[] cells = cells(c);
        LeastCells least = kernel(c).least(c.parameters, c.grid);
        int best = -1;
        for (int i = 0; i < cells.length; i++) {
            best = cells[i] < (best < 0 ? Double.POSITIVE_INFINITY : cells[best]) ? i : best;
        }
        assertThat(least.axes()).isEmpty();
        assertThat(least.value()).containsExactly(cells[best]);
        for (int a = c.grid.axes().size() - 1; a >= 0; a--) {
            int size = c.grid.axes().get(a).size();
            assertThat(least.index()[a][0]).isEqualTo(best % size);
            assertThat(least.place(a, 0)).isEqualTo(c.grid.axes().get(a).node(best % size));
            best /= size;
        }
        Axis first = c.grid.axes().get(0);
        Axis last = c.grid.axes().get(c.grid.axes().size() - 1);
        String[] over = c.grid.names().stream().filter(n -> !n.equals(last.name())).toArray(String[]::new);
        if (over.length > 0) {
            LeastCells byLast = kernel(c).least(c.parameters, c.grid, over);
            for (int k = 0; k < last.size(); k++) {
                double value = Double.POSITIVE_INFINITY;
                int node = -1;
                for (int i = k; i < cells.length; i += last.size()) {
                    node = cells[i] < value ? i / (cells.length / first.size()) : node;
                    value = Math.min(value, Double.isNaN(cells[i]) ? value : cells[i]);
                }
                assertThat(byLast.value()[k]).isEqualTo(value);
                assertThat(byLast.index()[0][k]).isEqualTo(node);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sumsAndCountsAreThoseOfTheCellsThatAreNumbers(Case c) {
        double[] cells = cells(c);
        double[] numbers = Arrays.stream(cells).filter(v -> !Double.isNaN(v)).toArray();
        Sums total = kernel(c).sums(c.parameters, c.grid);
        assertThat(total.count()).containsExactly(numbers.length);
        assertClose(total.sum()[0], Arrays.stream(numbers).sum());
        assertClose(total.mean(0), Arrays.stream(numbers).sum() / numbers.length);
        double level = sorted(cells)[numbers.length / 3];
        assertThat(kernel(c).countBelow(c.parameters, c.grid, level)).containsExactly(Arrays.stream(cells).filter(v -> v < level).count());
        for (Axis along : c.grid.axes()) {
            Sums sums = kernel(c).sums(c.parameters, c.grid, along.name());
            long[] below = kernel(c).countBelow(c.parameters, c.grid, level, along.name());
            for (int line = 0; line < sums.sum().length; line++) {
                double[] values = line(c.grid, along, cells, line);
                assertThat(sums.count()[line]).isEqualTo(Arrays.stream(values).filter(v -> !Double.isNaN(v)).count());
                assertThat(below[line]).isEqualTo(Arrays.stream(values).filter(v -> v < level).count());
                double sum = 0;
                for (double v : values) {
                    sum += Double.isNaN(v) ? 0 : v;
                }
                assertThat(sums.sum()[line]).as("rows are added in their order").isEqualTo(sum);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void quantilesAreThoseOfTheSortedCells(Case c) {
        double[] cells = cells(c);
        double[] probabilities = {.5, 0, 1, .1, .25, .999};
        double middle = sorted(cells)[sorted(cells).length / 2];
        for (double below : new double[] {ALL, middle, Double.NEGATIVE_INFINITY}) {
            Quantiles all = kernel(c).quantiles(c.parameters, c.grid, below, probabilities);
            checkQuantiles(cells, below, all, 0);
            Axis along = c.grid.axes().get(0);
            Quantiles lines = kernel(c).quantilesAlong(c.parameters, c.grid, along.name(), below, probabilities);
            for (int line = 0; line < cells.length / along.size(); line++) {
                checkQuantiles(line(c.grid, along, cells, line), below, lines, line);
            }
        }
    }

    private static void checkQuantiles(double[] cells, double below, Quantiles quantiles, int line) {
        double[] sorted = Arrays.stream(sorted(cells)).filter(v -> v < below || below == ALL).toArray();
        assertThat(quantiles.count()[line]).isEqualTo(sorted.length);
        for (int k = 0; k < quantiles.probabilities().length; k++) {
            double place = quantiles.probabilities()[k] * (sorted.length - 1);
            int low = (int) place;
            if (sorted.length == 0) {
                assertThat(quantiles.value()[k][line]).isNaN();
            } else {
                double next = sorted[Math.min(low + 1, sorted.length - 1)];
                double expected = sorted[low] == next || place == low ? sorted[low] : sorted[low] + (place - low) * (next - sorted[low]);
                assertThat(quantiles.value()[k][line]).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLevelIsMetWhereTheCellsCrossIt(Case c) {
        double[] cells = cells(c);
        double[] finite = Arrays.stream(sorted(cells)).filter(Double::isFinite).toArray();
        for (double level : new double[] {finite[finite.length / 3], (finite[0] + finite[finite.length / 2]) / 2, finite[0] - 1}) {
            for (Axis along : c.grid.axes()) {
                Levels levels = kernel(c).levels(c.parameters, c.grid, along.name(), level);
                assertThat(levels.axes()).isEqualTo(c.grid.axes().stream().filter(a -> a != along).toList());
                for (int line = 0; line < cells.length / along.size(); line++) {
                    double[] values = line(c.grid, along, cells, line);
                    int first = -1;
                    int count = 0;
                    for (int k = 0; k < values.length; k++) {
                        double sign = Math.signum(values[k] - level);
                        double last = k == 0 ? Double.NaN : Math.signum(values[k - 1] - level);
                        if (sign * last < 0 || sign == 0 && last != 0) {
                            first = count == 0 ? k : first;
                            count++;
                        }
                    }
                    assertThat(levels.count()[line]).as("%s %d", along, line).isEqualTo(count);
                    assertThat(levels.index()[line]).isEqualTo(first);
                    if (first < 0) {
                        assertThat(levels.place()[line]).isNaN();
                    } else if (values[first] == level) {
                        assertThat(levels.place()[line]).isCloseTo(along.node(first), within(1e-9 * Math.abs(along.node(first)) + 1e-12));
                    } else {
                        assertThat(levels.place()[line]).isBetween(Math.min(along.node(first - 1), along.node(first)),
                                Math.max(along.node(first - 1), along.node(first)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingDependsOnTheThreads(Case c) {
        Kernel one = kernel(c).withThreads(1);
        Kernel two = kernel(c).withThreads(2);
        String along = c.grid.names().get(0);
        assertThat(two.least(c.parameters, c.grid).value()).isEqualTo(one.least(c.parameters, c.grid).value());
        assertThat(two.sums(c.parameters, c.grid).sum()).isEqualTo(one.sums(c.parameters, c.grid).sum());
        assertThat(two.sums(c.parameters, c.grid, along).sum()).isEqualTo(one.sums(c.parameters, c.grid, along).sum());
        assertThat(two.quantiles(c.parameters, c.grid, ALL, .3).value()).isEqualTo(one.quantiles(c.parameters, c.grid, ALL, .3).value());
        double level = one.sums(c.parameters, c.grid).mean(0);
        if (Double.isFinite(level)) {
            assertThat(two.levels(c.parameters, c.grid, along, level).place()).isEqualTo(one.levels(c.parameters, c.grid, along, level).place());
        }
        Minima minima = one.minimise(c.parameters, c.grid, along);
        assertThat(two.refine(c.parameters, c.grid, minima).place()).isEqualTo(one.refine(c.parameters, c.grid, minima).place());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOrderOfTheAxesChangesNoCell(Case c) {
        Grid turned = new Grid(reversed(c.grid.axes()), c.grid.computed());
        double[] cells = sorted(cells(c));
        assertThat(sorted(cells(new Case(c.law, c.parameters, turned)))).isEqualTo(cells);
    }

    // Between the nodes

    @Test
    void aRefinedMinimumIsThatOfTheClosedForm() {
        double alpha = HOFFMANN[3];
        double beta = HOFFMANN[4];
        double g = StrictMath.pow(alpha * HOFFMANN[1] / (beta * HOFFMANN[2]), 1 / (alpha + beta));
        Grid grid = Grid.of(Axis.log("N", 1e7, 1e12, 101), Axis.log("C", 1e18, 1e28, 41)).let("D", "C/(6*N)");
        Kernel kernel = Kernel.compile(CHINCHILLA);
        Minima minima = kernel.minimise(HOFFMANN, grid, "N");
        RefinedMinima refined = kernel.refine(HOFFMANN, grid, minima);
        int inside = 0;
        for (int c = 0; c < 41; c++) {
            if (minima.isInside(c)) {
                double best = g * StrictMath.pow(grid.axis("C").node(c) / 6, beta / (alpha + beta));
                assertThat(refined.place()[c]).isCloseTo(best, within(2e-14 * best));
                assertThat(refined.value()[c]).isLessThanOrEqualTo(minima.value()[c]);
                inside++;
            } else {
                assertThat(refined.place()[c]).isEqualTo(minima.place(c));
                assertThat(refined.value()[c]).isEqualTo(minima.value()[c]);
            }
        }
        assertThat(inside).isGreaterThan(20);
    }

    @Test
    void aKinkIsFoundToTheLastPlace() {
        Law law = Law.of("abs(x - a) + b").inputs(new Input("x", "", "", false));
        Grid grid = Grid.of(Axis.linear("x", -2, 3, 18));
        Kernel kernel = Kernel.compile(law);
        double[] parameters = {1 / 3., 1};
        RefinedMinima refined = kernel.refine(parameters, grid, kernel.minimise(parameters, grid, "x"));
        assertThat(refined.place()[0]).isCloseTo(1 / 3., within(Math.ulp(1 / 3.)));
        assertThat(refined.value()[0]).isEqualTo(1);
    }

    @Test
    void aLevelsRootIsTheFormulasInverse() {
        Law law = Law.of("E + A/N^a").inputs("N");
        double[] parameters = {1.7, 400, .34};
        Kernel kernel = Kernel.compile(law);
        for (double level : new double[] {1.71, 2, 3.3, 5}) {
            Levels levels = kernel.levels(parameters, Grid.of(Axis.log("N", 1, 1e18, 50)), "N", level);
            double expected = StrictMath.pow(parameters[1] / (level - parameters[0]), 1 / parameters[2]);
            double slope = parameters[2] * (level - parameters[0]) / expected;
            // One rounding of the law, over its slope.
            assertThat(levels.place()[0]).isCloseTo(expected, within(2 * Math.ulp(level) / slope));
            assertThat(levels.count()).containsExactly(1);
        }
    }

    @Test
    void ofSeveralRootsTheFirstIsGivenAndAllAreCounted() {
        Law law = Law.of("x^3 - a*x").inputs(new Input("x", "", "", false));
        Kernel kernel = Kernel.compile(law);
        Levels up = kernel.levels(new double[] {2}, Grid.of(Axis.linear("x", -2, 2, 40)), "x", 0);
        assertThat(up.count()).containsExactly(3);
        assertThat(up.place()[0]).isCloseTo(-Math.sqrt(2), within(4e-16));
        Levels down = kernel.levels(new double[] {2}, Grid.of(Axis.of("x", 2, 1, -.5, -2)), "x", 0);
        assertThat(down.count()).containsExactly(3);
        assertThat(down.index()).containsExactly(1);
        assertThat(down.place()[0]).isCloseTo(Math.sqrt(2), within(4e-16));
        Levels atNodes = kernel.levels(new double[] {1}, Grid.of(Axis.of("x", 0, 0, 2, Double.NaN, -2, 1, 3)), "x", 0);
        assertThat(atNodes.count()).as("two zeros in a row, none across NaN, one at a node").containsExactly(2);
        assertThat(atNodes.index()).containsExactly(0);
        assertThat(atNodes.place()[0]).isZero();
    }

    // Many pieces

    @Test
    void sumsOfMorePiecesThanAreHeldAtATimeAreThoseOfTheCells() {
        Case c = new Case(THREE_INPUTS, THREE, Grid.of(Axis.log("N", 1e6, 1e12, 1500), Axis.log("S", 1e3, 1e7, 3), Axis.log("D", 1e8, 1e14, 10)));
        double[] cells = cells(c);
        Sums sums = kernel(c).sums(c.parameters, c.grid, "S", "D");
        Sums all = kernel(c).sums(c.parameters, c.grid);
        assertThat(sums.sum()).hasSize(1500);
        for (int n = 0; n < 1500; n++) {
            assertClose(sums.sum()[n], Arrays.stream(cells, n * 30, n * 30 + 30).sum());
        }
        assertThat(all.count()).containsExactly(45_000);
        assertClose(all.sum()[0], Arrays.stream(cells).sum());
    }

    // What is said of bad arguments

    @Test
    void whatIsWrongIsNamed() {
        Kernel kernel = Kernel.compile(CHINCHILLA);
        Grid grid = Grid.of(N, D);
        refused(() -> kernel.levels(HOFFMANN, grid, "N", Double.NaN), "a level must be finite, not NaN");
        refused(() -> kernel.levels(HOFFMANN, grid, "C", 2), "no axis C in the grid; its axes are N, D");
        refused(() -> kernel.sums(HOFFMANN, grid, "N", "N"), "an axis is named twice: N, N");
        refused(() -> kernel.least(HOFFMANN, grid, "x"), "no axis x in the grid; its axes are N, D");
        refused(() -> kernel.quantiles(HOFFMANN, grid, ALL, 1.5), "a probability must lie between 0 and 1, not be 1.5");
        refused(() -> kernel.maximise(new double[] {1}, grid, "N"), "parameters must have 5 values (E, A, B, alpha, beta), not 1");
        Minima minima = kernel.minimise(HOFFMANN, grid, "N");
        Grid other = Grid.of(N, Axis.log("D", 1, 2, 3));
        assertThatThrownBy(() -> kernel.refine(HOFFMANN, other, minima)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the grid of");
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    // The stored grid

    private static Kernel kernel(Case c) {
        return KERNELS.computeIfAbsent(c.law, Kernel::compile);
    }

    private static double[] cells(Case c) {
        double[] out = new double[(int) c.grid.size()];
        kernel(c).evaluate(c.parameters, c.grid, out);
        return out;
    }

    /** The cells of one line, which is numbered row-major over the other axes. */
    private static double[] line(Grid grid, Axis along, double[] cells, int line) {
        int stride = grid.axes().subList(grid.axes().indexOf(along) + 1, grid.axes().size()).stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b);
        int first = line / stride * stride * along.size() + line % stride;
        double[] values = new double[along.size()];
        Arrays.setAll(values, k -> cells[first + k * stride]);
        return values;
    }

    private static double[] sorted(double[] cells) {
        return Arrays.stream(cells).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    private static List<Axis> reversed(List<Axis> axes) {
        List<Axis> reversed = new ArrayList<>(axes);
        Collections.reverse(reversed);
        return reversed;
    }

    private static void assertClose(double actual, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(actual).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }
}
