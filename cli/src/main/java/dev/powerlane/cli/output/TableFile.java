package dev.powerlane.cli.output;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.TileSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table that is written row by row: CSV, JSON or Parquet. */
public interface TableFile {

    /** The endings of the formats that hold a table. */
    List<String> ENDINGS = List.of(".csv", ".json", ".parquet");

    /** What a column holds. Cells are doubles all the same: a flag is 1 or 0. */
    enum Kind { NUMBER, COUNT, FLAG }

    record Column(String name, Kind kind) {}

    static Column number(String name) {
        return new Column(name, Kind.NUMBER);
    }

    /** A table in the format that the target's ending says. */
    static TableFile of(String target, WholeFile file, List<Column> columns) throws IOException {
        if (target.endsWith(".parquet")) {
            return new ParquetFile(file, columns);
        }
        return target.endsWith(".json") ? new JsonTable(file, columns) : new CsvTable(file, columns);
    }

    void row(double... cells) throws IOException;

    /** Writes what is still held back, and whatever the format ends with. */
    void end() throws IOException;

    /** The columns of {@link #cells}: the axes, then the value as {@code loss}. */
    static List<Column> columns(Grid grid) {
        List<Column> columns = new ArrayList<>(grid.names().stream().map(TableFile::number).toList());
        columns.add(number("loss"));
        return columns;
    }

    /** Takes a grid's cells, a row a cell: the nodes of its axes, then the value. */
    default TileSink cells(Grid grid) {
        int axes = grid.axes().size();
        double[] row = new double[axes + 1];
        return (offset, values, count) -> {
            for (int i = 0; i < count; i++) {
                long cell = offset + i;
                for (int a = axes - 1; a >= 0; a--) {
                    Axis axis = grid.axes().get(a);
                    row[a] = axis.node((int) (cell % axis.size()));
                    cell /= axis.size();
                }
                row[axes] = values[i];
                row(row);
            }
        };
    }
}
