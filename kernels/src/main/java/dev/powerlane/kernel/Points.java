package dev.powerlane.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Input columns bound to a law's kernel: what depends on the inputs alone (the logarithms of N and D, above all) is
 * computed once, however many parameter sets are then evaluated. Made by {@link Kernel#points}. The columns are not
 * copied: changing them afterwards gives undefined results. Thread-safe.
 */
public final class Points {
    private final double[][] columns;
    private final int size;
    private final Map<PointKernel, PointKernel.Prepared> prepared = new ConcurrentHashMap<>();

    Points(double[][] columns, int size) {
        this.columns = columns;
        this.size = size;
    }

    public int size() {
        return size;
    }

    double[][] columns() {
        return columns;
    }

    /** The columns that a kernel's last stage reads, computed on first use. */
    PointKernel.Prepared prepared(PointKernel kernel) {
        return prepared.computeIfAbsent(kernel, k -> k.prepare(this));
    }
}
