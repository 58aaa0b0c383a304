package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.MethodNode;

class ProviderTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @TempDir
    private Path folder;

    @Test
    void theProviderIsTheOneThatTheBuildDemands() {
        String demanded = System.getProperty("powerlane.test.provider");
        assumeTrue(demanded != null, "powerlane.test.provider is not set");
        String expected = demanded.equals("vector-preferred") ? "vector-" + VectorTwins.preferredBits() : demanded;
        assertThat(Provider.active().name()).isEqualTo(expected);
    }

    @Test
    void widthsAndNamesAgree() {
        Provider provider = Provider.active();
        assertThat(provider.bits()).isEqualTo(64 * provider.lanes());
        assertThat(provider.name()).isEqualTo(provider.isVector() ? "vector-" + provider.bits() : "scalar");
    }

    @Test
    void withoutTheModuleAutoFallsBackAfterOneWarningThatNamesTheFlag() throws Exception {
        String output = run();
        assertThat(output).contains("provider scalar").containsOnlyOnce(MODULE);
    }

    @Test
    void withoutTheModuleAForcedWidthIsRefusedByTheNameOfTheProperty() throws Exception {
        assertThat(run("-Dpowerlane.simd=128")).contains("refused powerlane.simd=128").contains(MODULE).doesNotContain("provider");
    }

    @Test
    void unknownValuesAreRefusedByTheNameOfTheProperty() throws Exception {
        assertThat(run(MODULE, "-Dpowerlane.simd=avx")).contains("refused powerlane.simd=avx");
    }

    @Test
    void scalarLoadsNoVectorClassEvenWithTheModule() throws Exception {
        assertThat(run(MODULE, "-Dpowerlane.simd=scalar", "-Xlog:class+load")).contains("provider scalar")
                .contains("dev.powerlane.kernel.ArrayMath").doesNotContain("jdk.incubator.vector.DoubleVector");
    }

    /** What a fresh JVM prints that asks for the provider on the class path. */
    private String run(String... flags) throws Exception {
        Path program = Files.writeString(folder.resolve("Ask.java"), """
                import dev.powerlane.kernel.ArrayMath;
                import dev.powerlane.math.Provider;

                class Ask {
                    public static void main(String[] args) {
                        try {
                            Provider.active();
                            System.out.println("provider " + Provider.active().name());
                            ArrayMath.exp(new double[20], 0, new double[20], 0, 20);
                        } catch (IllegalStateException e) {
                            System.out.println("refused " + e.getMessage());
                        }
                    }
                }
                """);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        // The array functions are generated, so they need ASM.
        command.addAll(List.of("-cp", pathTo(Provider.class, ClassWriter.class, MethodNode.class), program.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String pathTo(Class<?>... classes) throws Exception {
        List<String> places = new ArrayList<>();
        for (Class<?> c : classes) {
            places.add(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        return String.join(File.pathSeparator, places);
    }
}
