package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ThreadsTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 4", "1, 1", "1, 8", "7, 1", "7, 3", "1000, 2", "1000, 16"})
    void everyPieceRunsOnce(int pieces, int threads) {
        AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(1, pieces));
        Threads.run(pieces, threads, () -> 0, (state, piece) -> runs.incrementAndGet(piece));
        assertThat(IntStream.range(0, pieces)).allMatch(i -> runs.get(i) == 1);
    }

    @Test
    void eachThreadHasItsOwnStateAndTheCallersThreadIsOneOfThem() throws Exception {
        Set<Object> states = ConcurrentHashMap.newKeySet();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch met = new CountDownLatch(3);
        Threads.run(3, 3, Object::new, (state, piece) -> {
            states.add(state);
            threads.add(Thread.currentThread());
            met.countDown();
            await(met);
        });
        assertThat(states).hasSize(3);
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void oneThreadIsTheCallers() {
        Threads.run(5, 1, () -> 0, (state, piece) -> assertThat(Thread.currentThread().getName()).isNotEqualTo("powerlane-worker"));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void theFirstFailureComesOutAndTheRestIsLeft(int threads) {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> Threads.run(1_000_000, threads, () -> 0, (state, piece) -> {
            runs.incrementAndGet();
            if (piece == 10) {
                throw new ArithmeticException("piece 10");
            }
        })).isInstanceOf(ArithmeticException.class).hasMessage("piece 10");
        assertThat(runs.get()).isLessThan(1_000_000);
    }

    @Test
    void aWorkersFailureComesOutOfTheCallersRun() {
        Thread caller = Thread.currentThread();
        CountDownLatch failed = new CountDownLatch(1);
        assertThatThrownBy(() -> Threads.run(2, 2, () -> 0, (state, piece) -> {
            if (Thread.currentThread() != caller) {
                failed.countDown();
                throw new ArithmeticException("worker");
            }
            await(failed);
        })).isInstanceOf(ArithmeticException.class).hasMessage("worker");
    }

    @Test
    void aWorkersErrorComesOutAsItIs() {
        Thread caller = Thread.currentThread();
        CountDownLatch failed = new CountDownLatch(1);
        assertThatThrownBy(() -> Threads.run(2, 2, () -> 0, (state, piece) -> {
            if (Thread.currentThread() != caller) {
                failed.countDown();
                throw new OutOfMemoryError("worker");
            }
            await(failed);
        })).isInstanceOf(OutOfMemoryError.class).hasMessage("worker");
    }

    @Test
    void noWorkerIsStillAtWorkWhenAFailureComesOut() {
        Thread caller = Thread.currentThread();
        for (int i = 0; i < 6; i++) {
            CountDownLatch met = new CountDownLatch(4);
            AtomicInteger first = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            assertThatThrownBy(() -> Threads.run(4, 4, () -> 0, (state, piece) -> {
                met.countDown();
                await(met);
                if (Thread.currentThread() != caller && first.getAndIncrement() == 0) {
                    throw new ArithmeticException();
                }
                if (Thread.currentThread() != caller) {
                    sleep();
                    done.incrementAndGet();
                }
            })).isInstanceOf(ArithmeticException.class);
            assertThat(done.get()).isEqualTo(2);
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(30);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
