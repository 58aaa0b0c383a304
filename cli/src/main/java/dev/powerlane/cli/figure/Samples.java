package dev.powerlane.cli.figure;

import dev.powerlane.fit.Data;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data that ships with the program; where it is from and under which licence stands in {@code cli/samples/NOTICE}. */
final class Samples {
    private Samples() {}

    /** The 234 runs read off a figure of Hoffmann et al. 2022: C, N, D, loss. */
    static Data runs() {
        return Data.of(columns("chinchilla.csv"), "loss");
    }

    /** Columns of numbers under a line of names. */
    static Map<String, double[]> columns(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Samples.class.getResourceAsStream("/dev/powerlane/cli/samples/" + name), StandardCharsets.UTF_8))) {
            List<String[]> lines = reader.lines().map(line -> line.split(",")).toList();
            Map<String, double[]> columns = new LinkedHashMap<>();
            for (int j = 0; j < lines.get(0).length; j++) {
                int column = j;
                columns.put(lines.get(0)[j], lines.stream().skip(1).mapToDouble(l -> Double.parseDouble(l[column])).toArray());
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The largest value of a column. */
    static double largest(double[] column) {
        return Arrays.stream(column).max().orElseThrow();
    }
}
