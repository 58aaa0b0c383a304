package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.law.Expr;
import dev.powerlane.law.FormulaException;
import dev.powerlane.law.Law;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that are given by an equation in the loss itself. */
class RootTest {
    /** Kaplan's loss after S steps at a finite batch, whose critical size depends on the loss. */
    private static final Law FINITE_BATCH = Law.of(
            "root(L, (Nc/N)^aN, 1e4, L - (Nc/N)^aN - (Sc*(1 + Bs/L^(1/aB)/B)/S)^aS)").inputs("N", "S", "B");
    private static final double[] KAPLAN = FINITE_BATCH.parameterSet(
            Map.of("Nc", 6.5e13, "aN", .077, "Sc", 2.1e3, "aS", .76, "Bs", 2e8, "aB", .21)).toArray();

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "root(x, 0, 10, x^2 - c)                      ; sqrt(c)",
        "root(x, 10, 0, x^2 - c)                      ; sqrt(c)",
        "root(x, 0, 10, c - x^2)                      ; sqrt(c)",
        "root(x, -1e3, 1e3, exp(x) - c - 2)           ; log(c + 2)",
        "root(x, 1e-300, 1e300, log(x) - log(c)/3)    ; c^(1/3)",
        "root(x, 0, 1e3, x^7 - c)                     ; c^(1/7)",
        "root(x, 0, c, x - c)                         ; c",
        "root(x, c, 2*c, x - c)                       ; c",
        "1 + 2*root(x, 0, 1e6, root(y, 0, 1e9, y^2 - x) - c) ; 1 + 2*c^2",
    })
    void aRootIsThatOfTheClosedForm(String implicit, String closed) {
        double[] c = RandomPoints.logUniform(1, 777, 1, 30);
        double[] roots = values(implicit, c);
        double[] expected = values(closed, c);
        for (int i = 0; i < c.length; i++) {
            assertThat(Math.abs(roots[i] - expected[i])).as("c = %s", c[i]).isLessThanOrEqualTo(6 * Math.ulp(expected[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"root(x, 0, 1, x + c)", "root(x, 0, 1, log(x - 2) + c)", "root(x, 0*c/0, 1, x - c)"})
    void whereTheSignsAtTheBoundsAreTheSameThereIsNoNumber(String formula) {
        assertThat(values(formula, new double[] {.5, 2})).containsOnly(Double.NaN);
    }

    @Test
    void anElementWithoutARootLeavesItsNeighboursAlone() {
        double[] c = RandomPoints.logUniform(2, 600, 1, 50);
        double[] expected = values("root(x, 0, 10, x^2 - c)", c);
        double[] poisoned = c.clone();
        for (int i = 0; i < c.length; i += 7) {
            poisoned[i] = i % 2 == 0 ? 1e9 : Double.NaN;
            expected[i] = Double.NaN;
        }
        assertThat(values("root(x, 0, 10, x^2 - c)", poisoned)).containsExactly(expected);
    }

    @Test
    void theFiniteBatchLossSolvesItsEquationToTwoUlp() {
        double[][] columns = columns(1000);
        double[] out = new double[1000];
        Kernel.compile(FINITE_BATCH).evaluate(KAPLAN, columns, out);
        for (int i = 0; i < out.length; i++) {
            double plain = FINITE_BATCH.at(FINITE_BATCH.parameterSet(KAPLAN), RandomPoints.inputs(FINITE_BATCH, columns, i));
            assertThat(Math.abs(out[i] - plain)).as("point %d", i).isLessThanOrEqualTo(3 * Math.ulp(plain));
        }
    }

    @Test
    void derivativesOfARootAreThoseOfTheEquation() {
        Expr root = Expr.parse("root(x, 0, 100, x^3 + a*x - b)");
        Map<String, Double> at = Map.of("a", 2.5, "b", 7.);
        double x = root.evaluate(at);
        double slope = 3 * x * x + 2.5;
        assertThat(root.derivative("b").evaluate(at)).isCloseTo(1 / slope, within(1e-15));
        assertThat(root.derivative("a").evaluate(at)).isCloseTo(-x / slope, within(1e-15));
        assertThat(root.derivative("b").derivative("b").evaluate(at)).isCloseTo(-6 * x / Math.pow(slope, 3), within(1e-15));
        assertThat(root.derivative("c")).isEqualTo(Expr.ZERO);
    }

    @Test
    void theGradientKernelGivesTheDerivatives() {
        double[][] columns = columns(200);
        double[] out = new double[200];
        double[][] gradient = new double[6][200];
        Kernel kernel = Kernel.compile(FINITE_BATCH);
        kernel.gradient(KAPLAN, kernel.points(columns), out, gradient);
        for (int i = 0; i < out.length; i += 13) {
            Map<String, Double> values = RandomPoints.values(FINITE_BATCH, KAPLAN, columns, i);
            for (int p = 0; p < gradient.length; p++) {
                double expected = FINITE_BATCH.expression().derivative(FINITE_BATCH.parameterNames().get(p)).evaluate(values);
                assertThat(gradient[p][i]).as("point %d by %s", i, FINITE_BATCH.parameterNames().get(p))
                        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
            }
        }
    }

    @Test
    void gridsAndMinimaAreThoseOfPoints() {
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e10, 33), Axis.log("S", 1e3, 1e6, 21), Axis.log("B", 1e5, 1e7, 19));
        double[] cells = new double[(int) grid.size()];
        Kernel kernel = Kernel.compile(FINITE_BATCH);
        kernel.evaluate(KAPLAN, grid, cells);
        double[][] columns = new double[3][cells.length];
        for (int i = 0; i < cells.length; i++) {
            columns[0][i] = grid.axes().get(0).node(i / (21 * 19));
            columns[1][i] = grid.axes().get(1).node(i / 19 % 21);
            columns[2][i] = grid.axes().get(2).node(i % 19);
        }
        double[] points = new double[cells.length];
        kernel.evaluate(KAPLAN, columns, points);
        for (int i = 0; i < cells.length; i++) {
            assertThat(Math.abs(cells[i] - points[i])).isLessThanOrEqualTo(4 * Math.ulp(points[i]));
        }
        Minima minima = kernel.minimise(KAPLAN, grid, "S");
        for (int line = 0; line < minima.value().length; line++) {
            double least = Double.POSITIVE_INFINITY;
            for (int s = 0; s < 21; s++) {
                least = Math.min(least, cells[(line / 19 * 21 + s) * 19 + line % 19]);
            }
            assertThat(minima.value()[line]).isEqualTo(least);
        }
    }

    @Test
    void sumsOverRowsHoldRootsOfDataOfParametersAndOfBoth() {
        List<Expr> formulas = List.of(Expr.parse("root(x, 0, 10, x^2 - p*d)"), Expr.parse("root(x, 0, 10, x^2 - p)*d"),
                Expr.parse("p*root(x, 0, 10, x^2 - d)"), Expr.parse("root(x, 0, 10, exp(x) - p*d)*root(y, 0, 10, y^3 - p*d)"));
        RowSums sums = new RowSums("roots", formulas, List.of("p"), List.of("d"), List.of(), Set.of("p", "d"));
        double[] d = RandomPoints.logUniform(5, 150, 1, 9);
        RowSums.Task task = sums.task(sums.bind(d));
        for (int lane = 0; lane < RowSums.LANES; lane++) {
            task.parameters()[0][lane] = 1 + lane;
        }
        double[][] result = task.run();
        for (int lane = 0; lane < RowSums.LANES; lane++) {
            double p = 1 + lane;
            double[] expected = new double[4];
            for (double v : d) {
                expected[0] += Math.sqrt(p * v);
                expected[1] += Math.sqrt(p) * v;
                expected[2] += p * Math.sqrt(v);
                expected[3] += Math.log(p * v) * Math.cbrt(p * v);
            }
            for (int k = 0; k < 4; k++) {
                assertThat(result[k][lane]).as("sum %d lane %d", k, lane).isCloseTo(expected[k], within(1e-13 * expected[k]));
            }
        }
    }

    @Test
    void theUnknownIsKnownInItsEquationOnly() {
        assertThat(Expr.parse("x + root(x, 0, x, x^2 - y)").names()).containsExactly("x", "y");
        assertThat(Expr.parse("x + root(x, 0, x, x^2 - y)").evaluate(Map.of("x", 5., "y", 9.))).isEqualTo(8);
        assertThat(Expr.parse("root(x, 0, 10, x - y*z)").substitute(Map.of("y", Expr.parse("x"))).evaluate(Map.of("x", 2., "z", 3.))).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "root(x, 0, 1, y)       ; expected an unknown that occurs in the formula of its root, at column 6, found \"x\"",
        "root(2, 0, 1, y)       ; expected the name of the unknown, as x in root(x, low, high, formula) at column 6, found \"2\"",
        "root(exp, 0, 1, exp(1)); expected the name of the unknown, as x in root(x, low, high, formula) at column 6, found \"exp\"",
        "root(x, 0, x - 1)      ; expected \",\" and the next argument of root(x, low, high, formula) at column 17, found \")\"",
        "root(x, 0, 1, x, 2)    ; expected \")\" for the \"(\" of column 5 at column 16, found \",\"",
    })
    void aMalformedRootIsNamed(String formula, String message) {
        assertThatThrownBy(() -> Expr.parse(formula)).isInstanceOf(FormulaException.class).hasMessageContaining(message);
    }

    private static double[] values(String formula, double[] c) {
        double[] out = new double[c.length];
        new Formulas("root", List.of(Expr.parse(formula)), List.of("c")).evaluate(new double[][] {c}, new double[][] {out}, c.length);
        return out;
    }

    private static double[][] columns(int count) {
        return new double[][] {RandomPoints.logUniform(1, count, 1e5, 1e12), RandomPoints.logUniform(2, count, 1e2, 1e6),
            RandomPoints.logUniform(3, count, 1e3, 1e8)};
    }
}
