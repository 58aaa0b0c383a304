package dev.powerlane.codegen;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A vector kernel and its scalar twin, which gives the same bits. Vector code is hundreds of times slower than scalar
 * code until C2 has compiled it, so work begins on the twin. Once that has taken a while, the vector kernel is warmed aside on a
 * copy of a piece of the work, and takes over when it is faster. The twin goes on taking the lanes that do not fill a
 * vector.
 *
 * <p>The system property {@code powerlane.tiering=off} makes vectors run at once, for tests.
 */
final class TieredCode implements Code {
    private static final boolean TIERING = !"off".equals(System.getProperty("powerlane.tiering"));
    /** Work on the twin after which it pays to have the vector kernel compiled. */
    private static final long WORTH_WARMING = TimeUnit.MILLISECONDS.toNanos(500);
    /** Runs that make HotSpot ask for a C2 compilation (Tier4InvocationThreshold is 5,000). */
    private static final int WARMING_RUNS = 6_000;
    private static final long LONGEST_WARMING = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private static final ExecutorService WARMING = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "powerlane-warming");
        thread.setDaemon(true);
        return thread;
    });

    private final Code scalar;
    private final int lanes;
    private final Supplier<Code> vectors;
    /** The vector kernel once it is to be used; null until then. */
    private volatile Code vector;
    private boolean warming;
    private long scalarNanos;

    /** @param vectors generates the vector kernel, which is not wanted for little work */
    TieredCode(Code scalar, int lanes, Supplier<Code> vectors) {
        this.scalar = scalar;
        this.lanes = lanes;
        this.vectors = vectors;
        this.vector = TIERING ? null : vectors.get();
    }

    @Override
    public void run(Frame frame) {
        Code ready = vector;
        if (ready != null) {
            runVectors(ready, frame);
        } else {
            long began = System.nanoTime();
            scalar.run(frame);
            // Racy on purpose: a lost addition only delays the warming.
            scalarNanos += System.nanoTime() - began;
            if (scalarNanos > WORTH_WARMING && !warming) {
                beginWarming(frame);
            }
        }
    }

    private void runVectors(Code ready, Frame frame) {
        int from = frame.from;
        int to = frame.to;
        int whole = to - (to - from) % lanes;
        if (whole > from) {
            frame.to = whole;
            ready.run(frame);
        }
        if (whole < to) {
            frame.from = whole;
            frame.to = to;
            scalar.run(frame);
        }
        frame.from = from;
        frame.to = to;
    }

    private synchronized void beginWarming(Frame frame) {
        if (!warming && frame.to - frame.from >= lanes) {
            warming = true;
            Frame copy = sample(frame);
            WARMING.execute(() -> warm(copy));
        }
    }

    /** Two vectors of lanes and three rows of the work, with output arrays of its own. */
    private Frame sample(Frame frame) {
        int count = Math.min(2 * lanes, (frame.to - frame.from) / lanes * lanes);
        Frame copy = new Frame();
        copy.uniforms = frame.uniforms.clone();
        copy.lanes = new double[frame.lanes.length][];
        copy.laneStarts = new int[frame.lanes.length];
        for (int j = 0; j < copy.lanes.length; j++) {
            int start = frame.laneStarts[j] + frame.from;
            copy.lanes[j] = Arrays.copyOfRange(frame.lanes[j], start, start + count);
        }
        copy.rowCount = Math.min(3, frame.rowCount);
        copy.rows = new double[frame.rows.length][];
        for (int j = 0; j < copy.rows.length; j++) {
            copy.rows[j] = Arrays.copyOfRange(frame.rows[j], frame.rowStart, frame.rowStart + copy.rowCount);
        }
        copy.cells = new double[frame.cells.length][Math.max(1, copy.rowCount) * count];
        copy.cellStarts = new int[frame.cells.length];
        copy.cellStride = count;
        copy.outputs = new double[frame.outputs.length][count];
        copy.outputStarts = new int[frame.outputs.length];
        copy.to = count;
        return copy;
    }

    private void warm(Frame frame) {
        Code warmed = vectors.get();
        for (int i = 0; i < WARMING_RUNS && !isFaster(warmed, frame); i++) {
            warmed.run(frame);
        }
        long deadline = System.nanoTime() + LONGEST_WARMING;
        while (!isFaster(warmed, frame)) {
            if (System.nanoTime() > deadline) {
                return;
            }
            LockSupport.parkNanos(PAUSE);
        }
        vector = warmed;
    }

    private boolean isFaster(Code warmed, Frame frame) {
        return nanos(warmed, frame) < nanos(scalar, frame);
    }

    private static long nanos(Code code, Frame frame) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            code.run(frame);
            least = Math.min(least, System.nanoTime() - began);
        }
        return least;
    }
}
