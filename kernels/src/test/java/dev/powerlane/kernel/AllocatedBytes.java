package dev.powerlane.kernel;

import java.lang.reflect.Method;

/**
 * Bytes that the current thread has allocated, from {@code com.sun.management.ThreadMXBean}. By reflection: the module
 * under test does not read jdk.management, and should not for the sake of a test.
 */
final class AllocatedBytes {
    private static final Object THREADS;
    private static final Method ALLOCATED;

    static {
        try {
            THREADS = Class.forName("java.lang.management.ManagementFactory").getMethod("getThreadMXBean").invoke(null);
            ALLOCATED = Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private AllocatedBytes() {}

    /** What a run allocates, reading the counter (about a hundred bytes) included. */
    @SuppressWarnings("deprecation") // Thread.threadId came after Java 17.
    static long of(Runnable run) {
        try {
            Object id = Thread.currentThread().getId();
            long before = (long) ALLOCATED.invoke(THREADS, id);
            run.run();
            return (long) ALLOCATED.invoke(THREADS, id) - before;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
