package dev.powerlane.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs numbered pieces of work on several threads; the caller's thread is one of them. */
public final class Threads {
    /** One piece of work on one thread's own state. */
    @FunctionalInterface
    public interface Piece<S> {
        void run(S state, int piece);
    }

    private static final ExecutorService POOL = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "powerlane-worker");
        thread.setDaemon(true);
        return thread;
    });

    private Threads() {}

    /** As many as the machine has processors. */
    public static int available() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Runs pieces 0 to {@code pieces - 1}, each once, in no fixed order.
     *
     * @param state makes what a thread needs for itself, as buffers; called once a thread
     * @throws RuntimeException the first failure of a piece; pieces not yet begun are then left
     */
    public static <S> void run(int pieces, int threads, Supplier<S> state, Piece<S> piece) {
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            S own = state.get();
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                try {
                    piece.run(own, i);
                } catch (RuntimeException | Error e) {
                    next.set(pieces);
                    throw e;
                }
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int t = 1; t < Math.min(threads, pieces); t++) {
            others.add(POOL.submit(worker));
        }
        Throwable failure = null;
        try {
            worker.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Future<?> other : others) {
            Throwable theirs = await(other);
            failure = failure == null ? theirs : failure;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Waits until a worker has ended; its failure, or null. Goes on waiting when interrupted: the worker writes to the caller's arrays. */
    private static Throwable await(Future<?> other) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    other.get();
                    return null;
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
