package dev.powerlane.cli.data;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** An embedded DuckDB in memory, and what its messages say in one line. */
final class DuckDb {
    private DuckDb() {}

    static Connection connect() throws SQLException {
        Properties settings = new Properties();
        // A run of the command line never fetches code from the network.
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            return driver(NativeLibraryCache.LOADER).connect("jdbc:duckdb:", settings);
        } catch (LinkageError | IllegalStateException e) {
            // The cache may lie where libraries may not be loaded from: let DuckDB unpack its own into a temporary file.
            return driver(DuckDb.class.getClassLoader()).connect("jdbc:duckdb:", settings);
        }
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
    static String reason(SQLException e) {
        List<String> lines = String.valueOf(e.getMessage()).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        String reason = lines.isEmpty() ? e.toString() : lines.get(0).replaceFirst("^[A-Z][A-Za-z ]* Error: ", "");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("Error when sniffing")) {
                reason = "a CSV file needs a header, one delimiter throughout (comma, semicolon, tab or |) and one kind of line end";
            } else if (lines.get(i).contains("CSV Error on Line: ") && i + 2 < lines.size()) {
                reason = lines.get(i).replaceFirst(".*CSV Error on Line: ", "line ") + ": " + lines.get(i + 2);
            }
        }
        return reason;
    }
}
