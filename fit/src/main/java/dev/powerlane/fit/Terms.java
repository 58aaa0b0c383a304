package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms of a law's sums, and how much of each sum they ever make up. On the plateaus where optimisers of power laws get
 * stuck, a term's share has gone to zero on every row.
 */
final class Terms {
    /** A term whose shares over the rows add up to less than this has evaporated. */
    static final double DEAD = 1e-8;

    private final List<String> names = new ArrayList<>();
    private final RowSums shares;
    private final int inputs;

    Terms(Law law) {
        List<Expr> formulas = new ArrayList<>();
        for (Expr node : law.expression().nodes()) {
            if (isSum(node) && !isInsideSum(node, law.expression())) {
                List<Expr> terms = new ArrayList<>();
                collect(node, terms);
                for (Expr term : terms) {
                    if (law.parameterNames().stream().anyMatch(term.names()::contains)) {
                        names.add(describe(term, law));
                        formulas.add(Expr.divide(Expr.abs(term), Expr.abs(node)));
                    }
                }
            }
        }
        inputs = law.inputs().size();
        shares = formulas.isEmpty() ? null : new RowSums(law + " terms", formulas, law.parameterNames(), law.inputNames(), List.of(), Set.of());
    }

    private static boolean isSum(Expr e) {
        return e instanceof Expr.Binary b && (b.operation() == Expr.Operation.ADD || b.operation() == Expr.Operation.SUBTRACT);
    }

    private static boolean isInsideSum(Expr node, Expr whole) {
        return whole.nodes().stream().anyMatch(n -> isSum(n) && n.arguments().stream().anyMatch(a -> a == node));
    }

    private static void collect(Expr e, List<Expr> terms) {
        if (isSum(e)) {
            e.arguments().forEach(a -> collect(a, terms));
        } else {
            terms.add(e);
        }
    }

    /** A term by its parameters: "A, alpha". */
    private static String describe(Expr term, Law law) {
        return String.join(", ", law.parameterNames().stream().filter(term.names()::contains).toList());
    }

    /** Marks the fits of a batch in which a term has died. A few rows mostly show that all are alive. */
    void mark(FitBatch batch, Data data, Law law) {
        if (shares == null || batch.size() == 0) {
            return;
        }
        RowSums.Task few = shares.task(bind(data, law, Math.max(1, data.rows() / RowSums.LANES)));
        RowSums.Task all = shares.task(bind(data, law, 1));
        for (int first = 0; first < batch.size(); first += RowSums.LANES) {
            if (hasDead(shares(few, batch, first))) {
                double[][] sums = shares(all, batch, first);
                for (int fit = first; fit < Math.min(batch.size(), first + RowSums.LANES); fit++) {
                    if (batch.status(fit) != Status.NONFINITE && deadTerm(sums, fit - first) >= 0) {
                        batch.status(fit, Status.TERM_EVAPORATED);
                    }
                }
            }
        }
    }

    private static boolean hasDead(double[][] sums) {
        for (int lane = 0; lane < RowSums.LANES; lane++) {
            if (deadTerm(sums, lane) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The first term whose shares in a lane are all negligible; -1 if there is none. */
    private static int deadTerm(double[][] sums, int lane) {
        for (int t = 0; t < sums.length; t++) {
            if (sums[t][lane] < DEAD) {
                return t;
            }
        }
        return -1;
    }

    /** The parameters of the dead term of one parameter vector; empty if none is dead. */
    String dead(double[] parameters, Data data, Law law) {
        if (shares == null) {
            return "";
        }
        RowSums.Task task = shares.task(bind(data, law, 1));
        for (int j = 0; j < parameters.length; j++) {
            Arrays.fill(task.parameters()[j], parameters[j]);
        }
        int term = deadTerm(task.run(), 0);
        return term < 0 ? "" : names.get(term);
    }

    /** By the parameters of each term, the mean over the rows of the share that it makes up of its sum. */
    Map<String, Double> meanShares(double[] parameters, Data data, Law law) {
        Map<String, Double> means = new LinkedHashMap<>();
        if (shares != null) {
            RowSums.Task task = shares.task(bind(data, law, 1));
            for (int j = 0; j < parameters.length; j++) {
                Arrays.fill(task.parameters()[j], parameters[j]);
            }
            double[][] sums = task.run();
            for (int t = 0; t < sums.length; t++) {
                means.put(names.get(t), sums[t][0] / data.rows());
            }
        }
        return means;
    }

    private static double[][] shares(RowSums.Task task, FitBatch batch, int first) {
        for (int lane = 0; lane < RowSums.LANES; lane++) {
            batch.reduced(Math.min(batch.size() - 1, first + lane), task.parameters(), lane);
        }
        return task.run();
    }

    /** For fits that have up to so many rows of their own each. */
    OwnRows ownRows(int mostRows) {
        return new OwnRows(mostRows);
    }

    /** The arrays of one thread. */
    final class OwnRows {
        private final int most;
        private final RowSums.Task task;

        private OwnRows(int mostRows) {
            most = mostRows;
            task = shares == null ? null : shares.task(mostRows);
        }

        /**
         * Marks the fits of a batch in which a term has died.
         *
         * @param columns the inputs first; the rows of fit k begin at {@code k * mostRows}
         * @param counts  the number of rows of each fit; 0 for one that is not to be looked at
         */
        void mark(FitBatch batch, double[][] columns, int[] counts) {
            for (int first = 0; task != null && first < batch.size(); first += RowSums.LANES) {
                int end = Math.min(batch.size(), first + RowSums.LANES);
                for (int fit = first; fit < end; fit++) {
                    task.load(fit - first, columns, fit * most, Math.max(1, counts[fit]));
                }
                double[][] sums = shares(task, batch, first);
                for (int fit = first; fit < end; fit++) {
                    if (counts[fit] > 0 && batch.status(fit) != Status.NONFINITE && deadTerm(sums, fit - first) >= 0) {
                        batch.status(fit, Status.TERM_EVAPORATED);
                    }
                }
            }
        }
    }

    /** Every step-th row. */
    private RowSums.Rows bind(Data data, Law law, int step) {
        int count = (data.rows() + step - 1) / step;
        double[][] columns = new double[inputs][count];
        for (int j = 0; j < inputs; j++) {
            double[] values = data.values(law.inputNames().get(j));
            for (int i = 0; i < count; i++) {
                columns[j][i] = values[i * step];
            }
        }
        return shares.bind(columns);
    }
}
