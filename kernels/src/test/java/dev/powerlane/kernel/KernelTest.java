package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.program.ErrorBound;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final double[] HOFFMANN = CHINCHILLA.published("hoffmann-2022").toArray();

    /**
     * Laws whose formulas magnify rounding, each measured within half of {@link ErrorBound}: an exponent that is itself computed
     * (nested, farseer, the batch laws, routed-experts: to 8 ulp at random points), the exponential of a large number
     * (post-training-precision), a difference that may vanish (over-training-error, vocabulary), the 520th power in distillation.
     */
    private static final Set<String> ILL_CONDITIONED = Set.of("nested", "farseer", "over-training-error", "distillation",
            "distillation-given-student", "routed-experts", "precision", "post-training-precision", "vocabulary",
            "critical-batch-size", "minimum-steps", "minimum-examples", "minimum-compute");

    static Stream<Law> catalogue() {
        return Stream.concat(Laws.all().stream(), Stream.of(CHINCHILLA.with("D", "C/(6*N)")));
    }

    // Values

    @ParameterizedTest
    @MethodSource("catalogue")
    void valuesAreThoseOfTheLaw(Law law) {
        for (int seed = 0; seed < 4; seed++) {
            double[][] columns = RandomPoints.columns(law, 100 * seed, 250);
            double[] parameters = RandomPoints.parameters(law, seed);
            double[] out = values(law, parameters, columns, 1);
            for (int i = 0; i < out.length; i++) {
                double expected = law.at(law.parameterSet(parameters), RandomPoints.inputs(law, columns, i));
                assertThat(Math.abs(out[i] - expected)).as("point %d", i).isLessThanOrEqualTo(2 * tolerance(law, parameters, columns, i, expected));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void valuesAreExactToTwoUlpWhereTheLawIsWellConditioned(Law law) {
        int count = costly(law) ? 15 : 40;
        double[][] columns = RandomPoints.columns(law, 7, count);
        double[] parameters = RandomPoints.parameters(law, 7);
        double[] out = values(law, parameters, columns, 1);
        for (int i = 0; i < out.length; i++) {
            BigDecimal exact = ExactValue.of(law.expression(), RandomPoints.values(law, parameters, columns, i));
            assertThat(new BigDecimal(out[i]).subtract(exact).abs().doubleValue()).as("point %d", i)
                    .isLessThanOrEqualTo(tolerance(law, parameters, columns, i, exact.doubleValue()));
        }
    }

    /** Two ulp, or what the law's own conditioning makes of an ulp in each of its operations. */
    private static double tolerance(Law law, double[] parameters, double[][] columns, int point, double value) {
        return ILL_CONDITIONED.contains(law.id()) ? ErrorBound.of(law.expression(), RandomPoints.values(law, parameters, columns, point)).error()
                : 2 * Math.ulp(value);
    }

    /** The exact value of a root takes a while. */
    private static boolean costly(Law law) {
        return law.expression().nodes().stream().anyMatch(e -> e instanceof Expr.Root);
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void pointsFusedColumnsAndTheGradientGiveTheSameValueBitForBit(Law law) {
        double[][] columns = RandomPoints.columns(law, 3, 333);
        double[] parameters = RandomPoints.parameters(law, 3);
        Kernel kernel = Kernel.compile(law);
        double[] fused = new double[333];
        kernel.evaluate(parameters, columns, fused);
        double[] value = new double[333];
        kernel.gradient(parameters, kernel.points(columns), value, new double[law.parameters().size()][333]);
        assertThat(fused).isEqualTo(values(law, parameters, columns, 1));
        assertThat(value).isEqualTo(fused);
    }

    @Test
    void aParameterSetGivesWhatItsValuesGive() {
        Kernel kernel = Kernel.compile(CHINCHILLA);
        double[][] columns = RandomPoints.columns(CHINCHILLA, 5, 20);
        double[] out = new double[20];
        kernel.evaluate(CHINCHILLA.published("hoffmann-2022"), columns, out);
        assertThat(out).isEqualTo(values(CHINCHILLA, HOFFMANN, columns, 1));
        Arrays.fill(out, 0);
        kernel.evaluate(CHINCHILLA.published("hoffmann-2022"), kernel.points(columns), out);
        assertThat(out).isEqualTo(values(CHINCHILLA, HOFFMANN, columns, 1));
    }

    // Gradients

    @ParameterizedTest
    @MethodSource("catalogue")
    void gradientsAreExactToTheRoundingOfTheirTerms(Law law) {
        int count = costly(law) ? 4 : 20;
        double[][] columns = RandomPoints.columns(law, 11, count);
        double[] parameters = RandomPoints.parameters(law, 11);
        Kernel kernel = Kernel.compile(law);
        double[][] gradient = new double[law.parameters().size()][count];
        kernel.gradient(parameters, kernel.points(columns), new double[count], gradient);
        for (String parameter : law.parameterNames()) {
            Expr derivative = law.expression().derivative(parameter);
            for (int i = 0; i < count; i++) {
                Map<String, Double> values = RandomPoints.values(law, parameters, columns, i);
                double exact = ExactValue.of(derivative, values).doubleValue();
                assertThat(Math.abs(gradient[law.parameterIndex(parameter)][i] - exact)).as("d/d%s at point %d", parameter, i)
                        .isLessThanOrEqualTo(ErrorBound.of(derivative, values).error() + Math.ulp(exact));
            }
        }
    }

    // Domain

    @ParameterizedTest
    @MethodSource("catalogue")
    void anInputOutsideTheDomainGivesNaNInItsPlaceAndNowhereElse(Law law) {
        double[] outsidePositive = {0.0, -0.0, -1, -1e300, Double.NEGATIVE_INFINITY, Double.NaN};
        double[] parameters = RandomPoints.parameters(law, 1);
        double[][] columns = RandomPoints.columns(law, 1, 40);
        double[] inside = values(law, parameters, columns, 1);
        for (int j = 0; j < columns.length; j++) {
            double[] outside = law.inputs().get(j).positive() ? outsidePositive : new double[] {Double.NaN};
            double[][] changed = Arrays.stream(columns).map(double[]::clone).toArray(double[][]::new);
            for (int k = 0; k < outside.length; k++) {
                changed[j][3 + 6 * k] = outside[k];
            }
            double[] expected = inside.clone();
            for (int k = 0; k < outside.length; k++) {
                expected[3 + 6 * k] = Double.NaN;
            }
            assertThat(values(law, parameters, changed, 1)).isEqualTo(expected);
            double[] fused = new double[40];
            Kernel.compile(law).evaluate(parameters, changed, fused);
            assertThat(fused).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"E + A/N^0", "E + A*min(N, 5)", "E + A*max(1, N)^2", "E + A*abs(N)"})
    void theDomainHoldsWhateverTheFormulaDoesWithTheInput(String formula) {
        Law law = Law.of(formula).inputs("N");
        double[] out = values(law, new double[] {1, 2}, new double[][] {{-1, 0, Double.NaN, 3}}, 1);
        assertThat(out[0]).isNaN();
        assertThat(out[1]).isNaN();
        assertThat(out[2]).isNaN();
        assertThat(out[3]).isEqualTo(law.at(law.parameterSet(1, 2), Map.of("N", 3.0)));
    }

    @Test
    void anEndlessInputGivesTheLimit() {
        double[][] columns = {{Double.POSITIVE_INFINITY, 1e9}, {1e10, Double.POSITIVE_INFINITY}};
        double[] out = values(CHINCHILLA, HOFFMANN, columns, 1);
        for (int i = 0; i < 2; i++) {
            double expected = CHINCHILLA.at(CHINCHILLA.parameterSet(HOFFMANN), RandomPoints.inputs(CHINCHILLA, columns, i));
            assertThat(Math.abs(out[i] - expected)).isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    // Sizes and threads

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 6, 8, 13, 16, 25, 32, 64, 100, 127, 128, 1000})
    void aPointsValueDoesNotDependOnHowManyThereAre(int size) {
        double[][] columns = RandomPoints.columns(CHINCHILLA, 9, 1000);
        double[] all = values(CHINCHILLA, HOFFMANN, columns, 1);
        double[][] some = {Arrays.copyOf(columns[0], size), Arrays.copyOf(columns[1], size)};
        assertThat(values(CHINCHILLA, HOFFMANN, some, 1)).isEqualTo(Arrays.copyOf(all, size));
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Law law = Laws.get("power-law");
        double[] parameters = RandomPoints.parameters(law, 2);
        double[][] columns = RandomPoints.columns(law, 13, 70_001);
        double[] one = values(law, parameters, columns, 1);
        assertThat(values(law, parameters, columns, 2)).isEqualTo(one);
        assertThat(values(law, parameters, columns, 5)).isEqualTo(one);
        double[] fused = new double[one.length];
        Kernel.compile(law).withThreads(5).evaluate(parameters, columns, fused);
        assertThat(fused).isEqualTo(one);
    }

    @Test
    void placesBeyondThePointsAreLeftAlone() {
        double[] out = new double[50];
        Arrays.fill(out, 7);
        Kernel.compile(CHINCHILLA).evaluate(HOFFMANN, RandomPoints.columns(CHINCHILLA, 1, 43), out);
        assertThat(Arrays.copyOfRange(out, 43, 50)).containsOnly(7);
    }

    // Arguments

    @Test
    void argumentsOfWrongShapeAreNamedBeforeAnyWork() {
        Kernel kernel = Kernel.compile(CHINCHILLA);
        double[][] columns = RandomPoints.columns(CHINCHILLA, 1, 10);
        Points points = kernel.points(columns);
        double[] out = new double[10];
        refused(() -> kernel.points(columns[0]), "columns must have 2 arrays (N, D), not 1");
        refused(() -> kernel.points(columns[0], new double[9]), "column D has 9 values, but column N has 10");
        refused(() -> kernel.evaluate(new double[4], points, out), "parameters must have 5 values (E, A, B, alpha, beta), not 4");
        refused(() -> kernel.evaluate(new double[4], columns, out), "parameters must have 5 values (E, A, B, alpha, beta), not 4");
        refused(() -> kernel.evaluate(HOFFMANN, points, new double[9]), "out has 9 places for 10 points");
        refused(() -> kernel.evaluate(HOFFMANN, columns, new double[9]), "out has 9 places for 10 points");
        refused(() -> kernel.evaluate(HOFFMANN, new double[3][10], out), "columns must have 2 arrays (N, D), not 3");
        refused(() -> kernel.gradient(HOFFMANN, points, out, new double[4][10]),
                "gradient must have 5 arrays (E, A, B, alpha, beta), not 4");
        refused(() -> kernel.gradient(HOFFMANN, points, out, new double[][] {out, out, out, new double[3], out}),
                "gradient[3] has 3 places for 10 points");
        refused(() -> kernel.gradient(HOFFMANN, points, new double[9], new double[5][10]), "out has 9 places for 10 points");
        refused(() -> kernel.withThreads(0), "threads must be at least 1, not 0");
        assertThat(out).containsOnly(0);
    }

    @Test
    void gridsThatAreNotTheLawsAreNamedBeforeAnyWork() {
        Kernel kernel = Kernel.compile(CHINCHILLA);
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e9, 3), Axis.log("D", 1e6, 1e9, 4));
        Grid other = Grid.of(Axis.log("N", 1e6, 1e9, 3), Axis.log("C", 1e6, 1e9, 4));
        refused(() -> kernel.evaluate(HOFFMANN, grid, new double[11]), "out has 11 places, but the grid has 12 cells");
        refused(() -> kernel.evaluate(HOFFMANN, other, new double[12]), "the grid's axes are N, C, but chinchilla is a law in N, D");
        refused(() -> kernel.evaluate(HOFFMANN, Grid.of(grid.axis("N")), new double[3]),
                "the grid's axes are N, but chinchilla is a law in N, D");
        refused(() -> kernel.minimise(HOFFMANN, grid, "C"), "no axis C in the grid; its axes are N, D");
        refused(() -> kernel.minimise(new double[1], grid, "N"), "parameters must have 5 values (E, A, B, alpha, beta), not 1");
        refused(() -> kernel.evaluate(new double[1], grid, (offset, values, count) -> { }),
                "parameters must have 5 values (E, A, B, alpha, beta), not 1");
    }

    @Test
    void parametersOfAnotherLawAreRefused() {
        refused(() -> Kernel.compile(CHINCHILLA).evaluate(Laws.get("kaplan-nd").published("kaplan-2020"), new double[2][1], new double[1]),
                "the parameters of chinchilla are E, A, B, alpha, beta, but values are given for Nc, Dc, aN, aD");
    }

    @Test
    void pointsOfAnotherLawAreRefused() {
        Kernel one = Kernel.compile(Laws.get("power-law"));
        Points points = one.points(new double[] {1, 2});
        assertThatThrownBy(() -> Kernel.compile(CHINCHILLA).evaluate(HOFFMANN, points, new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLawWithoutInputsIsRefused() {
        refused(() -> Kernel.compile(Law.of("a + b")), "law a + b has no inputs; name them with inputs(...)");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static double[] values(Law law, double[] parameters, double[][] columns, int threads) {
        Kernel kernel = Kernel.compile(law).withThreads(threads);
        double[] out = new double[columns[0].length];
        kernel.evaluate(parameters, kernel.points(columns), out);
        return out;
    }
}
