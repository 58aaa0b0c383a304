package dev.powerlane.kernel;

import static dev.powerlane.kernel.GridShape.bit;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.program.Lowering;
import java.util.ArrayList;
import java.util.List;

/**
 * Roots of a formula along one axis of a grid, off the nodes: one root a line, in a bracket. Many lines are taken at a time, so that
 * the formula and its derivative are evaluated in SIMD lanes.
 *
 * <p>Newton's method on the logarithm of the axis (on the axis itself where the bracket reaches zero), kept in the bracket: where a
 * step would leave it or is more than half of the step before, the middle of the bracket is taken. The bracket shrinks with each step,
 * until the formula is zero, the step is below the last place, or no number lies inside.
 */
final class AxisRoots {
    /** Lines that are taken at a time. */
    private static final int BLOCK = 512;
    /** A relative step below which Newton's method is about to end. */
    private static final double CLOSE = 0x1p-26;

    private final List<String> parameters;
    private final List<String> axes;
    private final int along;
    private final Elementwise code;

    /**
     * @param formula  over the law's inputs and parameters and the extras; its root is sought
     * @param reported what is evaluated at the root
     */
    AxisRoots(String name, Law law, Expr formula, Expr reported, List<String> extras, GridShape shape, int along) {
        this.axes = shape.axes();
        this.along = along;
        parameters = new ArrayList<>(law.parameterNames());
        parameters.addAll(extras);
        List<Expr> composed = shape.compose(law, List.of(formula, reported));
        Expr slope = composed.get(0).derivative(axes.get(along));
        code = new Elementwise(name, Lowering.lower(List.of(composed.get(0), slope, composed.get(1)), shape.pointBindings(law, extras)),
                a -> (a & bit(0)) != 0);
    }

    /**
     * Finds roots.
     *
     * @param from   one end of each line's bracket
     * @param to     the other end; a line with NaN in either is left out
     * @param rising whether only a root counts where the formula rises along the axis; otherwise the better end is taken where the
     *               bracket has none
     * @param root   takes the roots; left alone where there is none
     * @param value  takes what is reported at the root
     */
    void find(double[] parameterValues, Grid grid, double[] from, double[] to, boolean rising, double[] root, double[] value, int threads) {
        int blocks = (from.length + BLOCK - 1) / BLOCK;
        Threads.run(blocks, threads, () -> new Block(parameterValues, grid), (block, b) -> {
            int first = b * BLOCK;
            block.bracket(first, Math.min(BLOCK, from.length - first), from, to, rising);
            while (block.size > 0) {
                block.evaluate();
                block.step(root, value);
            }
        });
    }

    /** One thread's arrays. */
    private final class Block {
        private final Grid grid;
        private final Elementwise.Task task = code.task();
        private final double[][] point = new double[axes.size()][BLOCK];
        private final double[][] columns;
        private final double[][] results = new double[3][BLOCK];
        private final int[] line = new int[BLOCK];
        private final double[] low = new double[BLOCK];
        private final double[] high = new double[BLOCK];
        private final double[] atLow = new double[BLOCK];
        private final double[] atHigh = new double[BLOCK];
        private final double[] lastStep = new double[BLOCK];
        /** Whether the point is taken whatever its value. */
        private final boolean[] last = new boolean[BLOCK];
        private int size;

        Block(double[] values, Grid grid) {
            this.grid = grid;
            for (int j = 0; j < task.uniforms.length; j++) {
                task.uniforms[j] = values[parameters.indexOf(code.uniforms().get(j))];
            }
            columns = code.columns().stream().map(c -> point[axes.indexOf(c)]).toArray(double[][]::new);
        }

