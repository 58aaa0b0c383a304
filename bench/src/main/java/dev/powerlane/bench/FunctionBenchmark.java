package dev.powerlane.bench;

import dev.powerlane.kernel.ArrayMath;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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
 * exp, log and pow over arrays, in nanoseconds an element: the library's functions, java.lang.Math in a loop, and the Vector
 * API's own operators, whose results change by an ulp when the JIT compiler takes over.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class FunctionBenchmark {
    /** Elements an invocation computes, in arrays of {@link #size}; so a score is the time of one element. */
    static final int ELEMENTS = 1 << 16;
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final double POWER = -.34;

    @Param({"exp", "log", "pow"})
    public String function;

    @Param({"powerlane", "math", "lanewise"})
    public String implementation;

    /** 1024: both arrays lie in the L1 cache. 65536: in the L2 or L3 cache. */
    @Param({"1024", "65536"})
    public int size;

    double[] in;
    double[] out;
    private Runnable loop;

    @Setup
    public void bind() {
        in = function.equals("exp") ? Samples.uniform(size, 1, -30, 30) : Samples.logUniform(size, 1, 1e6, 1e14);
        out = new double[size];
        loop = switch (function + " " + implementation) {
            case "exp powerlane" -> () -> ArrayMath.exp(in, 0, out, 0, size);
            case "log powerlane" -> () -> ArrayMath.log(in, 0, out, 0, size);
            case "pow powerlane" -> () -> ArrayMath.pow(in, 0, POWER, out, 0, size);
            case "exp math" -> () -> mathExp(in, out);
            case "log math" -> () -> mathLog(in, out);
            case "pow math" -> () -> mathPow(in, out);
            case "exp lanewise" -> () -> lanewiseExp(in, out);
            case "log lanewise" -> () -> lanewiseLog(in, out);
            case "pow lanewise" -> () -> lanewisePow(in, out);
            default -> throw new IllegalArgumentException("no " + implementation + " " + function);
        };
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public double[] apply() {
        for (int done = 0; done < ELEMENTS; done += size) {
            loop.run();
        }
        return out;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathExp(double[] in, double[] out) {
        for (int i = 0; i < in.length; i++) {
            out[i] = Math.exp(in[i]);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathLog(double[] in, double[] out) {
        for (int i = 0; i < in.length; i++) {
            out[i] = Math.log(in[i]);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void mathPow(double[] in, double[] out) {
        for (int i = 0; i < in.length; i++) {
            out[i] = Math.pow(in[i], POWER);
        }
    }

    // The sizes are multiples of every vector's length, so that these loops need no tail.

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void lanewiseExp(double[] in, double[] out) {
        for (int i = 0; i < SPECIES.loopBound(in.length); i += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, in, i).lanewise(VectorOperators.EXP).intoArray(out, i);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void lanewiseLog(double[] in, double[] out) {
        for (int i = 0; i < SPECIES.loopBound(in.length); i += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, in, i).lanewise(VectorOperators.LOG).intoArray(out, i);
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    static void lanewisePow(double[] in, double[] out) {
        for (int i = 0; i < SPECIES.loopBound(in.length); i += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, in, i).lanewise(VectorOperators.POW, POWER).intoArray(out, i);
        }
    }
}
