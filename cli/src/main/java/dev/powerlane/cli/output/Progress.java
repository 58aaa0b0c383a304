package dev.powerlane.cli.output;

import dev.powerlane.grid.TileSink;
import java.io.PrintWriter;

/**
 * How much of a grid is written and how long the rest will take, on one line that is written over and over. For terminals: the launcher says with
 * the property {@code powerlane.terminal} whether stderr is one.
 */
public final class Progress {
    private static final long PERIOD = 200_000_000;
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final long cells;
    private final long began = System.nanoTime();
    private long shown = began;

    private Progress(PrintWriter err, long cells) {
        this.err = err;
        this.cells = cells;
    }

    /** Shows what passes through a sink; the sink itself where nobody looks. */
    public static TileSink of(PrintWriter err, long cells, TileSink next) {
        if (!Boolean.getBoolean("powerlane.terminal")) {
            return next;
        }
        Progress progress = new Progress(err, cells);
        return (offset, values, count) -> {
            next.accept(offset, values, count);
            progress.show(offset + count);
        };
    }

    private void show(long done) {
        long now = System.nanoTime();
        if (done == cells && shown > began) {
            err.print("\r" + " ".repeat(WIDTH + 40) + "\r");
            err.flush();
        } else if (done < cells && now - shown >= PERIOD) {
            shown = now;
            double share = (double) done / cells;
            int full = (int) (share * WIDTH);
            double left = (now - began) / 1e9 * (1 - share) / share;
            err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + (int) (100 * share) + " %, " + time(left) + " left   ");
            err.flush();
        }
    }

    private static String time(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
