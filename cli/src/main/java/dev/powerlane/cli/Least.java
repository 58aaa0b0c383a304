package dev.powerlane.cli;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.TileSink;
import java.util.LinkedHashMap;
import java.util.Map;

/** The least value of a stream of cells and where it was; counts the cells that have none. */
final class Least {
    private double value = Double.POSITIVE_INFINITY;
    private long place = -1;
    private long outside;

    /** Looks at the cells before handing them on. */
    TileSink before(TileSink next) {
        return (offset, values, count) -> {
            look(offset, values, count);
            next.accept(offset, values, count);
        };
    }

    private void look(long offset, double[] values, int count) {
        double least = value;
        for (int i = 0; i < count; i++) {
            if (values[i] < least) {
                least = values[i];
                place = offset + i;
            } else if (values[i] != values[i]) {
                outside++;
            }
        }
        value = least;
    }

    /** Cells that are NaN. */
    long outside() {
        return outside;
    }

    /** The inputs at the least value, and the value as {@code loss}; empty if there was none. */
    Map<String, Object> place(Grid grid) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (place < 0) {
            return found;
        }
        long stride = grid.size();
        for (Axis axis : grid.axes()) {
            stride /= axis.size();
            found.put(axis.name(), axis.node((int) (place / stride % axis.size())));
        }
        found.put("loss", value);
        return found;
    }
}
