package dev.powerlane.kernel;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Exact quantiles of a formula's cells that stores no grid. Along one axis each line is sorted by itself. Over the whole grid the cells are
 * scanned several times: each scan counts them by the next twelve bits of their place in the order of the doubles, among those
 * that agree in the bits before, until the few that are left can be kept and sorted. Counts do not depend on the order of the work.
 */
final class GridQuantiles {
    private static final int DIGIT = 12;
    private static final int DIGITS = 1 << DIGIT;
    /** Cells that are kept and sorted. */
    private static final int KEPT = 1 << 20;

    private final GridKernel kernel;
    private final double[] parameters;
    private final Grid grid;
    private final double below;
    private final double[] probabilities;
    private final int threads;

    /** @param grid its last axis is the one of the lines, if they are asked for */
    GridQuantiles(GridKernel kernel, double[] parameters, Grid grid, double below, double[] probabilities, int threads) {
        this.kernel = kernel;
        this.parameters = parameters;
        this.grid = grid;
        this.below = below;
        this.probabilities = probabilities;
        this.threads = threads;
    }

    // Lines

    Quantiles byLine() {
        List<Axis> axes = grid.axes().subList(0, grid.axes().size() - 1);
        int length = grid.axes().get(axes.size()).size();
        int lines = Math.toIntExact(grid.size() / length);
        long[] count = new long[lines];
        double[][] value = new double[probabilities.length][lines];
        kernel.scan(parameters, grid, threads, () -> new double[length], (sorted, first, rows, cells) -> {
            for (int r = 0; r < rows; r++) {
                int n = 0;
                for (int i = r * length; i < (r + 1) * length; i++) {
                    sorted[n] = cells[i];
                    n += isCounted(cells[i]) ? 1 : 0;
                }
                Arrays.sort(sorted, 0, n);
                int line = (int) first + r;
                count[line] = n;
                for (int k = 0; k < probabilities.length; k++) {
                    value[k][line] = n == 0 ? Double.NaN : interpolate(k, n, sorted);
                }
            }
        });
        return new Quantiles(axes, probabilities, count, value);
    }

    private boolean isCounted(double cell) {
        return cell < below || cell == Double.POSITIVE_INFINITY && below == Double.POSITIVE_INFINITY;
    }

    private double interpolate(int k, long n, double[] sorted) {
        double place = probabilities[k] * (n - 1);
        int low = (int) place;
        return between(sorted[low], sorted[(int) Math.min(low + 1, n - 1)], place - low);
    }

    private static double between(double low, double high, double part) {
        return low == high || part == 0 ? low : low + part * (high - low);
    }

    // The whole grid

    Quantiles ofAll() {
        long[][] first = count(new long[] {0}, 64);
        long n = Arrays.stream(first[0]).sum();
        double[][] value = new double[probabilities.length][1];
        if (n == 0) {
            Arrays.stream(value).forEach(v -> v[0] = Double.NaN);
            return new Quantiles(List.of(), probabilities, new long[] {0}, value);
        }
        TreeSet<Long> ranks = new TreeSet<>();
        for (double p : probabilities) {
            long low = (long) (p * (n - 1));
            ranks.add(low);
            ranks.add(Math.min(low + 1, n - 1));
        }
        double[] found = select(ranks.stream().mapToLong(Long::longValue).toArray(), first);
        List<Long> order = new ArrayList<>(ranks);
        for (int k = 0; k < probabilities.length; k++) {
            double place = probabilities[k] * (n - 1);
            long low = (long) place;
            value[k][0] = between(found[order.indexOf(low)], found[order.indexOf(Math.min(low + 1, n - 1))], place - low);
        }
        return new Quantiles(List.of(), probabilities, new long[] {n}, value);
    }

