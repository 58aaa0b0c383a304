package dev.powerlane.cli.output;

import dev.powerlane.cli.text.Quantity;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.TileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Comma-separated values with a header; numbers keep all their digits, what is not a number is left empty. */
public final class CsvFile {
    private static final int BUFFER = 1 << 16;

    private final WholeFile file;
    private final StringBuilder text = new StringBuilder();

    public CsvFile(WholeFile file, List<String> columns) {
        this.file = file;
        text.append(String.join(",", columns)).append('\n');
    }

    /** A row; numbers with all their digits, anything else as it prints. */
    public void row(Object... cells) throws IOException {
        for (int j = 0; j < cells.length; j++) {
            text.append(j == 0 ? "" : ",").append(cell(cells[j]));
        }
        text.append('\n');
        if (text.length() >= BUFFER) {
            flush();
        }
    }

    /** Writes what is still held back. */
    public void flush() throws IOException {
        file.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
        text.setLength(0);
    }

    /** Takes a grid's cells, a row a cell: the nodes of its axes, then the value. */
    public TileSink cells(Grid grid) {
        Object[] row = new Object[grid.axes().size() + 1];
        return (offset, values, count) -> {
            for (int i = 0; i < count; i++) {
                long cell = offset + i;
                for (int a = row.length - 2; a >= 0; a--) {
                    Axis axis = grid.axes().get(a);
                    row[a] = axis.node((int) (cell % axis.size()));
                    cell /= axis.size();
                }
                row[row.length - 1] = values[i];
                row(row);
            }
        };
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : Quantity.exact(number);
        }
        return value.toString();
    }
}
