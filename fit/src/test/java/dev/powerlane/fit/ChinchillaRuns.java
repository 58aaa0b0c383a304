package dev.powerlane.fit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The 234 runs of chinchilla-points.csv (see the notice beside it). */
public final class ChinchillaRuns {
    private static final Map<String, double[]> COLUMNS = read();

    private ChinchillaRuns() {}

    public static Data data() {
        return scaled(1, 1);
    }

    /** N measured in another unit, loss in another unit. */
    static Data scaled(double n, double loss) {
        Map<String, double[]> columns = columns();
        multiply(columns.get("N"), n);
        multiply(columns.get("loss"), loss);
        return Data.of(columns, "loss");
    }

    /** Row i is row {@code order(i)} of the file. */
    static Data ordered(int rows, IntUnaryOperator order) {
        Map<String, double[]> columns = columns();
        columns.replaceAll((name, values) -> java.util.stream.IntStream.range(0, rows).mapToDouble(i -> values[order.applyAsInt(i)]).toArray());
        return Data.of(columns, "loss");
    }

    /** Copies, free to be changed. */
    static Map<String, double[]> columns() {
        Map<String, double[]> copies = new LinkedHashMap<>();
        COLUMNS.forEach((name, values) -> copies.put(name, values.clone()));
        return copies;
    }

    private static void multiply(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static Map<String, double[]> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ChinchillaRuns.class.getResourceAsStream("chinchilla-points.csv"), StandardCharsets.UTF_8))) {
            String[] names = reader.readLine().split(",");
            List<String[]> rows = reader.lines().filter(line -> !line.isBlank()).map(line -> line.split(",")).toList();
            Map<String, double[]> columns = new LinkedHashMap<>();
            for (int j = 0; j < names.length; j++) {
                int column = j;
                columns.put(names[j], rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray());
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
