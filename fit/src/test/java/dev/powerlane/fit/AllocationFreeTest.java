package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Once the JIT has compiled the kernels, a fit of a batch allocates the places of its results and nothing else. */
@Tag("vectors")
class AllocationFreeTest {
    /** 56 for an array of five parameters, 8 for its place, 32 for objective, gradient, status and iterations; and some slack. */
    private static final double BYTES_A_FIT = 128;
    private static final long DEADLINE_SECONDS = 25;
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void fitsFromManyStartsAllocateTheirResultsOnly() {
        double[] start = {1.8, 400, 1000, .35, .33};
        assertThat(leastBytesAFit(false, start)).isLessThan(BYTES_A_FIT);
    }

    @Test
    void resamplesAllocateTheirResultsOnly() {
        double[] start = {1.784, 442, 1272, .3426, .342};
        assertThat(leastBytesAFit(true, start)).isLessThan(BYTES_A_FIT);
    }

    /** The difference between batches of 96 and 32, so that what a batch needs once does not count; least, as the JIT comes late. */
    private static double leastBytesAFit(boolean weighted, double[] start) {
        Data data = ChinchillaRuns.data();
        Objective objective = new Objective(CHINCHILLA, Residual.LOG, Loss.huber(1e-3), weighted);
        Coordinates coordinates = new Coordinates(CHINCHILLA);
        double[] point = new double[start.length];
        Arrays.setAll(point, j -> coordinates.toCoordinate(j, start[j]));
        dev.powerlane.kernel.RowSums.Rows rows = objective.bind(data);
        double least = Double.POSITIVE_INFINITY;
        long deadline = System.nanoTime() + DEADLINE_SECONDS * 1_000_000_000L;
        while (least >= BYTES_A_FIT && System.nanoTime() < deadline) {
            long few = bytes(objective, rows, coordinates, fits(32, point, weighted));
            long many = bytes(objective, rows, coordinates, fits(96, point, weighted));
            least = Math.min(least, (many - few) / 64.);
        }
        return least;
    }

    private static long bytes(Objective objective, dev.powerlane.kernel.RowSums.Rows rows, Coordinates coordinates, Lockstep.Fits fits) {
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
            public boolean isWeighted() {
                return weighted;
            }

            @Override
            public void weigh(int fit, double[] weights, int lane) {
                resampling.weigh(fit, weights, lane);
            }
        };
    }
}
