package dev.powerlane.fit;

import java.util.Arrays;
import java.util.Collection;

/** The rows of data that have the same value in a column, as one data set each, in the order in which the values first occur. */
final class RowGroups implements DataSets {
    private final double[][] columns;
    private final int[][] rows;

    RowGroups(Objective objective, Data data, String column) {
        columns = objective.columns(data);
        Collection<int[]> groups = data.rowsBy(column).values();
        rows = groups.toArray(int[][]::new);
    }

    @Override
    public long count() {
        return rows.length;
    }

    @Override
    public int mostRows() {
        return Arrays.stream(rows).mapToInt(r -> r.length).max().orElse(0);
    }

    @Override
    public int read(long set, double[][] to, int from) {
        int[] chosen = rows[(int) set];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < chosen.length; i++) {
                to[j][from + i] = columns[j][chosen[i]];
            }
        }
        return chosen.length;
    }
}
