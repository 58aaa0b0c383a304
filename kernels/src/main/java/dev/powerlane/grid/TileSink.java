package dev.powerlane.grid;

import java.io.IOException;

/** Takes the values of a grid piece by piece, in row-major order. */
@FunctionalInterface
public interface TileSink {
    /**
     * @param offset the first value's place in the grid
     * @param values a buffer that is used again after the call
     * @param count  how many of its values count
     */
    void accept(long offset, double[] values, int count) throws IOException;
}
