package dev.powerlane.kernel;

import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.grid.TileSink;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.ParameterSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A law compiled to SIMD code. Values are right to an ulp or two and have the same bits whatever the vector width, the
 * number of threads and the JDK. Outside the law's domain (a positive input that is zero, negative or NaN) a result is
 * NaN, in that place and nowhere else. Immutable and thread-safe; compiled code is made on first use and kept.
 *
 * <pre>{@code
 * Kernel kernel = Kernel.compile(Laws.get("chinchilla"));
 * Points runs = kernel.points(n, d);                       // columns in the order of law.inputs()
 * kernel.evaluate(parameters, runs, loss);
 * Minima frontier = kernel.minimise(parameters, grid, "N");
 * }</pre>
 */
public final class Kernel {
    private final Law law;
    private final int threads;
    private final Parts parts;

    /** What all kernels of a law share, whatever their number of threads. */
    private static final class Parts {
        private final Map<String, PointKernel> points = new ConcurrentHashMap<>();
        private final Map<GridKey, GridKernel> grids = new ConcurrentHashMap<>();
    }

    /** Which formulas, on which grids. */
    private record GridKey(String formulas, GridShape shape) {}

    private Kernel(Law law, int threads, Parts parts) {
        this.law = law;
        this.threads = threads;
        this.parts = parts;
    }

    /** A kernel that uses all processors where there is enough work for them. */
    public static Kernel compile(Law law) {
        if (law.inputs().isEmpty()) {
            throw new IllegalArgumentException("law " + law + " has no inputs; name them with inputs(...)");
        }
        return new Kernel(law, Threads.available(), new Parts());
    }

