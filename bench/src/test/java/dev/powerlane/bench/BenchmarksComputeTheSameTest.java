package dev.powerlane.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Status;
import dev.powerlane.grid.Minima;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/** All implementations of a benchmark give the same numbers, so that none of them is timed for something else. */
class BenchmarksComputeTheSameTest {
    /** An ulp or two each for java.lang.Math and for the kernels, a few more from the exponents, which magnify them. */
    private static final double RELATIVE = 1e-13;
    /** Of the greatest derivative by the same parameter, since a derivative can be the difference of two such. */
    private static final double RELATIVE_TO_GREATEST = 1e-12;

    static Stream<Arguments> functions() {
        return values(FunctionBenchmark.class, "function").flatMap(f -> values(FunctionBenchmark.class, "implementation")
                .flatMap(i -> values(FunctionBenchmark.class, "size").map(s -> Arguments.of(f, i, Integer.parseInt(s)))));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionsOverArrays(String function, String implementation, int size) {
        FunctionBenchmark benchmark = new FunctionBenchmark();
        benchmark.function = function;
        benchmark.implementation = implementation;
        benchmark.size = size;
        benchmark.bind();
        double[] actual = benchmark.apply();
        double[] expected = Arrays.stream(benchmark.in).map(x -> switch (function) {
            case "exp" -> StrictMath.exp(x);
            case "log" -> StrictMath.log(x);
            default -> StrictMath.pow(x, -.34);
        }).toArray();
        assertClose(actual, expected);
    }

    @ParameterizedTest
    @CsvSource({"1000", "100000"})
    void valuesOfChinchilla(int size) {
        double[] generated = chinchillaValues("generated", size);
        assertThat(chinchillaValues("formula", size)).isEqualTo(generated);
        assertThat(chinchillaValues("from-columns", size)).isEqualTo(generated);
        assertThat(chinchillaValues("hand-written", size)).isEqualTo(generated);
        values(ChinchillaPointsBenchmark.Values.class, "implementation")
                .forEach(i -> assertClose(chinchillaValues(i, size), generated));
    }

    private static double[] chinchillaValues(String implementation, int size) {
        ChinchillaPointsBenchmark.Values values = new ChinchillaPointsBenchmark.Values();
        values.implementation = implementation;
        values.size = size;
        values.bind();
        return new ChinchillaPointsBenchmark().value(values);
    }

    @ParameterizedTest
    @CsvSource({"1000", "100000"})
    void gradientsOfChinchilla(int size) {
        double[][] generated = chinchillaGradients("generated", size);
        assertThat(chinchillaGradients("hand-written", size)).isDeepEqualTo(generated);
        values(ChinchillaPointsBenchmark.Gradients.class, "implementation")
                .forEach(i -> assertClose(chinchillaGradients(i, size), generated));
    }

    private static double[][] chinchillaGradients(String implementation, int size) {
        ChinchillaPointsBenchmark.Gradients gradients = new ChinchillaPointsBenchmark.Gradients();
        gradients.implementation = implementation;
        gradients.size = size;
        gradients.bind();
        return withValues(gradients.out, new ChinchillaPointsBenchmark().gradient(gradients));
    }

    @ParameterizedTest
    @CsvSource({"1000", "100000"})
    void valuesOfKaplan(int size) {
        double[] generated = kaplanValues("generated", size);
        assertThat(kaplanValues("formula", size)).isEqualTo(generated);
        assertThat(kaplanValues("from-columns", size)).isEqualTo(generated);
        assertThat(kaplanValues("hand-written", size)).isEqualTo(generated);
        values(KaplanPointsBenchmark.Values.class, "implementation")
                .forEach(i -> assertClose(kaplanValues(i, size), generated));
    }

    private static double[] kaplanValues(String implementation, int size) {
        KaplanPointsBenchmark.Values values = new KaplanPointsBenchmark.Values();
        values.implementation = implementation;
        values.size = size;
        values.bind();
        return new KaplanPointsBenchmark().value(values);
    }

    @ParameterizedTest
    @CsvSource({"1000", "100000"})
    void gradientsOfKaplan(int size) {
        double[][] generated = kaplanGradients("generated", size);
        assertThat(kaplanGradients("hand-written", size)).isDeepEqualTo(generated);
        values(KaplanPointsBenchmark.Gradients.class, "implementation")
                .forEach(i -> assertClose(kaplanGradients(i, size), generated));
    }

    private static double[][] kaplanGradients(String implementation, int size) {
        KaplanPointsBenchmark.Gradients gradients = new KaplanPointsBenchmark.Gradients();
        gradients.implementation = implementation;
        gradients.size = size;
        gradients.bind();
        return withValues(gradients.out, new KaplanPointsBenchmark().gradient(gradients));
    }

    @Test
    void sumsOfHubersObjective() {
        HuberSumsBenchmark benchmark = new HuberSumsBenchmark();
        benchmark.bind();
        double[][] generated = benchmark.generated();
        double[][] byHand = benchmark.handWritten();
        for (int k = 0; k < byHand.length; k++) {
            double size = Arrays.stream(byHand[k]).map(Math::abs).max().orElseThrow();
            for (int lane = 0; lane < byHand[k].length; lane++) {
                assertThat(byHand[k][lane]).as("sum %d lane %d", k, lane).isCloseTo(generated[k][lane], within(1e-9 * size));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"chinchilla", "kaplan-nd"})
    void gridsWrittenOut(String law) {
        assertClose(cells(law, "generated"), cells(law, "math-pow"));
    }

    private static double[] cells(String law, String implementation) {
        GridBenchmark.Cells cells = new GridBenchmark.Cells();
        cells.law = law;
        cells.implementation = implementation;
        cells.side = 301;
        cells.bind();
        return new GridBenchmark().writtenOut(cells);
    }

    @ParameterizedTest
    @CsvSource({"chinchilla", "kaplan-nd"})
    void minimaAlongN(String law) {
        Minima generated = frontier(law, "generated");
        Minima loop = frontier(law, "math-pow");
        assertClose(generated.value(), loop.value());
        assertThat(generated.index()).isEqualTo(loop.index());
        assertThat(generated.along()).isEqualTo(loop.along());
    }

    private static Minima frontier(String law, String implementation) {
        GridBenchmark.Frontier frontier = new GridBenchmark.Frontier();
        frontier.law = law;
        frontier.implementation = implementation;
        frontier.side = 301;
        frontier.bind();
        return new GridBenchmark().minimumAlongN(frontier);
    }

    @Test
    void theMultiPowerLawAlongASchedule() {
        double[][] generated = alongSchedule("generated");
        assertClose(alongSchedule("math-pow"), generated);
        ScheduleBenchmark.Curve curve = shortCurve();
        new ScheduleBenchmark().hessian(curve);
        assertThat(withValues(curve.out, curve.gradient)).isDeepEqualTo(generated);
    }

    private static double[][] alongSchedule(String implementation) {
        ScheduleBenchmark.Curve curve = shortCurve();
        ScheduleBenchmark.Implementation by = new ScheduleBenchmark.Implementation();
        by.implementation = implementation;
        double[] values = new ScheduleBenchmark().value(curve, by).clone();
        double[][] gradient = new ScheduleBenchmark().gradient(curve, by);
        assertThat(curve.out).isEqualTo(values);
        return withValues(curve.out, gradient);
    }

    private static ScheduleBenchmark.Curve shortCurve() {
        ScheduleBenchmark.Curve curve = new ScheduleBenchmark.Curve();
        curve.lastStep = 5000;
        curve.points = 30;
        curve.bind();
        return curve;
    }

    @Test
    void fillingReachesEveryCell() {
        assertThat(new GridBenchmark().filled(new GridBenchmark.Array())).hasSize(GridBenchmark.CELLS).containsOnly(1.5);
    }

    @Test
    void fitsReachOneOptimum() {
        FitBenchmark benchmark = new FitBenchmark();
        Fit fit = benchmark.fit();
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.rows()).isEqualTo(234);
        Fit manyStarts = benchmark.hoffmannStarts();
        assertThat(manyStarts.starts().total()).isEqualTo(4500);
        assertThat(manyStarts.objective()).isCloseTo(fit.objective(), withinPercentage(1e-8));
        for (String name : fit.law().parameterNames()) {
            assertThat(manyStarts.parameters().get(name)).as(name).isCloseTo(fit.parameters().get(name), withinPercentage(1e-4));
        }
        assertThat(benchmark.bootstrap().size()).isEqualTo(FitBenchmark.RESAMPLES);
    }

    /** What a benchmark's parameter runs through. */
    private static Stream<String> values(Class<?> state, String parameter) {
        try {
            return Arrays.stream(state.getField(parameter).getAnnotation(Param.class).value());
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static double[][] withValues(double[] out, double[][] gradient) {
        return Stream.concat(Stream.of(out), Arrays.stream(gradient)).toArray(double[][]::new);
    }

    private static void assertClose(double[][] actual, double[][] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int j = 0; j < expected.length; j++) {
            double greatest = Arrays.stream(expected[j]).map(Math::abs).max().orElseThrow();
            assertClose(actual[j], expected[j], RELATIVE_TO_GREATEST, x -> greatest);
        }
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertClose(actual, expected, RELATIVE, Math::abs);
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance, DoubleUnaryOperator scale) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance * scale.applyAsDouble(expected[i]))) {
                assertThat(actual[i]).as("element %d", i).isEqualTo(expected[i]);
            }
        }
    }
}
