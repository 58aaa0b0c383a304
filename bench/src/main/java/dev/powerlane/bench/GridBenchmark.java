package dev.powerlane.bench;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.kernel.Kernel;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Laws on a grid of 4096 x 4096 cells, in nanoseconds a cell: written out, as a minimum along N for each
 * compute budget with D = C/(6N), and, as the speed of light, the same array filled with one number.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GridBenchmark {
    static final int SIDE = 4096;
    static final int CELLS = SIDE * SIDE;

    @State(Scope.Thread)
    public static class Cells {
        @Param({"chinchilla", "kaplan-nd"})
        public String law;

        /** math-pow: java.lang.Math in a loop over the cells. All but generated-2-threads are on one thread. */
        @Param({"generated", "generated-2-threads", "math-pow"})
        public String implementation;

        /** Nodes of an axis; fewer in tests. */
        int side = SIDE;

        double[] out;
        private Runnable loop;

        @Setup
        public void bind() {
            out = new double[side * side];
            Axis n = Axis.log("N", 1e6, 1e12, side);
            Axis d = Axis.log("D", 1e8, 1e14, side);
            Law chosen = Laws.get(law);
            double[] parameters = parameters(chosen);
            switch (implementation) {
                case "generated", "generated-2-threads" -> {
                    Kernel kernel = Kernel.compile(chosen).withThreads(implementation.equals("generated") ? 1 : 2);
                    Grid grid = Grid.of(n, d);
                    loop = () -> kernel.evaluate(parameters, grid, out);
                }
                case "math-pow" -> {
                    DoubleBinaryOperator loss = mathPow(chosen, parameters);
                    double[] ns = n.nodes();
                    double[] ds = d.nodes();
                    loop = () -> evaluate(loss, ns, ds, out);
                }
                default -> throw new IllegalArgumentException("no implementation " + implementation);
            }
        }
    }

    @State(Scope.Thread)
    public static class Frontier {
        @Param({"chinchilla", "kaplan-nd"})
        public String law;

        /** math-pow: java.lang.Math in a loop over the cells. All but generated-2-threads are on one thread. */
        @Param({"generated", "generated-2-threads", "math-pow"})
        public String implementation;

        /** Nodes of an axis; fewer in tests. */
        int side = SIDE;

        private Supplier<Minima> search;

        @Setup
        public void bind() {
            Axis c = Axis.log("C", 1e18, 1e26, side);
            Axis n = Axis.log("N", 1e6, 1e12, side);
            Law chosen = Laws.get(law);
            double[] parameters = parameters(chosen);
            search = switch (implementation) {
                case "generated", "generated-2-threads" -> {
                    Kernel kernel = Kernel.compile(chosen).withThreads(implementation.equals("generated") ? 1 : 2);
                    Grid grid = Grid.of(c, n).let("D", "C/(6*N)");
                    yield () -> kernel.minimise(parameters, grid, "N");
                }
                case "math-pow" -> {
                    DoubleBinaryOperator loss = mathPow(chosen, parameters);
                    yield () -> minimise(loss, c, n);
                }
                default -> throw new IllegalArgumentException("no implementation " + implementation);
            };
        }
    }

    @State(Scope.Thread)
    public static class Array {
        final double[] out = new double[CELLS];
    }

    @Benchmark
    @OperationsPerInvocation(CELLS)
    public double[] writtenOut(Cells cells) {
        cells.loop.run();
        return cells.out;
    }

    @Benchmark
    @OperationsPerInvocation(CELLS)
    public Minima minimumAlongN(Frontier frontier) {
        return frontier.search.get();
    }

    @Benchmark
    @OperationsPerInvocation(CELLS)
    public double[] filled(Array array) {
        Arrays.fill(array.out, 1.5);
        return array.out;
    }

    private static double[] parameters(Law law) {
        return law.published().values().iterator().next().toArray();
    }

    private static DoubleBinaryOperator mathPow(Law law, double[] p) {
        return switch (law.id()) {
            case "chinchilla" -> (n, d) -> p[0] + p[1] / Math.pow(n, p[3]) + p[2] / Math.pow(d, p[4]);
            case "kaplan-nd" -> (n, d) -> Math.pow(Math.pow(p[0] / n, p[2] / p[3]) + p[1] / d, p[3]);
            default -> throw new IllegalArgumentException("no loop for " + law);
        };
    }

    private static void evaluate(DoubleBinaryOperator loss, double[] ns, double[] ds, double[] out) {
        for (int i = 0; i < ns.length; i++) {
            for (int j = 0; j < ds.length; j++) {
                out[i * ds.length + j] = loss.applyAsDouble(ns[i], ds[j]);
            }
        }
    }

    private static Minima minimise(DoubleBinaryOperator loss, Axis c, Axis n) {
        double[] best = new double[c.size()];
        int[] index = new int[c.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(index, -1);
        for (int i = 0; i < best.length; i++) {
            for (int j = 0; j < n.size(); j++) {
                double value = loss.applyAsDouble(n.node(j), c.node(i) / (6 * n.node(j)));
                if (value < best[i]) {
                    best[i] = value;
                    index[i] = j;
                }
            }
        }
        return new Minima(n, java.util.List.of(c), best, index);
    }
}
