package dev.powerlane.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of a table of runs, as the one function of DuckDB that reads them all: by their ending as Parquet or JSON, anything else as CSV.
 *
 * @param title    what messages call them
 * @param files    their names, without patterns
 * @param function the call, as SQL
 */
record RunFiles(String title, List<String> files, String function) {
    /** In a table of several files, the column that says which one a row is from. */
    static final String FILE = "#file";

    private static final String WANTED = "give a CSV, Parquet or JSON file of training runs";

    /** @throws IllegalArgumentException if a file cannot be read; patterns are left for later */
    static void check(List<String> names) throws IOException {
        for (String name : names) {
            if (!isPattern(name)) {
                checkReadable(name);
            }
        }
    }

    /** @throws IllegalArgumentException if a pattern fits no file, or the files are not all of one kind */
    static RunFiles of(List<String> names, Connection connection) throws SQLException {
        String title = String.join(" ", names);
        List<String> files = new ArrayList<>();
        for (String name : names) {
            files.addAll(isPattern(name) ? expanded(name, connection) : List.of(name));
        }
        Set<String> functions = files.stream().map(RunFiles::function).collect(Collectors.toSet());
        if (functions.size() > 1) {
            throw new IllegalArgumentException(title + ": files of several kinds cannot be read together; give CSV files only, or Parquet, or JSON");
        }
        String list = files.stream().map(f -> "'" + f.replace("'", "''") + "'").collect(Collectors.joining(", "));
        String together = files.size() == 1 ? "" : ", union_by_name=true, filename='" + FILE + "'";
        String function = functions.iterator().next();
        // CSV as text, so that a word among the numbers can be named; a short row counts as one with missing values.
        String csv = function.equals("read_csv") ? ", header=true, all_varchar=true, null_padding=true" : "";
        return new RunFiles(title, List.copyOf(files), function + "(" + (files.size() == 1 ? list : "[" + list + "]") + csv + together + ")");
    }

    boolean isCsv() {
        return function.startsWith("read_csv");
    }

    private static String function(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "parquet" -> "read_parquet";
            case "json", "jsonl", "ndjson" -> "read_json";
            default -> "read_csv";
        };
    }

    private static boolean isPattern(String name) {
        return name.matches(".*[*?\\[].*") && !exists(name);
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<String> expanded(String pattern, Connection connection) throws SQLException {
        List<String> files = new ArrayList<>();
        try (PreparedStatement glob = connection.prepareStatement("SELECT file FROM glob(?) ORDER BY file")) {
            glob.setString(1, pattern);
            try (ResultSet found = glob.executeQuery()) {
                while (found.next()) {
                    files.add(found.getString(1));
                }
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(pattern + ": no file is called like this; " + WANTED);
        }
        return files;
    }

    private static void checkReadable(String file) throws IOException {
        Path path = Path.of(file);
        if (file.isEmpty() || !Files.exists(path)) {
            throw new IllegalArgumentException((file.isEmpty() ? "an empty name" : file) + ": there is no such file; " + WANTED);
        }
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(file + ": is a directory; " + WANTED);
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(file + ": this user may not read the file");
        }
        if (Files.isRegularFile(path) && Files.size(path) == 0) {
            throw new IllegalArgumentException(file + ": the file is empty; it must have a header, as N,D,loss, and a row for each run");
        }
    }
}
