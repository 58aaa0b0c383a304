package dev.powerlane.kernel;

import dev.powerlane.codegen.RandomFormula;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Parameter;
import dev.powerlane.law.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Runs kernels until the JIT has compiled them, for {@link BigKernelsTest}, which starts it in a virtual machine of its own. Each
 * argument is a subject: {@code chinchilla value}, {@code gradient} or {@code hessian} at points; {@code chinchilla sums}, the Huber
 * objective of a fit with its derivatives; {@code chinchilla grid} and {@code chinchilla minimum} over a grid; or {@code random 7 200}
 * for the random formula of seed 7 with 200 nodes and its derivatives. For each one line goes to standard error: its name and the bytes that an
 * element more costs, at best over some calls in a row. What a call costs however long it is does not count, nor what the beginning of a method
 * costs: C2 makes objects of a few of its constants there.
 */
public final class CompiledKernels {
    /** Elements of a call: few, and as many as any pass takes at a time. */
    private static final int FEW = 64;
    private static final int TILE = 512;
    private static final int LINES = 64;
    private static final int WARMING_CALLS = 1500;
    private static final int ATTEMPTS = 60;
    private static final int CALM_CALLS = 5;

    private CompiledKernels() {}

    public static void main(String[] subjects) {
        for (String subject : subjects) {
            String[] words = subject.split(" ");
            if (words[0].equals("random")) {
                report(subject, formula(subject, RandomFormula.of(Long.parseLong(words[1]), Integer.parseInt(words[2]))));
                continue;
            }
            Law law = Laws.get(words[0]);
            report(subject, switch (words[1]) {
                case "value" -> points(law, List.of(Quantity.value()));
                case "gradient" -> points(law, Quantity.gradient(law));
                case "hessian" -> points(law, Quantity.hessian(law));
                case "sums" -> sums(law);
                case "grid" -> grid(law, false);
                case "minimum" -> grid(law, true);
                default -> throw new IllegalArgumentException(subject);
            });
        }
    }

    private static IntConsumer points(Law law, List<Quantity> quantities) {
        PointKernel kernel = new QuantityCode(law, quantities).points();
        double[] parameters = RandomPoints.parameters(law, 1);
        double[][] out = new double[quantities.size()][TILE];
        double[][] columns = RandomPoints.columns(law, 1, FEW);
        Points few = Kernel.compile(law).points(columns);
        Points tile = Kernel.compile(law).points(Arrays.stream(columns).map(CompiledKernels::repeated).toArray(double[][]::new));
        return count -> kernel.run(parameters, count == FEW ? few : tile, out, 1);
    }

    /** The few again and again, so that a search for a root takes as many turns. */
    private static double[] repeated(double[] few) {
        double[] tile = new double[few.length * (TILE / FEW)];
        Arrays.setAll(tile, i -> few[i % few.length]);
        return tile;
    }

    private static IntConsumer formula(String name, Expr formula) {
        List<Expr> formulas = new ArrayList<>(List.of(formula));
        formula.names().forEach(n -> formulas.add(formula.derivative(n)));
        Elementwise code = new Elementwise(name, Formulas.lower(formulas, formula.names().toArray(String[]::new)), axes -> axes != 0);
        double[][] columns = new double[code.columns().size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = RandomPoints.logUniform(j, TILE, .1, 10);
        }
        double[][] out = new double[formulas.size()][TILE];
        double[] none = {};
        return count -> code.run(none, columns, out, count);
    }

    /** An element is a row and lane. */
    private static IntConsumer sums(Law law) {
        List<String> parameters = law.parameterNames();
        List<String> columns = new ArrayList<>(law.inputNames());
        columns.add("loss");
        Set<String> positive = new HashSet<>(List.of("loss"));
        law.parameters().stream().filter(Parameter::positive).forEach(p -> positive.add(p.name()));
        law.inputs().stream().filter(Input::positive).forEach(i -> positive.add(i.name()));
        RowSums sums = new RowSums("sums", HuberObjective.withDerivatives(HuberObjective.of(law.expression()), parameters), parameters, columns, List.of(),
                positive);
        int rows = FEW / RowSums.LANES;
        double[][] few = Arrays.copyOf(RandomPoints.columns(law, 1, rows), columns.size());
        few[columns.size() - 1] = RandomPoints.logUniform(9, rows, 1, 4);
        double[][] tile = Arrays.stream(few).map(CompiledKernels::repeated).toArray(double[][]::new);
        RowSums.Task[] tasks = Stream.of(few, tile).map(data -> {
            RowSums.Task task = sums.task(sums.bind(data));
            double[] near = RandomPoints.parameters(law, 1);
            for (int p = 0; p < near.length; p++) {
                Arrays.fill(task.parameters()[p], near[p]);
            }
            return task;
        }).toArray(RowSums.Task[]::new);
        return count -> tasks[count == FEW ? 0 : 1].run();
    }

    /** Elements are cells of the last axis, the inner one; there are many of its lines, so that its nodes count little. */
    private static IntConsumer grid(Law law, boolean minimum) {
        Law small = law;
        for (String fixed : List.of("Pw", "Pa", "Pkv", "Ls")) {
            small = small.inputNames().contains(fixed) ? small.with(fixed, "4") : small;
        }
        Kernel kernel = Kernel.compile(small).withThreads(1);
        double[] parameters = RandomPoints.parameters(small, 1);
        String along = small.inputNames().get(0);
        double[] out = new double[LINES * TILE];
        List<Input> inputs = small.inputs();
        Grid[] grids = Stream.of(FEW, TILE).map(cells -> {
            Axis[] axes = new Axis[inputs.size()];
            for (int j = 0; j < axes.length; j++) {
                axes[j] = axis(inputs.get(j), j == axes.length - 1 ? cells : j == 0 ? LINES >> axes.length - 2 : 2);
            }
            return Grid.of(axes);
        }).toArray(Grid[]::new);
        return count -> {
            Grid grid = grids[count == FEW ? 0 : 1];
            if (minimum) {
                kernel.minimise(parameters, grid, along);
            } else {
                kernel.evaluate(parameters, grid, out);
            }
        };
    }

    private static Axis axis(Input input, int size) {
        return Axis.log(input.name(), Math.max(input.low(), 1e-9), input.high(), size);
    }

    private static void report(String subject, IntConsumer run) {
        for (int i = 0; i < WARMING_CALLS; i++) {
            run.accept(FEW);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ATTEMPTS && least > BigKernelsTest.bound(subject); i++) {
            long few = Long.MAX_VALUE;
            long tile = 0;
            for (int k = 0; k < CALM_CALLS; k++) {
                few = Math.min(few, AllocatedBytes.of(() -> run.accept(FEW)));
                tile = Math.max(tile, AllocatedBytes.of(() -> run.accept(TILE)));
            }
            least = Math.min(least, (double) (tile - few) / (TILE - FEW) / (subject.matches(".* (grid|minimum)") ? LINES : 1));
        }
        System.err.println(subject + ": " + least);
    }
}
