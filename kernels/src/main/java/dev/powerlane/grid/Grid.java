package dev.powerlane.grid;

import java.util.List;

/**
 * All combinations of its axes' nodes. Results over a grid are row-major: the last axis varies fastest.
 *
 * @param axes at least one, each with a name of its own
 */
public record Grid(List<Axis> axes) {
    public Grid {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("a grid needs at least one axis");
        }
        if (axes.stream().map(Axis::name).distinct().count() < axes.size()) {
            throw new IllegalArgumentException("two axes of the grid have the same name: " + axes);
        }
    }

    public static Grid of(Axis... axes) {
        return new Grid(List.of(axes));
    }

    /** The number of cells. */
    public long size() {
        long size = 1;
        for (Axis axis : axes) {
            size = Math.multiplyExact(size, axis.size());
        }
        return size;
    }

    public List<String> names() {
        return axes.stream().map(Axis::name).toList();
    }

    /** @throws IllegalArgumentException if there is no such axis */
    public int axisIndex(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no axis " + name + " in the grid; its axes are " + String.join(", ", names()));
        }
        return index;
    }

    public Axis axis(String name) {
        return axes.get(axisIndex(name));
    }
}
