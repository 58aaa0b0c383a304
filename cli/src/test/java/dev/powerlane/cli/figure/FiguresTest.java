package dev.powerlane.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.powerlane.analysis.Allocation;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the figures show, told from their data. */
class FiguresTest {
    private static TrainingFrontier frontier;

    @BeforeAll
    static void fit() {
        frontier = new TrainingFrontier();
    }

    // 1

    @Test
    void sizesOfThePerTokenLawsLieBetween5e5And6e8AndGrow() {
        double[] sizes = PerTokenLoss.laws().stream().limit(6).mapToDouble(PerTokenLoss.TokenLaw::size).toArray();
        assertThat(sizes).isSorted();
        assertThat(sizes[0]).isCloseTo(5e5, withinPercentage(5));
        assertThat(sizes[5]).isCloseTo(5.6e8, withinPercentage(2));
    }

    @Test
    void thePredictedLawIsNear8ForTheFirstTokenAndBelow2Point5ForTheThousandth() {
        PerTokenLoss.TokenLaw predicted = PerTokenLoss.laws().get(6);
        assertThat(predicted.size()).isEqualTo(774e6);
        assertThat(predicted.at(1)).isBetween(7.5, 8.);
        assertThat(predicted.at(1000)).isBetween(2., 2.5);
    }

    @Test
    void theSchematicIsFlatNear10ThenFallsThenIsLevelAtTheLawsValue() {
        PerTokenLoss.TokenLaw law = PerTokenLoss.laws().get(6);
        for (double token : new double[] {1, 30, 1000}) {
            assertThat(PerTokenLoss.schematic(law, token, 10)).isCloseTo(10, within(.01));
            assertThat(PerTokenLoss.schematic(law, token, 1e5)).isCloseTo(law.at(token), within(.03));
            double fallen = PerTokenLoss.schematic(law, token, 100) - PerTokenLoss.schematic(law, token, 1e4);
            assertThat(fallen).isGreaterThan(.7 * (10 - law.at(token)));
        }
        assertDecreasing(PerTokenLoss.figure().panels().get(1));
    }

    // 2

    @Test
    void largerModelsNeedFewerTokens() {
        double[] tokens = Values.spaced(1e7, 1e11, 60);
        for (int k = 1; k < SampleEfficiency.SIZES.length; k++) {
            double[] smaller = SampleEfficiency.atTokens(SampleEfficiency.SIZES[k - 1], tokens);
            double[] larger = SampleEfficiency.atTokens(SampleEfficiency.SIZES[k], tokens);
            for (int i = 0; i < tokens.length; i++) {
                assertThat(larger[i]).isLessThan(smaller[i]);
            }
        }
    }

    @Test
    void trainingStopsAboutATenthAboveTheLevelOnTheCurve() {
        for (double size : SampleEfficiency.SIZES) {
            double stop = SampleEfficiency.stop(size);
            assertThat(stop / SampleEfficiency.level(size)).isCloseTo(1.1013, within(1e-4));
            assertThat(SampleEfficiency.atTokens(size, new double[] {SampleEfficiency.tokensToStop(size)})[0]).isCloseTo(stop, within(1e-12 * stop));
        }
    }

