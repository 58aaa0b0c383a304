package dev.powerlane.cli;

import dev.powerlane.cli.output.TableFile;
import dev.powerlane.cli.output.TableFile.Column;
import dev.powerlane.cli.output.WholeFile;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * What was found along one axis of a grid, a row for each combination of the other axes' nodes: these, the place on the axis, what the grid computes from
 * them, and results. A law in N and D that is given C has C, N and D side by side.
 */
final class LineTable {
    private static final List<String> IDENTITY = List.of("C", "N", "D");

    private final List<Axis> axes;
    private final String along;
    private final IntToDoubleFunction place;
    private final Map<String, Expr> computed = new HashMap<>();
    private final List<String> inputs;
    private final List<Column> columns;
    private final List<IntToDoubleFunction> results = new ArrayList<>();

    /**
     * @param axes    the others, in the grid's order
     * @param along   the axis; empty if there is no place on it
     * @param derived the one of N and D that follows from C and the other; empty if there is none
     * @param place   on the axis, by line
     */
    LineTable(Grid grid, List<Axis> axes, String along, String derived, IntToDoubleFunction place) {
        this.axes = axes;
        this.along = along;
        this.place = place;
        List<String> names = new ArrayList<>(axes.stream().map(Axis::name).toList());
        if (!along.isEmpty()) {
            names.add(along);
            grid.computed().forEach(c -> {
                computed.put(c.name(), Expr.parse(c.formula()));
                names.add(c.name());
            });
            if (!derived.isEmpty()) {
                computed.put(derived, Expr.parse(derived.equals("D") ? "C/(6*N)" : "C/(6*D)"));
                names.removeAll(IDENTITY);
                names.addAll(IDENTITY);
            }
        }
        inputs = names;
        columns = new ArrayList<>(names.stream().map(TableFile::number).toList());
    }

    LineTable with(Column column, IntToDoubleFunction result) {
        columns.add(column);
        results.add(result);
        return this;
    }

    List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    void write(String target, WholeFile file, int lines) throws IOException {
        TableFile table = TableFile.of(target, file, columns);
        double[] row = new double[columns.size()];
        Map<String, Double> values = new HashMap<>();
        for (int line = 0; line < lines; line++) {
            place(line, values);
            for (int j = 0; j < inputs.size(); j++) {
                row[j] = values.get(inputs.get(j));
            }
            for (int k = 0; k < results.size(); k++) {
                row[inputs.size() + k] = results.get(k).applyAsDouble(line);
            }
            table.row(row);
        }
        table.end();
    }

    private void place(int line, Map<String, Double> values) {
        int rest = line;
        for (int a = axes.size() - 1; a >= 0; a--) {
            Axis axis = axes.get(a);
            values.put(axis.name(), axis.node(rest % axis.size()));
            rest /= axis.size();
        }
        if (!along.isEmpty()) {
            values.put(along, place.applyAsDouble(line));
        }
        inputs.stream().filter(computed::containsKey).forEach(name -> values.put(name, computed.get(name).evaluate(values)));
    }
}
