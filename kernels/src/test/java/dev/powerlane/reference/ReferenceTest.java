package dev.powerlane.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.Points;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import dev.powerlane.math.ChinchillaReference;
import dev.powerlane.math.KaplanReference;
import dev.powerlane.math.Provider;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops fused by hand and generated kernels are two ways to the same bits. */
class ReferenceTest {
    private static final int[] SIZES = {1, 4, 7, 8, 13, 64, 100, 511, 1025};
    private static final double[] OUTSIDE = {0, -0.0, -1, Double.NaN, Double.NEGATIVE_INFINITY};
    private static final double[] EXTREME = {Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, Double.POSITIVE_INFINITY};

    /** A hand-written law whose columns are bound. */
    private interface Reference {
        void evaluate(double[] parameters, double[] out);

        void gradient(double[] parameters, double[] out, double[][] gradient);
    }

    private static Reference reference(String law, double[] n, double[] d) {
        return law.equals("chinchilla") ? chinchilla(new ChinchillaReference(n, d)) : kaplan(new KaplanReference(n, d));
    }

    private static Reference chinchilla(ChinchillaReference reference) {
        return new Reference() {
            @Override
            public void evaluate(double[] parameters, double[] out) {
                reference.evaluate(parameters, out);
            }

            @Override
            public void gradient(double[] parameters, double[] out, double[][] gradient) {
                reference.gradient(parameters, out, gradient);
            }
        };
    }

    private static Reference kaplan(KaplanReference reference) {
        return new Reference() {
            @Override
            public void evaluate(double[] parameters, double[] out) {
                reference.evaluate(parameters, out);
            }

            @Override
            public void gradient(double[] parameters, double[] out, double[][] gradient) {
                reference.gradient(parameters, out, gradient);
            }
        };
    }

    @BeforeAll
    static void vectorsAreThere() {
        assumeTrue(Provider.active().isVector(), "the hand-written loops need the vector module");
    }

    static Stream<Arguments> lawsAndParameters() {
        return Stream.of("chinchilla", "kaplan-nd").map(Laws::get).flatMap(law -> Stream.concat(
                law.published().values().stream().map(ParameterSet::toArray),
                Stream.of(withoutExponents(law), negated(law))).map(values -> Arguments.of(law, values)));
    }

    /** One power is 1 everywhere, even at 0 and infinity. */
    private static double[] withoutExponents(Law law) {
        double[] values = law.published().values().iterator().next().toArray();
        values[law.id().equals("chinchilla") ? 3 : 2] = 0;
        return values;
    }

    private static double[] negated(Law law) {
        double[] values = law.published().values().iterator().next().toArray();
        values[values.length - 1] *= -1;
        return values;
    }

    @ParameterizedTest
    @MethodSource("lawsAndParameters")
    void valuesHaveTheBitsOfTheGeneratedKernel(Law law, double[] parameters) {
        for (int size : SIZES) {
            double[] n = column(size, 1, 1e6, 1e12);
            double[] d = column(size, 2, 1e8, 1e14);
            double[] expected = new double[size];
            Kernel kernel = Kernel.compile(law).withThreads(1);
            kernel.evaluate(parameters, kernel.points(n, d), expected);
            double[] actual = new double[size];
            reference(law.id(), n, d).evaluate(parameters, actual);
            assertThat(bits(actual)).as("%d points", size).isEqualTo(bits(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("lawsAndParameters")
    void gradientsHaveTheBitsOfTheGeneratedKernel(Law law, double[] parameters) {
        for (int size : SIZES) {
            double[] n = column(size, 3, 1e6, 1e12);
            double[] d = column(size, 4, 1e8, 1e14);
            Kernel kernel = Kernel.compile(law).withThreads(1);
            Points points = kernel.points(n, d);
            double[] expected = new double[size];
            double[][] expectedGradient = new double[parameters.length][size];
            kernel.gradient(parameters, points, expected, expectedGradient);
            double[] actual = new double[size];
            double[][] actualGradient = new double[parameters.length][size];
            reference(law.id(), n, d).gradient(parameters, actual, actualGradient);
            assertThat(bits(actual)).as("%d points", size).isEqualTo(bits(expected));
            for (int j = 0; j < parameters.length; j++) {
                assertThat(bits(actualGradient[j])).as("%d points, by %s", size, law.parameterNames().get(j))
                        .isEqualTo(bits(expectedGradient[j]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lawsAndParameters")
    void theDomainsEdgesHaveTheBitsOfTheGeneratedKernel(Law law, double[] parameters) {
        double[] ordinary = {1, 7e10};
        double[] special = Stream.of(ordinary, OUTSIDE, EXTREME).flatMapToDouble(java.util.Arrays::stream).toArray();
        int count = special.length * special.length;
        double[] n = new double[count];
        double[] d = new double[count];
        for (int i = 0; i < count; i++) {
            n[i] = special[i / special.length];
            d[i] = special[i % special.length];
        }
        Kernel kernel = Kernel.compile(law).withThreads(1);
        Points points = kernel.points(n, d);
        double[] expected = new double[count];
        kernel.evaluate(parameters, points, expected);
        double[] actual = new double[count];
        reference(law.id(), n, d).evaluate(parameters, actual);
        assertThat(bits(actual)).isEqualTo(bits(expected));
        double[][] expectedGradient = new double[parameters.length][count];
        kernel.gradient(parameters, points, expected, expectedGradient);
        double[][] actualGradient = new double[parameters.length][count];
        reference(law.id(), n, d).gradient(parameters, actual, actualGradient);
        for (int j = 0; j < parameters.length; j++) {
            assertThat(bits(actualGradient[j])).as("by %s", law.parameterNames().get(j)).isEqualTo(bits(expectedGradient[j]));
        }
    }

    @Test
    void columnsOfDifferentLengthsAreRefused() {
        double[] one = {1};
        double[] two = {1, 2};
        for (String law : new String[] {"chinchilla", "kaplan-nd"}) {
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> reference(law, one, two));
        }
    }

    private static double[] column(int size, long seed, double low, double high) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(size, Math.log(low), Math.log(high)).map(Math::exp).toArray();
    }

    /** All NaN count as one. */
    private static long[] bits(double[] values) {
        return java.util.Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }
}
