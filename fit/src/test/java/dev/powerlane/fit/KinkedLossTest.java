package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Absolute and quantile losses. The constants are the interpolations of five runs in 50-digit arithmetic, proven optimal by multipliers within
 * the loss's slopes.
 */
class KinkedLossTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    enum Known {
        ABSOLUTE(Residual.LOG, Loss.absolute(), .94951368840486275289, 1.78956230940476911, 429.909679218030339, 1442.27811245907987, .340863467585049353,
                .348313043674037439, 2, 49, 104, 131, 207),
        ABSOLUTE_LINEAR(Residual.LINEAR, Loss.absolute(), 2.4609813769262922296, 1.78666051578262212, 391.367977998672278, 1603.65192326202158,
                .335239803744034776, .353462175412365142, 2, 16, 49, 160, 207),
        HIGH(Residual.LOG, Loss.quantile(.9), .23537710865359613507, 1.9257399884767957, 737.988264407106613, 7137.43085428874704, .373016509699988478,
                .425856323948942308, 19, 46, 63, 113, 226),
        LOW(Residual.LOG, Loss.quantile(.1), .20364457638877067023, 1.69988844379578933, 186.250835914329715, 1593.64996554437886, .289502531670614912,
                .35460270572219931, 11, 12, 130, 137, 206);

        private final Residual residual;
        private final Loss loss;
        private final double objective;
        private final double[] parameters;
        /** The runs that the law goes through, counted from 1. */
        private final int[] through;

        Known(Residual residual, Loss loss, double objective, double e, double a, double b, double alpha, double beta, int... through) {
            this.residual = residual;
            this.loss = loss;
            this.objective = objective;
            this.parameters = new double[] {e, a, b, alpha, beta};
            this.through = through;
        }

