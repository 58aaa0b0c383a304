package dev.powerlane.bench;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.Points;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.math.ChinchillaReference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
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

/** The law chinchilla on points, in nanoseconds a point on one thread: its values, and its values with their gradients. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ChinchillaPointsBenchmark {
    /** Points an invocation computes, in arrays of the wanted size; so a score is the time of one point. */
    static final int POINTS = 100_000;
    private static final double[] PARAMETERS = Laws.get("chinchilla").published("besiroglu-2024").toArray();

    @State(Scope.Thread)
    public static class Values {
        /**
         * generated: from logarithms that were taken once; formula: the same for a law given as text; from-columns: from N and
         * D themselves; hand-written: from logarithms; math-exp: java.lang.Math in a loop, from logarithms; math-pow: from N
         * and D.
         */
        @Param({"generated", "formula", "from-columns", "hand-written", "math-exp", "math-pow"})
        public String implementation;

        @Param({"1000", "100000"})
        public int size;

        double[] out;
        private Runnable loop;

        @Setup
        public void bind() {
            double[] n = Samples.logUniform(size, 1, 1e7, 1e11);
            double[] d = Samples.logUniform(size, 2, 1e9, 1e13);
            out = new double[size];
            switch (implementation) {
                case "generated" -> bind(Laws.get("chinchilla"), n, d);
                case "formula" -> bind(Law.of("E + A/N^alpha + B/D^beta").inputs("N", "D"), n, d);
                case "from-columns" -> {
                    Kernel kernel = Kernel.compile(Laws.get("chinchilla")).withThreads(1);
                    double[][] columns = {n, d};
                    loop = () -> kernel.evaluate(PARAMETERS, columns, out);
                }
                case "hand-written" -> {
                    ChinchillaReference reference = new ChinchillaReference(n, d);
                    loop = () -> reference.evaluate(PARAMETERS, out);
                }
                case "math-exp" -> {
                    double[] logN = java.util.Arrays.stream(n).map(Math::log).toArray();
                    double[] logD = java.util.Arrays.stream(d).map(Math::log).toArray();
                    loop = () -> mathExp(PARAMETERS, logN, logD, out);
                }
                case "math-pow" -> loop = () -> mathPow(PARAMETERS, n, d, out);
                default -> throw new IllegalArgumentException("no implementation " + implementation);
            }
        }

        private void bind(Law law, double[] n, double[] d) {
            Kernel kernel = Kernel.compile(law).withThreads(1);
            Points points = kernel.points(n, d);
            double[] parameters = law.parameterSet(Laws.get("chinchilla").published("besiroglu-2024").values()).toArray();
            loop = () -> kernel.evaluate(parameters, points, out);
        }
    }

    @State(Scope.Thread)
    public static class Gradients {
        /** generated and hand-written: from logarithms that were taken once; math-pow: java.lang.Math in a loop. */
        @Param({"generated", "hand-written", "math-pow"})
        public String implementation;

        @Param({"1000", "100000"})
        public int size;

        double[] out;
        double[][] gradient;
        private Runnable loop;

        @Setup
        public void bind() {
            double[] n = Samples.logUniform(size, 1, 1e7, 1e11);
            double[] d = Samples.logUniform(size, 2, 1e9, 1e13);
            out = new double[size];
            gradient = new double[PARAMETERS.length][size];
            switch (implementation) {
                case "generated" -> {
                    Kernel kernel = Kernel.compile(Laws.get("chinchilla")).withThreads(1);
                    Points points = kernel.points(n, d);
                    loop = () -> kernel.gradient(PARAMETERS, points, out, gradient);
                }
                case "hand-written" -> {
                    ChinchillaReference reference = new ChinchillaReference(n, d);
                    loop = () -> reference.gradient(PARAMETERS, out, gradient);
                }
                case "math-pow" -> loop = () -> mathPowGradient(PARAMETERS, n, d, out, gradient);
                default -> throw new IllegalArgumentException("no implementation " + implementation);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[] value(Values values) {
        for (int done = 0; done < POINTS; done += values.size) {
            values.loop.run();
        }
        return values.out;
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[][] gradient(Gradients gradients) {
        for (int done = 0; done < POINTS; done += gradients.size) {
            gradients.loop.run();
        }
        return gradients.gradient;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathExp(double[] p, double[] logN, double[] logD, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = p[0] + p[1] * Math.exp(-p[3] * logN[i]) + p[2] * Math.exp(-p[4] * logD[i]);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathPow(double[] p, double[] n, double[] d, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = p[0] + p[1] / Math.pow(n[i], p[3]) + p[2] / Math.pow(d[i], p[4]);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathPowGradient(double[] p, double[] n, double[] d, double[] out, double[][] gradient) {
        for (int i = 0; i < out.length; i++) {
            double nPower = Math.pow(n[i], -p[3]);
            double dPower = Math.pow(d[i], -p[4]);
            out[i] = p[0] + p[1] * nPower + p[2] * dPower;
            gradient[0][i] = 1;
            gradient[1][i] = nPower;
            gradient[2][i] = dPower;
            gradient[3][i] = -p[1] * nPower * Math.log(n[i]);
            gradient[4][i] = -p[2] * dPower * Math.log(d[i]);
        }
    }
}
