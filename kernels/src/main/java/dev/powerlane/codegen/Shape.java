package dev.powerlane.codegen;

import java.util.Collections;
import java.util.List;

/**
 * How a program is run: the kind of each of its leaves, in the order of the frame's arrays, and where its results go. A
 * kernel has a loop over rows if anything varies along them.
 */
public record Shape(List<String> uniforms, List<String> lanes, List<String> rows, List<String> cells, List<Sink> sinks) {
    public Shape {
        uniforms = List.copyOf(uniforms);
        lanes = List.copyOf(lanes);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
        sinks = List.copyOf(sinks);
    }

    /** Elementwise: uniforms and one value a lane in, one value a lane out. */
    public static Shape map(List<String> uniforms, List<String> lanes, int results) {
        return new Shape(uniforms, lanes, List.of(), List.of(), Collections.nCopies(results, Sink.LANE));
    }

    boolean hasRows() {
        return !rows.isEmpty() || !cells.isEmpty() || sinks.stream().anyMatch(s -> s != Sink.LANE);
    }

    Kind kind(String leaf) {
        if (uniforms.contains(leaf)) {
            return Kind.UNIFORM;
        }
        if (lanes.contains(leaf)) {
            return Kind.LANE;
        }
        if (rows.contains(leaf)) {
            return Kind.ROW;
        }
        if (cells.contains(leaf)) {
            return Kind.CELL;
        }
        throw new IllegalArgumentException("leaf " + leaf + " is not in " + this);
    }
}
