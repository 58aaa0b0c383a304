package dev.powerlane.cli.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A file of training runs, a row a run, read through an embedded DuckDB: CSV, Parquet or JSON by the file's ending, anything
 * else as CSV. Whatever is wrong with it becomes an {@link IllegalArgumentException} of one line that names the file and,
 * where there are such, the row (counted from 1 without the header) and the column.
 */
public final class Runs implements Closeable {
    private final String file;
    private final String source;
    private final Connection connection;
    private final List<String> columns;

    private Runs(String file, String source, Connection connection) throws SQLException {
        this.file = file;
        this.source = source;
        this.connection = connection;
        this.columns = columnNames();
    }

    public static Runs open(String file) throws IOException {
        checkReadable(file);
        String source = source(file);
        Connection connection = null;
        try {
            connection = connect();
            return new Runs(file, source, connection);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw unreadable(file, e);
        }
    }

    /** The names of the columns, as the file spells them. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Some columns as numbers.
     *
     * @param positive columns whose numbers must be above zero
     * @throws IllegalArgumentException if a column is missing, there are no rows, or a cell is not such a number
     */
    public Map<String, double[]> read(List<String> names, List<String> positive) {
        names.forEach(this::requireColumn);
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query(names))) {
            double[][] values = new double[names.size()][256];
            int count = 0;
            while (rows.next()) {
                if (rows.getObject(names.size() + 1) != null) {
                    throw new IllegalArgumentException(file + ": row " + (count + 1) + " has more values than the header has names ("
                            + rows.getObject(names.size() + 1) + " is one too many)");
                }
                for (int j = 0; j < values.length; j++) {
                    if (count == values[j].length) {
                        values[j] = Arrays.copyOf(values[j], 2 * count);
                    }
                    double value = rows.getDouble(j + 1);
                    if (rows.wasNull() || !Double.isFinite(value) || value <= 0 && positive.contains(names.get(j))) {
                        throw unusable(count, names.get(j), positive.contains(names.get(j)));
                    }
                    values[j][count] = value;
                }
                count++;
            }
            if (count == 0) {
                throw new IllegalArgumentException(file + ": there are no rows below the header " + String.join(",", columns));
            }
            Map<String, double[]> read = new LinkedHashMap<>();
            for (int j = 0; j < values.length; j++) {
                read.put(names.get(j), Arrays.copyOf(values[j], count));
            }
            return read;
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    /** The columns as numbers, null where they are none, and what stands beyond the header's last name. */
    private String query(List<String> names) {
        int last = columns.size() - 1;
        boolean surplus = source.startsWith("read_csv") && last > 0 && columns.get(last).equals("column" + last);
        return "SELECT " + names.stream().map(n -> "TRY_CAST(" + quoted(n) + " AS DOUBLE)").collect(Collectors.joining(", "))
                + ", " + (surplus ? quoted(columns.get(last)) : "NULL") + " FROM " + source;
    }

    private void requireColumn(String name) {
        if (!columns.contains(name)) {
            String other = columns.stream().filter(name::equalsIgnoreCase).findFirst()
                    .map(c -> " (" + c + " is another name: upper and lower case count)").orElse("");
            throw new IllegalArgumentException(file + ": there is no column " + name + other + "; the columns are "
                    + String.join(", ", columns));
        }
    }

    /** Reads the one cell again, as text. */
    private IllegalArgumentException unusable(int row, String column, boolean positive) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet cell = statement.executeQuery("SELECT CAST(" + quoted(column) + " AS VARCHAR) FROM " + source
                        + " LIMIT 1 OFFSET " + row)) {
            String text = cell.next() ? cell.getString(1) : null;
            return new IllegalArgumentException(file + ": row " + (row + 1) + ", column " + column + ": "
                    + (text == null ? "the value is missing" : "\"" + text + "\" is not " + (positive ? "a positive number" : "a finite number"))
                    + "; " + (positive ? "it must be a number above zero, as 3.2 or 7e10" : "it must be a number, as 3.2 or 7e10"));
        }
    }

    private List<String> columnNames() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return List.copyOf(names);
        }
    }

    private static void checkReadable(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(file + ": there is no such file; give a CSV, Parquet or JSON file of training runs");
        }
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(file + ": is a directory; give a CSV, Parquet or JSON file of training runs");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(file + ": this user may not read the file");
        }
        if (Files.isRegularFile(path) && Files.size(path) == 0) {
            throw new IllegalArgumentException(file + ": the file is empty; it must have a header, as N,D,loss, and a row for each run");
        }
    }

    private static String source(String file) {
        String name = "'" + file.replace("'", "''") + "'";
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "parquet" -> "read_parquet(" + name + ")";
            case "json", "jsonl", "ndjson" -> "read_json(" + name + ")";
            // As text, so that a word among the numbers can be named; a short row counts as one with missing values.
            default -> "read_csv(" + name + ", header=true, all_varchar=true, null_padding=true)";
        };
    }

    private static Connection connect() throws SQLException {
        Properties settings = new Properties();
        // A run of the command line never fetches code from the network.
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        Connection connection;
        try {
            connection = driver(NativeLibraryCache.LOADER).connect("jdbc:duckdb:", settings);
        } catch (LinkageError | IllegalStateException e) {
            // The cache may lie where libraries may not be loaded from: let DuckDB unpack its own into a temporary file.
            connection = driver(Runs.class.getClassLoader()).connect("jdbc:duckdb:", settings);
        }
        return connection;
    }

    /** By name rather than through DriverManager, which would look through the whole class path. */
    private static Driver driver(ClassLoader loader) {
        try {
            return (Driver) Class.forName("org.duckdb.DuckDBDriver", true, loader).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DuckDB cannot be started: " + e, e);
        }
    }

    /** DuckDB's messages go on for many lines and name its own options: what a reader needs is what is wrong, and where. */
    private static IllegalArgumentException unreadable(String file, SQLException e) {
        List<String> lines = String.valueOf(e.getMessage()).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        String reason = lines.isEmpty() ? e.toString() : lines.get(0).replaceFirst("^[A-Z][A-Za-z ]* Error: ", "");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("Error when sniffing")) {
                reason = "a CSV file needs a header, one delimiter throughout (comma, semicolon, tab or |) and one kind of line end";
            } else if (lines.get(i).contains("CSV Error on Line: ") && i + 2 < lines.size()) {
                reason = lines.get(i).replaceFirst(".*CSV Error on Line: ", "line ") + ": " + lines.get(i + 2);
            }
        }
        return new IllegalArgumentException(file + ": cannot be read as a table: " + reason, e);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static void closeQuietly(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            System.getLogger(Runs.class.getName()).log(System.Logger.Level.DEBUG, "DuckDB did not close", e);
        }
    }
}
