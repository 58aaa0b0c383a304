package dev.powerlane.cli.output;

import dev.powerlane.cli.text.Quantity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table as a JSON array of objects, one a line; what is not a finite number is null. */
final class JsonTable implements TableFile {
    private static final int BUFFER = 1 << 16;

    private final WholeFile file;
    private final List<Column> columns;
    private final StringBuilder text = new StringBuilder("[");
    private boolean isFirst = true;

    JsonTable(WholeFile file, List<Column> columns) {
        this.file = file;
        this.columns = columns;
    }

    @Override
    public void row(double... row) throws IOException {
        text.append(isFirst ? "\n{" : ",\n{");
        isFirst = false;
        for (int j = 0; j < row.length; j++) {
            text.append(j == 0 ? "\"" : ",\"").append(columns.get(j).name()).append("\":");
            switch (columns.get(j).kind()) {
                case NUMBER -> text.append(Double.isFinite(row[j]) ? Quantity.exact(row[j]) : "null");
                case COUNT -> text.append((long) row[j]);
                case FLAG -> text.append(row[j] != 0);
            }
        }
        text.append('}');
        if (text.length() >= BUFFER) {
            flush();
        }
    }

    @Override
    public void end() throws IOException {
        text.append("\n]\n");
        flush();
    }

    private void flush() throws IOException {
        file.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
        text.setLength(0);
    }
}
