package dev.powerlane.cli;

import dev.powerlane.cli.output.CsvFile;
import dev.powerlane.cli.output.WholeFile;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Minima;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Minima along one axis as a table: the other axes, the place of the minimum, the third of C, N and D where two of them are
 * axes, the loss, and whether the minimum is at the edge of its axis.
 */
final class Frontier {
    private final Minima minima;
    private final List<String> axes;
    private final String derived;

    /** @param derived the one of N and D that follows from the axes; empty if there is none */
    Frontier(Minima minima, String derived) {
        this.minima = minima;
        this.derived = derived;
        List<String> names = new ArrayList<>(minima.axes().stream().map(Axis::name).toList());
        names.add(minima.along().name());
        this.axes = names;
    }

    /** C, N, D if these are what there is, else the axes with the minimised one last; then the loss and the edge. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(derived.isEmpty() ? axes : List.of("C", "N", "D"));
        columns.add("loss");
        columns.add("edge");
        return columns;
    }

    /** How many minima are at an end of the axis. */
    int atEdge() {
        int count = 0;
        for (int line = 0; line < minima.value().length; line++) {
            count += minima.isInside(line) ? 0 : 1;
        }
        return count;
    }

    void write(WholeFile file) throws IOException {
        List<String> columns = columns();
        CsvFile csv = new CsvFile(file, columns);
        Object[] row = new Object[columns.size()];
        for (int line = 0; line < minima.value().length; line++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = cell(columns.get(j), line);
            }
            csv.row(row);
        }
        csv.flush();
    }

    private Object cell(String column, int line) {
        if (column.equals("loss")) {
            return minima.index()[line] < 0 ? Double.NaN : minima.value()[line];
        }
        return column.equals("edge") ? !minima.isInside(line) : place(column, line);
    }

    private double place(String name, int line) {
        if (name.equals(derived)) {
            return place("C", line) / (6 * place(derived.equals("D") ? "N" : "D", line));
        }
        if (name.equals(minima.along().name())) {
            return minima.place(line);
        }
        int stride = minima.value().length;
        int rest = line;
        for (Axis axis : minima.axes()) {
            stride /= axis.size();
            if (axis.name().equals(name)) {
                return axis.node(rest / stride);
            }
            rest %= stride;
        }
        throw new IllegalStateException(name);
    }
}
