package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.powerlane.law.Laws;
import dev.powerlane.math.Provider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.MethodNode;

/**
 * No kernel is too long for the JIT: in a virtual machine of its own, which compiles in the foreground and early, C1 gives up on none
 * ("COMPILE SKIPPED": the method could stay uncompiled by C2 for good), and none goes on allocating.
 *
 * <p>Compiling all takes minutes, so the build takes a sample with the longest kernels in it. The system property {@code
 * powerlane.test.kernels} names other subjects, separated by commas, or {@code all}; see {@link CompiledKernels}.
 */
class BigKernelsTest {
    private static final List<String> SAMPLE = List.of("chinchilla hessian", "kaplan-ns value", "kaplan-ns hessian", "gamma-chinchilla hessian",
            "broken-power-law hessian", "data-constrained hessian", "m4 value", "nested gradient", "chinchilla sums", "nested sums", "kaplan-nd grid",
            "farseer minimum", "random 3 200");

    /** Bytes that an element may cost: none, but for the nodes of a grid's last axis beside 64 lines. One vector that is an object would be 12. */
    static double bound(String subject) {
        return subject.endsWith(" grid") || subject.endsWith(" minimum") ? 4 : .1;
    }

    @TempDir
    Path folder;

    @Test
    void c1GivesUpOnNoneAndNoneGoesOnAllocating() throws IOException, InterruptedException {
        assumeTrue(Provider.active().lanes() > 2, "no vectors, or masks of two lanes, which are objects");
        List<String> subjects = subjects();
        Path compilations = folder.resolve("compilations");
        Path results = folder.resolve("results");
        Process run = new ProcessBuilder(command(subjects)).redirectOutput(compilations.toFile()).redirectError(results.toFile()).start();
        assertThat(run.waitFor()).as(() -> read(results)).isZero();
        List<String> kernels = Files.readAllLines(compilations).stream().filter(l -> l.contains("dev.powerlane.codegen.") && l.contains("::run")).toList();
        assertThat(kernels.stream().filter(l -> l.contains("COMPILE SKIPPED"))).isEmpty();
        assertThat(kernels.stream().filter(l -> l.matches(" *\\d+ +\\d+.* 4  .*"))).as("compiled by C2").hasSizeGreaterThanOrEqualTo(subjects.size());
        List<String> reports = Files.readAllLines(results).stream().filter(l -> l.matches("(" + String.join("|", subjects) + "): .*")).toList();
        assertThat(reports).hasSameSizeAs(subjects);
        assertThat(reports).allMatch(r -> Double.parseDouble(r.split(": ")[1]) <= bound(r.split(": ")[0]));
    }

    private static List<String> subjects() {
        String asked = System.getProperty("powerlane.test.kernels");
        if (asked == null) {
            return SAMPLE;
        }
        if (!asked.equals("all")) {
            return List.of(asked.split(","));
        }
        List<String> all = new ArrayList<>();
        Laws.all().forEach(law -> Stream.of("value", "gradient", "hessian", "sums").forEach(what -> all.add(law.id() + " " + what)));
        // A grid of one axis keeps each cell's node; over three axes what depends on two of them is a table.
        Laws.all().stream().filter(law -> law.inputs().size() > 1).forEach(law -> all.add(law.id() + " grid"));
        Laws.all().stream().filter(law -> law.inputs().size() == 2).forEach(law -> all.add(law.id() + " minimum"));
        for (int size : new int[] {20, 50, 100, 150, 200}) {
            for (int seed = 0; seed < 6; seed++) {
                all.add("random " + seed + " " + size);
            }
        }
        return all;
    }

    /** On the class path, wherever this machine has its classes from. */
    private static List<String> command(List<String> subjects) {
        String path = Stream.of(Path.of("target", "classes"), Path.of("target", "test-classes"), origin(ClassWriter.class), origin(MethodNode.class))
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:CompileThresholdScaling=0.05", "-XX:+PrintCompilation",
                "-Dpowerlane.tiering=off", "-cp", path, CompiledKernels.class.getName()));
        command.addAll(subjects);
        return command;
    }

    private static Path origin(Class<?> type) {
        return Path.of(java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
