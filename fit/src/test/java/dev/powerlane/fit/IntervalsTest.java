package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.statistics.Distributions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
    private static final List<String> NAMES = List.of("E", "A", "B", "alpha", "beta");
    private static final Percentage SIX_DIGITS = Percentage.withPercentage(1e-4);

    private static final Fit SQUARES = KnownOptimum.LOG_SQUARES.fitter().fit(ChinchillaRuns.data());
    private static final Fit HUBER = KnownOptimum.HUBER_1E_3.fitter().fit(ChinchillaRuns.data());

    /** Of ln E, ln A, ln B, alpha, beta on the 234 runs; numpy, from the definitions. */
    private static void assertStandardErrors(Intervals intervals, double... expected) {
        for (int j = 0; j < expected.length; j++) {
            Estimate e = intervals.of(NAMES.get(j));
            assertThat(j < 3 ? e.seLog() : e.se()).as(NAMES.get(j)).isCloseTo(expected[j], SIX_DIGITS);
            assertThat(Math.sqrt(intervals.covariance()[j][j])).isCloseTo(expected[j], SIX_DIGITS);
        }
    }

    @Test
    void hc3OfSquaresIsMacKinnonAndWhites() {
        assertStandardErrors(SQUARES.intervals(IntervalMethod.HC3), .01404489, .20254078, .33830752, .01194491, .01669674);
        assertThat(SQUARES.intervals().method()).isEqualTo(IntervalMethod.HC3);
        assertThat(SQUARES.estimate("beta")).isEqualTo(SQUARES.intervals(IntervalMethod.HC3).of("beta"));
    }

    /** With the exact Hessian, which the 40 rows inside delta alone decide: .031 and .028 where the bootstrap gives .0146 and .0190. */
    @Test
    void hc3OfHubersLossIsFarFromTheBootstrapAndNotTheDefault() {
        assertStandardErrors(HUBER.intervals(IntervalMethod.HC3), .02440783, .50596455, .56661137, .03081815, .02769762);
        Fit resampled = KnownOptimum.HUBER_1E_3.fitter().bootstrap(1000).fit(ChinchillaRuns.data());
        assertThat(resampled.intervals().method()).isEqualTo(IntervalMethod.BOOTSTRAP);
        assertThat(resampled.estimate("alpha").se()).isCloseTo(.0146, within(.0012));
        assertThat(resampled.estimate("beta").se()).isCloseTo(.0190, within(.0016));
        assertThat(resampled.warnings()).anyMatch(w -> w.contains("Wald interval of beta") && w.contains("narrower"));
    }

    @Test
    void waldSupposesOneVariance() {
        assertStandardErrors(SQUARES.intervals(IntervalMethod.WALD), .00840121, .1438717, .19820139, .00836029, .00974161);
        assertThat(SQUARES.warnings()).anyMatch(w -> w.matches("the Wald interval of \\w+ would be 1\\.[67] times narrower.*"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, .9, .95, .999})
    void endsAreStudentsQuantilesAway(double level) {
        Intervals intervals = SQUARES.intervals(IntervalMethod.HC3, level);
        double t = Distributions.studentQuantile((1 + level) / 2, 229);
        Estimate beta = intervals.of("beta");
        assertThat(beta.hi() - beta.value()).isCloseTo(t * beta.se(), within(1e-14));
        assertThat(beta.value() - beta.lo()).isCloseTo(t * beta.se(), within(1e-14));
        assertThat(beta.seLog()).isNaN();
        Estimate b = intervals.of("B");
        assertThat(Math.log(b.hi() / b.value())).isCloseTo(t * b.seLog(), within(1e-12));
        assertThat(Math.log(b.value() / b.lo())).isCloseTo(t * b.seLog(), within(1e-12));
        assertThat(b.se()).isCloseTo(b.value() * b.seLog(), Percentage.withPercentage(1e-10));
        assertThat(intervals.description()).contains("HC3", "229");
    }

    /** The delta method against a gradient by hand: ln N at 1e24 FLOP, of which numpy gives the standard error. */
    @Test
    void whatIsComputedFromParametersIsUncertainByTheDeltaMethod() {
        Intervals intervals = SQUARES.intervals();
        double[] values = Arrays.stream(intervals.points()).mapToDouble(IntervalsTest::optimalSize).toArray();
        Estimate size = intervals.estimate(values, true);
        double[] q = SQUARES.parameters().toArray();
        double sum = q[3] + q[4];
        double logRatio = Math.log(q[3] * q[1] / (q[4] * q[2]));
        double logBudget = Math.log(1e24 / 6);
        double[] gradient = {0, 1 / sum, -1 / sum, 1 / (q[3] * sum) - logRatio / sum / sum - q[4] / sum / sum * logBudget,
            -1 / (q[4] * sum) - logRatio / sum / sum + q[3] / sum / sum * logBudget};
        double variance = 0;
        double[][] covariance = intervals.covariance();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                variance += gradient[i] * covariance[i][j] * gradient[j];
            }
        }
        assertThat(size.seLog()).isCloseTo(Math.sqrt(variance), Percentage.withPercentage(1e-5));
        assertThat(size.value()).isEqualTo(optimalSize(q));
        assertThat(Math.log(size.hi() / size.lo())).isCloseTo(2 * Distributions.studentQuantile(.975, 229) * size.seLog(), within(1e-12));
    }

    /** Hoffmann et al., equation 4. */
    private static double optimalSize(double[] q) {
        double sum = q[3] + q[4];
        return Math.exp((Math.log(q[3] * q[1] / (q[4] * q[2])) + q[4] * Math.log(1e24 / 6)) / sum);
    }

    @ParameterizedTest
    @EnumSource(value = IntervalMethod.class, names = {"WALD", "HC3", "BOOTSTRAP"})
    void aParameterAsAQuantityHasItsOwnInterval(IntervalMethod method) {
        Intervals intervals = SQUARES.intervals(method);
        double[][] points = intervals.points();
        assertThat(points[0]).containsExactly(SQUARES.parameters().toArray());
        for (int j = 0; j < NAMES.size(); j++) {
            int parameter = j;
            Estimate direct = intervals.of(NAMES.get(j));
            Estimate indirect = intervals.estimate(Arrays.stream(points).mapToDouble(q -> q[parameter]).toArray(), j < 3);
            assertThat(indirect.lo()).isCloseTo(direct.lo(), Percentage.withPercentage(1e-6));
            assertThat(indirect.hi()).isCloseTo(direct.hi(), Percentage.withPercentage(1e-6));
        }
    }

    @Test
    void fixedParametersAreCertainAndTiedOnesAlike() {
        Fit fit = KnownOptimum.LOG_SQUARES.fitter().fixed("E", 1.8).tied("alpha", "beta").fit(ChinchillaRuns.data());
        assertThat(fit.estimate("E")).isEqualTo(new Estimate(1.8, 1.8, 1.8, 0, 0));
        assertThat(fit.estimate("alpha")).isEqualTo(fit.estimate("beta"));
        assertThat(fit.estimate("alpha").se()).isPositive();
        assertThat(fit.intervals().covariance()[0]).containsOnly(0);
        assertThat(fit.intervals().covariance()[3][4]).isEqualTo(fit.intervals().covariance()[3][3]);
        assertThat(fit.intervals().description()).contains("231 degrees of freedom");
    }

    @Test
    void aFitWithoutResamplesHasOtherIntervalsStill() {
        assertThat(HUBER.intervals().isKnown()).isFalse();
        assertThat(HUBER.estimate("beta").lo()).isNaN();
        assertThat(HUBER.intervals(IntervalMethod.WALD).of("beta").lo()).isLessThan(HUBER.parameters().get("beta"));
        assertThat(HUBER.intervals(IntervalMethod.BOOTSTRAP).points().length).isGreaterThan(3900);
        assertThatIllegalArgumentException().isThrownBy(() -> HUBER.intervals().covariance()).withMessageContaining("none");
    }

    @Test
    void badLevelsAndNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.intervals(IntervalMethod.HC3, 95)).withMessageContaining("between 0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.intervals().of("gamma")).withMessageContaining("gamma").withMessageContaining("alpha, beta");
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.intervals().estimate(new double[3], false)).withMessageContaining("3 values");
    }

    /** Of the projection on five columns: they add up to 5; numpy. */
    @Test
    void leveragesAddUpToTheNumberOfParameters() {
        double[] leverage = SQUARES.leverage();
        assertThat(Arrays.stream(leverage).sum()).isCloseTo(5, within(1e-9));
        assertThat(Arrays.stream(leverage).max().orElseThrow()).isCloseTo(.14573796570527975, Percentage.withPercentage(1e-5));
        assertThat(Arrays.stream(SQUARES.residuals()).map(r -> r * r / 2).sum()).isCloseTo(SQUARES.objective(), Percentage.withPercentage(1e-9));
        assertThat(Math.log(SQUARES.predicted()[7] / ChinchillaRuns.columns().get("loss")[7])).isCloseTo(SQUARES.residuals()[7], within(1e-14));
    }

    private static Data weighted(int rows, double factor, double last) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        columns.replaceAll((name, values) -> Arrays.copyOf(values, rows));
        columns.put("weight", IntStream.range(0, rows).mapToDouble(i -> i == 233 ? last : factor * (1 + i % 3)).toArray());
        return Data.of(columns, "loss");
    }

    @ParameterizedTest
    @EnumSource(value = IntervalMethod.class, names = {"WALD", "HC3", "PROFILE"})
    void weightsCountByTheirRatiosAndARowOfWeightZeroNotAtAll(IntervalMethod method) {
        for (KnownOptimum known : List.of(KnownOptimum.LOG_SQUARES, KnownOptimum.LINEAR_SQUARES)) {
            Fitter fitter = known.fitter().weights("weight");
            Intervals intervals = fitter.fit(weighted(234, 1, 0)).intervals(method);
            Intervals scaled = fitter.fit(weighted(234, 1e3, 0)).intervals(method);
            Intervals without = fitter.fit(weighted(233, 1, 0)).intervals(method);
            for (String name : NAMES) {
                assertThat(scaled.of(name).lo()).isCloseTo(intervals.of(name).lo(), Percentage.withPercentage(1e-5));
                assertThat(without.of(name).hi()).isCloseTo(intervals.of(name).hi(), Percentage.withPercentage(1e-5));
            }
            assertThat(intervals.description()).contains("228 degrees of freedom");
        }
    }

    /** A prior is about one more observation of the parameter: the precisions add up. */
    @Test
    void aPriorNarrowsAnInterval() {
        double free = SQUARES.intervals(IntervalMethod.WALD).of("beta").se();
        for (double sd : new double[] {free / 3, free, 3 * free}) {
            Fit fit = KnownOptimum.LOG_SQUARES.fitter().prior("beta", SQUARES.parameters().get("beta"), sd).fit(ChinchillaRuns.data());
            double expected = 1 / Math.sqrt(1 / free / free + 1 / sd / sd);
            assertThat(fit.intervals(IntervalMethod.WALD).of("beta").se()).isCloseTo(expected, Percentage.withPercentage(2));
            assertThat(fit.intervals(IntervalMethod.PROFILE).of("beta").se()).isCloseTo(expected, Percentage.withPercentage(6));
            assertThat(fit.intervals(IntervalMethod.HC3).of("beta").se()).isLessThan(SQUARES.intervals().of("beta").se());
        }
    }

    /** Where the objective has risen by t^2 s^2 / 2, by a fit with the parameter fixed there. */
    @ParameterizedTest
    @EnumSource(names = {"LOG_SQUARES", "LINEAR_SQUARES"})
    void profilesEndWhereTheObjectiveHasRisen(KnownOptimum known) {
        Fit fit = known.fitter().fit(ChinchillaRuns.data());
        double t = Distributions.studentQuantile(.975, 229);
        double threshold = fit.objective() * (1 + t * t / 229);
        for (String name : List.of("E", "B", "beta")) {
            Estimate e = fit.intervals(IntervalMethod.PROFILE).of(name);
            for (double end : new double[] {e.lo(), e.hi()}) {
                Fit fixed = known.fitter().fixed(name, end).starts(Starts.given(fit.parameters().toArray())).fit(ChinchillaRuns.data());
                assertThat(fixed.objective()).as("%s at %s", name, end).isCloseTo(threshold, Percentage.withPercentage(1e-5));
            }
            assertThat(e.lo()).isLessThan(e.value());
            assertThat(e.hi()).isGreaterThan(e.value());
        }
    }

    @Test
    void profilesOfHubersLossAreLikeWald() {
        for (String name : List.of("alpha", "beta")) {
            double wald = HUBER.intervals(IntervalMethod.WALD).of(name).se();
            assertThat(HUBER.intervals(IntervalMethod.PROFILE).of(name).se()).isBetween(.8 * wald, 1.6 * wald);
        }
    }

    @Test
    void aParameterAtItsBoundHasNoIntervalByCurvature() {
        Fit fit = KnownOptimum.LOG_SQUARES.fitter().bounded("alpha", .36, .5).fit(ChinchillaRuns.data());
        assertThat(fit.status()).isEqualTo(Status.AT_BOUND);
        assertThat(fit.freeParameters()).containsExactly("E", "A", "B", "beta");
        assertThat(fit.intervals().of("alpha")).isEqualTo(Estimate.exact(.36));
        assertThat(fit.intervals(IntervalMethod.PROFILE).of("alpha")).isEqualTo(Estimate.exact(.36));
        assertThat(fit.intervals().of("beta").se()).isPositive();
    }
}
