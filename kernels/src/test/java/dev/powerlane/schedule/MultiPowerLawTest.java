package dev.powerlane.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.powerlane.law.Expr;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MultiPowerLawTest {
    private static final double[] PUBLISHED = MultiPowerLaw.published("luo-2025-400m").toArray();
    /** The law's two parts as it is written, differentiated symbolically and evaluated by StrictMath. */
    private static final Expr SMOOTH = Expr.parse("L0 + A*spent^-alpha");
    private static final Expr DROP = Expr.parse("-B*drop*(1 - (C*(eta^-gamma*left) + 1)^-beta)");
    private static final int P = MultiPowerLaw.PARAMETERS.size();

    /** Short schedules with warm-up and without, with decays, a rise, a jump, steps without a change. */
    static List<Schedule> schedules() {
        return List.of(Schedule.cosine(3e-4, 3e-5, 10, 60).withWarmup(10),
                Schedule.wsd(3e-3, 1e-6, 33, 60).withSumBefore(.01),
                Schedule.wsdLinear(3e-4, 1e-7, 20, 47).withWarmup(7),
                Schedule.twoStage(3e-4, 9e-5, 25, 40).withWarmup(9),
                Schedule.twoStage(1e-5, 1e-3, 25, 40),
                Schedule.of(1, .5, .5, .75, .5, .25, .25, .25));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void valuesAndDerivativesAreThoseOfTheLawAsWritten(Schedule schedule) {
        int[] steps = IntStream.rangeClosed(1, schedule.lastStep()).toArray();
        double[] out = new double[steps.length];
        double[][] gradient = new double[P][steps.length];
        double[][] hessian = new double[P * (P + 1) / 2][steps.length];
        MultiPowerLaw.along(schedule, steps).hessian(PUBLISHED, out, gradient, hessian);
        assertClose(out, plain(schedule, steps, SMOOTH, DROP));
        int next = 0;
        for (int i = 0; i < P; i++) {
            String first = MultiPowerLaw.PARAMETERS.get(i);
            Expr smooth = SMOOTH.derivative(first);
            Expr drop = DROP.derivative(first);
            assertClose(gradient[i], plain(schedule, steps, smooth, drop));
            for (int j = 0; j <= i; j++) {
                String second = MultiPowerLaw.PARAMETERS.get(j);
                assertClose(hessian[next++], plain(schedule, steps, smooth.derivative(second), drop.derivative(second)));
            }
        }
    }

    /** A plain double loop. */
    private static double[] plain(Schedule schedule, int[] steps, Expr smooth, Expr drop) {
        double[] out = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            Map<String, Double> values = new HashMap<>();
            for (int j = 0; j < P; j++) {
                values.put(MultiPowerLaw.PARAMETERS.get(j), PUBLISHED[j]);
            }
            values.put("spent", schedule.sumBefore() + schedule.sum(steps[i]));
            out[i] = smooth.evaluate(values);
            for (int k = 1; k <= steps[i]; k++) {
                if (schedule.rate(k) != schedule.rate(k - 1)) {
                    values.put("eta", schedule.rate(k));
                    values.put("drop", schedule.rate(k - 1) - schedule.rate(k));
                    values.put("left", schedule.sum(steps[i]) - schedule.sum(k - 1));
                    out[i] += drop.evaluate(values);
                }
            }
        }
        return out;
    }

    /** To 1e-13 of the greatest value along the curve, since single ones may be differences of such. */
    private static void assertClose(double[] actual, double[] expected) {
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("point " + i).isCloseTo(expected[i], within(1e-13 * size));
        }
    }

    @Test
    void valuesAreRightToTwoUlp() {
        MathContext digits = new MathContext(30);
        Schedule schedule = Schedule.cosine(3e-4, 3e-5, 5, 30).withWarmup(5);
        int[] steps = {3, 9, 30};
        double[] out = new double[steps.length];
        MultiPowerLaw.along(schedule, steps).evaluate(PUBLISHED, out);
        BigDecimal[] p = Arrays.stream(PUBLISHED).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        for (int i = 0; i < steps.length; i++) {
            BigDecimal spent = BigDecimal.ZERO;
            BigDecimal drops = BigDecimal.ZERO;
            for (int k = steps[i]; k >= 1; k--) {
                BigDecimal rate = new BigDecimal(schedule.rate(k));
                spent = spent.add(rate);
                BigDecimal x = p[4].multiply(BigDecimalMath.pow(rate, p[6].negate(), digits)).multiply(spent).add(BigDecimal.ONE);
                BigDecimal g = BigDecimal.ONE.subtract(BigDecimalMath.pow(x, p[5].negate(), digits));
                drops = drops.add(new BigDecimal(schedule.rate(k - 1)).subtract(rate).multiply(g));
            }
            double exact = p[0].add(p[1].multiply(BigDecimalMath.pow(spent, p[2].negate(), digits))).subtract(p[3].multiply(drops)).doubleValue();
            assertThat(out[i]).isCloseTo(exact, within(2 * Math.ulp(exact)));
        }
    }

    @Test
    void alongAConstantScheduleTheLawIsAPowerLawOfTheRatesSum() {
        Schedule schedule = Schedule.constant(3e-4, 5000).withSumBefore(.324);
        int[] steps = {0, 1, 17, 5000};
        double[] out = new double[steps.length];
        MultiPowerLaw.along(schedule, steps).evaluate(PUBLISHED, out);
        for (int i = 0; i < steps.length; i++) {
            double expected = 2.375 + .654 * StrictMath.pow(.324 + steps[i] * 3e-4, -.429);
            assertThat(out[i]).isCloseTo(expected, within(4 * Math.ulp(expected)));
        }
    }

    @Test
    void longAfterADropItsWholeGainHasCome() {
        Schedule schedule = Schedule.twoStage(3e-4, 1e-4, 10, 10_000);
        double[] soon = PUBLISHED.clone();
        soon[4] = 1e30;
        double[] out = new double[1];
        MultiPowerLaw.along(schedule, 10_000).evaluate(soon, out);
        double expected = 2.375 + .654 * StrictMath.pow(schedule.sum(10_000), -.429) - 523.425 * (3e-4 - 1e-4);
        assertThat(out[0]).isCloseTo(expected, within(1e-14));
    }

    /** The change to rate zero counts for nothing until something is learnt after it, and then for all. */
    @Test
    void aRateOfZeroHasItsLimit() {
        Schedule ending = Schedule.of(1e-3, 1e-3, 1e-3, 0);
        Schedule paused = Schedule.of(1e-3, 1e-3, 1e-3, 0, 1e-3);
        double[] out = new double[2];
        double[][] gradient = new double[P][2];
        double[][] hessian = new double[28][2];
        MultiPowerLaw.along(ending, 2, 3).hessian(PUBLISHED, out, gradient, hessian);
        assertThat(out[1]).isEqualTo(out[0]);
        assertThat(Arrays.asList(gradient)).allSatisfy(g -> assertThat(g[1]).isEqualTo(g[0]));
        MultiPowerLaw.along(paused, 4).hessian(PUBLISHED, out, gradient, hessian);
        double x = 2.025 * StrictMath.pow(1e-3, -.635) * 1e-3;
        double expected = 2.375 + .654 * StrictMath.pow(3e-3, -.429) - 523.425 * 1e-3 + 523.425 * 1e-3 * (1 - StrictMath.pow(1 + x, -.594));
        assertThat(out[0]).isCloseTo(expected, within(1e-14));
        for (double[] values : List.of(gradient, hessian).stream().flatMap(Arrays::stream).toList()) {
            assertThat(values[0]).isFinite();
        }
    }

    @Test
    void whereNothingHasBeenLearntTheLossIsInfinite() {
        double[] out = new double[1];
        MultiPowerLaw.along(Schedule.constant(3e-4, 9).withWarmup(3), 0).evaluate(PUBLISHED, out);
        assertThat(out[0]).isInfinite();
    }

    @Test
    void aPointsBitsDoNotDependOnTheOthersTheirOrderOrTheThreads() {
        Schedule schedule = Schedule.cosine(3e-4, 0, 100, 6000).withWarmup(100);
        int[] steps = IntStream.rangeClosed(1, 300).map(i -> (i * 1237) % 6001).toArray();
        double[][] one = hessian(MultiPowerLaw.along(schedule, steps).withThreads(1));
        assertThat(MultiPowerLaw.along(schedule, steps).cells()).isGreaterThan(200_000);
        assertThat(hessian(MultiPowerLaw.along(schedule, steps).withThreads(3))).isDeepEqualTo(one);
        for (int i : new int[] {0, 7, 150, 299}) {
            double[][] alone = hessian(MultiPowerLaw.along(schedule, steps[i]));
            for (int r = 0; r < one.length; r++) {
                assertThat(alone[r][0]).isEqualTo(one[r][i]);
            }
        }
        double[] out = new double[steps.length];
        double[][] gradient = new double[P][steps.length];
        LossCurve curve = MultiPowerLaw.along(schedule, steps);
        curve.gradient(PUBLISHED, out, gradient);
        assertThat(out).isEqualTo(one[0]);
        assertThat(gradient).isDeepEqualTo(Arrays.copyOfRange(one, 1, 1 + P));
        curve.evaluate(PUBLISHED, out);
        assertThat(out).isEqualTo(one[0]);
    }

    /** Over vector widths, JDKs and versions. Where the mathematics changes on purpose, so does this number. */
    @Test
    void valuesGradientAndHessianHaveTheCommittedBits() {
        Schedule schedule = Schedule.cosine(3e-4, 3e-5, 100, 1500).withWarmup(100);
        CRC32 hash = new CRC32();
        for (double[] row : hessian(MultiPowerLaw.along(schedule, IntStream.rangeClosed(1, 43).map(i -> i * 34).toArray()))) {
            ByteBuffer bytes = ByteBuffer.allocate(row.length * Double.BYTES);
            Arrays.stream(row).forEach(bytes::putDouble);
            hash.update(bytes.array());
        }
        assertThat(Long.toHexString(hash.getValue())).isEqualTo("eb45d261");
    }

    private static double[][] hessian(LossCurve curve) {
        double[] out = new double[curve.size()];
        double[][] gradient = new double[P][curve.size()];
        double[][] hessian = new double[28][curve.size()];
        curve.hessian(PUBLISHED, out, gradient, hessian);
        return IntStream.range(0, 36).mapToObj(r -> r == 0 ? out : r <= P ? gradient[r - 1] : hessian[r - 1 - P]).toArray(double[][]::new);
    }

    @Test
    void aCurveWithoutPointsIsEmpty() {
        LossCurve curve = MultiPowerLaw.along(Schedule.cosine(1, .1, 3, 9));
        curve.evaluate(PUBLISHED, new double[0]);
        assertThat(curve.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"luo-2025-25m, 3.040, 0.641", "luo-2025-100m, 2.651, 0.655", "luo-2025-400m, 2.375, 0.635"})
    void publishedSetsNameTheirPaper(String name, double first, double last) {
        assertThat(MultiPowerLaw.published(name).source()).contains("arXiv:2503.12811");
        assertThat(MultiPowerLaw.published(name).values().keySet()).containsExactlyElementsOf(MultiPowerLaw.PARAMETERS);
        assertThat(MultiPowerLaw.published(name).toArray()).hasSize(P).startsWith(first).endsWith(last);
        assertThat(MultiPowerLaw.published()).hasSize(3);
    }

    @Test
    void badArgumentsAreNamed() {
        Schedule schedule = Schedule.constant(1, 9);
        assertThatThrownBy(() -> MultiPowerLaw.along(schedule, 3, 10)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("steps[1] is 10").hasMessageContaining("0 to 9");
        LossCurve curve = MultiPowerLaw.along(schedule, 1, 2);
        assertThatThrownBy(() -> curve.evaluate(new double[5], new double[2])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7 (L0");
        assertThatThrownBy(() -> curve.evaluate(PUBLISHED, new double[1])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 places for 2");
        assertThatThrownBy(() -> curve.gradient(PUBLISHED, new double[2], new double[7][1])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("gradient[0]");
        assertThatThrownBy(() -> curve.withThreads(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("threads");
        assertThatThrownBy(() -> MultiPowerLaw.published("luo")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("luo-2025-400m");
        assertThatThrownBy(() -> MultiPowerLaw.parameterSet(1, 2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7");
    }
}
