package dev.powerlane.kernel;

import dev.powerlane.law.Expr;
import dev.powerlane.program.Lowering;
import dev.powerlane.program.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any formulas, compiled to be applied to columns element by element: every name is a column. Immutable and thread-safe. */
public final class Formulas {
    private final List<String> names;
    private final Elementwise code;
    private final int results;

    /**
     * @param name     for stack traces, profilers and dumps
     * @param formulas one result each
     * @param names    the columns, in the order in which they are given; all names of the formulas are among them
     */
    public Formulas(String name, List<Expr> formulas, List<String> names) {
        this.names = List.copyOf(names);
        this.results = formulas.size();
        code = new Elementwise(name, lower(formulas, names.toArray(String[]::new)), axes -> axes != 0);
    }

    /** The formulas' program with the given names as columns; other names, if any, are uniform. */
    static Program lower(List<Expr> formulas, String... columns) {
        Map<String, Lowering.Binding> bindings = new LinkedHashMap<>();
        formulas.forEach(f -> f.names().forEach(n -> bindings.put(n, new Lowering.Binding(0, false, false))));
        for (String column : columns) {
            bindings.put(column, new Lowering.Binding(1, false, false));
        }
        return Lowering.lower(formulas, bindings);
    }

    /**
     * @param columns one array a name
     * @param outputs one array a formula, at least as long as {@code count}
     */
    public void evaluate(double[][] columns, double[][] outputs, int count) {
        if (columns.length != names.size() || outputs.length != results) {
            throw new IllegalArgumentException("needs " + names.size() + " columns (" + String.join(", ", names) + ") and " + results
                    + " outputs, not " + columns.length + " and " + outputs.length);
        }
        double[][] read = code.columns().stream().map(c -> columns[names.indexOf(c)]).toArray(double[][]::new);
        code.task().run(read, 0, outputs, 0, count);
    }
}
