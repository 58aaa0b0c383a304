package dev.powerlane.cli.output;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The different numbers of a column, in the order in which they come, and for each row which of them it is. */
final class ValueIndex {
    private static final int MOST = 1 << 15;
    private static final int PLACES = 4 * MOST;
    private static final int GROUP = 8;

    private final double[] values;
    private final int size;
    private final int[] rows;

    private ValueIndex(double[] values, int size, int[] rows) {
        this.values = values;
        this.size = size;
        this.rows = rows;
    }

    /** Null if there are too many different numbers, or nearly as many as rows. */
    static ValueIndex of(double[] column, int count) {
        int most = Math.min(MOST, count / 4);
        double[] values = new double[Math.min(MOST, Math.max(1, most))];
        int[] places = new int[PLACES];
        Arrays.fill(places, -1);
        int[] rows = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(column[i]);
            int place = (int) ((bits * 0x9e3779b97f4a7c15L) >>> 47);
            while (places[place] >= 0 && Double.doubleToRawLongBits(values[places[place]]) != bits) {
                place = place + 1 & PLACES - 1;
            }
            if (places[place] < 0) {
                if (size == most) {
                    return null;
                }
                values[size] = column[i];
                places[place] = size++;
            }
            rows[i] = places[place];
        }
        return new ValueIndex(values, size, rows);
    }

    double[] values() {
        return values;
    }

    int size() {
        return size;
    }

    /** The width in bits, then the indices in Parquet's hybrid of runs and bit-packed groups of eight. */
    byte[] encoded() {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(width);
        int packed = 0;
        int i = 0;
        while (i < rows.length) {
            int run = run(i);
            // A packed stretch is whole groups of eight, so that a run begins at such a place, or its first rows are packed too.
            int more = (GROUP - (i - packed) % GROUP) % GROUP;
            if (run - more >= GROUP) {
                pack(bytes, width, packed, i + more);
                varint(bytes, run - more << 1);
                for (int shift = 0; shift < width; shift += Byte.SIZE) {
                    bytes.write(rows[i] >>> shift);
                }
                packed = i + run;
            }
            i += run;
        }
        pack(bytes, width, packed, rows.length);
        return bytes.toByteArray();
    }

    private int run(int from) {
        int to = from + 1;
        while (to < rows.length && rows[to] == rows[from]) {
            to++;
        }
        return to - from;
    }

    private void pack(ByteArrayOutputStream bytes, int width, int from, int to) {
        if (from == to) {
            return;
        }
        int groups = (to - from + GROUP - 1) / GROUP;
        varint(bytes, groups << 1 | 1);
        long bits = 0;
        int held = 0;
        for (int i = from; i < from + groups * GROUP; i++) {
            bits |= (long) (i < to ? rows[i] : 0) << held;
            held += width;
            while (held >= Byte.SIZE) {
                bytes.write((int) bits);
                bits >>>= Byte.SIZE;
                held -= Byte.SIZE;
            }
        }
    }

    private static void varint(ByteArrayOutputStream bytes, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }
}
