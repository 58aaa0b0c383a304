package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.TileSink;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Quantity;
import dev.powerlane.program.ErrorBound;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantitiesTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final double[] HOFFMANN = CHINCHILLA.published("hoffmann-2022").toArray();

    static Stream<Law> catalogue() {
        return Stream.concat(Laws.all().stream(), Stream.of(CHINCHILLA.with("D", "C/(6*N)"),
                Law.of("a*exp(-b*t)*atan(w*t) + log1p(min(t, c))/(1 + abs(z))^b").inputs(Input.positive("t"), Input.real("z"))));
    }

    /** A few of each kind: gradient, Hessian, derivatives by inputs, mixed ones, elasticities and their derivatives. */
    static List<Quantity> some(Law law, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> all = new ArrayList<>(law.parameterNames());
        all.addAll(law.inputNames());
        List<Quantity> some = new ArrayList<>(List.of(Quantity.value()));
        all.forEach(name -> some.add(Quantity.derivative(name)));
        law.inputNames().forEach(name -> some.add(Quantity.elasticity(name)));
        for (int k = 0; k < 3; k++) {
            some.add(Quantity.derivative(any(all, random), any(all, random)));
        }
        some.add(Quantity.derivative(any(law.inputNames(), random), any(law.parameterNames(), random)));
        some.add(Quantity.elasticity(any(law.parameterNames(), random)));
        some.add(Quantity.elasticity(any(law.inputNames(), random)).by(any(law.parameterNames(), random)));
        return some;
    }

    private static String any(List<String> names, SplittableRandom random) {
        return names.get(random.nextInt(names.size()));
    }

    // Values

    @ParameterizedTest
    @MethodSource("catalogue")
    void quantitiesAreExactToTheRoundingOfTheirTerms(Law law) {
        int count = law.expression().nodes().stream().anyMatch(e -> e instanceof Expr.Root) ? 1 : 4;
        double[][] columns = RandomPoints.columns(law, 21, count);
        double[] parameters = RandomPoints.parameters(law, 21);
        List<Quantity> quantities = some(law, 21);
        double[][] out = evaluate(law, quantities, parameters, columns);
        for (int k = 0; k < quantities.size(); k++) {
            Expr formula = quantities.get(k).of(law);
            for (int i = 0; i < count; i++) {
                Map<String, Double> values = RandomPoints.values(law, parameters, columns, i);
                double exact = ExactValue.of(formula, values).doubleValue();
                assertThat(Math.abs(out[k][i] - exact)).as("%s at %s: %s, exactly %s", quantities.get(k), values, out[k][i], exact)
                        .isLessThanOrEqualTo(ErrorBound.of(formula, values).error() + Math.ulp(exact));
            }
        }
    }

    /**
     * The formula that is differentiated is the law: against central differences of the law itself in 40 digits, whose own error is
     * h^2 of a third derivative, near 1e-20.
     */
    @ParameterizedTest
    @MethodSource("catalogue")
    void derivativesAreTheLimitsOfDifferences(Law law) {
        double[][] columns = RandomPoints.columns(law, 22, 1);
        double[] parameters = RandomPoints.parameters(law, 22);
        Map<String, BigDecimal> point = new HashMap<>();
        RandomPoints.values(law, parameters, columns, 0).forEach((name, value) -> point.put(name, new BigDecimal(value)));
        for (String name : point.keySet()) {
            BigDecimal h = point.get(name).multiply(new BigDecimal("1e-10"));
            double derivative = ExactValue.exactly(Quantity.derivative(name).of(law), point).doubleValue();
            double difference = moved(law.expression(), point, name, h).subtract(moved(law.expression(), point, name, h.negate()))
                    .doubleValue() / (2 * h.doubleValue());
            double size = Math.abs(ExactValue.exactly(law.expression(), point).doubleValue() / point.get(name).doubleValue());
            assertThat(Math.abs(derivative - difference)).as("by %s: %s, %s", name, derivative, difference)
                    .isLessThanOrEqualTo(1e-13 * Math.abs(difference) + 1e-17 * size);
            Expr slope = Quantity.derivative(name).of(law);
            String other = law.parameterNames().get(0);
            BigDecimal step = point.get(other).multiply(new BigDecimal("1e-10"));
            double mixed = ExactValue.exactly(Quantity.derivative(name, other).of(law), point).doubleValue();
            double mixedDifference = moved(slope, point, other, step).subtract(moved(slope, point, other, step.negate())).doubleValue()
                    / (2 * step.doubleValue());
            assertThat(Math.abs(mixed - mixedDifference)).as("by %s and %s: %s, %s", name, other, mixed, mixedDifference)
                    .isLessThanOrEqualTo(1e-13 * Math.abs(mixedDifference) + 1e-17 * Math.abs(derivative / point.get(other).doubleValue()));
        }
    }

    private static BigDecimal moved(Expr formula, Map<String, BigDecimal> point, String name, BigDecimal by) {
        Map<String, BigDecimal> there = new HashMap<>(point);
        there.put(name, point.get(name).add(by));
        return ExactValue.exactly(formula, there);
    }

    @Test
    void chinchillasDerivativesAreExactToFourUlp() {
        double[][] columns = RandomPoints.columns(CHINCHILLA, 23, 60);
        List<Quantity> quantities = new ArrayList<>(Quantity.hessian(CHINCHILLA));
        quantities.addAll(List.of(Quantity.derivative("N"), Quantity.derivative("N", "N"), Quantity.derivative("N", "N", "N"),
                Quantity.elasticity("N"), Quantity.elasticity("D")));
        double[][] out = evaluate(CHINCHILLA, quantities, HOFFMANN, columns);
        for (int k = 0; k < quantities.size(); k++) {
            for (int i = 0; i < 60; i++) {
                BigDecimal exact = ExactValue.of(quantities.get(k).of(CHINCHILLA), RandomPoints.values(CHINCHILLA, HOFFMANN, columns, i));
                if (exact.signum() == 0) {
                    assertThat(out[k][i]).isZero();
                } else {
                    assertThat(ExactValue.ulps(out[k][i], exact)).as("%s at point %d", quantities.get(k), i).isLessThanOrEqualTo(4);
                }
            }
        }
    }

    @Test
    void theConveniencesGiveTheSameBits() {
        double[][] columns = RandomPoints.columns(CHINCHILLA, 24, 77);
        Kernel kernel = Kernel.compile(CHINCHILLA);
        Points points = kernel.points(columns);
        double[][] all = evaluate(CHINCHILLA, Quantity.hessian(CHINCHILLA), HOFFMANN, columns);
        double[] out = new double[77];
        double[][] gradient = new double[5][77];
        double[][] hessian = new double[15][77];
        kernel.hessian(CHINCHILLA.published("hoffmann-2022"), points, out, gradient, hessian);
        assertThat(out).isEqualTo(all[0]);
        assertThat(gradient).isDeepEqualTo(Arrays.copyOfRange(all, 1, 6));
        assertThat(hessian).isDeepEqualTo(Arrays.copyOfRange(all, 6, 21));
        kernel.gradient(HOFFMANN, points, out, gradient);
        assertThat(gradient).isDeepEqualTo(Arrays.copyOfRange(all, 1, 6));
        double[][] byInput = new double[2][77];
        kernel.inputDerivatives(CHINCHILLA.published("hoffmann-2022"), points, out, byInput);
        assertThat(byInput).isDeepEqualTo(Arrays.copyOfRange(evaluate(CHINCHILLA, Quantity.inputDerivatives(CHINCHILLA), HOFFMANN, columns), 1, 3));
        kernel.elasticities(CHINCHILLA.published("hoffmann-2022"), points, out, byInput);
        assertThat(byInput).isDeepEqualTo(Arrays.copyOfRange(evaluate(CHINCHILLA, Quantity.elasticities(CHINCHILLA), HOFFMANN, columns), 1, 3));
        assertThat(out).isEqualTo(all[0]);
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void columnsThatAreUsedOnceGiveTheSameBits(Law law) {
        double[][] columns = RandomPoints.columns(law, 25, 45);
        double[] parameters = RandomPoints.parameters(law, 25);
        List<Quantity> quantities = some(law, 25);
        double[][] fused = new double[quantities.size()][45];
        Kernel.compile(law).quantities(quantities).evaluate(parameters, columns, fused);
        assertThat(fused).isDeepEqualTo(evaluate(law, quantities, parameters, columns));
    }

    // Domain

    @ParameterizedTest
    @MethodSource("catalogue")
    void outsideTheDomainEveryQuantityIsNaNAndNowhereElse(Law law) {
        double[][] columns = RandomPoints.columns(law, 26, 40);
        double[] parameters = RandomPoints.parameters(law, 26);
        List<Quantity> quantities = some(law, 26);
        quantities.add(Quantity.derivative(law.parameterNames().get(0), law.parameterNames().get(0)));
        double[][] inside = evaluate(law, quantities, parameters, columns);
        for (int j = 0; j < columns.length; j++) {
            if (!law.inputs().get(j).positive()) {
                continue;
            }
            double[][] changed = Arrays.stream(columns).map(double[]::clone).toArray(double[][]::new);
            changed[j][3] = -1;
            changed[j][17] = 0;
            changed[j][39] = Double.longBitsToDouble(0xfff8_0000_0000_0fffL);
            double[][] expected = Arrays.stream(inside).map(double[]::clone).toArray(double[][]::new);
            for (double[] quantity : expected) {
                quantity[3] = Double.NaN;
                quantity[17] = Double.NaN;
                quantity[39] = Double.NaN;
            }
            double[][] actual = evaluate(law, quantities, parameters, changed);
            assertThat(Arrays.deepEquals(actual, expected)).as("%s outside: %s", law.inputNames().get(j), Arrays.deepToString(actual)).isTrue();
            double[][] fused = new double[quantities.size()][40];
            Kernel.compile(law).quantities(quantities).evaluate(parameters, changed, fused);
            assertThat(Arrays.deepEquals(fused, expected)).as("%s outside: %s", law.inputNames().get(j), Arrays.deepToString(fused)).isTrue();
        }
    }

    // Grids

    @ParameterizedTest
    @MethodSource("catalogue")
    void cellsOfAGridAreItsPoints(Law law) {
        if (law.inputs().size() > 4) {
            return;
        }
        Grid grid = grid(law, false);
        double[][] columns = columns(grid);
        double[] parameters = RandomPoints.parameters(law, 27);
        List<Quantity> quantities = some(law, 27);
        double[][] out = new double[quantities.size()][(int) grid.size()];
        Kernel.compile(law).quantities(quantities).evaluate(parameters, grid, out);
        double[][] expected = evaluate(law, quantities, parameters, columns);
        int compared = 0;
        for (int k = 0; k < quantities.size(); k++) {
            Expr formula = quantities.get(k).of(law);
            for (int i = 0; i < columns[0].length; i++) {
                ErrorBound bound = ErrorBound.of(formula, RandomPoints.values(law, parameters, columns, i));
                if (Double.isFinite(bound.error())) {
                    assertThat(Math.abs(out[k][i] - expected[k][i])).as("%s in cell %d: %s", quantities.get(k), i, expected[k][i])
                            .isLessThanOrEqualTo(4 * bound.error());
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void onAGridToEveryQuantityIsNaNOutsideTheDomain(Law law) {
        if (law.inputs().size() > 3 || law.inputs().stream().noneMatch(Input::positive)) {
            return;
        }
        Grid grid = grid(law, true);
        double[][] columns = columns(grid);
        List<Quantity> quantities = some(law, 28);
        double[][] out = new double[quantities.size()][(int) grid.size()];
        Kernel.compile(law).quantities(quantities).evaluate(RandomPoints.parameters(law, 28), grid, out);
        for (int i = 0; i < columns[0].length; i++) {
            boolean outside = false;
            for (int j = 0; j < columns.length; j++) {
                outside |= law.inputs().get(j).positive() && !(columns[j][i] > 0);
            }
            for (int k = 0; k < quantities.size() && outside; k++) {
                assertThat(out[k][i]).as("%s in cell %d", quantities.get(k), i).isNaN();
            }
            assertThat(Double.isNaN(out[0][i])).isEqualTo(outside);
        }
    }

    @Test
    void aComputedInputHasItsDomainEvenWhereItIsNotRead() {
        Grid grid = Grid.of(Axis.of("N", 1e9, 2e9), Axis.of("C", 1e20, 3e20)).let("D", "C/(6*N) - 2e10");
        double[][] out = new double[2][4];
        Kernel.compile(CHINCHILLA).quantities(Quantity.derivative("E"), Quantity.derivative("N")).evaluate(HOFFMANN, grid, out);
        assertThat(out[0]).containsExactly(Double.NaN, 1, Double.NaN, 1);
        assertThat(out[1][0]).isNaN();
        assertThat(out[1][1]).isNegative();
    }

    @Test
    void streamsHaveTheBitsOfTheStoredGrid() throws IOException {
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e12, 300), Axis.log("D", 1e8, 1e14, 701));
        Quantities quantities = Kernel.compile(CHINCHILLA).quantities(Quantity.hessian(CHINCHILLA).subList(0, 7));
        double[][] stored = new double[7][(int) grid.size()];
        quantities.evaluate(HOFFMANN, grid, stored);
        double[][] streamed = new double[7][(int) grid.size()];
        List<TileSink> sinks = Arrays.stream(streamed)
                .<TileSink>map(to -> (offset, values, count) -> System.arraycopy(values, 0, to, (int) offset, count)).toList();
        quantities.evaluate(HOFFMANN, grid, sinks);
        assertThat(streamed).isDeepEqualTo(stored);
    }

    /** Axes of three nodes over each input's range; with one node that is not positive on the axes of positive inputs, if wanted. */
    private static Grid grid(Law law, boolean beyond) {
        double[][] columns = RandomPoints.columns(law, 29, 3);
        Axis[] axes = new Axis[columns.length];
        for (int j = 0; j < axes.length; j++) {
            Arrays.sort(columns[j]);
            if (beyond && law.inputs().get(j).positive()) {
                columns[j][0] = -j;
            }
            axes[j] = Axis.of(law.inputNames().get(j), columns[j]);
        }
        return Grid.of(axes);
    }

    private static double[][] columns(Grid grid) {
        int size = (int) grid.size();
        double[][] columns = new double[grid.axes().size()][size];
        for (int i = 0; i < size; i++) {
            int rest = i;
            for (int a = columns.length - 1; a >= 0; a--) {
                columns[a][i] = grid.axes().get(a).nodes()[rest % grid.axes().get(a).size()];
                rest /= grid.axes().get(a).size();
            }
        }
        return columns;
    }

    // Arguments

    @Test
    void argumentsOfWrongShapeAreNamedBeforeAnyWork() {
        Kernel kernel = Kernel.compile(CHINCHILLA);
        Points points = kernel.points(RandomPoints.columns(CHINCHILLA, 1, 10));
        Quantities quantities = kernel.quantities(Quantity.value(), Quantity.elasticity("N"));
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e9, 3), Axis.log("D", 1e6, 1e9, 4));
        double[] out = new double[10];
        refused(() -> kernel.quantities(List.of()), "quantities must name at least one quantity of chinchilla");
        refused(() -> kernel.quantities(Quantity.derivative("X")),
                "no parameter or input X in chinchilla, for dL/dX; its parameters are E, A, B, alpha, beta and its inputs N, D");
        refused(() -> quantities.evaluate(new double[4], points, new double[2][10]), "parameters must have 5 values (E, A, B, alpha, beta), not 4");
        refused(() -> quantities.evaluate(HOFFMANN, points, new double[3][10]),
                "out must have one of each of the 2 quantities [L, d ln L/d ln N], not 3");
        refused(() -> quantities.evaluate(HOFFMANN, points, new double[][] {out, new double[9]}), "out[1] has 9 places for 10 points");
        refused(() -> quantities.evaluate(HOFFMANN, new double[1][10], new double[2][10]), "columns must have 2 arrays (N, D), not 1");
        refused(() -> quantities.evaluate(HOFFMANN, grid, new double[][] {out, out}), "out[0] has 10 places, but the grid has 12 cells");
        refused(() -> quantities.evaluate(HOFFMANN, grid, List.of()), "sinks must have one of each of the 2 quantities [L, d ln L/d ln N], not 0");
        refused(() -> kernel.hessian(HOFFMANN, points, out, new double[5][10], new double[14][10]),
                "hessian must have 15 arrays, the lower triangle over E, A, B, alpha, beta, not 14");
        double[][] hessian = new double[15][10];
        hessian[7] = new double[2];
        refused(() -> kernel.hessian(HOFFMANN, points, out, new double[5][10], hessian), "hessian[7] has 2 places for 10 points");
        refused(() -> kernel.inputDerivatives(HOFFMANN, points, out, new double[5][10]), "derivatives must have 2 arrays (N, D), not 5");
        refused(() -> kernel.elasticities(HOFFMANN, points, new double[9], new double[2][10]), "out has 9 places for 10 points");
        assertThat(out).containsOnly(0);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static double[][] evaluate(Law law, List<Quantity> quantities, double[] parameters, double[][] columns) {
        Kernel kernel = Kernel.compile(law);
        double[][] out = new double[quantities.size()][columns[0].length];
        kernel.quantities(quantities).evaluate(parameters, kernel.points(columns), out);
        return out;
    }
}
