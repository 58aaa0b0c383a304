package dev.powerlane.kernel;

import static dev.powerlane.kernel.GridShape.bit;

import dev.powerlane.codegen.Sink;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Parameter;
import dev.powerlane.program.Lowering;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The minimum along an axis of a formula that is a monotone function f of an inner formula g: the sweep is over g, and f is taken once a line.
 *
 * <p>Value and place have the bits of the plain sweep over f, ties included. The sweep keeps the two least values of g on each line. If f of
 * the second is above f of the first by more than the rounding of f can hide, then every other node is above it as well, and the place is the
 * plain sweep's. Otherwise, where g has equal or nearly equal values, the plain sweep is run over that line.
 */
final class OuterMinimum {
    private static final List<Sink> TWO = List.of(Sink.TWO_LEAST);
    private static final List<Sink> ONE = List.of(Sink.MINIMUM);
    /** Rounding errors of f are below this part of its magnitude: eight times the number of its layers, at least. */
    private static final double ROUNDING = 0x1p-46;
    /** Vector operations that must be saved in each cell. */
    private static final int WORTH = 12;

    private final GridKernel plain;
    private final Law law;
    private final MonotoneOuter outer;
    private final int along;
    private final List<String> axes;
    /** The sweeps for an outer function that rises, and for one that falls. */
    private final GridKernel rising;
    private final GridKernel falling;
    private final int laneAxis;
    private final Elementwise outerCode;

    private OuterMinimum(GridKernel plain, String name, Law law, MonotoneOuter outer, GridShape shape, int along) {
        this.plain = plain;
        this.law = law;
        this.outer = outer;
        this.along = along;
        this.axes = shape.axes();
        rising = new GridKernel(name + " inner", law, List.of(outer.inner()), shape);
        falling = new GridKernel(name + " inner, negated", law, List.of(Expr.negate(outer.inner())), shape);
        laneAxis = rising.reduction(true, along, GridReduction.ANY, TWO).laneAxis();
        Map<String, Lowering.Binding> bindings = new LinkedHashMap<>(shape.bindings(law, List.of()));
        bindings.put(MonotoneOuter.INNER, new Lowering.Binding(bit(laneAxis), false, false));
        outerCode = new Elementwise(name + " outer", Lowering.lower(List.of(outer.outer(), outer.magnitude()), bindings),
                a -> (a & bit(laneAxis)) != 0);
    }

    /** For a formula over the axes; empty if nothing would be saved. */
    static Optional<OuterMinimum> of(GridKernel plain, String name, Law law, Expr formula, GridShape shape, int along) {
        Optional<OuterMinimum> best = Optional.empty();
        if (shape.axes().size() == 1) {
            return best;
        }
        int cost = plain.reduction(true, along, GridReduction.ANY, ONE).cost() - WORTH;
        for (MonotoneOuter outer : MonotoneOuter.of(formula, shape.axes().get(along), shape.axes(), shape.bindings(law, List.of()))) {
            OuterMinimum candidate = new OuterMinimum(plain, name, law, outer, shape, along);
            int inner = candidate.rising.reduction(true, along, GridReduction.ANY, TWO).cost();
            if (inner < cost) {
                cost = inner;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /** A run that gathers the least values of f and their places; empty if these parameters do not make f monotone. */
    Optional<GridReduction.Run> run(double[] parameters, Grid grid, int threads) {
        Map<String, Double> values = new HashMap<>();
        for (int p = 0; p < parameters.length; p++) {
            Parameter parameter = law.parameters().get(p);
            if (parameter.positive() && !(parameters[p] > 0 && parameters[p] < Double.POSITIVE_INFINITY)) {
                return Optional.empty();
            }
            values.put(parameter.name(), parameters[p]);
        }
        int direction = outer.direction(values);
        if (direction == 0) {
            return Optional.empty();
        }
        Optional<GridReduction.Run> quick = plain.quickRun(parameters, grid, along, laneAxis, ONE, threads);
        GridReduction.Run sweep = quick.orElseGet(() -> plain.run(false, parameters, grid, along, laneAxis, ONE, threads));
        GridKernel inner = direction > 0 ? rising : falling;
        return Optional.of(inner.run(quick.isPresent(), parameters, grid, along, laneAxis, TWO, threads)
                .finishing(() -> new Line(values, grid, sweep, direction)));
    }

    /** One thread's work on what the sweep over g has found. */
    private final class Line implements GridReduction.Finish {
        private final Grid grid;
        private final GridReduction.Run.Task sweep;
        private final int direction;
        private final Map<String, Double> parameters;
        private final Elementwise.Task outerTask = outerCode.task();
        private final double[] inner = new double[GridReduction.LINES];
        private final double[] lanes = new double[GridReduction.LINES];
        private final double[][] columns = outerCode.columns().stream().map(c -> c.equals(MonotoneOuter.INNER) ? inner : lanes).toArray(double[][]::new);
        private final double[][] atFirst = new double[2][GridReduction.LINES];
        private final double[][] atSecond = new double[2][GridReduction.LINES];

        Line(Map<String, Double> parameters, Grid grid, GridReduction.Run sweep, int direction) {
            this.parameters = parameters;
            this.grid = grid;
            this.sweep = sweep.task();
            this.direction = direction;
        }

        @Override
        public void apply(int piece, int count, double[][] gathered) {
            sweep.move(piece);
            int from = sweep.firstLane(piece);
            outerAt(gathered[0], from, count, atFirst);
            outerAt(gathered[2], from, count, atSecond);
            sweep.cellsAt(from, count, gathered[1], gathered);
            int firstOpen = count;
            int lastOpen = -1;
            for (int i = 0; i < count; i++) {
                if (!(atSecond[0][i] - atFirst[0][i] > ROUNDING * (atFirst[1][i] + atSecond[1][i]) && gathered[1][i] >= 0)) {
                    firstOpen = Math.min(firstOpen, i);
                    lastOpen = i;
                }
            }
            if (lastOpen >= 0) {
                sweep.gather(from + firstOpen, from + lastOpen + 1, gathered, firstOpen);
            }
        }

        private void outerAt(double[] g, int from, int count, double[][] result) {
            for (int i = 0; i < count; i++) {
                inner[i] = direction * g[i];
                lanes[i] = grid.axes().get(laneAxis).node(from + i);
            }
            for (int j = 0; j < outerTask.uniforms.length; j++) {
                String name = outerCode.uniforms().get(j);
                int axis = axes.indexOf(name);
                outerTask.uniforms[j] = axis < 0 ? parameters.get(name) : grid.axes().get(axis).node(sweep.node(axis));
            }
            outerTask.run(columns, 0, result, 0, count);
        }
    }
}
