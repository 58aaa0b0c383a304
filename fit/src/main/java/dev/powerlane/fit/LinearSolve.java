package dev.powerlane.fit;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Least squares in the parameters in which a law is linear, for given others, eight at a time: the sums of the normal equations come
 * from one kernel over lanes. For the log residual errors are relative to the response. Positive parameters are kept positive by trying
 * each set of active terms.
 */
final class LinearSolve {
    /** Terms beyond this are not tried in all combinations of active and inactive. */
    private static final int MOST_LINEAR = 6;
    /** A term that least squares would drop begins with this share of the response. */
    private static final double SMALL_SHARE = 1e-4;
    private static final String RESPONSE = "#response";
    private static final String WEIGHT = "#weight";

    private final Coordinates coordinates;
    private final int[] linear;
    private final int m;
    private final RowSums sums;

    LinearSolve(Coordinates coordinates, Residual residual) {
        this.coordinates = coordinates;
        Law law = coordinates.law();
        linear = LinearParameters.of(law).stream().limit(MOST_LINEAR).mapToInt(Integer::intValue).toArray();
        m = linear.length;
        List<String> columns = new ArrayList<>(law.inputNames());
        columns.add(RESPONSE);
        Set<String> positive = new HashSet<>();
        law.inputs().stream().filter(i -> i.positive()).forEach(i -> positive.add(i.name()));
        sums = new RowSums(law + " normal equations", formulas(residual), coordinates.names(), columns, List.of(WEIGHT), positive);
    }

    /** The normal matrix's lower triangle by rows, the right side, and the sum of squares of what is to be explained. */
    private List<Expr> formulas(Residual residual) {
        Law law = coordinates.law();
        Expr y = Expr.name(RESPONSE);
        Expr weight = residual == Residual.LOG ? Expr.divide(Expr.name(WEIGHT), Expr.multiply(y, y)) : Expr.name(WEIGHT);
        Map<String, Expr> zeros = new TreeMap<>();
        List<Expr> slopes = new ArrayList<>();
        for (int j : linear) {
            zeros.put(law.parameterNames().get(j), Expr.ZERO);
            slopes.add(coordinates.in(law.expression().derivative(law.parameterNames().get(j))));
        }
        Expr rest = Expr.subtract(y, coordinates.in(law.expression().substitute(zeros)));
        List<Expr> formulas = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            Expr weighted = Expr.multiply(weight, slopes.get(i));
            for (int j = 0; j <= i; j++) {
                formulas.add(Expr.multiply(weighted, slopes.get(j)));
            }
        }
        for (int i = 0; i < m; i++) {
            formulas.add(Expr.multiply(Expr.multiply(weight, slopes.get(i)), rest));
        }
        formulas.add(Expr.multiply(Expr.multiply(weight, rest), rest));
        return formulas;
    }

    boolean isEmpty() {
        return m == 0;
    }

    boolean contains(int coordinate) {
        for (int j : linear) {
            if (j == coordinate) {
                return true;
            }
        }
        return false;
    }

    RowSums sums() {
        return sums;
    }

    /** The arrays of one thread. */
    final class Solver {
        private final double[] matrix = new double[m * m];
        private final double[] scale = new double[m];
        private final double[] solution = new double[m];
        private final double[] best = new double[m];

        private boolean solved;

        /** Solves, and writes the linear coordinates. */
        void solve(double[][] out, int lane, double[] point) {
            solve(out, lane);
            write(out, lane, point);
        }

        /**
         * Solves for the linear parameters.
         *
         * @param out the sums at a point's other coordinates, each at {@code [sum][lane]}
         * @return the sum of squares that is left; infinite if nothing could be solved for
         */
        double solve(double[][] out, int lane) {
            int right = m * (m + 1) / 2;
            double total = out[right + m][lane];
            double most = Double.NEGATIVE_INFINITY;
            for (int active = (1 << m) - 1; active > 0; active--) {
                if (solveActive(out, lane, active)) {
                    double explained = 0;
                    for (int i = 0; i < m; i++) {
                        explained += solution[i] * out[right + i][lane];
                    }
                    if (explained > most) {
                        most = explained;
                        System.arraycopy(solution, 0, best, 0, m);
                    }
                    if (active == (1 << m) - 1) {
                        break;
                    }
                }
            }
            solved = most > Double.NEGATIVE_INFINITY;
            return solved ? total - most : Double.POSITIVE_INFINITY;
        }

        /** Writes what was solved for to the linear coordinates of a point. */
        void write(double[][] out, int lane, double[] point) {
            double total = out[m * (m + 1) / 2 + m][lane];
            for (int i = 0; i < m; i++) {
                double value = solved ? best[i] : 0;
                if (coordinates.isLog(linear[i]) && !(value > 0)) {
                    double share = Math.sqrt(out[i * (i + 1) / 2 + i][lane] / total);
                    value = SMALL_SHARE / Math.max(share, Double.MIN_NORMAL);
                }
                point[linear[i]] = coordinates.within(linear[i], coordinates.toCoordinate(linear[i], value));
            }
        }

        /** The least-squares solution with the inactive parameters at zero; false if it is singular or breaks a sign. */
        private boolean solveActive(double[][] out, int lane, int active) {
            int right = m * (m + 1) / 2;
            for (int i = 0; i < m; i++) {
                boolean on = (active >> i & 1) != 0;
                if (!on && !coordinates.isLog(linear[i])) {
                    return false;
                }
                scale[i] = on ? 1 / Math.sqrt(out[i * (i + 1) / 2 + i][lane]) : 1;
                solution[i] = on ? out[right + i][lane] * scale[i] : 0;
                for (int j = 0; j <= i; j++) {
                    boolean both = on && (active >> j & 1) != 0;
                    matrix[i * m + j] = both ? out[i * (i + 1) / 2 + j][lane] * scale[i] * scale[j] : i == j ? 1 : 0;
                }
            }
            if (!Cholesky.factor(matrix, m)) {
                return false;
            }
            Cholesky.solve(matrix, solution, m);
            for (int i = 0; i < m; i++) {
                solution[i] *= scale[i];
                if ((active >> i & 1) != 0 && coordinates.isLog(linear[i]) && !(solution[i] > 0) || !Double.isFinite(solution[i])) {
                    return false;
                }
            }
            return true;
        }
    }
}
