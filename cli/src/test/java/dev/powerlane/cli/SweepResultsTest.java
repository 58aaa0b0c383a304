package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of sweep in every format. Parquet, CSV and JSON are read by DuckDB. */
class SweepResultsTest {
    private static final Law LAW = Laws.get("chinchilla");
    private static final ParameterSet HOFFMANN = LAW.published("hoffmann-2022");

    @TempDir
    Path folder;

    private Path sweep(String out, String... options) {
        Path file = folder.resolve(out);
        Invocation sweep = Invocation.run(Stream.concat(Stream.of("sweep"), Stream.concat(Arrays.stream(options), Stream.of("--out", file.toString()))).toArray(String[]::new));
        assertThat(sweep.status()).as(sweep.err()).isZero();
        return file;
    }

    private static List<double[]> rows(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<double[]> all = new ArrayList<>();
            while (rows.next()) {
                double[] row = new double[rows.getMetaData().getColumnCount()];
                for (int j = 0; j < row.length; j++) {
                    row[j] = rows.getDouble(j + 1);
                }
                all.add(row);
            }
            return all;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet"})
    void aGridIsARowACell(String ending) throws SQLException {
        Path file = sweep("grid." + ending, "chinchilla", "--grid", "N=1e6:1e12:7", "--grid", "D=1e8:1e14:101");
        List<double[]> rows = rows("SELECT N, D, loss FROM '" + file + "'");
        assertThat(rows).hasSize(707);
        for (int i = 0; i < 707; i++) {
            double[] row = rows.get(i);
            assertThat(row[2]).isCloseTo(LAW.at(HOFFMANN, Map.of("N", row[0], "D", row[1])), within(1e-13));
            assertThat(row[0]).isCloseTo(Math.pow(10, 6 + i / 101), within(1e-9 * row[0]));
        }
    }

    /** More than one row group, dictionaries with runs and with packed indices, and a column without one. */
    @Test
    void aLargeParquetFileIsTheNpyFile() throws SQLException, IOException {
        String[] grid = {"chinchilla", "--grid", "N=1e6:1e12:1100", "--grid", "D=1e8:1e14:1003"};
        Path parquet = sweep("grid.parquet", grid);
        Path npy = sweep("grid.npy", grid);
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
        data.position(10 + data.getShort(8));
        double sum = 0;
        double last = 0;
        while (data.hasRemaining()) {
            last = data.getDouble();
            sum += last;
        }
        double[] found = rows("SELECT count(*), sum(loss), count(DISTINCT N), count(DISTINCT D), arg_max(loss, N * D), max(N), max(D), min(N), min(D) FROM '" + parquet + "'").get(0);
        assertThat(found[0]).isEqualTo(1100. * 1003);
        assertThat(found[1]).isCloseTo(sum, within(1e-9 * sum));
        assertThat(found[2]).isEqualTo(1100);
        assertThat(found[3]).isEqualTo(1003);
        assertThat(found[4]).isEqualTo(last);
        assertThat(Arrays.copyOfRange(found, 5, 9)).containsExactly(1e12, 1e14, 1e6, 1e8);
        // What the axes take is little beside 8 bytes a loss.
        assertThat(Files.size(parquet)).isLessThan(11L * 1100 * 1003);
        double wrong = rows("SELECT count(*) FROM (SELECT N, D, row_number() OVER () - 1 AS i FROM '" + parquet + "') t WHERE "
                + "abs(ln(N / 1e6) / ln(1e6) * 1099 - i // 1003) > 1e-6 OR abs(ln(D / 1e8) / ln(1e6) * 1002 - i % 1003) > 1e-6").get(0)[0];
        assertThat(wrong).isZero();
    }

    @Test
    void aMinimumLiesBetweenTheNodes() throws SQLException {
        Path file = sweep("frontier.parquet", "chinchilla", "--grid", "N=1e6:1e12:64", "--grid", "C=1e18:1e24:7", "--minimise", "N");
        List<Map<String, Object>> exact = Invocation.list(Invocation.json("optimum", "chinchilla", "--compute", "1e18:1e24:7", "--json"), "optimum");
        List<double[]> rows = rows("SELECT C, N, D, loss, CAST(edge AS INTEGER) FROM '" + file + "'");
        for (int i = 0; i < 7; i++) {
            assertThat(rows.get(i)[1]).isCloseTo((Double) exact.get(i).get("N"), within(1e-6 * rows.get(i)[1]));
            assertThat(rows.get(i)[3]).isCloseTo((Double) exact.get(i).get("loss"), within(1e-13));
            assertThat(rows.get(i)[4]).isZero();
        }
    }

    @Test
    void anInputIsComputedFromTheAxes() throws IOException {
        Path let = sweep("let.csv", "chinchilla", "--grid", "N=1e6:1e12:64", "--grid", "C=1e18:1e24:7", "--let", "D=C/(6*N)", "--minimise", "N");
        Path identity = sweep("identity.csv", "chinchilla", "--grid", "N=1e6:1e12:64", "--grid", "C=1e18:1e24:7", "--minimise", "N");
        String[] found = Files.readAllLines(let).get(3).split(",");
        String[] expected = Files.readAllLines(identity).get(3).split(",");
        assertThat(Files.readAllLines(let).get(0)).isEqualTo("C,N,D,loss,edge");
        for (int j = 0; j < 4; j++) {
            double value = Double.parseDouble(expected[j]);
            assertThat(Double.parseDouble(found[j])).isCloseTo(value, within(1e-7 * value));
        }
    }

    @Test
    void aLevelIsWhereTheLawTakesThatValue() throws SQLException {
        Path file = sweep("sizes.json", "chinchilla", "--grid", "N=1e6:1e12:64", "--grid", "D=1e8,1e11,1e13", "--level", "2.2:N");
        List<double[]> rows = rows("SELECT D, N, loss, count FROM '" + file + "'");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)[3]).isZero();
        for (double[] row : rows.subList(1, 3)) {
            assertThat(LAW.at(HOFFMANN, Map.of("N", row[1], "D", row[0]))).isCloseTo(2.2, within(1e-12));
            assertThat(row[3]).isEqualTo(1);
        }
    }

    @Test
    void quantilesAreThoseOfTheSortedCells() throws SQLException, IOException {
        String[] grid = {"chinchilla", "--grid", "N=1e6:1e12:11", "--grid", "D=1e8,1e11"};
        List<double[]> cells = rows("SELECT loss FROM '" + sweep("cells.csv", grid) + "' ORDER BY loss");
        List<double[]> whole = rows("SELECT p, loss, count FROM '" + sweep("whole.csv", Stream.concat(Arrays.stream(grid), Stream.of("--quantiles", "0,1")).toArray(String[]::new)) + "'");
        assertThat(whole.get(0)).containsExactly(0, cells.get(0)[0], 22);
        assertThat(whole.get(1)).containsExactly(1, cells.get(21)[0], 22);
        Path along = sweep("along.csv", Stream.concat(Arrays.stream(grid), Stream.of("--quantiles", "0,.5:N")).toArray(String[]::new));
        assertThat(Files.readAllLines(along).get(0)).isEqualTo("D,q0,q.5,count");
        assertThat(rows("SELECT \"q.5\" FROM '" + along + "'").get(1)[0]).isCloseTo(LAW.at(HOFFMANN, Map.of("N", 1e9, "D", 1e11)), within(1e-13));
        assertThat(Files.readAllLines(sweep("default.csv", Stream.concat(Arrays.stream(grid), Stream.of("--quantiles")).toArray(String[]::new)))).hasSize(6);
    }

    @Test
    void threeAxesGiveAMinimumForEachPairOfTheOthers() throws SQLException {
        Path file = sweep("unique.csv", "data-constrained", "--grid", "U=1e9,1e11", "--grid", "N=1e7:1e12:256", "--grid", "C=1e20,1e22,1e24", "--minimise", "N");
        List<double[]> rows = rows("SELECT U, C, N, D, loss FROM '" + file + "'");
        assertThat(rows).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(rows.get(i)[0]).isEqualTo(i < 3 ? 1e9 : 1e11);
            assertThat(6 * rows.get(i)[2] * rows.get(i)[3]).isCloseTo(rows.get(i)[1], within(1e-9 * rows.get(i)[1]));
        }
        assertThat(rows.get(2)[4]).isGreaterThan(rows.get(5)[4]);
    }

    @Test
    void anInputThatMayBeZeroIsSweptFromZero() throws IOException {
        Path file = sweep("sparsity.json", "sparsity", "--grid", "S=lin:0:.9:10", "--grid", "N=1e8", "--grid", "D=1e10");
        List<Object> cells = JSON.std.listFrom(Files.readString(file));
        assertThat(cells).hasSize(10);
        assertThat(((Map<?, ?>) cells.get(0)).get("S")).isEqualTo(0.);
    }
}