        Fitter fitter() {
            return Fitter.of(CHINCHILLA).residual(residual).loss(loss).bootstrap(0);
        }
    }

    private static double[] residuals(Fit fit, Data data) {
        double[] y = data.column(data.response());
        return IntStream.range(0, data.rows()).mapToDouble(i -> {
            Map<String, Double> point = new LinkedHashMap<>();
            fit.law().inputNames().forEach(name -> point.put(name, data.column(name)[i]));
            double m = fit.law().at(fit.parameters(), point);
            return fit.residual() == Residual.LOG ? Math.log(m) - Math.log(y[i]) : m - y[i];
        }).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void theOptimumIsExact(Known known) {
        Fit fit = known.fitter().fit(ChinchillaRuns.data());
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.objective()).isCloseTo(known.objective, Percentage.withPercentage(1e-11));
        for (int j = 0; j < 5; j++) {
            assertThat(fit.parameters().toArray()[j]).isCloseTo(known.parameters[j], Percentage.withPercentage(j < 3 ? 3e-9 : 3e-10));
        }
        double[] residuals = residuals(fit, ChinchillaRuns.data());
        int[] zeros = IntStream.range(0, 234).filter(i -> Math.abs(residuals[i]) < 1e-14).map(i -> i + 1).toArray();
        assertThat(zeros).containsExactly(known.through);
    }

    @Test
    void theMedianIsHalfTheAbsoluteLoss() {
        Fit median = Known.ABSOLUTE.fitter().loss(Loss.quantile(.5)).fit(ChinchillaRuns.data());
        assertThat(median.objective()).isCloseTo(Known.ABSOLUTE.objective / 2, Percentage.withPercentage(1e-11));
        assertThat(median.parameters().get("alpha")).isCloseTo(Known.ABSOLUTE.parameters[3], Percentage.withPercentage(1e-9));
    }

    /** Where residuals outside are counted, at most tau n lie below the law and at most (1 - tau) n above. */
    @ParameterizedTest
    @EnumSource(names = {"HIGH", "LOW", "ABSOLUTE"})
    void aShareTauOfTheRunsLiesBelow(Known known) {
        double tau = known.loss instanceof Loss.Quantile q ? q.tau() : .5;
        double[] residuals = residuals(known.fitter().fit(ChinchillaRuns.data()), ChinchillaRuns.data());
        assertThat(Arrays.stream(residuals).filter(r -> r > 1e-14).count()).isLessThanOrEqualTo((long) Math.floor(tau * 234));
        assertThat(Arrays.stream(residuals).filter(r -> r < -1e-14).count()).isLessThanOrEqualTo((long) Math.floor((1 - tau) * 234));
    }

    @Test
    void everyStartOfHoffmannReachesTheOneOptimum() {
        double[][] all = ChinchillaFitTest.hoffmann();
        double[][] some = IntStream.range(0, 64).mapToObj(i -> all[i * 70 + 3]).toArray(double[][]::new);
        FitBatch batch = Batches.polish(CHINCHILLA, ChinchillaRuns.data(), Residual.LOG, Loss.absolute(), 1, some);
        for (int k = 0; k < batch.size(); k++) {
            assertThat(batch.status(k)).as("start " + k).isEqualTo(Status.CONVERGED);
            assertThat(batch.objective(k)).as("start " + k).isCloseTo(Known.ABSOLUTE.objective, Percentage.withPercentage(1e-10));
        }
    }

    @Test
    void resamplesConverge() {
        for (Known known : new Known[] {Known.ABSOLUTE, Known.HIGH}) {
            FitBatch batch = known.fitter().bootstrap(ChinchillaRuns.data(), 60, 3);
            assertThat(batch.converged()).hasSizeGreaterThanOrEqualTo(59);
        }
    }

    @Test
    void aResampleHasTheSameBitsInAnyBatch() {
        Fitter fitter = Known.ABSOLUTE.fitter();
        FitBatch few = fitter.threads(1).bootstrap(ChinchillaRuns.data(), 5, 3);
        FitBatch many = fitter.threads(2).bootstrap(ChinchillaRuns.data(), 21, 3);
        for (int k = 0; k < 5; k++) {
            assertThat(Batches.bits(few, k)).isEqualTo(Batches.bits(many, k));
        }
    }

    /** A median of numbers, where the optimum is known at sight; with an even count any number between the middle two will do. */
    @Test
    void aConstantIsFittedByTheMedian() {
        Law constant = Law.of("c + 0*x").inputs(Input.real("x")).signed("c");
        double[] y = {5, 1, 9, 2, 4};
        Fit fit = Fitter.of(constant).residual(Residual.LINEAR).loss(Loss.absolute()).bootstrap(0).fit(Data.of(Map.of("x", new double[5], "y", y), "y"));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters().get("c")).isEqualTo(4, within(1e-14));
        assertThat(fit.objective()).isEqualTo(11, within(1e-13));
    }

    /** All lines through two of the points are tried. */
    @Test
    void aLineGoesThroughTheBestPairOfPoints() {
        Law line = Law.of("c + b*x").inputs(Input.real("x")).signed("b", "c");
        for (int seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = random.doubles(15, -3, 3).toArray();
            double[] y = random.doubles(15, -3, 3).toArray();
            for (double tau : new double[] {.5, .2, .75}) {
                double best = Double.POSITIVE_INFINITY;
                for (int i = 0; i < 15; i++) {
                    for (int j = 0; j < i; j++) {
                        double b = (y[i] - y[j]) / (x[i] - x[j]);
                        best = Math.min(best, pinball(x, y, y[i] - b * x[i], b, tau));
                    }
                }
                Fit fit = Fitter.of(line).residual(Residual.LINEAR).loss(Loss.quantile(tau)).bootstrap(0).fit(Data.of(Map.of("x", x, "y", y), "y"));
                String what = "seed " + seed + " tau " + tau + " " + fit.status();
                assertThat(fit.status()).as(what).isEqualTo(Status.CONVERGED);
                assertThat(fit.objective()).as(what).isCloseTo(best, Percentage.withPercentage(1e-10));
                assertThat(pinball(x, y, fit.parameters().get("c"), fit.parameters().get("b"), tau)).as(what).isCloseTo(best, Percentage.withPercentage(1e-10));
            }
        }
    }

    private static double pinball(double[] x, double[] y, double c, double b, double tau) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double r = c + b * x[i] - y[i];
            sum += r > 0 ? (1 - tau) * r : -tau * r;
        }
        return sum;
    }

    /** More residuals vanish than there are parameters. */
    @Test
    void repeatedRowsAreNoObstacle() {
        int[] twice = IntStream.range(0, 468).map(i -> i / 2).toArray();
        Fit fit = Known.ABSOLUTE.fitter().fit(ChinchillaRuns.data().select(twice));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.objective()).isCloseTo(2 * Known.ABSOLUTE.objective, Percentage.withPercentage(1e-11));
        assertThat(fit.parameters().get("beta")).isCloseTo(Known.ABSOLUTE.parameters[4], Percentage.withPercentage(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void theUnitOfAnInputMovesNoExponent(Known known) {
        Fit fit = known.fitter().fit(ChinchillaRuns.scaled(1e-6, 1));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters().get("alpha")).isEqualTo(known.parameters[3], within(1e-10));
        assertThat(fit.parameters().get("beta")).isEqualTo(known.parameters[4], within(1e-10));
    }

    @Test
    void theUnitOfTheLossMovesNoExponent() {
        for (double factor : new double[] {1e-5, 1e5}) {
            Fit fit = Known.ABSOLUTE_LINEAR.fitter().fit(ChinchillaRuns.scaled(1, factor));
            assertThat(fit.status()).isEqualTo(Status.CONVERGED);
            assertThat(fit.objective()).isCloseTo(factor * Known.ABSOLUTE_LINEAR.objective, Percentage.withPercentage(1e-10));
            assertThat(fit.parameters().get("beta")).isEqualTo(Known.ABSOLUTE_LINEAR.parameters[4], within(1e-10));
        }
    }

    @Test
    void rowsThatAreAllAlikeAreNeverAConvergedFit() {
        Fit fit = Known.ABSOLUTE.fitter().fit(ChinchillaRuns.ordered(50, i -> 3));
        assertThat(fit.status().isConverged()).as("%s %s", fit.status(), fit.parameters()).isFalse();
    }

    @Test
    void lossesAreReadAndWrittenAlike() {
        for (String text : new String[] {"squares", "huber:0.001", "abs", "quantile:0.9"}) {
            assertThat(Loss.parse(text)).hasToString(text);
        }
        for (String wrong : new String[] {"quantile:0", "quantile:1", "quantile:x", "quantile:", "absolute", "huber", ""}) {
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Loss.parse(wrong));
        }
    }
}
