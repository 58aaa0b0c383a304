package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.inference.Bands;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Intervals have the same bits with every provider and on every JDK, as fits have: see {@link BitsTest}. */
@Tag("vectors")
class IntervalBitsTest {
    private static final long INTERVALS = -4216849419602512237L;

    /** Ends by every method, of parameters and of the next run far from the others. */
    @Test
    void intervalsEndWithTheCommittedBits() {
        long hash = 0;
        for (KnownOptimum known : new KnownOptimum[] {KnownOptimum.LOG_SQUARES, KnownOptimum.HUBER_1E_3}) {
            Fit fit = known.fitter().bootstrap(40).fit(ChinchillaRuns.data());
            for (IntervalMethod method : IntervalMethod.values()) {
                Intervals intervals = fit.intervals(method);
                for (Estimate e : intervals.parameters().values()) {
                    hash = 31 * hash + Double.doubleToRawLongBits(e.lo());
                    hash = 31 * hash + Double.doubleToRawLongBits(e.hi());
                }
                if (method != IntervalMethod.PROFILE) {
                    Estimate far = Bands.of(fit, intervals).nextRun(Map.of("N", 7e10, "D", 1.4e12));
                    hash = 31 * hash + Double.doubleToRawLongBits(far.lo());
                    hash = 31 * hash + Double.doubleToRawLongBits(far.hi());
                }
            }
        }
        assertThat(hash).isEqualTo(INTERVALS);
    }
}
