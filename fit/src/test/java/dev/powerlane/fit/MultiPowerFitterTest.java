package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.ParameterSet;
import dev.powerlane.schedule.MultiPowerLaw;
import dev.powerlane.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiPowerFitterTest {
    private static final double[] TRUE = {2.4, .6, .45, 500, 2, .7, .6};

    @ParameterizedTest
    @CsvSource({"25, .9988", "100, .9985", "400, .9986"})
    void publishedConstantsExplainTheCurvesAsPublished(int size, double rSquared) {
        List<TrainingCurve> curves = MultiPowerCurves.all(size);
        assertThat(rSquared(curves, published(size))).isCloseTo(rSquared, within(5e-5));
    }

    /** Each schedule cut off before its peak, with the rates of the steps left out as SW only: their negative drops are missing. */
    @ParameterizedTest
    @CsvSource({"25, .54", "100, .40", "400, .27"})
    void withoutTheDropsOfTheWarmUpTheyDoNot(int size, double rSquared) {
        int cut = MultiPowerCurves.WARM_UP - 1;
        List<TrainingCurve> curves = MultiPowerCurves.all(size).stream().map(c -> {
            Schedule s = c.schedule();
            Schedule rest = Schedule.of(Arrays.copyOfRange(s.rates(), cut, s.lastStep() + 1)).withSumBefore(s.sum(cut));
            return new TrainingCurve(c.name(), rest, Arrays.stream(c.steps()).map(t -> t - cut).toArray(), c.losses());
        }).toList();
        assertThat(rSquared(curves, published(size))).isCloseTo(rSquared, within(5e-3));
    }

    private static double[] published(int size) {
        return MultiPowerLaw.published("luo-2025-" + size + "m").toArray();
    }

    private static double rSquared(List<TrainingCurve> curves, double[] parameters) {
        double[] losses = curves.stream().flatMapToDouble(c -> Arrays.stream(c.losses())).toArray();
        double[] law = curves.stream().flatMapToDouble(c -> {
            double[] out = new double[c.size()];
            MultiPowerLaw.along(c.schedule(), c.steps()).evaluate(parameters, out);
            return Arrays.stream(out);
        }).toArray();
        double mean = Arrays.stream(losses).average().orElseThrow();
        double left = IntStream.range(0, law.length).mapToDouble(i -> (losses[i] - law[i]) * (losses[i] - law[i])).sum();
        return 1 - left / Arrays.stream(losses).map(y -> (y - mean) * (y - mean)).sum();
    }

    @Test
    void theDefaultFitOfThe400MCurvesIsBetterThanThePublishedOne() {
        List<TrainingCurve> curves = MultiPowerCurves.all(400);
        MultiPowerFit fit = MultiPowerFitter.create().fit(curves);
        assertThat(fit.status()).as(fit.statusDetail()).isEqualTo(Status.CONVERGED);
        assertThat(fit.relativeGradient()).isLessThan(1e-10);
        assertThat(fit.agreeing()).isEqualTo(fit.starts()).isGreaterThan(1);
        assertThat(fit.rSquared()).isCloseTo(rSquared(curves, fit.parameters().toArray()), within(1e-12)).isGreaterThan(.9993);
        for (int c = 0; c < curves.size(); c++) {
            assertThat(fit.rSquared(c)).as(curves.get(c).name()).isGreaterThan(.998);
            assertThat(fit.predicted(c)).hasSize(curves.get(c).size());
        }
        assertThat(fit.objective()).isCloseTo(.00144846179, Percentage.withPercentage(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"huber:1e-3", "squares"})
    void exactCurvesGiveTheirParametersBack(String loss) {
        MultiPowerFit fit = MultiPowerFitter.create().loss(Loss.parse(loss)).fit(exact(1));
        assertThat(fit.status().isConverged()).as(fit.statusDetail()).isTrue();
        assertThat(fit.rSquared()).isGreaterThan(1 - 1e-12);
        assertClose(fit.parameters(), TRUE, 1e-6);
    }

    @Test
    void theUnitOfTheRateIsOfNoAccount() {
        double unit = 1e4;
        double[] scaled = {TRUE[0], TRUE[1] * StrictMath.pow(unit, TRUE[2]), TRUE[2], TRUE[3] / unit,
            TRUE[4] * StrictMath.pow(unit, TRUE[6] - 1), TRUE[5], TRUE[6]};
        MultiPowerFit fit = MultiPowerFitter.create().fit(exact(unit));
        assertThat(fit.status().isConverged()).as(fit.statusDetail()).isTrue();
        assertClose(fit.parameters(), scaled, 1e-6);
    }

    @Test
    void theFitDoesNotDependOnTheThreads() {
        List<TrainingCurve> curves = List.of(MultiPowerCurves.curve(100, "wsd_20000_24000"), MultiPowerCurves.curve(100, "wsdcon_9"));
        MultiPowerFitter fitter = MultiPowerFitter.create().residual(Residual.LINEAR).loss(Loss.squares()).start(published(100));
        MultiPowerFit one = fitter.threads(1).fit(curves);
        MultiPowerFit three = fitter.threads(3).fit(curves);
        assertThat(three.parameters()).isEqualTo(one.parameters());
        assertThat(three.objective()).isEqualTo(one.objective());
        assertThat(three.status()).isEqualTo(one.status());
    }

    @ParameterizedTest
    @CsvSource({"LOG, huber:1e-3", "LOG, squares", "LINEAR, huber:1e-2", "LINEAR, squares"})
    void gradientAndHessianAreThoseOfTheObjective(Residual residual, String loss) {
        CurveObjective objective = new CurveObjective(exact(1), residual, Loss.parse(loss), 1);
        double[] at = CurveObjective.toCoordinates(new double[] {2.3, .65, .4, 400, 1, .9, .5});
        double[][] sums = objective.evaluate(at);
        double h = 1e-5;
        int next = 1 + CurveObjective.P;
        for (int j = 0; j < CurveObjective.P; j++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[j] += h;
            down[j] -= h;
            double[][] above = objective.evaluate(up);
            double[][] below = objective.evaluate(down);
            double size = Math.abs(sums[1 + j][0]) + Math.abs(sums[0][0]);
            assertThat((above[0][0] - below[0][0]) / (2 * h)).as("slope " + j).isCloseTo(sums[1 + j][0], within(1e-6 * size));
            for (int k = 0; k <= j; k++, next++) {
                double difference = (above[1 + k][0] - below[1 + k][0]) / (2 * h);
                // Huber's curvature jumps, so points that pass from one side to the other between the two leave a trace.
                double tolerance = loss.equals("squares") ? 1e-6 : .05;
                assertThat(difference).as("curvature " + j + " " + k).isCloseTo(sums[next][0], within(tolerance * (Math.abs(sums[next][0]) + size)));
            }
        }
    }

    /** Where the rate never changes, nothing tells B, C, beta and gamma. */
    @Test
    void aConstantScheduleDoesNotDetermineTheDrops() {
        Schedule schedule = Schedule.constant(3e-4, 2000);
        MultiPowerFit fit = MultiPowerFitter.create().fit(List.of(exact("constant", schedule, TRUE)));
        assertThat(fit.status().isConverged()).isFalse();
        assertThat(fit.statusDetail()).isNotBlank();
    }

    @Test
    void fewerPointsThanParametersAreTooFew() {
        TrainingCurve curve = exact("short", Schedule.cosine(3e-4, 3e-5, 20, 600).withWarmup(20), TRUE);
        TrainingCurve few = new TrainingCurve("few", curve.schedule(), Arrays.copyOf(curve.steps(), 6), Arrays.copyOf(curve.losses(), 6));
        MultiPowerFit fit = MultiPowerFitter.create().fit(List.of(few));
        assertThat(fit.status()).isEqualTo(Status.TOO_FEW_POINTS);
        assertThat(fit.parameters().toArray()).containsOnly(Double.NaN);
        assertThat(fit.rSquared()).isNaN();
    }

    @Test
    void badCurvesAreRefusedByRow() {
        Schedule schedule = Schedule.constant(1, 9).withWarmup(3);
        assertThatThrownBy(() -> new TrainingCurve("a", schedule, new int[] {1, 10}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("curve a, row 1: step 10");
        assertThatThrownBy(() -> new TrainingCurve("a", schedule, new int[] {0}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 0: up to step 0");
        assertThatThrownBy(() -> new TrainingCurve("a", schedule, new int[] {1, 2}, new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 1").hasMessageContaining("NaN");
        assertThatThrownBy(() -> new TrainingCurve("a", schedule, new int[] {1, 2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 steps, but 1 losses");
        assertThatThrownBy(() -> MultiPowerFitter.create().fit(List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one loss");
        assertThatThrownBy(() -> MultiPowerFitter.create().threads(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("threads");
        assertThatThrownBy(() -> MultiPowerFitter.create().start(1, 1, 1, -1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("B must be positive");
        assertThatThrownBy(() -> MultiPowerFitter.create().start(1, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7 parameters");
    }

    /** Curves of three short runs that follow the law, with the rates in units of 1/unit. */
    private static List<TrainingCurve> exact(double unit) {
        double[] scaled = {TRUE[0], TRUE[1] * StrictMath.pow(unit, TRUE[2]), TRUE[2], TRUE[3] / unit,
            TRUE[4] * StrictMath.pow(unit, TRUE[6] - 1), TRUE[5], TRUE[6]};
        return List.of(exact("cosine", Schedule.cosine(3e-4 * unit, 3e-5 * unit, 50, 1500).withWarmup(50), scaled),
                exact("two stages", Schedule.twoStage(3e-4 * unit, 6e-5 * unit, 700, 1500).withWarmup(50), scaled),
                exact("wsd", Schedule.wsd(3e-4 * unit, 1e-5 * unit, 900, 1200).withWarmup(50), scaled));
    }

    private static TrainingCurve exact(String name, Schedule schedule, double[] parameters) {
        int[] steps = IntStream.rangeClosed(5, schedule.lastStep() / 12).map(i -> 12 * i).toArray();
        double[] losses = new double[steps.length];
        MultiPowerLaw.along(schedule, steps).evaluate(parameters, losses);
        return new TrainingCurve(name, schedule, steps, losses);
    }

    private static void assertClose(ParameterSet actual, double[] expected, double relative) {
        for (int j = 0; j < expected.length; j++) {
            assertThat(actual.toArray()[j]).as(MultiPowerLaw.PARAMETERS.get(j)).isCloseTo(expected[j], within(relative * Math.abs(expected[j])));
        }
    }
}
