package dev.powerlane.fit;

import dev.powerlane.law.Expr;

/**
 * The function rho of a residual r whose sum over the runs is minimised. The formulas are given as graphs, so that they are
 * compiled into the fitter's kernels.
 */
public sealed interface Loss {

    /** r^2 / 2. */
    record Squares() implements Loss {
        @Override
        public Expr slope(Expr r) {
            return r;
        }

        @Override
        public Expr curvature(Expr r) {
            return Expr.ONE;
        }

        @Override
        public String toString() {
            return "squares";
        }
    }

    /** r^2 / 2 inside delta, delta (|r| - delta/2) outside (Huber 1964). */
    record Huber(double delta) implements Loss {
        public Huber {
            if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Huber's delta must be a positive number, not " + delta);
            }
        }

        @Override
        public Expr slope(Expr r) {
            Expr outside = Expr.select(r, Expr.ZERO, Expr.constant(-delta), Expr.constant(delta));
            return Expr.select(Expr.abs(r), Expr.constant(delta), r, outside);
        }

        @Override
        public Expr curvature(Expr r) {
            return Expr.select(Expr.abs(r), Expr.constant(delta), Expr.ONE, Expr.ZERO);
        }

        @Override
        public String toString() {
            return "huber:" + delta;
        }
    }

    /** d rho / dr. */
    Expr slope(Expr r);

    /** d2 rho / dr2; at a kink that of one side. */
    Expr curvature(Expr r);

    /** rho = slope (r - slope / 2), which holds for squares and for Huber's function. */
    default Expr value(Expr r, Expr slope) {
        return Expr.multiply(slope, Expr.subtract(r, Expr.multiply(Expr.constant(.5), slope)));
    }

    static Loss squares() {
        return new Squares();
    }

    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /**
     * Reads {@code squares} or {@code huber:1e-3}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Loss parse(String text) {
        if (text.equals("squares")) {
            return squares();
        }
        if (text.startsWith("huber:")) {
            try {
                return huber(Double.parseDouble(text.substring("huber:".length())));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("loss " + text + ": after huber: there must be a number, as in huber:1e-3", e);
            }
        }
        throw new IllegalArgumentException("unknown loss " + text + "; there are squares and huber:DELTA, as in huber:1e-3");
    }
}
