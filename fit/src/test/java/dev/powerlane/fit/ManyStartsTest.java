package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.math.Provider;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Hoffmann's 4,500 starts (every tenth with the slow scalar twins), none of which may end unnoticed elsewhere than at the optimum. */
class ManyStartsTest {

    @Test
    void everyHoffmannStartEndsAtTheOneOptimumOrIsCalledAPlateau() {
        int every = Provider.active().isVector() ? 1 : 10;
        double[][] all = ChinchillaFitTest.hoffmann();
        double[][] some = IntStream.range(0, all.length).filter(k -> k % every == 0).mapToObj(k -> all[k]).toArray(double[][]::new);
        Starts given = every == 1 ? Starts.hoffmann() : Starts.given(some);
        Fit fit = KnownOptimum.HUBER_1E_3.fitter().starts(given).fit(ChinchillaRuns.data());
        StartSummary starts = fit.starts();
        assertThat(fit.objective()).isCloseTo(KnownOptimum.HUBER_1E_3.objective, Percentage.withPercentage(1e-11));
        assertThat(starts.total()).isEqualTo(4500 / every);
        assertThat(starts.byStatus().keySet()).as(starts.toString())
                .isSubsetOf(Status.CONVERGED, Status.ROUNDOFF, Status.TERM_EVAPORATED, Status.RUNAWAY, Status.STALLED, Status.NONFINITE);
        assertThat(starts.byStatus().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(starts.total());
        int converged = starts.byStatus().entrySet().stream().filter(e -> e.getKey().isConverged()).mapToInt(e -> e.getValue()).sum();
        assertThat(starts.agreeing()).as(starts.toString()).isEqualTo(converged).isGreaterThan(starts.total() * 9 / 10);
    }
}
