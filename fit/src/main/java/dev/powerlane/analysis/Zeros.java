package dev.powerlane.analysis;

import dev.powerlane.kernel.Formulas;
import dev.powerlane.law.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Zeros of a function of one unknown, for many parameter vectors at a time: Newton's steps with the exact derivative inside the bracket of a change of sign,
 * halved where a step would leave it.
 */
final class Zeros {
    private static final int MOST_ITERATIONS = 200;
    /** A zero this close to an end of the bracket is none: the sign did not change. */
    private static final double EDGE = 1e-6;

    private final Formulas code;
    private final int names;

    /** @param names the columns, without the unknown */
    Zeros(String title, Expr f, Expr derivative, String unknown, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(unknown);
        code = new Formulas(title, List.of(f, derivative), all);
        this.names = names.size();
    }

    /**
     * The zero in each lane; NaN if there is none inside the bracket.
     *
     * @param columns of all names; the last, the unknown's, is overwritten
     * @param start   where to begin, inside the bracket
     * @param rising  whether the function is below zero to the left of the zero
     */
    double[] solve(double[][] columns, double[] low, double[] high, double[] start, boolean rising) {
        int lanes = start.length;
        double[] x = columns[names];
        System.arraycopy(start, 0, x, 0, lanes);
        double[] below = low.clone();
        double[] above = high.clone();
        double[][] results = new double[2][lanes];
        boolean moving = true;
        for (int iteration = 0; moving && iteration < MOST_ITERATIONS; iteration++) {
            code.evaluate(columns, results, lanes);
            moving = false;
            for (int k = 0; k < lanes; k++) {
                double f = results[0][k];
                if (Double.isNaN(f) || f == 0) {
                    continue;
                }
                if (f > 0 == rising) {
                    above[k] = x[k];
                } else {
                    below[k] = x[k];
                }
                double newton = x[k] - f / results[1][k];
                double next = newton >= below[k] && newton <= above[k] ? newton : (below[k] + above[k]) / 2;
                moving |= Math.abs(next - x[k]) > 4 * Math.ulp(Math.max(Math.abs(x[k]), 1));
                x[k] = next;
            }
        }
        code.evaluate(columns, results, lanes);
        double[] zeros = new double[lanes];
        for (int k = 0; k < lanes; k++) {
            boolean inside = x[k] - low[k] > EDGE && high[k] - x[k] > EDGE && !Double.isNaN(results[0][k]);
            zeros[k] = inside ? x[k] : Double.NaN;
        }
        return zeros;
    }
}
