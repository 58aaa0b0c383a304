package dev.powerlane.bench;

import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.FitBatch;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Laws;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fits of the law chinchilla to the runs of Hoffmann et al. (2203.15556), by Huber's loss on log residuals: milliseconds a job on
 * one thread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class FitBenchmark {
    static final int RESAMPLES = 4000;

    private final Data runs = runs();
    private final Fitter fitter = Fitter.of(Laws.get("chinchilla")).threads(1);

    /** From the default starts, without intervals. */
    @Benchmark
    public Fit fit() {
        return fitter.bootstrap(0).fit(runs);
    }

    /** From the 4,500 starts of Hoffmann et al., without intervals. */
    @Benchmark
    public Fit hoffmannStarts() {
        return fitter.bootstrap(0).starts(Starts.hoffmann()).fit(runs);
    }

    /** The fit and 4,000 more to resamples of the runs. */
    @Benchmark
    public FitBatch bootstrap() {
        return fitter.bootstrap(runs, RESAMPLES, 1);
    }

    private static Data runs() {
        try (InputStream file = FitBenchmark.class.getResourceAsStream("chinchilla-points.csv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            List<String> names = List.of(lines.get(0).split(","));
            List<double[]> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                rows.add(Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray());
            }
            return Data.of(Map.of("N", column(rows, names.indexOf("N")), "D", column(rows, names.indexOf("D")),
                    "loss", column(rows, names.indexOf("loss"))), "loss");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] column(List<double[]> rows, int j) {
        return rows.stream().mapToDouble(row -> row[j]).toArray();
    }
}
