package dev.powerlane.cli.output;

import dev.powerlane.grid.Grid;
import dev.powerlane.grid.TileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * NumPy's array file, format 1.0: little-endian doubles in C order, so that {@code numpy.load(file, mmap_mode="r")} maps it.
 * See NEP 1.
 */
public final class NpyFile implements TileSink {
    private static final int PREAMBLE = 10;
    /** The data begin at a multiple of this, for mapping. */
    private static final int ALIGNMENT = 64;
    private static final int BUFFER = 1 << 20;

    private final WholeFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    public NpyFile(WholeFile file, Grid grid) throws IOException {
        this.file = file;
        file.write(header(grid));
    }

    /** Takes the cells in their order; a piece's offset is therefore not needed. */
    @Override
    public void accept(long offset, double[] values, int count) throws IOException {
        int places = BUFFER / Double.BYTES;
        for (int from = 0; from < count; from += places) {
            int size = Math.min(places, count - from);
            buffer.clear();
            buffer.asDoubleBuffer().put(values, from, size);
            file.write(buffer.limit(size * Double.BYTES));
        }
    }

    private static ByteBuffer header(Grid grid) {
        String sizes = grid.axes().stream().map(a -> String.valueOf(a.size())).collect(Collectors.joining(", "));
        // A Python tuple of one needs its comma.
        String shape = "(" + sizes + (grid.axes().size() == 1 ? ",)" : ")");
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
        int blanks = ALIGNMENT - (PREAMBLE + text.length() + 1) % ALIGNMENT;
        byte[] dictionary = (text + " ".repeat(blanks % ALIGNMENT) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer header = ByteBuffer.allocate(PREAMBLE + dictionary.length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        return header.putShort((short) dictionary.length).put(dictionary).flip();
    }
}
