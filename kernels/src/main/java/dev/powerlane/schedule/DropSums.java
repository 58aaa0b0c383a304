package dev.powerlane.schedule;

import static dev.powerlane.law.Expr.add;
import static dev.powerlane.law.Expr.divide;
import static dev.powerlane.law.Expr.exp;
import static dev.powerlane.law.Expr.log;
import static dev.powerlane.law.Expr.multiply;
import static dev.powerlane.law.Expr.name;
import static dev.powerlane.law.Expr.negate;
import static dev.powerlane.law.Expr.select;
import static dev.powerlane.law.Expr.subtract;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Expr;
import java.util.List;
import java.util.Set;

/**
 * The sums over the changes of the rate from which the multi-power law and its derivatives are put together: a lane is a
 * point of the curve, a row a change. With
 *
 * <pre>
 * x = scale max(reached - spent, 0)      scale = C eta_k^-gamma, reached = S1(t), spent = S1(k - 1)
 * w = ln(1 + x),  q = e^(-beta w),  v = x / (1 + x)
 * </pre>
 *
 * a change after the point has x = 0 and adds zeros, so no mask is needed. One logarithm, one exponential and one division
 * a cell serve all sums. The rest follows from dw/dlnC = v, dv/dlnC = v (1 - v), dx/dgamma = -x ln eta_k:
 * the derivatives by gamma are those by ln C with a factor of -ln eta_k in each row.
 */
final class DropSums {
    // The columns of the rows.
    static final int SPENT = 0;
    static final int SCALE = 1;
    static final int DROP = 2;
    static final int DROP_LOG = 3;
    static final int DROP_LOG_LOG = 4;
    private static final List<String> COLUMNS = List.of("spent", "scale", "drop", "drop log", "drop log log");
    static final int COLUMN_COUNT = COLUMNS.size();

    // The sums, of rows' terms times the drop of the rate; those with LOG in their names times ln eta_k too, LOG_LOG twice.
    /** 1 - q: the value over B. */
    static final int G = 0;
    /** w q: the derivative by beta. */
    static final int WQ = 1;
    /** q v: the derivative by ln C over beta. */
    static final int QV = 2;
    static final int QV_LOG = 3;
    /** w^2 q: minus the second derivative by beta. */
    static final int WWQ = 4;
    /** q v (1 - beta w): the derivative by beta and ln C. */
    static final int CROSS = 5;
    static final int CROSS_LOG = 6;
    /** q v (1 - (1 + beta) v): the second derivative by ln C over beta. */
    static final int CURVATURE = 7;
    static final int CURVATURE_LOG = 8;
    static final int CURVATURE_LOG_LOG = 9;

    /** Kernels of the first sum, the first four, all ten. */
    static final RowSums VALUE;
    static final RowSums GRADIENT;
    static final RowSums HESSIAN;

    static {
        Expr left = subtract(name("reached"), name("spent"));
        Expr x = multiply(name("scale"), select(Expr.ZERO, left, left, Expr.ZERO));
        Expr u = add(Expr.ONE, x);
        Expr w = log(u);
        Expr beta = name("beta");
        Expr q = exp(multiply(negate(beta), w));
        Expr v = divide(x, u);
        Expr wq = multiply(w, q);
        Expr qv = multiply(q, v);
        Expr cross = subtract(qv, multiply(multiply(beta, wq), v));
        Expr curvature = subtract(qv, multiply(multiply(add(Expr.ONE, beta), v), qv));
        Expr drop = name("drop");
        Expr dropLog = name("drop log");
        Expr dropLogLog = name("drop log log");
        List<Expr> sums = List.of(multiply(drop, subtract(Expr.ONE, q)), multiply(drop, wq),
                multiply(drop, qv), multiply(dropLog, qv),
                multiply(drop, multiply(w, wq)), multiply(drop, cross), multiply(dropLog, cross),
                multiply(drop, curvature), multiply(dropLog, curvature), multiply(dropLogLog, curvature));
        VALUE = compile("multi-power value", sums.subList(0, 1));
        GRADIENT = compile("multi-power gradient", sums.subList(0, 4));
        HESSIAN = compile("multi-power Hessian", sums);
    }

    private DropSums() {}

    private static RowSums compile(String name, List<Expr> sums) {
        return new RowSums(name, sums, List.of("reached", "beta"), COLUMNS, List.of(), Set.of());
    }
}
