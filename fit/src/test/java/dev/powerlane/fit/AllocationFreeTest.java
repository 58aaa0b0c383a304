package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.math.Provider;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Once the JIT has compiled the kernels, a batch allocates its lanes once and each fit the place of its result. Vectors are boxed a few
 * dozen times an evaluation, outside the loop over rows (8,000 bytes for eight lanes; the aim is none). A single one boxed within the
 * loop would cost 2.6 megabytes a batch.
 */
@Tag("allocation")
class AllocationFreeTest {
    private static final int FITS = 96;
    /** For a batch: a task with its tiles, eight lanes, the weights of 234 rows. */
    private static final long BYTES_A_BATCH = 130_000;
    /** Scalar: 92, for the place of its results; and some slack. */
    private static final long BYTES_A_FIT = Provider.active().isVector() ? 12_000 : 256;
    private static final long DEADLINE_SECONDS = 25;
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void fitsFromManyStartsAllocateNothingForARow() {
        assertThat(leastBytes(false)).isLessThan(BYTES_A_BATCH + FITS * BYTES_A_FIT);
    }

    @Test
    void resamplesAllocateNothingForARow() {
        assertThat(leastBytes(true)).isLessThan(BYTES_A_BATCH + FITS * BYTES_A_FIT);
    }

    /** The least of as many batches as it takes, since the JIT comes late. */
    private static long leastBytes(boolean weighted) {
        Data data = ChinchillaRuns.data();
        Objective objective = new Objective(CHINCHILLA, Residual.LOG, Loss.huber(1e-3));
        Coordinates coordinates = new Coordinates(CHINCHILLA);
        double[] start = {1.784, 442, 1272, .3426, .342};
        double[] point = new double[start.length];
        Arrays.setAll(point, j -> coordinates.toCoordinate(j, start[j]));
        RowSums.Rows rows = objective.bind(data);
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + DEADLINE_SECONDS * 1_000_000_000L;
        while (least >= BYTES_A_BATCH + FITS * BYTES_A_FIT && System.nanoTime() < deadline) {
            least = Math.min(least, bytes(objective, rows, coordinates, fits(FITS, point, weighted)));
        }
        return least;
    }

    private static long bytes(Objective objective, RowSums.Rows rows, Coordinates coordinates, Lockstep.Fits fits) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        Lockstep.run(objective, rows, coordinates, 0, 1, fits);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static Lockstep.Fits fits(int count, double[] point, boolean weighted) {
        Resampling resampling = new Resampling(42, 234);
        return new Lockstep.Fits() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public double[] start(int fit) {
                return point;
            }

            @Override
            public void weigh(int fit, double[] weights, int lane) {
                if (weighted) {
                    resampling.weigh(fit, weights, lane);
                }
            }
        };
    }
}