    /** This kernel on a given number of threads. */
    public Kernel withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        return new Kernel(law, threads, parts);
    }

    public Law law() {
        return law;
    }

    /**
     * Binds input columns, so that their logarithms are taken once for many evaluations.
     *
     * @param columns one array an input, in the order of {@code law().inputs()}, all of one length
     * @throws IllegalArgumentException if a column is missing or has another length than the first
     */
    public Points points(double[]... columns) {
        return new Points(columns.clone(), checkColumns(columns));
    }

    /** The law at each point; {@code out} has at least as many places as there are points. */
    public void evaluate(ParameterSet parameters, Points points, double[] out) {
        evaluate(values(parameters), points, out);
    }

    /** As above, with the parameters' values in the order of {@code law().parameters()}. */
    public void evaluate(double[] parameters, Points points, double[] out) {
        checkParameters(parameters);
        checkPoints(points);
        checkOut("out", out, points.size());
        value().run(parameters, points, new double[][] {out}, threads);
    }

    /** As above, on columns that are used only this once: the logarithms are fused into the evaluation. */
    public void evaluate(double[] parameters, double[][] columns, double[] out) {
        checkParameters(parameters);
        int size = checkColumns(columns);
        checkOut("out", out, size);
        value().runFused(parameters, columns, size, new double[][] {out}, threads);
    }

    public void evaluate(ParameterSet parameters, double[][] columns, double[] out) {
        evaluate(values(parameters), columns, out);
    }

    /**
     * The law and its derivatives by each parameter at each point.
     *
     * @param out      the law's values
     * @param gradient one array a parameter, in the order of {@code law().parameters()}
     */
    public void gradient(double[] parameters, Points points, double[] out, double[][] gradient) {
        checkParameters(parameters);
        checkPoints(points);
        checkOut("out", out, points.size());
        if (gradient.length != law.parameters().size()) {
            throw new IllegalArgumentException("gradient must have " + law.parameters().size() + " arrays ("
                    + String.join(", ", law.parameterNames()) + "), not " + gradient.length);
        }
        double[][] outputs = new double[gradient.length + 1][];
        outputs[0] = out;
        for (int j = 0; j < gradient.length; j++) {
            if (gradient[j].length < points.size()) {
                checkOut("gradient[" + j + "]", gradient[j], points.size());
            }
            outputs[j + 1] = gradient[j];
        }
        parts.points.computeIfAbsent("gradient", k -> new PointKernel(law + " gradient", law, gradientFormulas()))
                .run(parameters, points, outputs, threads);
    }

    public void gradient(ParameterSet parameters, Points points, double[] out, double[][] gradient) {
        gradient(values(parameters), points, out, gradient);
    }

    // Grids

    /**
     * The law on a grid, row-major into {@code out}. Each input of the law is an axis of the grid, or computed from its axes.
     *
     * @throws IllegalArgumentException if an input is neither, if an axis is of no use to the law, or if {@code out} is
     *                                  shorter than the grid
     */
    public void evaluate(double[] parameters, Grid grid, double[] out) {
        checkParameters(parameters);
        GridKernel kernel = grid(grid);
        checkCells("out", out, grid);
        kernel.evaluate(parameters, grid, new double[][] {out}, threads);
    }

    public void evaluate(ParameterSet parameters, Grid grid, double[] out) {
        evaluate(values(parameters), grid, out);
    }

    /** The law on a grid of any size, handed to a sink piece by piece in row-major order; memory use does not grow with the grid. */
    public void evaluate(double[] parameters, Grid grid, TileSink sink) throws IOException {
        checkParameters(parameters);
        grid(grid).stream(parameters, grid, sink, threads);
    }

    public void evaluate(ParameterSet parameters, Grid grid, TileSink sink) throws IOException {
        evaluate(values(parameters), grid, sink);
    }

    /**
     * The least value of the law along one axis, for each combination of the others: the grid is not stored.
     *
     * @throws IllegalArgumentException if the grid does not suit the law, or {@code along} is not one of its axes
     */
    public Minima minimise(double[] parameters, Grid grid, String along) {
        checkParameters(parameters);
        return GridMinimum.of(grid(grid), parameters, grid, along, threads);
    }

    public Minima minimise(ParameterSet parameters, Grid grid, String along) {
        return minimise(values(parameters), grid, along);
    }

    private GridKernel grid(Grid grid) {
        return grid("value", () -> List.of(law.expression()), grid);
    }

    /**
     * Formulas over the law's inputs and parameters, compiled for grids of this shape.
     *
     * @param kind     names the formulas: equal kinds mean equal formulas
     * @param formulas one result each
     */
    private GridKernel grid(String kind, Supplier<List<Expr>> formulas, Grid grid) {
        GridShape shape = GridShape.of(grid);
        shape.check(law);
        return parts.grids.computeIfAbsent(new GridKey(kind, shape), k -> new GridKernel(law + " grid " + kind, law, formulas.get(), shape));
    }

    private static void checkCells(String name, double[] out, Grid grid) {
        if (out.length < grid.size()) {
            throw new IllegalArgumentException(name + " has " + out.length + " places, but the grid has " + grid.size() + " cells");
        }
    }

    // What is shared

    private PointKernel value() {
        return parts.points.computeIfAbsent("value", k -> new PointKernel(law + " value", law, List.of(law.expression())));
    }

    private List<Expr> gradientFormulas() {
        List<Expr> formulas = new ArrayList<>();
        formulas.add(law.expression());
        law.parameterNames().forEach(p -> formulas.add(law.expression().derivative(p)));
        return formulas;
    }

    private double[] values(ParameterSet parameters) {
        if (!parameters.values().keySet().equals(new LinkedHashSet<>(law.parameterNames()))) {
            throw new IllegalArgumentException("the parameters of " + law + " are " + String.join(", ", law.parameterNames())
                    + ", but values are given for " + String.join(", ", parameters.values().keySet()));
        }
        return parameters.toArray();
    }

    private void checkParameters(double[] parameters) {
        if (parameters.length != law.parameters().size()) {
            throw new IllegalArgumentException("parameters must have " + law.parameters().size() + " values ("
                    + String.join(", ", law.parameterNames()) + "), not " + parameters.length);
        }
    }

    private int checkColumns(double[][] columns) {
        if (columns.length != law.inputs().size()) {
            throw new IllegalArgumentException("columns must have " + law.inputs().size() + " arrays ("
                    + String.join(", ", law.inputNames()) + "), not " + columns.length);
        }
        for (int j = 1; j < columns.length; j++) {
            if (columns[j].length != columns[0].length) {
                throw new IllegalArgumentException("column " + law.inputNames().get(j) + " has " + columns[j].length
                        + " values, but column " + law.inputNames().get(0) + " has " + columns[0].length);
            }
        }
        return columns[0].length;
    }

    private void checkPoints(Points points) {
        if (points.columns().length != law.inputs().size()) {
            throw new IllegalArgumentException("points have " + points.columns().length + " columns, but " + law + " is a law in "
                    + String.join(", ", law.inputNames()));
        }
    }

    private static void checkOut(String name, double[] out, int size) {
        if (out.length < size) {
            throw new IllegalArgumentException(name + " has " + out.length + " places for " + size + " points");
        }
    }
}
