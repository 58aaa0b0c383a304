package dev.powerlane.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Runs: columns by name, one of which is the response. The arrays are copied. */
public final class Data {
    private final Map<String, double[]> columns;
    private final String response;
    private final int rows;

    private Data(Map<String, double[]> columns, String response, int rows) {
        this.columns = columns;
        this.response = response;
        this.rows = rows;
    }

    /**
     * @param columns  by name, all of one length
     * @param response the column that the law is to predict, as {@code loss}
     * @throws IllegalArgumentException if a column has another length or the response is not there
     */
    public static Data of(Map<String, double[]> columns, String response) {
        if (!columns.containsKey(response)) {
            throw new IllegalArgumentException("no column " + response + "; the columns are " + String.join(", ", columns.keySet()));
        }
        int rows = columns.get(response).length;
        Map<String, double[]> copies = new LinkedHashMap<>();
        columns.forEach((name, values) -> {
            if (values.length != rows) {
                throw new IllegalArgumentException("column " + name + " has " + values.length + " rows, but column " + response + " has " + rows);
            }
            copies.put(name, values.clone());
        });
        return new Data(copies, response, rows);
    }

    public int rows() {
        return rows;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    public String response() {
        return response;
    }

    /** A copy of a column. */
    public double[] column(String name) {
        return values(name).clone();
    }

    double[] values(String name) {
        double[] values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no column " + name + "; the columns are " + String.join(", ", columns.keySet()));
        }
        return values;
    }

    /** @throws IllegalArgumentException naming the first row (counted from 1) whose value cannot be used */
    void requireUsable(String name, boolean positive) {
        double[] values = values(name);
        for (int i = 0; i < rows; i++) {
            if (!Double.isFinite(values[i]) || positive && values[i] <= 0) {
                throw new IllegalArgumentException("row " + (i + 1) + ", column " + name + ": " + values[i] + " is not a "
                        + (positive ? "positive " : "finite ") + "number");
            }
        }
    }
}
