package dev.powerlane.bench;

import dev.powerlane.kernel.Kernel;
import dev.powerlane.kernel.Points;
import dev.powerlane.kernel.Quantities;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Parameter;
import dev.powerlane.law.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Value, gradient and Hessian of the catalogue's laws at points, in nanoseconds a point. {@link #main} runs them all and lists the
 * nanoseconds a vector operation and element beside it, where loads and stores are operations too: what takes far more than the others there has
 * fallen off the JIT's cliff.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dpowerlane.tiering=off"})
public class KernelCostBenchmark {
    /** Few enough for the columns of most results to stay in the L1 cache. */
    static final int POINTS = 256;

    @Param({"chinchilla", "kaplan-nd", "nested"})
    public String law;

    @Param({"value", "gradient", "hessian"})
    public String what;

    double[][] out;
    private Quantities quantities;
    private Points points;
    private double[] parameters;

    @Setup
    public void bind() {
        Law subject = Laws.get(law);
        List<Quantity> asked = switch (what) {
            case "value" -> List.of(Quantity.value());
            case "gradient" -> Quantity.gradient(subject);
            case "hessian" -> Quantity.hessian(subject);
            default -> throw new IllegalArgumentException("value, gradient or hessian, not " + what);
        };
        Kernel kernel = Kernel.compile(subject).withThreads(1);
        quantities = kernel.quantities(asked);
        double[][] columns = new double[subject.inputs().size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = Samples.logUniform(POINTS, 1 + j, Math.max(1e-3, subject.inputs().get(j).low()), subject.inputs().get(j).high());
        }
        points = kernel.points(columns);
        parameters = subject.published().isEmpty() ? subject.parameters().stream().mapToDouble(KernelCostBenchmark::among).toArray()
                : subject.published().values().iterator().next().toArray();
        out = new double[asked.size()][POINTS];
    }

    private static double among(Parameter p) {
        return p.low() > 0 ? Math.sqrt(p.low() * p.high()) : p.low() + .6 * (p.high() - p.low());
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[][] points() {
        quantities.evaluate(parameters, points, out);
        return out;
    }

    /** Vector operations a point. */
    double operations() {
        return quantities.operations(parameters, points);
    }

    /** @param laws the laws to list; all if there is none */
    public static void main(String[] laws) throws RunnerException {
        String[] subjects = laws.length > 0 ? laws : Laws.all().stream().map(Law::id).toArray(String[]::new);
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(KernelCostBenchmark.class.getSimpleName())
                .param("law", subjects).build()).run();
        List<String> table = new ArrayList<>();
        for (RunResult result : results) {
            KernelCostBenchmark subject = new KernelCostBenchmark();
            subject.law = result.getParams().getParam("law");
            subject.what = result.getParams().getParam("what");
            subject.bind();
            double nanos = result.getPrimaryResult().getScore();
            table.add(String.format("%-28s %-9s %8d %8.0f %10.3f %10.4f", subject.law, subject.what, subject.out.length, subject.operations(),
                    nanos, nanos / Math.max(1, subject.operations())));
        }
        System.out.printf("%-28s %-9s %8s %8s %10s %10s%n", "law", "what", "columns", "ops", "ns/point", "ns/op");
        table.forEach(System.out::println);
    }
}
