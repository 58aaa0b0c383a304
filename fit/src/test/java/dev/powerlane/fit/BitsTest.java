package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fits have the same bits with scalar code, with vectors of any width and on every JDK: each run of the build compares its
 * own with the same numbers. They change only with the arithmetic, and then on purpose.
 */
@Tag("vectors")
class BitsTest {
    private static final long STARTS = 8261530061708750198L;
    private static final long RESAMPLES = -1922850009784396212L;
    private static final long OTHER_LAW = 1657611581850L;

    @Test
    void startsEndWithTheCommittedBits() {
        double[][] all = ChinchillaFitTest.hoffmann();
        double[][] starts = IntStream.range(0, 24).mapToObj(i -> all[i * 187 + 7]).toArray(double[][]::new);
        FitBatch batch = Batches.polish(Laws.get("chinchilla"), ChinchillaRuns.data(), Residual.LOG, Loss.huber(1e-3), 1, starts);
        assertThat(Batches.hash(batch)).isEqualTo(STARTS);
    }

    @Test
    void resamplesEndWithTheCommittedBits() {
        assertThat(Batches.hash(KnownOptimum.HUBER_1E_3.fitter().bootstrap(ChinchillaRuns.data(), 24, 42))).isEqualTo(RESAMPLES);
    }

    @Test
    void anotherLawsFitEndsWithTheCommittedBits() {
        Law law = Laws.get("kaplan-nd");
        FitBatch batch = Batches.polish(law, ChinchillaRuns.data(), Residual.LINEAR, Loss.squares(), 1, new double[][] {
                law.published("kaplan-2020").toArray(), {1e14, 1e13, .1, .1}, {1e15, 1e12, .05, .2}});
        assertThat(Arrays.stream(batch.converged()).count()).isPositive();
        assertThat(Batches.hash(batch)).isEqualTo(OTHER_LAW);
    }
}
