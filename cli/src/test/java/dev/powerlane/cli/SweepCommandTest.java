package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
    private static final Law LAW = Laws.get("chinchilla");
    private static final ParameterSet HOFFMANN = LAW.published("hoffmann-2022");

    @TempDir
    Path folder;

    @Test
    void npyHoldsTheGridInTheOrderOfTheAxes() throws IOException {
        Path file = folder.resolve("grid.npy");
        Map<String, Object> summary = Invocation.json("sweep", "chinchilla", "--grid", "D=1e8,2e9,3T", "--grid", "N=1e6:1e12:7", "--out",
                file.toString(), "--json");
        assertThat(summary).containsEntry("shape", List.of(3, 7)).containsEntry("cells", 21).containsEntry("file", file.toString());
        ByteBuffer data = npy(file, "(3, 7)");
        double[] tokens = {1e8, 2e9, 3e12};
        double least = Double.POSITIVE_INFINITY;
        for (double d : tokens) {
            for (int i = 0; i < 7; i++) {
                double value = data.getDouble();
                double expected = LAW.at(HOFFMANN, Map.of("N", StrictMath.pow(10, 6 + i), "D", d));
                assertThat(value).isCloseTo(expected, within(1e-13 * expected));
                least = Math.min(least, value);
            }
        }
        assertThat(data.hasRemaining()).isFalse();
        assertThat(Invocation.object(summary, "minimum")).containsEntry("loss", least).containsEntry("N", 1e12).containsEntry("D", 3e12);
        assertThat(folder).isDirectoryContaining("glob:**grid.npy");
        assertThat(files()).containsExactly("grid.npy");
    }

    @Test
    void aGridOfOneAxisHasATupleOfOne() throws IOException {
        Path file = folder.resolve("line.npy");
        assertThat(Invocation.run("sweep", "E + A*X^-a", "--set", "E=1,A=2,a=.5", "--grid", "X=4,16", "--out",
                file.toString()).status()).isZero();
        ByteBuffer data = npy(file, "(2,)");
        assertThat(data.getDouble()).isEqualTo(2);
        assertThat(data.getDouble()).isEqualTo(1.5);
    }

    @Test
    void aGridLargerThanTheBuffersIsWrittenWhole() throws IOException {
        Path file = folder.resolve("large.npy");
        assertThat(Invocation.run("sweep", "chinchilla", "--grid", "N=1e6:1e12:1027", "--grid", "D=1e8:1e14:1031", "--out",
                file.toString()).status()).isZero();
        ByteBuffer data = npy(file, "(1027, 1031)");
        assertThat(data.remaining()).isEqualTo(8 * 1027 * 1031);
        double last = LAW.at(HOFFMANN, Map.of("N", 1e12, "D", 1e14));
        assertThat(data.getDouble(data.limit() - 8)).isCloseTo(last, within(1e-13));
    }

    @Test
    void csvHoldsTheNodesAndTheLoss() throws IOException {
        Path file = folder.resolve("grid.csv");
        assertThat(Invocation.run("sweep", "chinchilla", "--grid", "N=1e9,2e9", "--grid", "D=lin:1e10:3e10:3", "--out",
                file.toString()).status()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("N,D,loss");
        double[] row = Stream.of(lines.get(5).split(",")).mapToDouble(Double::parseDouble).toArray();
        assertThat(row[0]).isEqualTo(2e9);
        assertThat(row[1]).isEqualTo(2e10);
        assertThat(row[2]).isCloseTo(LAW.at(HOFFMANN, Map.of("N", 2e9, "D", 2e10)), within(1e-14));
    }

    /** The loss is flat at its minimum: half a step of the axis, .17 %, moves it by 1e-6 at most. */
    @Test
    void theFrontierIsThatOfTheClosedForm() throws IOException {
        Path file = folder.resolve("frontier.csv");
        Invocation sweep = Invocation.run("sweep", "chinchilla", "--grid", "N=1e6:1e12:4096", "--grid", "C=1e18:1e26:256", "--minimise", "N",
                "--out", file.toString());
        assertThat(sweep.status()).isZero();
        assertThat(sweep.err()).isEmpty();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(257);
        assertThat(lines.get(0)).isEqualTo("C,N,D,loss,edge");
        List<Map<String, Object>> exact = Invocation.list(Invocation.json("optimum", "chinchilla", "--compute", "1e18:1e26:256", "--json"),
                "optimum");
        double step = Math.log(1e6) / 4095;
        for (int i = 0; i < 256; i++) {
            String[] cells = lines.get(i + 1).split(",");
            assertThat(Double.parseDouble(cells[0])).isEqualTo(exact.get(i).get("C"));
            double size = (Double) exact.get(i).get("N");
            assertThat(Math.abs(Math.log(Double.parseDouble(cells[1]) / size))).isLessThan(.51 * step);
            assertThat(Double.parseDouble(cells[1]) * Double.parseDouble(cells[2]) * 6).isCloseTo((Double) exact.get(i).get("C"),
                    within(1e-14 * (Double) exact.get(i).get("C")));
            double loss = (Double) exact.get(i).get("loss");
            assertThat(Double.parseDouble(cells[3])).isBetween(loss * (1 - 1e-14), loss + 1e-5);
            assertThat(cells[4]).isEqualTo("false");
        }
    }

    @Test
    void aMinimumAtTheEdgeIsMarkedAndWarnedOf() throws IOException {
        Path file = folder.resolve("frontier.csv");
        Invocation sweep = Invocation.run("sweep", "chinchilla", "--grid", "N=1e6:1e9:64", "--grid", "C=1e18,1e24", "--minimise", "N",
                "--out", file.toString());
        assertThat(sweep.status()).isZero();
        assertThat(sweep.err().lines()).singleElement().asString().startsWith("powerlane: warning: at 1 of 2 points");
        assertThat(Files.readAllLines(file)).element(1).asString().endsWith(",false");
        assertThat(Files.readAllLines(file)).element(2).asString().endsWith(",true");
    }

    @Test
    void tokensCanBeMinimisedOverAsWell() throws IOException {
        Path file = folder.resolve("frontier.csv");
        Map<String, Object> summary = Invocation.json("sweep", "chinchilla", "--grid", "D=1e8:1e14:4096", "--grid", "C=1e20",
                "--minimise", "D", "--out", file.toString(), "--json");
        assertThat(summary).containsEntry("columns", List.of("C", "N", "D", "loss", "edge")).containsEntry("rows", 1)
                .containsEntry("at_edge", 0);
        assertThat(Double.parseDouble(Files.readAllLines(file).get(1).split(",")[1])).isCloseTo(774873738.783, within(2e6));
    }

    @Test
    void aFormulaGivesTheBytesOfTheCatalogue() throws IOException {
        Path catalogue = folder.resolve("a.npy");
        Path formula = folder.resolve("b.npy");
        String[] grid = {"--grid", "N=1e6:1e12:33", "--grid", "C=1e18:1e26:17", "--out"};
        assertThat(run("chinchilla", List.of("--published", "besiroglu-2024"), grid, catalogue)).isZero();
        assertThat(run("E + A/N^alpha + B/D^beta", List.of("--set", "E=1.8172,A=482.01,B=2085.43,alpha=.3478,beta=.3658"), grid,
                formula)).isZero();
        assertThat(formula).hasSameBinaryContentAs(catalogue);
    }

    @Test
    void anExistingFileIsReplacedOnlyByAWholeOne() throws IOException {
        Path file = Files.writeString(folder.resolve("grid.npy"), "old");
        assertThat(Invocation.run("sweep", "chinchilla", "--grid", "N=1e6:1e12:4", "--out", file.toString()).status()).isEqualTo(2);
        assertThat(file).hasContent("old");
        assertThat(Invocation.run("sweep", "chinchilla", "--grid", "N=1e6:1e12:4", "--grid", "D=1e9", "--out",
                file.toString()).status()).isZero();
        npy(file, "(4, 1)");
        assertThat(files()).containsExactly("grid.npy");
    }

    private static int run(String law, List<String> constants, String[] grid, Path out) {
        return Invocation.run(Stream.of(Stream.of("sweep", law), constants.stream(), Stream.of(grid), Stream.of(out.toString()))
                .flatMap(s -> s).toArray(String[]::new)).status();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    /** Checks the header of NumPy's format 1.0 and returns the data. */
    private static ByteBuffer npy(Path file, String shape) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        byte[] header = new byte[bytes.getShort()];
        assertThat((10 + header.length) % 64).isZero();
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }").endsWith("\n");
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