    @Test
    void theFrontierLiesBelowTheEnvelopeAndTouchesIt() {
        double[] compute = Values.spaced(1e-7, .1, 80);
        double[] envelope = SampleEfficiency.frontier(compute, SampleEfficiency.SIZES);
        double[] frontier = SampleEfficiency.frontier(compute, Values.spaced(1e2, 1e11, 901));
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < compute.length; i++) {
            assertThat(frontier[i]).isLessThanOrEqualTo(envelope[i]);
            nearest = Math.min(nearest, envelope[i] / frontier[i] - 1);
        }
        assertThat(nearest).isLessThan(1e-3);
        assertDecreasing(frontier);
    }

    // 3

    @Test
    void aLossIsReachedAboveItsAsymptoteOnly() {
        for (double loss : StepsAndExamples.LOSSES) {
            double asymptote = StepsAndExamples.asymptote(loss);
            assertThat(StepsAndExamples.minimumSteps(asymptote * .999, loss)).isNaN();
            assertThat(StepsAndExamples.minimumSteps(asymptote * 1.0001, loss)).isGreaterThan(1e6);
        }
    }

    @Test
    void linesAreSteeperAtLowerLossAndNearlyFlatAt5Point5() {
        double steepest = Double.POSITIVE_INFINITY;
        for (double loss : StepsAndExamples.LOSSES) {
            double slope = Math.log(StepsAndExamples.minimumSteps(1.5e9, loss) / StepsAndExamples.minimumSteps(1.2e9, loss)) / Math.log(1.25);
            assertThat(slope).isBetween(-steepest, 0.);
            steepest = -slope;
        }
        assertThat(steepest).isLessThan(.1);
    }

    // 4

    @Test
    void theFittedLawProjects65BillionParametersAndOneAndAHalfTrillionTokens() {
        Allocation fitted = frontier.fittedAt(TrainingFrontier.PROJECTED);
        assertThat(fitted.size().value()).isCloseTo(65e9, withinPercentage(2));
        assertThat(fitted.tokens().value()).isCloseTo(1.5e12, withinPercentage(2));
        assertThat(67e9).isBetween(fitted.size().lo(), fitted.size().hi());
        Allocation published = frontier.hoffmannAt(TrainingFrontier.PROJECTED);
        assertThat(published.size().value()).isCloseTo(40.36e9, withinPercentage(.1));
        assertThat(published.tokens().value()).isCloseTo(2.38e12, withinPercentage(.2));
    }

    @Test
    void theEnvelopeTakesLargerSizesAsComputeGrowsAndLiesAboveTheFrontier() {
        TrainingFrontier.Envelope envelope = frontier.envelope();
        assertThat(envelope.size()).isSorted();
        assertThat(envelope.size()).contains(250e6, 500e6, 1e9, 2.5e9, 5e9).doesNotContain(75e6, 10e9);
        double[] compute = Values.spaced(1e18, 1e22, 30);
        double[] least = frontier.leastLoss(compute);
        for (int i = 0; i < compute.length; i++) {
            assertThat(least[i]).isGreaterThan(frontier.fittedAt(compute[i]).loss().value() - 1e-12);
        }
        assertDecreasing(least);
    }

    @Test
    void curvesOfTwoSizesCrossOnce() {
        double[] compute = Values.spaced(1e17, 1e23, 400);
        for (int k = 1; k < TrainingFrontier.SIZES.length; k++) {
            double[] smaller = frontier.loss(TrainingFrontier.SIZES[k - 1], compute);
            double[] larger = frontier.loss(TrainingFrontier.SIZES[k], compute);
            int crossings = 0;
            for (int i = 1; i < compute.length; i++) {
                crossings += smaller[i - 1] < larger[i - 1] != smaller[i] < larger[i] ? 1 : 0;
            }
            assertThat(crossings).isEqualTo(1);
        }
    }

    // 5

    @Test
    void atFixedComputeTheLossIsAUWithItsMinimumAtTheLawsOwnSize() {
        for (double budget : ComputeSlices.BUDGETS) {
            double best = ComputeSlices.bestSize(budget);
            double[] below = ComputeSlices.atCompute(Values.spaced(best / 1e3, best * .999, 40), budget);
            double[] above = ComputeSlices.atCompute(Values.spaced(best * 1e3, best * 1.001, 40), budget);
            assertDecreasing(below);
            assertDecreasing(above);
        }
    }

    @Test
    void theLawsOwnMinimumIsSmallerThanThePublishedOneByHalfAtOnePfDay() {
        assertThat(ComputeSlices.publishedSize(1)).isEqualTo(1.3e9);
        // At the minimum L is aN/aS above (Nc/N)^aN, which gives N in closed form.
        double best = ComputeSlices.bestSize(1);
        double steps = 2.1e3 / Math.pow(.077 / .76 * Math.pow(6.5e13 / best, .077), 1 / .76);
        double loss = (1 + .077 / .76) * Math.pow(6.5e13 / best, .077);
        assertThat(6 * best * 2e8 / Math.pow(loss, 1 / .21) * steps).isCloseTo(Values.PF_DAY, withinPercentage(1e-4));
        assertThat(best).isBetween(5.5e8, 6.5e8);
    }

    @Test
    void atFixedStepsMoreParametersAreAlwaysBetter() {
        for (double steps : ComputeSlices.STEPS) {
            assertDecreasing(ComputeSlices.atSteps(Values.spaced(1e6, 1e9, 60), steps));
        }
    }

    // All

    @Test
    void everyCaptionNamesLawConstantsAndUnits() {
        List<Figure> figures = Figures.all();
        assertThat(figures).hasSize(6);
        for (Figure figure : figures) {
            assertThat(figure.caption()).contains("arXiv:");
            for (Panel panel : figure.panels()) {
                assertThat(panel.curves()).isNotEmpty();
                for (Curve curve : panel.curves()) {
                    assertThat(Arrays.stream(curve.y()).filter(Double::isFinite).count()).as(curve.name()).isPositive();
                }
            }
        }
    }

    private static void assertDecreasing(Panel panel) {
        panel.curves().forEach(curve -> assertDecreasing(curve.y()));
    }

    private static void assertDecreasing(double[] values) {
        for (int i = 1; i < values.length; i++) {
            assertThat(values[i]).isLessThan(values[i - 1]);
        }
    }
}
