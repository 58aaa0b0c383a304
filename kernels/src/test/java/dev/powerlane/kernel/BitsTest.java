package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.powerlane.law.Laws;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.MethodNode;

/**
 * Results have the committed bits: over vector widths, JIT tiers, JDKs, threads, and from one version to the next. {@code bits.txt}
 * holds a hash a kernel kind and law; see {@link Bits}. Where the mathematics changes on purpose, write it anew with
 *
 * <pre>mvn -pl kernels test -Dtest=BitsTest -Dtest.providers=none -Dpowerlane.bits=src/test/resources/dev/powerlane/kernel/bits.txt</pre>
 *
 * and look at which lines have changed; the next ordinary run checks that all providers agree with them.
 */
class BitsTest {
    private static final String FILE = "bits.txt";
    /** Laws of every kind of program: a sum of powers, a power of a sum, a root, a selection. */
    private static final String[] SOME = {"chinchilla", "kaplan-nd", "m4", "broken-power-law"};

    @Test
    void resultsHaveTheCommittedBits() throws IOException {
        List<String> lines = Bits.lines(Laws.all(), 1);
        String target = System.getProperty("powerlane.bits");
        if (target != null) {
            Files.write(Path.of(target), lines);
            abort("written: " + target);
        }
        assertThat(lines).containsExactlyElementsOf(committed());
    }

    @Test
    void twoThreadsGiveTheSameBits() throws IOException {
        assertThat(committed()).containsAll(Bits.lines(Arrays.stream(SOME).map(Laws::get).toList(), 2));
    }

    /** In a JVM of its own each, once a run of the tests: the provider is among the settings. */
    @ParameterizedTest
    @ValueSource(strings = {
        "-Xint -Dpowerlane.simd=scalar", "-Xint -Dpowerlane.simd=128",
        "-XX:TieredStopAtLevel=1 -Dpowerlane.simd=scalar", "-XX:TieredStopAtLevel=1 -Dpowerlane.simd=256",
        "-XX:-TieredCompilation -Dpowerlane.simd=scalar", "-XX:-TieredCompilation -Dpowerlane.simd=256", "-XX:-TieredCompilation -Dpowerlane.simd=512",
    })
    void everyJitTierAndWidthGivesTheSameBits(String flags) throws Exception {
        assumeTrue(System.getProperty("powerlane.test.provider", "").equals("vector-128"));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector", "-Dpowerlane.tiering=off"));
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", pathTo(Bits.class, Kernel.class, ClassWriter.class, MethodNode.class), Bits.class.getName()));
        command.addAll(List.of(SOME));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String simd = flags.replaceAll(".*=", "");
        int width = simd.equals("scalar") ? 0 : Integer.parseInt(simd);
        assumeTrue(width <= jdk.incubator.vector.DoubleVector.SPECIES_PREFERRED.vectorBitSize(), "this machine has no vectors of " + width + " bits");
        assertThat(output.lines().toList()).hasSizeGreaterThan(40).isSubsetOf(committed());
    }

    private static List<String> committed() throws IOException {
        try (InputStream committed = BitsTest.class.getResourceAsStream(FILE)) {
            return new String(committed.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String pathTo(Class<?>... classes) throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> c : classes) {
            places.add(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        return String.join(File.pathSeparator, places);
    }
}
