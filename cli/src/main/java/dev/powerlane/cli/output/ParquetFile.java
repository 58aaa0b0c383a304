package dev.powerlane.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as Parquet, uncompressed, in row groups of 2^20 rows, so that memory does not grow with the table. In each group a column of few different
 * numbers, as a grid's axis, is written as a dictionary and indices, which takes next to no room. See the Apache Parquet format, version 2.10.
 */
final class ParquetFile implements TableFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP = 1 << 20;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;

    private final WholeFile file;
    private final List<Column> columns;
    private final double[][] held;
    private final ByteBuffer plain = ByteBuffer.allocate(GROUP * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final List<Group> groups = new ArrayList<>();
    private long offset;
    private int rows;

    private record Group(int rows, List<Chunk> chunks) {}

    /** A column in a row group: where its pages are; without a dictionary its offset is -1. */
    private record Chunk(long dictionary, long data, long size) {}

    ParquetFile(WholeFile file, List<Column> columns) throws IOException {
        this.file = file;
        this.columns = columns;
        this.held = new double[columns.size()][GROUP];
        write(ByteBuffer.wrap(MAGIC));
    }

    @Override
    public void row(double... row) throws IOException {
        for (int j = 0; j < row.length; j++) {
            held[j][rows] = row[j];
        }
        if (++rows == GROUP) {
            flush();
        }
    }

    @Override
    public void end() throws IOException {
        if (rows > 0) {
            flush();
        }
        byte[] footer = footer();
        write(ByteBuffer.wrap(footer));
        write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, footer.length));
        write(ByteBuffer.wrap(MAGIC));
    }

    private void flush() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (int j = 0; j < held.length; j++) {
            chunks.add(columns.get(j).kind() == Kind.NUMBER ? numbers(held[j]) : others(columns.get(j).kind(), held[j]));
        }
        groups.add(new Group(rows, chunks));
        rows = 0;
    }

    private Chunk numbers(double[] values) throws IOException {
        long begin = offset;
        ValueIndex index = ValueIndex.of(values, rows);
        if (index == null) {
            plain.clear();
            plain.asDoubleBuffer().put(values, 0, rows);
            page(DATA_PAGE, PLAIN, rows, plain.limit(rows * Double.BYTES));
            return new Chunk(-1, begin, offset - begin);
        }
        plain.clear();
        plain.asDoubleBuffer().put(index.values(), 0, index.size());
        page(DICTIONARY_PAGE, PLAIN, index.size(), plain.limit(index.size() * Double.BYTES));
        long data = offset;
        page(DATA_PAGE, RLE_DICTIONARY, rows, ByteBuffer.wrap(index.encoded()));
        return new Chunk(begin, data, offset - begin);
    }

    private Chunk others(Kind kind, double[] values) throws IOException {
        long begin = offset;
        plain.clear();
        if (kind == Kind.COUNT) {
            for (int i = 0; i < rows; i++) {
                plain.putLong((long) values[i]);
            }
        } else {
            // Eight flags a byte, the first in the lowest bit.
            for (int i = 0; i < rows; i += Byte.SIZE) {
                int bits = 0;
                for (int k = 0; k < Byte.SIZE && i + k < rows; k++) {
                    bits |= (values[i + k] != 0 ? 1 : 0) << k;
                }
                plain.put((byte) bits);
            }
        }
        page(DATA_PAGE, PLAIN, rows, plain.flip());
        return new Chunk(-1, begin, offset - begin);
    }

    private void page(int type, int encoding, int count, ByteBuffer content) throws IOException {
        CompactThrift header = new CompactThrift().integer(1, type).integer(2, content.remaining()).integer(3, content.remaining());
        if (type == DATA_PAGE) {
            header.struct(5).integer(1, count).integer(2, encoding).integer(3, RLE).integer(4, RLE).close();
        } else {
            header.struct(7).integer(1, count).integer(2, encoding).close();
        }
        write(ByteBuffer.wrap(header.end()));
        write(content);
    }

    private byte[] footer() {
        CompactThrift footer = new CompactThrift().integer(1, 1).list(2, CompactThrift.STRUCT, columns.size() + 1);
        footer.struct().text(4, "table").integer(5, columns.size()).close();
        for (Column column : columns) {
            footer.struct().integer(1, type(column)).integer(3, 0).text(4, column.name()).close();
        }
        footer.integer(3, groups.stream().mapToLong(Group::rows).sum()).list(4, CompactThrift.STRUCT, groups.size());
        for (Group group : groups) {
            footer.struct().list(1, CompactThrift.STRUCT, columns.size());
            for (int j = 0; j < columns.size(); j++) {
                chunk(footer, columns.get(j), group.chunks.get(j), group.rows);
            }
            footer.integer(2, group.chunks.stream().mapToLong(Chunk::size).sum()).integer(3, (long) group.rows).close();
        }
        return footer.text(6, "powerlane").end();
    }

    private static void chunk(CompactThrift footer, Column column, Chunk chunk, int rows) {
        boolean coded = chunk.dictionary >= 0;
        footer.struct().integer(2, coded ? chunk.dictionary : chunk.data).struct(3).integer(1, type(column));
        footer.list(2, CompactThrift.INT, coded ? 3 : 2).element(PLAIN).element(RLE);
        if (coded) {
            footer.element(RLE_DICTIONARY);
        }
        footer.list(3, CompactThrift.BINARY, 1).element(column.name()).integer(4, 0).integer(5, (long) rows).integer(6, chunk.size).integer(7, chunk.size)
                .integer(9, chunk.data);
        if (coded) {
            footer.integer(11, chunk.dictionary);
        }
        footer.close().close();
    }

    /** Parquet's BOOLEAN, INT64 and DOUBLE. */
    private static int type(Column column) {
        return switch (column.kind()) {
            case FLAG -> 0;
            case COUNT -> 2;
            case NUMBER -> 5;
        };
    }

    private void write(ByteBuffer bytes) throws IOException {
        offset += bytes.remaining();
        file.write(bytes);
    }
}