    /** The values with these ranks, counted from zero, in order. */
    private double[] select(long[] ranks, long[][] first) {
        long[] prefixes = {0};
        long[] prefixOf = new long[ranks.length];
        long[] rest = ranks.clone();
        long[][] counts = first;
        int known = 0;
        while (true) {
            int bits = Math.min(DIGIT, 64 - known);
            long left = 0;
            TreeSet<Long> next = new TreeSet<>();
            for (int r = 0; r < ranks.length; r++) {
                long[] histogram = counts[Arrays.binarySearch(prefixes, prefixOf[r])];
                int digit = 0;
                while (rest[r] >= histogram[digit]) {
                    rest[r] -= histogram[digit++];
                }
                prefixOf[r] = prefixOf[r] << bits | digit;
                left += next.add(prefixOf[r]) ? histogram[digit] : 0;
            }
            known += bits;
            prefixes = next.stream().mapToLong(Long::longValue).toArray();
            if (known == 64) {
                return Arrays.stream(prefixOf).mapToDouble(GridQuantiles::value).toArray();
            }
            if (left <= KEPT) {
                return keep(prefixes, 64 - known, prefixOf, rest, (int) left);
            }
            counts = count(prefixes, 64 - known);
        }
    }

    /** How many cells of each prefix have which next digit. */
    private long[][] count(long[] prefixes, int unknown) {
        int shift = Math.max(0, unknown - DIGIT);
        int mask = (1 << unknown - shift) - 1;
        List<long[][]> parts = new ArrayList<>();
        kernel.scan(parameters, grid, threads, () -> part(parts, prefixes.length), (part, firstRow, rows, cells) -> {
            int size = rows * grid.axes().get(grid.axes().size() - 1).size();
            // Neighbours mostly share their prefix.
            int p = 0;
            long prefix = prefixes[0];
            for (int i = 0; i < size; i++) {
                if (isCounted(cells[i])) {
                    long key = key(cells[i]);
                    long own = unknown == 64 ? 0 : key >>> unknown;
                    if (own != prefix) {
                        p = prefixes.length == 1 ? -1 : Arrays.binarySearch(prefixes, own);
                        prefix = p < 0 ? prefixes[0] : own;
                    }
                    if (p >= 0) {
                        part[p][(int) (key >>> shift) & mask]++;
                    }
                    p = Math.max(p, 0);
                }
            }
        });
        long[][] sum = new long[prefixes.length][DIGITS];
        for (long[][] part : parts) {
            for (int p = 0; p < sum.length; p++) {
                for (int d = 0; d < DIGITS; d++) {
                    sum[p][d] += part[p][d];
                }
            }
        }
        return sum;
    }

    private static long[][] part(List<long[][]> parts, int prefixes) {
        long[][] part = new long[prefixes][DIGITS];
        synchronized (parts) {
            parts.add(part);
        }
        return part;
    }

    /** Keeps the cells of the prefixes, and picks those of the ranks within their prefixes. */
    private double[] keep(long[] prefixes, int unknown, long[] prefixOf, long[] rest, int left) {
        long[] kept = new long[left];
        int[] size = {0};
        kernel.scan(parameters, grid, threads, () -> 0, (none, firstRow, rows, cells) -> {
            int count = rows * grid.axes().get(grid.axes().size() - 1).size();
            int found = 0;
            for (int i = 0; i < count; i++) {
                double cell = cells[i];
                if (isCounted(cell) && has(prefixes, key(cell) >>> unknown)) {
                    cells[found++] = cell;
                }
            }
            synchronized (kept) {
                for (int i = 0; i < found; i++) {
                    kept[size[0]++] = key(cells[i]) ^ Long.MIN_VALUE;
                }
            }
        });
        Arrays.sort(kept);
        double[] values = new double[rest.length];
        for (int r = 0; r < rest.length; r++) {
            long lowest = prefixOf[r] << unknown;
            int begin = Arrays.binarySearch(kept, lowest ^ Long.MIN_VALUE);
            begin = begin < 0 ? -begin - 1 : begin;
            while (begin > 0 && kept[begin - 1] >= (lowest ^ Long.MIN_VALUE)) {
                begin--;
            }
            values[r] = value(kept[begin + (int) rest[r]] ^ Long.MIN_VALUE);
        }
        return values;
    }

    private static boolean has(long[] prefixes, long prefix) {
        return prefixes.length == 1 ? prefixes[0] == prefix : Arrays.binarySearch(prefixes, prefix) >= 0;
    }

    /** A number whose unsigned order is that of the doubles. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
    }
}
