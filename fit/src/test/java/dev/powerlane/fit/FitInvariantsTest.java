package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fit must not depend on. */
class FitInvariantsTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Percentage TEN_DIGITS = Percentage.withPercentage(1e-8);

    /** 45 of Hoffmann's starts: some converge, some end on plateaus. */
    private static double[][] starts() {
        double[][] all = ChinchillaFitTest.hoffmann();
        return IntStream.range(0, 45).mapToObj(i -> all[i * 100 + 7]).toArray(double[][]::new);
    }

    private static FitBatch polish(int threads, double[][] starts) {
        return Batches.polish(CHINCHILLA, ChinchillaRuns.data(), Residual.LOG, Loss.huber(1e-3), threads, starts);
    }

    @Test
    void twoThreadsGiveTheBitsOfOne() {
        assertSameBits(polish(2, starts()), polish(1, starts()), IntStream.range(0, 45).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 20})
    void aFitHasTheSameBitsInABatchOfAnySize(int size) {
        double[][] starts = starts();
        FitBatch all = polish(1, starts);
        for (int first : new int[] {0, 13, 25}) {
            FitBatch some = polish(1, Arrays.copyOfRange(starts, first, first + size));
            assertSameBits(some, all, IntStream.range(first, first + size).toArray());
        }
    }

    @Test
    void aFitHasTheSameBitsInAnyOrder() {
        double[][] starts = starts();
        int[] order = IntStream.range(0, 45).map(i -> (i * 17 + 5) % 45).toArray();
        FitBatch shuffled = polish(1, Arrays.stream(order).mapToObj(k -> starts[k]).toArray(double[][]::new));
        assertSameBits(shuffled, polish(1, starts), order);
    }

    /** A start whose law is NaN or infinite must not disturb the lanes beside it. */
    @Test
    void aPoisonedFitChangesNoBitOfItsNeighbours() {
        double[][] starts = starts();
        double[][] poisoned = starts.clone();
        poisoned[3] = new double[] {1, 1, 1, Double.NaN, .3};
        poisoned[10] = new double[] {1, 1, 1, -400, .3};
        FitBatch batch = polish(1, poisoned);
        assertThat(batch.status(3)).isEqualTo(Status.NONFINITE);
        assertThat(batch.status(10)).isEqualTo(Status.NONFINITE);
        FitBatch clean = polish(1, starts);
        IntStream.range(0, 45).filter(k -> k != 3 && k != 10).forEach(k ->
                assertThat(Batches.bits(batch, k)).as("fit " + k).isEqualTo(Batches.bits(clean, k)));
    }

    private static void assertSameBits(FitBatch batch, FitBatch reference, int[] places) {
        assertThat(batch.size()).isEqualTo(places.length);
        for (int k = 0; k < places.length; k++) {
            assertThat(Batches.bits(batch, k)).as("fit " + places[k]).isEqualTo(Batches.bits(reference, places[k]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theUnitOfAnInputChangesItsCoefficientOnly(KnownOptimum known) {
        double million = 1e-6;
        Fit fit = known.fitter().fit(ChinchillaRuns.scaled(million, 1));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.objective()).isCloseTo(known.objective, TEN_DIGITS);
        assertThat(fit.parameters().get("alpha")).isCloseTo(known.get("alpha"), TEN_DIGITS);
        assertThat(fit.parameters().get("beta")).isCloseTo(known.get("beta"), TEN_DIGITS);
        assertThat(fit.parameters().get("E")).isCloseTo(known.get("E"), TEN_DIGITS);
        if (known.known().contains("A")) {
            assertThat(fit.parameters().get("A")).isCloseTo(known.get("A") * Math.pow(million, known.get("alpha")), TEN_DIGITS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HUBER_1E_3", "HUBER_1E_4", "LOG_SQUARES"})
    void inLogResidualsTheUnitOfTheLossMovesCoefficientsOnly(KnownOptimum known) {
        for (double factor : new double[] {1 / Math.log(2), 1e-3, 1e3}) {
            Fit fit = known.fitter().fit(ChinchillaRuns.scaled(1, factor));
            assertThat(fit.status()).isEqualTo(Status.CONVERGED);
            assertThat(fit.objective()).isCloseTo(known.objective, TEN_DIGITS);
            for (String name : known.known()) {
                boolean coefficient = name.length() == 1;
                assertThat(fit.parameters().get(name)).as(name).isCloseTo(known.get(name) * (coefficient ? factor : 1), TEN_DIGITS);
            }
        }
    }

    /** Squares of linear residuals grow by the factor's square: the objective's scale must not matter. */
    @ParameterizedTest
    @ValueSource(doubles = {3e-5, 3e4})
    void theScaleOfTheObjectiveDoesNotMatter(double factor) {
        KnownOptimum known = KnownOptimum.LINEAR_SQUARES;
        Fit fit = known.fitter().fit(ChinchillaRuns.scaled(1, factor));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.objective()).isCloseTo(known.objective * factor * factor, TEN_DIGITS);
        assertThat(fit.parameters().get("alpha")).isCloseTo(known.get("alpha"), TEN_DIGITS);
        assertThat(fit.parameters().get("beta")).isCloseTo(known.get("beta"), TEN_DIGITS);
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfRowsMovesRoundOffOnly(KnownOptimum known) {
        int[] order = IntStream.range(0, 234).toArray();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        Fit fit = known.fitter().fit(ChinchillaRuns.ordered(234, i -> order[i]));
        assertThat(fit.objective()).isCloseTo(known.objective, Percentage.withPercentage(1e-10));
        for (String name : known.known()) {
            assertThat(fit.parameters().get(name)).as(name).isCloseTo(known.get(name), Percentage.withPercentage(1e-9));
        }
    }

    @Test
    void aResampleDependsOnTheSeedAndItsNumberAlone() {
        Fitter fitter = KnownOptimum.HUBER_1E_3.fitter();
        FitBatch few = fitter.threads(1).bootstrap(ChinchillaRuns.data(), 11, 7);
        FitBatch many = fitter.threads(2).bootstrap(ChinchillaRuns.data(), 50, 7);
        FitBatch other = fitter.bootstrap(ChinchillaRuns.data(), 11, 8);
        for (int k = 0; k < 11; k++) {
            assertThat(Batches.bits(few, k)).as("resample " + k).isEqualTo(Batches.bits(many, k)).isNotEqualTo(Batches.bits(other, k));
        }
        Fit fit = fitter.bootstrap(11).seed(7).fit(ChinchillaRuns.data());
        assertThat(Batches.hash(fit.resamples())).isEqualTo(Batches.hash(few));
    }
}
