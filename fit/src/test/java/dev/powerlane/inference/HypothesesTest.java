package dev.powerlane.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.ChinchillaRuns;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.GroupFit;
import dev.powerlane.fit.IntervalMethod;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import dev.powerlane.statistics.Distributions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HypothesesTest {
    private static final Law LAW = Laws.get("chinchilla");
    private static final ParameterSet TRUTH = LAW.parameterSet(SimulatedRuns.TRUTH);
    private static final Fitter SQUARES = Fitter.of(LAW).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH));
    private static final Fitter HUBER = Fitter.of(LAW).starts(Starts.given(SimulatedRuns.TRUTH)).bootstrap(300);

    /** Hoffmann's parameters lie far above the runs of their own figure (Besiroglu et al. 2404.10102). */
    @Test
    void publishedParametersAreRejectedByTheRuns() {
        ParameterSet hoffmann = LAW.published("hoffmann-2022");
        Fit squares = SQUARES.fit(ChinchillaRuns.data());
        assertThat(Tests.wald(squares, hoffmann).p()).isLessThan(1e-6);
        assertThat(Tests.wald(squares, hoffmann, IntervalMethod.BOOTSTRAP).p()).isLessThan(1e-6);
        assertThat(Tests.likelihoodRatio(squares, hoffmann).p()).isLessThan(1e-6);
        Fit huber = HUBER.fit(ChinchillaRuns.data());
        assertThat(Tests.wald(huber, hoffmann).rejects(.01)).isTrue();
        assertThat(Tests.resampledRatio(huber, hoffmann).p()).isLessThan(.01);
        assertThat(Tests.wald(huber, huber.parameters()).p()).isEqualTo(1);
        assertThat(Tests.resampledRatio(huber, huber.parameters()).p()).isEqualTo(1);
    }

    /** (SS(given) - SS) / (5 s^2) by the sums of squares themselves. */
    @Test
    void theLikelihoodRatioOfSquaresIsTheFTest() {
        Fit fit = SQUARES.fit(SimulatedRuns.of(1));
        double[] loss = fit.data().column("loss");
        double[] n = fit.data().column("N");
        double[] d = fit.data().column("D");
        double given = IntStream.range(0, 234).mapToDouble(i -> Math.log(SimulatedRuns.law(SimulatedRuns.TRUTH, n[i], d[i]) / loss[i])).map(r -> r * r).sum();
        double least = Arrays.stream(fit.residuals()).map(r -> r * r).sum();
        TestResult test = Tests.likelihoodRatio(fit, TRUTH);
        assertThat(test.statistic()).isCloseTo((given - least) / 5 / (least / 229), Percentage.withPercentage(1e-6));
        assertThat(test.above()).isEqualTo(5);
        assertThat(test.below()).isEqualTo(229);
        assertThat(test.p()).isCloseTo(Distributions.fisherTail(test.statistic(), 5, 229), within(1e-14));
    }

    /** Of true hypotheses a tenth is to be rejected at the level of a tenth: 60 data sets, one sigma 3.9 %. */
    @Test
    void trueHypothesesAreRejectedAtTheirLevel() {
        Map<String, Function<Fit, TestResult>> tests = Map.of("Wald", fit -> Tests.wald(fit, TRUTH, IntervalMethod.WALD), "HC3", fit -> Tests.wald(fit, TRUTH),
                "ratio", fit -> Tests.likelihoodRatio(fit, TRUTH));
        tests.forEach((name, test) -> {
            long rejected = IntStream.range(0, 60).filter(k -> test.apply(SQUARES.fit(SimulatedRuns.of(k))).rejects(.1)).count();
            assertThat(rejected / 60.).as(name).isBetween(.01, .21);
        });
    }

    /** With noise that falls with D, the ratio's own distribution misleads; the resampled one does not. */
    @Test
    void theResampledRatioHoldsItsLevelWhereTheNoiseVaries() {
        int plain = 0;
        int resampled = 0;
        for (int k = 0; k < 30; k++) {
            Fit fit = SQUARES.bootstrap(120).fit(SimulatedRuns.of(k, SimulatedRuns.TRUTH, d -> .004 * Math.pow(d / 2e10, -.8)));
            plain += Tests.likelihoodRatio(fit, TRUTH).rejects(.1) ? 1 : 0;
            resampled += Tests.resampledRatio(fit, TRUTH).rejects(.1) ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(6);
        assertThat(resampled).isLessThan(plain).isLessThan(7);
    }

    @Test
    void fitsOfOneLawAreFoundEqualAndOthersAreNot() {
        Fit one = SQUARES.fit(SimulatedRuns.of(11));
        Fit same = SQUARES.fit(SimulatedRuns.of(12));
        double[] steeper = {1.8, 1500, 1300, .4, .344};
        Fit other = SQUARES.fit(SimulatedRuns.of(13, steeper, d -> .005));
        assertThat(Tests.equal(one, same).p()).isGreaterThan(.01);
        assertThat(Tests.equal(one, other).p()).isLessThan(1e-6);
        assertThat(Tests.equal(one, other, "alpha").p()).isLessThan(1e-3);
        assertThat(Tests.equal(one, other, "beta").p()).isGreaterThan(.01);
        assertThat(Tests.common(List.of(one, same, other), "alpha").above()).isEqualTo(2);
        assertThat(Tests.common(List.of(one, same, other), "alpha").rejects(.01)).isTrue();
    }

    /** For one parameter and two fits: the square of the standardised difference. */
    @Test
    void equalityOfOneParameterIsTheStandardisedDifference() {
        Fit one = SQUARES.fit(SimulatedRuns.of(21));
        Fit two = SQUARES.fit(SimulatedRuns.of(22));
        double difference = one.parameters().get("beta") - two.parameters().get("beta");
        double variance = Math.pow(one.estimate("beta").se(), 2) + Math.pow(two.estimate("beta").se(), 2);
        assertThat(Tests.equal(one, two, "beta").statistic()).isCloseTo(difference * difference / variance, Percentage.withPercentage(1e-6));
    }

    @Test
    void aSpecialCaseIsAcceptedWhereItHolds() {
        double[] tied = {1.8, 500, 1300, .35, .35};
        Fit general = SQUARES.fit(SimulatedRuns.of(31, tied, d -> .005));
        Fit special = SQUARES.tied("alpha", "beta").fit(SimulatedRuns.of(31, tied, d -> .005));
        TestResult accepted = Tests.nested(special, general);
        assertThat(accepted.above()).isEqualTo(1);
        assertThat(accepted.p()).isGreaterThan(.01);
        double[] apart = {1.8, 500, 6000, .35, .42};
        assertThat(Tests.nested(SQUARES.tied("alpha", "beta").fit(SimulatedRuns.of(32, apart, d -> .005)), SQUARES.fit(SimulatedRuns.of(32, apart, d -> .005))).p())
                .isLessThan(1e-6);
        assertThatIllegalArgumentException().isThrownBy(() -> Tests.nested(general, special)).withMessageContaining("fewer parameters");
        assertThatIllegalArgumentException().isThrownBy(() -> Tests.nested(HUBER.fit(SimulatedRuns.of(31)), general)).withMessageContaining("one loss");
    }

    @Test
    void aSharedFitIsComparedWithSeparateOnes() {
        Data one = SimulatedRuns.of(41);
        Data two = SimulatedRuns.of(42);
        double[] steeper = SimulatedRuns.TRUTH.clone();
        steeper[3] += .05;
        Data other = SimulatedRuns.of(43, steeper, d -> .005);
        TestResult same = Tests.shared(SQUARES.fit(joined(one, two)), List.of(SQUARES.fit(one), SQUARES.fit(two)));
        assertThat(same.above()).isEqualTo(5);
        assertThat(same.below()).isEqualTo(458);
        assertThat(same.p()).isGreaterThan(.01);
        assertThat(Tests.shared(SQUARES.fit(joined(one, other)), List.of(SQUARES.fit(one), SQUARES.fit(other))).p()).isLessThan(1e-6);
    }

    /** Groups that have their exponents in common, and nothing else. */
    @Test
    void commonExponentsAreAcceptedWhereTheyAreCommon() {
        double[] dearer = {1.9, 700, 1000, .35, .344};
        assertThat(common(SimulatedRuns.of(51), SimulatedRuns.of(52, dearer, d -> .005)).p()).isGreaterThan(.01);
        double[] steeper = {1.8, 1500, 1300, .42, .344};
        TestResult refused = common(SimulatedRuns.of(51), SimulatedRuns.of(53, steeper, d -> .005));
        assertThat(refused.p()).isLessThan(1e-3);
        assertThat(refused.above()).isEqualTo(2);
        assertThat(refused.below()).isEqualTo(458);
        assertThat(refused.hypothesis()).isEqualTo("alpha, beta are the same in 2 groups");
    }

    private static TestResult common(Data one, Data two) {
        String[] labels = IntStream.range(0, 468).mapToObj(i -> i < 234 ? "one" : "two").toArray(String[]::new);
        GroupFit shared = SQUARES.bootstrap(0).shared("alpha", "beta").by("lab").fit(joined(one, two).labelled("lab", labels));
        assertThat(shared.status().isConverged()).isTrue();
        return Tests.shared(shared, List.of(SQUARES.fit(one), SQUARES.fit(two)));
    }

    private static Data joined(Data one, Data two) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("N", "D", "loss")) {
            columns.put(name, IntStream.range(0, 2 * one.rows()).mapToDouble(i -> (i < one.rows() ? one : two).column(name)[i % one.rows()]).toArray());
        }
        return Data.of(columns, "loss");
    }

    @Test
    void whatIsFixedCannotBeTested() {
        Fit fit = SQUARES.fixed("E", 1.8).fit(SimulatedRuns.of(1));
        assertThat(Tests.wald(fit, TRUTH).above()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> Tests.equal(fit, fit, "E")).withMessageContaining("E is not free");
        assertThatIllegalArgumentException().isThrownBy(() -> Tests.common(List.of(fit))).withMessageContaining("at least two");
    }

    /** 60 sizes, each run four times: F by hand. */
    @Test
    void lackOfFitIsToldFromNoiseByRepeatedRuns() {
        Data repeated = repeated();
        Fit right = SQUARES.fit(repeated);
        TestResult test = LackOfFit.of(right);
        double[] loss = repeated.column("loss");
        double pure = 0;
        for (int g = 0; g < 60; g++) {
            int group = g;
            double mean = IntStream.range(0, 4).mapToDouble(k -> Math.log(loss[4 * group + k])).average().orElseThrow();
            pure += IntStream.range(0, 4).mapToDouble(k -> Math.pow(Math.log(loss[4 * group + k]) - mean, 2)).sum();
        }
        assertThat(test.above()).isEqualTo(55);
        assertThat(test.below()).isEqualTo(180);
        assertThat(test.statistic()).isCloseTo((2 * right.objective() - pure) / 55 / (pure / 180), Percentage.withPercentage(1e-6));
        assertThat(test.p()).isGreaterThan(.01);
        Fit wrong = Fitter.of(Law.of("A/N^alpha + B/D^beta").inputs("N", "D")).loss(Loss.squares()).fit(repeated);
        assertThat(LackOfFit.of(wrong).p()).isLessThan(1e-4);
    }

    private static Data repeated() {
        double[] n = new double[240];
        double[] d = new double[240];
        double[] loss = new double[240];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 240; i++) {
            n[i] = 1e8 * Math.pow(10, i / 4 % 10 * .3);
            d[i] = 1e9 * Math.pow(10, i / 40 * .5);
            loss[i] = SimulatedRuns.law(SimulatedRuns.TRUTH, n[i], d[i]) * Math.exp(.004 * SimulatedRuns.normal(random));
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("N", n);
        columns.put("D", d);
        columns.put("loss", loss);
        return Data.of(columns, "loss");
    }

    @Test
    void lackOfFitNeedsRepeatedRunsAndSquares() {
        assertThatIllegalArgumentException().isThrownBy(() -> LackOfFit.of(SQUARES.fit(ChinchillaRuns.data()))).withMessageContaining("no inputs repeat");
        assertThatIllegalArgumentException().isThrownBy(() -> LackOfFit.of(HUBER.fit(repeated()))).withMessageContaining("squares");
    }
}
