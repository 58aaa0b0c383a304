package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Results have the committed bits: over vector widths, JDKs, and from one version to the next. {@code bits.txt} holds a
 * CRC-32 a result, of its doubles with one NaN. Where the mathematics changes on purpose, write it anew with
 *
 * <pre>mvn -pl kernels test -Dtest=BitsTest -Dpowerlane.bits=src/test/resources/dev/powerlane/kernel/bits.txt</pre>
 *
 * and look at which lines have changed; the next ordinary run checks that all providers agree with them.
 */
class BitsTest {
    private static final String FILE = "bits.txt";
    private static final int SIZE = 1003;

    @Test
    void resultsHaveTheCommittedBits() throws IOException {
        Map<String, Long> hashes = hashes();
        String text = hashes.entrySet().stream().map(e -> String.format("%-28s %08x%n", e.getKey(), e.getValue())).collect(Collectors.joining());
        String target = System.getProperty("powerlane.bits");
        if (target != null) {
            Files.writeString(Path.of(target), text);
            abort("written: " + target);
        }
        try (InputStream committed = BitsTest.class.getResourceAsStream(FILE)) {
            assertThat(text.lines()).containsExactlyElementsOf(
                    new String(committed.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }

    private static Map<String, Long> hashes() {
        Map<String, Long> hashes = new LinkedHashMap<>();
        arrays(hashes);
        points(hashes, Laws.get("chinchilla"));
        points(hashes, Laws.get("kaplan-nd"));
        grids(hashes);
        double[][] sums = huber();
        hashes.put("huber sums", hash(sums));
        return hashes;
    }

    private static void arrays(Map<String, Long> hashes) {
        double[] any = new SplittableRandom(41).longs(SIZE).mapToDouble(Double::longBitsToDouble).toArray();
        double[] near = new SplittableRandom(42).doubles(SIZE, -50, 50).toArray();
        double[] positive = RandomPoints.logUniform(43, SIZE, 1e-12, 1e18);
        double[] out = new double[SIZE];
        ArrayMath.exp(any, 0, out, 0, SIZE);
        hashes.put("exp of any double", hash(out));
        ArrayMath.exp(near, 0, out, 0, SIZE);
        hashes.put("exp of -50 to 50", hash(out));
        ArrayMath.log(any, 0, out, 0, SIZE);
        hashes.put("log of any double", hash(out));
        ArrayMath.log(positive, 0, out, 0, SIZE);
        hashes.put("log of 1e-12 to 1e18", hash(out));
        ArrayMath.pow(positive, 0, -.34, out, 0, SIZE);
        hashes.put("x^-0.34", hash(out));
        functions().forEach((name, function) -> {
            function.apply(any, 0, out, 0, SIZE);
            double[] again = new double[SIZE];
            function.apply(near, 0, again, 0, SIZE);
            hashes.put(name, hash(out, again));
        });
        ArrayMath.logSumExp(any, 0, near, 0, out, 0, SIZE);
        hashes.put("logsumexp", hash(out));
        hashes.put("logsumexp of an array", hash(new double[] {ArrayMath.logSumExp(near, 0, SIZE)}));
    }

    private interface ArrayFunction {
        void apply(double[] in, int inOffset, double[] out, int outOffset, int count);
    }

    private static Map<String, ArrayFunction> functions() {
        Map<String, ArrayFunction> functions = new LinkedHashMap<>();
        functions.put("exp2", ArrayMath::exp2);
        functions.put("expm1", ArrayMath::expm1);
        functions.put("log2", ArrayMath::log2);
        functions.put("log10", ArrayMath::log10);
        functions.put("log1p", ArrayMath::log1p);
        functions.put("sin", ArrayMath::sin);
        functions.put("cos", ArrayMath::cos);
        functions.put("atan", ArrayMath::atan);
        return functions;
    }

    private static void points(Map<String, Long> hashes, Law law) {
        Kernel kernel = Kernel.compile(law);
        double[] parameters = RandomPoints.parameters(law, 44);
        double[][] columns = RandomPoints.columns(law, 45, SIZE);
        double[] out = new double[SIZE];
        double[][] gradient = new double[parameters.length][SIZE];
        kernel.evaluate(parameters, columns, out);
        hashes.put(law + " fused", hash(out));
        kernel.evaluate(parameters, kernel.points(columns), out);
        hashes.put(law + " points", hash(out));
        kernel.gradient(parameters, kernel.points(columns), out, gradient);
        hashes.put(law + " gradient", hash(gradient));
    }

    private static void grids(Map<String, Long> hashes) {
        Law law = Laws.get("chinchilla");
        Law overCompute = law.with("D", "C/(6*N)");
        double[] parameters = law.published("hoffmann-2022").toArray();
        Axis n = Axis.log("N", 1e6, 1e12, 67);
        Axis d = Axis.log("D", 1e8, 1e14, 35);
        Axis c = Axis.log("C", 1e17, 1e27, 35);
        hashes.put("log-spaced nodes", hash(n.nodes(), d.nodes(), c.nodes()));
        double[] out = new double[n.size() * d.size()];
        Kernel.compile(law).evaluate(parameters, Grid.of(n, d), out);
        hashes.put("chinchilla N x D", hash(out));
        Kernel.compile(overCompute).evaluate(parameters, Grid.of(n, c), out);
        hashes.put("chinchilla N x C", hash(out));
        Minima minima = Kernel.compile(overCompute).minimise(parameters, Grid.of(n, c), "N");
        hashes.put("chinchilla minimum along N", hash(minima.value(), Arrays.stream(minima.index()).asDoubleStream().toArray()));
    }

    private static double[][] huber() {
        RowSums sums = HuberObjective.sums();
        RowSums.Task task = sums.task(sums.bind(HuberObjective.data(151)));
        for (int p = 0; p < task.parameters().length; p++) {
            for (int lane = 0; lane < RowSums.LANES; lane++) {
                task.parameters()[p][lane] = HuberObjective.parameter(p, lane);
            }
        }
        return task.run();
    }

    private static long hash(double[]... arrays) {
        CRC32 hash = new CRC32();
        for (double[] array : arrays) {
            ByteBuffer bytes = ByteBuffer.allocate(array.length * Long.BYTES);
            for (double value : array) {
                bytes.putLong(Double.doubleToLongBits(value));
            }
            hash.update(bytes.array());
        }
        return hash.getValue();
    }
}
