package dev.powerlane.cli.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Thrift's compact protocol, as far as Parquet's metadata need it: fields of a struct in rising order of their numbers. */
final class CompactThrift {
    static final int INT = 5;
    static final int BINARY = 8;
    static final int STRUCT = 12;
    private static final int LONG = 6;
    private static final int LIST = 9;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int last;

    CompactThrift integer(int field, int value) {
        head(field, INT);
        varint(zigzag(value));
        return this;
    }

    CompactThrift integer(int field, long value) {
        head(field, LONG);
        varint(zigzag(value));
        return this;
    }

    CompactThrift text(int field, String value) {
        head(field, BINARY);
        element(value);
        return this;
    }

    /** Begins a list; its elements follow. */
    CompactThrift list(int field, int type, int size) {
        head(field, LIST);
        if (size < SHORT_LIST) {
            bytes.write(size << 4 | type);
        } else {
            bytes.write(0xf0 | type);
            varint(size);
        }
        return this;
    }

    CompactThrift element(int value) {
        varint(zigzag(value));
        return this;
    }

    CompactThrift element(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        varint(text.length);
        bytes.writeBytes(text);
        return this;
    }

    /** Begins a struct that is a field. */
    CompactThrift struct(int field) {
        head(field, STRUCT);
        return struct();
    }

    /** Begins a struct that is an element of a list. */
    CompactThrift struct() {
        outer.push(last);
        last = 0;
        return this;
    }

    /** Ends a struct that is a field or an element. */
    CompactThrift close() {
        bytes.write(0);
        last = outer.pop();
        return this;
    }

    /** Ends the outermost struct. */
    byte[] end() {
        bytes.write(0);
        return bytes.toByteArray();
    }

    private void head(int field, int type) {
        bytes.write(field - last << 4 | type);
        last = field;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
