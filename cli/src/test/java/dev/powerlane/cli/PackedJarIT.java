package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user starts it. */
class PackedJarIT {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";
    private static final String[] EVAL = {"eval", "chinchilla", "--at", "N=70B,D=1.4T"};

    @TempDir
    Path folder;

    @Test
    void aFitHasTheSameDigitsWithAndWithoutTheVectorModule() throws Exception {
        String[] fit = {"fit", "samples/chinchilla.csv", "--bootstrap", "0", "--json"};
        String vector = start(List.of(VECTORS), fit).out();
        String scalar = start(List.of(), fit).out();
        assertThat(vector).contains("\"n\" : 234");
        assertThat(scalar.replaceAll("\"seconds\".*", "")).isEqualTo(vector.replaceAll("\"seconds\".*", ""));
    }

    @Test
    void withoutTheModuleOneLineSaysSo() throws Exception {
        Invocation sweep = start(List.of(), "sweep", "chinchilla", "--grid", "N=1e9", "--grid", "D=1e9,1e10", "--out",
                folder.resolve("a.npy").toString());
        assertThat(sweep.status()).isZero();
        assertThat(sweep.err()).containsOnlyOnce("jdk.incubator.vector is absent");
    }

    @Test
    void commandsThatReadNoDataDoNotLoadDuckDb() throws Exception {
        for (String[] command : List.of(EVAL, new String[] {"laws"}, new String[] {"optimum", "chinchilla", "--compute", "1e20"},
                new String[] {"sweep", "chinchilla", "--grid", "N=1e9", "--grid", "D=1e9", "--out", folder.resolve("a.parquet").toString()})) {
            Invocation invocation = start(List.of(VECTORS, "-Xlog:class+load:stderr"), command);
            assertThat(invocation.status()).isZero();
            assertThat(invocation.err()).contains("dev.powerlane.cli.Main").doesNotContain("org.duckdb");
        }
    }

    @Test
    void aWrongColumnIsOneLineAndStatusTwo() throws Exception {
        Path file = Files.writeString(folder.resolve("runs.csv"), "N,loss\n1e9,2.5\n");
        Invocation fit = start(List.of(VECTORS), "fit", file.toString());
        assertThat(fit.status()).isEqualTo(2);
        assertThat(fit.out()).isEmpty();
        assertThat(fit.err().lines().filter(line -> !line.startsWith("WARNING: "))).singleElement().asString().contains("no column D");
    }

    private Invocation start(List<String> flags, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        Stream.of("-jar", "target/powerlane.jar").forEach(command::add);
        command.addAll(List.of(args));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        int status = process.waitFor();
        return new Invocation(status, Files.readString(out), Files.readString(err));
    }
}
