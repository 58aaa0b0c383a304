package dev.powerlane.bench;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.Points;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.math.KaplanReference;
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

/**
 * The law kaplan-nd on points, in nanoseconds a point on one thread: its values, and its values with their gradients. A point
 * takes two powers and a logarithm, since the outer power's base is a sum.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KaplanPointsBenchmark {
    /** Points an invocation computes, in arrays of the wanted size; so a score is the time of one point. */
    static final int POINTS = 100_000;
    private static final double[] PARAMETERS = Laws.get("kaplan-nd").published("kaplan-2020").toArray();

    @State(Scope.Thread)
    public static class Values {
        /**
         * generated: from the logarithm of N that was taken once; formula: the same for a law given as text; from-columns:
         * from N and D themselves; hand-written: from the logarithm; math-pow: java.lang.Math in a loop, from N and D.
         */
        @Param({"generated", "formula", "from-columns", "hand-written", "math-pow"})
        public String implementation;

        @Param({"1000", "100000"})
        public int size;

        double[] out;
        private Runnable loop;

        @Setup
        public void bind() {
            double[] n = Samples.logUniform(size, 1, 1e6, 1e10);
            double[] d = Samples.logUniform(size, 2, 1e8, 1e12);
            out = new double[size];
            switch (implementation) {
                case "generated" -> bind(Laws.get("kaplan-nd"), n, d);
                case "formula" -> bind(Law.of("((Nc/N)^(aN/aD) + Dc/D)^aD").inputs("N", "D"), n, d);
                case "from-columns" -> {
                    Kernel kernel = Kernel.compile(Laws.get("kaplan-nd")).withThreads(1);
                    double[][] columns = {n, d};
                    loop = () -> kernel.evaluate(PARAMETERS, columns, out);
                }
                case "hand-written" -> {
                    KaplanReference reference = new KaplanReference(n, d);
                    loop = () -> reference.evaluate(PARAMETERS, out);
                }
                case "math-pow" -> loop = () -> mathPow(PARAMETERS, n, d, out);
                default -> throw new IllegalArgumentException("no implementation " + implementation);
            }
        }

        private void bind(Law law, double[] n, double[] d) {
            Kernel kernel = Kernel.compile(law).withThreads(1);
            Points points = kernel.points(n, d);
            double[] parameters = law.parameterSet(Laws.get("kaplan-nd").published("kaplan-2020").values()).toArray();
            loop = () -> kernel.evaluate(parameters, points, out);
        }
    }

    @State(Scope.Thread)
    public static class Gradients {
        /** generated and hand-written: from the logarithm of N that was taken once; math-pow: java.lang.Math in a loop. */
        @Param({"generated", "hand-written", "math-pow"})
        public String implementation;

        @Param({"1000", "100000"})
        public int size;

        double[] out;
        double[][] gradient;
        private Runnable loop;

        @Setup
        public void bind() {
            double[] n = Samples.logUniform(size, 1, 1e6, 1e10);
            double[] d = Samples.logUniform(size, 2, 1e8, 1e12);
            out = new double[size];
            gradient = new double[PARAMETERS.length][size];
            switch (implementation) {
                case "generated" -> {
                    Kernel kernel = Kernel.compile(Laws.get("kaplan-nd")).withThreads(1);
                    Points points = kernel.points(n, d);
                    loop = () -> kernel.gradient(PARAMETERS, points, out, gradient);
                }
                case "hand-written" -> {
                    KaplanReference reference = new KaplanReference(n, d);
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
    static void mathPow(double[] p, double[] n, double[] d, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.pow(Math.pow(p[0] / n[i], p[2] / p[3]) + p[1] / d[i], p[3]);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathPowGradient(double[] p, double[] n, double[] d, double[] out, double[][] gradient) {
        double ratio = p[2] / p[3];
        for (int i = 0; i < out.length; i++) {
            double nTerm = Math.pow(p[0] / n[i], ratio);
            double base = nTerm + p[1] / d[i];
            double loss = Math.pow(base, p[3]);
            double byBase = p[3] * loss / base;
            double byRatio = byBase * nTerm * Math.log(p[0] / n[i]);
            out[i] = loss;
            gradient[0][i] = byBase * ratio * nTerm / p[0];
            gradient[1][i] = byBase / d[i];
            gradient[2][i] = byRatio / p[3];
            gradient[3][i] = loss * Math.log(base) - byRatio * ratio / p[3];
        }
    }
}
