package dev.powerlane.cli.output;

import dev.powerlane.cli.text.Quantity;
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

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : Quantity.exact(number);
        }
        return value.toString();
    }
}
