package dev.powerlane.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.math.Provider;
import dev.powerlane.program.Op;
import dev.powerlane.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

class DumpTest {
    @TempDir
    private Path folder;

    @AfterEach
    void dumpNoMore() {
        System.clearProperty("powerlane.dump");
    }

    @Test
    void everyGeneratedClassIsWrittenWithTheListingOfItsProgram() throws IOException {
        Program program = program(17.25);
        System.setProperty("powerlane.dump", folder.resolve("new/folder").toString());
        Compiler.compile("shown kernel", program, Shape.map(List.of(), List.of("x"), 1));
        try (Stream<Path> files = Files.list(folder.resolve("new/folder"))) {
            List<Path> written = files.sorted().toList();
            assertThat(written).hasSize(Provider.active().isVector() ? 4 : 2)
                    .allMatch(f -> f.getFileName().toString().startsWith("shown_kernel_"));
            for (Path file : written) {
                if (file.toString().endsWith(".class")) {
                    assertThat(new ClassReader(Files.readAllBytes(file)).getClassName()).startsWith("dev/powerlane/codegen/shown_kernel_");
                } else {
                    assertThat(file).hasContent(program.listing());
                }
            }
        }
    }

    @Test
    void nothingIsWrittenUnlessAsked() throws IOException {
        Compiler.compile("hidden kernel", program(18.25), Shape.map(List.of(), List.of("x"), 1));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** With a number of its own, since equal programs are compiled once. */
    private static Program program(double number) {
        Program.Builder builder = new Program.Builder();
        return builder.build(List.of(builder.op(Op.ADD, builder.leaf("x", 1), builder.constant(number))));
    }
}
