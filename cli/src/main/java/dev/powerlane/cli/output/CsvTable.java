package dev.powerlane.cli.output;

import java.io.IOException;
import java.util.List;

/** A table as comma-separated values. */
final class CsvTable implements TableFile {
    private final CsvFile csv;
    private final List<Column> columns;
    private final Object[] cells;

    CsvTable(WholeFile file, List<Column> columns) {
        this.csv = new CsvFile(file, columns.stream().map(Column::name).toList());
        this.columns = columns;
        this.cells = new Object[columns.size()];
    }

    @Override
    public void row(double... row) throws IOException {
        for (int j = 0; j < cells.length; j++) {
            cells[j] = switch (columns.get(j).kind()) {
                case NUMBER -> (Object) row[j];
                case COUNT -> (long) row[j];
                case FLAG -> row[j] != 0;
            };
        }
        csv.row(cells);
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }
}
