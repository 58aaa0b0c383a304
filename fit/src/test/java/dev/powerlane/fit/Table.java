package dev.powerlane.fit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CSV file among the test's resources, without quotes. */
record Table(List<String> names, List<String[]> rows) {
    static Table read(String resource) {
        try (InputStream in = Table.class.getResourceAsStream(resource)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            List<String[]> rows = new ArrayList<>();
            lines.subList(1, lines.size()).forEach(line -> rows.add(line.split(",")));
            return new Table(Arrays.asList(lines.get(0).split(",")), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Table where(String column, String value) {
        int j = names.indexOf(column);
        return new Table(names, rows.stream().filter(row -> row[j].equals(value)).toList());
    }

    Map<String, double[]> numbers(String... columns) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (String column : columns) {
            int j = names.indexOf(column);
            numbers.put(column, rows.stream().mapToDouble(row -> Double.parseDouble(row[j])).toArray());
        }
        return numbers;
    }
}