        void bracket(int first, int count, double[] from, double[] to, boolean rising) {
            size = 0;
            for (int i = first; i < first + count; i++) {
                if (from[i] < to[i] || from[i] > to[i]) {
                    low[size] = Math.min(from[i], to[i]);
                    high[size] = Math.max(from[i], to[i]);
                    line[size++] = i;
                }
            }
            setNodes();
            System.arraycopy(low, 0, point[along], 0, size);
            evaluate();
            System.arraycopy(results[0], 0, atLow, 0, size);
            System.arraycopy(high, 0, point[along], 0, size);
            evaluate();
            System.arraycopy(results[0], 0, atHigh, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                boolean inside = atLow[i] < 0 && atHigh[i] > 0 || !rising && atLow[i] > 0 && atHigh[i] < 0;
                if (inside || !rising || atLow[i] == 0 || atHigh[i] == 0) {
                    move(i, kept);
                    last[kept] = !inside;
                    point[along][kept] = inside ? middle(low[i], high[i]) : better(i);
                    lastStep[kept] = Double.POSITIVE_INFINITY;
                    kept++;
                }
            }
            size = kept;
        }

        /** The other axes' nodes of each line. */
        private void setNodes() {
            for (int i = 0; i < size; i++) {
                int rest = line[i];
                for (int a = axes.size() - 1; a >= 0; a--) {
                    if (a != along) {
                        Axis axis = grid.axes().get(a);
                        point[a][i] = axis.node(rest % axis.size());
                        rest /= axis.size();
                    }
                }
            }
        }

        private void evaluate() {
            task.run(columns, 0, results, 0, size);
        }

        /** Takes the values at the points into the brackets, and chooses the next points; lines that are done are left out. */
        void step(double[] root, double[] value) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                double x = point[along][i];
                double y = results[0][i];
                double slope = results[1][i];
                double reported = results[2][i];
                double next = last[i] || y == 0 || Double.isNaN(y) ? x : next(i, x, y, slope);
                if (next == x) {
                    root[line[i]] = x;
                    value[line[i]] = reported;
                } else {
                    move(i, kept);
                    last[kept] = next <= low[i] || next >= high[i];
                    point[along][kept++] = next;
                }
            }
            size = kept;
        }

        /** The next point of a line; x itself if that is the root, an end of the bracket if nothing lies inside. */
        private double next(int i, double x, double y, double slope) {
            if (y < 0 == atLow[i] < 0) {
                low[i] = x;
                atLow[i] = y;
            } else {
                high[i] = x;
                atHigh[i] = y;
            }
            double t = y / (x * slope);
            // x e^-t to second order.
            double step = low[i] > 0 ? Math.abs(t) < 1 ? -2 * x * t / (2 + t) : Double.NaN : -y / slope;
            if (x + step == x) {
                return x;
            }
            // Near the root twice the step, so that the bracket closes from the other side too.
            step = Math.abs(step) < CLOSE * Math.abs(x) ? 2 * step : step;
            double next = x + step;
            if (!(next > low[i] && next < high[i]) || !(Math.abs(step) <= lastStep[i] / 2)) {
                next = middle(low[i], high[i]);
                step = high[i] - low[i];
            }
            lastStep[i] = Math.abs(step);
            return next > low[i] && next < high[i] ? next : better(i);
        }

        private double better(int i) {
            return Math.abs(atHigh[i]) < Math.abs(atLow[i]) ? high[i] : low[i];
        }

        private void move(int i, int to) {
            low[to] = low[i];
            high[to] = high[i];
            atLow[to] = atLow[i];
            atHigh[to] = atHigh[i];
            lastStep[to] = lastStep[i];
            last[to] = last[i];
            line[to] = line[i];
            for (double[] nodes : point) {
                nodes[to] = nodes[i];
            }
        }
    }

    /** The number half way between two in the order of the doubles: about the geometric mean of two of one sign. */
    private static double middle(double a, double b) {
        if (a > 0 || b < 0) {
            long bits = Double.doubleToRawLongBits(a);
            return Double.longBitsToDouble(bits + (Double.doubleToRawLongBits(b) - bits) / 2);
        }
        return a / 2 + b / 2;
    }
}
