package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.fit.Data;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
    private static final double PF_DAY = 8.64e19;
    private static final Law LAW = Laws.get("kaplan-batch");
    private static final BatchSize KAPLAN = BatchSize.of(FittedLaw.of(LAW, LAW.published("kaplan-2020")));
    private static final Percentage TWELVE_DIGITS = Percentage.withPercentage(1e-10);

    /** (S/S_min - 1)(E/E_min - 1) = 1. */
    @ParameterizedTest
    @CsvSource({"1e8, 3.5, 1e5", "1e9, 2.8, 524288", "1e6, 4.9, 1e7"})
    void stepsAndExamplesTradeOffAsTheIdentitySays(double size, double loss, double batch) {
        double steps = KAPLAN.steps(size, loss, batch).value();
        double tokens = KAPLAN.tokens(size, loss, batch).value();
        assertThat(tokens).isCloseTo(batch * steps, TWELVE_DIGITS);
        double left = (steps / KAPLAN.minimumSteps(size, loss).value() - 1) * (tokens / KAPLAN.minimumTokens(size, loss).value() - 1);
        assertThat(left).isCloseTo(1, Percentage.withPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1e8, 3.5, 1e5", "1e9, 2.8, 524288", "1e6, 4.9, 1e7"})
    void afterThoseStepsTheFiniteBatchLossIsReached(double size, double loss, double batch) {
        double steps = KAPLAN.steps(size, loss, batch).value();
        assertThat(KAPLAN.loss(size, steps, batch).value()).isCloseTo(loss, TWELVE_DIGITS);
        assertThat(KAPLAN.loss(size, steps, 2 * batch).value()).isLessThan(loss);
    }

    @Test
    void theyAgreeWithTheCataloguesLaws() {
        double loss = 3.2;
        double steps = KAPLAN.steps(1e9, loss, 1e6).value();
        assertThat(KAPLAN.critical(loss).value()).isCloseTo(at("critical-batch-size", Map.of("L", loss)), TWELVE_DIGITS);
        assertThat(KAPLAN.minimumSteps(1e9, loss).value()).isCloseTo(at("minimum-steps", Map.of("S", steps, "B", 1e6, "L", loss)), TWELVE_DIGITS);
        assertThat(KAPLAN.minimumTokens(1e9, loss).value()).isCloseTo(at("minimum-examples", Map.of("E", steps * 1e6, "B", 1e6, "L", loss)), TWELVE_DIGITS);
        assertThat(KAPLAN.minimumCompute(1e9, loss).value())
                .isCloseTo(at("minimum-compute", Map.of("C", 6e9 * steps * 1e6, "B", 1e6, "L", loss)), TWELVE_DIGITS);
    }

    private static double at(String id, Map<String, Double> point) {
        Law law = Laws.get(id);
        return law.at(law.published("kaplan-2020"), point);
    }

    @Test
    void atTheCriticalBatchBothAreTwiceTheFewest() {
        double batch = KAPLAN.critical(3).value();
        assertThat(KAPLAN.batchFor(3, 2).value()).isCloseTo(batch, TWELVE_DIGITS);
        assertThat(KAPLAN.steps(1e9, 3, batch).value()).isCloseTo(2 * KAPLAN.minimumSteps(1e9, 3).value(), TWELVE_DIGITS);
        assertThat(KAPLAN.tokens(1e9, 3, batch).value()).isCloseTo(2 * KAPLAN.minimumTokens(1e9, 3).value(), TWELVE_DIGITS);
        double larger = KAPLAN.batchFor(3, 1.1).value();
        assertThat(KAPLAN.steps(1e9, 3, larger).value()).isCloseTo(1.1 * KAPLAN.minimumSteps(1e9, 3).value(), TWELVE_DIGITS);
        assertThat(KAPLAN.tokens(1e9, 3, larger).value()).isCloseTo(11 * KAPLAN.minimumTokens(1e9, 3).value(), TWELVE_DIGITS);
    }

    /** 1/aC = 1/aS + 1/aB + 1/aN; .05199 with the paper's rounded aS .76, aB .21, aN .076. */
    @Test
    void theComputeExponentIsKaplans() {
        ParameterSet rounded = LAW.published("kaplan-2020").with(Map.of("aN", .076));
        BatchSize batch = BatchSize.of(FittedLaw.of(LAW, rounded));
        assertThat(batch.computeExponent().value()).isCloseTo(1 / (1 / .76 + 1 / .21 + 1 / .076), TWELVE_DIGITS);
        assertThat(batch.computeExponent().value()).isBetween(.051985, .051995);
        assertThat(batch.sizeExponent().value() + batch.batchExponent().value() + batch.stepsExponent().value()).isCloseTo(1, TWELVE_DIGITS);
        assertThat(KAPLAN.stoppingShare().value()).isCloseTo(.077 / .76, TWELVE_DIGITS);
    }

    /** Against a scan over sizes, at each the loss by bisection of C_min = 6 N S_min B_crit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 100})
    void theFrontierIsTheLeastLossForItsCompute(double days) {
        BatchPlan best = KAPLAN.frontier(days * PF_DAY);
        assertThat(KAPLAN.minimumCompute(best.size().value(), best.loss().value()).value()).isCloseTo(days * PF_DAY, Percentage.withPercentage(1e-9));
        assertThat(KAPLAN.minimumSteps(best.size().value(), best.loss().value()).value()).isCloseTo(best.steps().value(), Percentage.withPercentage(1e-9));
        for (double factor : new double[] {.5, .99, 1.01, 2}) {
            double size = factor * best.size().value();
            double needed = KAPLAN.minimumCompute(size, best.loss().value()).value();
            assertThat(Double.isNaN(needed) || needed > days * PF_DAY).as("%s times the size needs %s", factor, needed).isTrue();
        }
        double converged = Math.pow(6.5e13 / best.size().value(), .077);
        assertThat(best.loss().value() / converged).isCloseTo(1 + .077 / .76, TWELVE_DIGITS);
        BatchPlan more = KAPLAN.frontier(10 * days * PF_DAY);
        assertThat(Math.log10(more.size().value() / best.size().value())).isCloseTo(KAPLAN.sizeExponent().value(), Percentage.withPercentage(1e-9));
    }

    @Test
    void theLawsOwnFrontierIsNotThePublishedOne() {
        double size = KAPLAN.frontier(PF_DAY).size().value();
        assertThat(size).isBetween(5.9e8, 6.1e8);
        Law published = Laws.get("compute-optimal-size");
        assertThat(published.at(published.published("kaplan-2020"), Map.of("C", 1.))).isEqualTo(1.3e9);
    }

    @Test
    void aModelTooSmallNeverGetsThere() {
        double least = KAPLAN.leastSize(3).value();
        assertThat(least).isCloseTo(6.5e13 / Math.pow(3, 1 / .077), TWELVE_DIGITS);
        assertThat(KAPLAN.minimumSteps(.99 * least, 3).value()).isNaN();
        assertThat(KAPLAN.minimumSteps(1.01 * least, 3).value()).isPositive();
    }

    @Test
    void whatCannotBeIsRefused() {
        Law steps = Laws.get("kaplan-ns");
        assertThatIllegalArgumentException().isThrownBy(() -> BatchSize.of(FittedLaw.of(steps, steps.published("kaplan-2020")))).withMessageContaining("kaplan-batch");
        assertThatIllegalArgumentException().isThrownBy(() -> KAPLAN.steps(1e9, 3, 0)).withMessageContaining("batch");
        assertThatIllegalArgumentException().isThrownBy(() -> KAPLAN.batchFor(3, 1)).withMessageContaining("1.0");
    }

    /** Runs at three batch sizes, losses with noise. */
    @Test
    void fromAFitTheyHaveIntervals() {
        double[] truth = LAW.published("kaplan-2020").toArray();
        SplittableRandom random = new SplittableRandom(1);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            for (int k = 0; k < 6; k++) {
                for (double batch : new double[] {3e4, 2e5, 1e6}) {
                    double size = 1e6 * Math.pow(4, i);
                    double steps = 2e3 * Math.pow(2.5, k);
                    double loss = LAW.at(LAW.parameterSet(truth), Map.of("N", size, "S", steps, "B", batch));
                    rows.add(new double[] {size, steps, batch, loss * Math.exp(.002 * SimulatedRuns.normal(random))});
                }
            }
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        String[] names = {"N", "S", "B", "loss"};
        for (int j = 0; j < names.length; j++) {
            int column = j;
            columns.put(names[j], rows.stream().mapToDouble(r -> r[column]).toArray());
        }
        Fit fit = Fitter.of(LAW).loss(Loss.squares()).starts(Starts.given(truth)).fit(Data.of(columns, "loss"));
        assertThat(fit.status().isConverged()).as(fit.statusDetail()).isTrue();
        BatchSize fitted = BatchSize.of(FittedLaw.of(fit));
        for (double[] pair : new double[][] {{1e8, 3.5}, {1e9, 3}}) {
            Estimate steps = fitted.minimumSteps(pair[0], pair[1]);
            assertThat(KAPLAN.minimumSteps(pair[0], pair[1]).value()).isBetween(steps.lo(), steps.hi());
            Estimate batch = fitted.critical(pair[1]);
            assertThat(KAPLAN.critical(pair[1]).value()).isBetween(batch.lo(), batch.hi());
        }
        Estimate exponent = fitted.computeExponent();
        assertThat(KAPLAN.computeExponent().value()).isBetween(exponent.lo(), exponent.hi());
        assertThat(fitted.frontier(PF_DAY).size().seLog()).isBetween(1e-4, 1.);
    }
}
