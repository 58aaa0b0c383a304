package dev.powerlane.kernel;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.LeastCells;
import dev.powerlane.grid.Levels;
import dev.powerlane.grid.Maxima;
import dev.powerlane.grid.Minima;
import dev.powerlane.grid.Quantiles;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Hashes of results: a CRC-32 a kernel kind and law, of its doubles with one NaN. As a program it prints those of the laws that are
 * named, or of all, so that they can be compared between machines and between settings of the JVM.
 */
final class Bits {
    private static final int SIZE = 1003;
    private static final int POINTS = 203;
    private static final int[] NODES = {19, 11, 5, 3, 2, 2, 2, 2};

    private final Map<String, Long> hashes = new LinkedHashMap<>();
    private final int threads;

    private Bits(int threads) {
        this.threads = threads;
    }

    /** Prints the hashes of the laws named, of all if there is none; the property {@code bits.threads} tells how many threads to use. */
    public static void main(String[] ids) {
        List<Law> laws = ids.length == 0 ? Laws.all() : Arrays.stream(ids).map(Laws::get).toList();
        System.out.print(String.join("\n", lines(laws, Integer.getInteger("bits.threads", 1))));
    }

    /** One line a hash, what it is of first. */
    static List<String> lines(List<Law> laws, int threads) {
        Bits bits = new Bits(threads);
        bits.arrays();
        bits.sums();
        laws.forEach(bits::points);
        laws.forEach(bits::grids);
        return bits.hashes.entrySet().stream().map(e -> String.format("%-48s %08x", e.getKey(), e.getValue())).collect(Collectors.toList());
    }

    private void arrays() {
        double[] any = new SplittableRandom(41).longs(SIZE).mapToDouble(Double::longBitsToDouble).toArray();
        double[] near = new SplittableRandom(42).doubles(SIZE, -50, 50).toArray();
        double[] positive = RandomPoints.logUniform(43, SIZE, 1e-12, 1e18);
        functions().forEach((name, function) -> {
            double[][] out = new double[3][SIZE];
            function.apply(any, 0, out[0], 0, SIZE);
            function.apply(near, 0, out[1], 0, SIZE);
            function.apply(positive, 0, out[2], 0, SIZE);
            put(name, out);
        });
        double[] out = new double[SIZE];
        ArrayMath.logSumExp(any, 0, near, 0, out, 0, SIZE);
        put("logsumexp", out, new double[] {ArrayMath.logSumExp(near, 0, SIZE)});
    }

    private interface ArrayFunction {
        void apply(double[] in, int inOffset, double[] out, int outOffset, int count);
    }

    private static Map<String, ArrayFunction> functions() {
        Map<String, ArrayFunction> functions = new LinkedHashMap<>();
        functions.put("exp", ArrayMath::exp);
        functions.put("exp2", ArrayMath::exp2);
        functions.put("expm1", ArrayMath::expm1);
        functions.put("log", ArrayMath::log);
        functions.put("log2", ArrayMath::log2);
        functions.put("log10", ArrayMath::log10);
        functions.put("log1p", ArrayMath::log1p);
        functions.put("sin", ArrayMath::sin);
        functions.put("cos", ArrayMath::cos);
        functions.put("atan", ArrayMath::atan);
        functions.put("x^-0.34", (in, from, out, to, count) -> ArrayMath.pow(in, from, -.34, out, to, count));
        functions.put("x^7.5", (in, from, out, to, count) -> ArrayMath.pow(in, from, 7.5, out, to, count));
        return functions;
    }

    private void sums() {
        RowSums sums = HuberObjective.sums();
        RowSums.Task task = sums.task(sums.bind(HuberObjective.data(151)));
        for (int p = 0; p < task.parameters().length; p++) {
            for (int lane = 0; lane < RowSums.LANES; lane++) {
                task.parameters()[p][lane] = HuberObjective.parameter(p, lane);
            }
        }
        put("huber sums over rows", task.run());
    }

    private void points(Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(threads);
        double[] parameters = RandomPoints.parameters(law, 44);
        double[][] columns = RandomPoints.columns(law, 45, POINTS);
        Points points = kernel.points(columns);
        int p = parameters.length;
        double[] out = new double[POINTS];
        double[][] gradient = new double[p][POINTS];
        double[][] hessian = new double[p * (p + 1) / 2][POINTS];
        double[][] byInput = new double[law.inputs().size()][POINTS];
        double[][] elasticities = new double[law.inputs().size()][POINTS];
        kernel.evaluate(parameters, columns, out);
        put(law + " value, fused", out);
        kernel.evaluate(parameters, points, out);
        put(law + " value", out);
        kernel.gradient(parameters, points, out, gradient);
        put(law + " gradient", gradient);
        kernel.hessian(parameters, points, out, gradient, hessian);
        put(law + " Hessian", hessian);
        kernel.inputDerivatives(parameters, points, out, byInput);
        kernel.elasticities(parameters, points, out, elasticities);
        put(law + " by inputs", byInput);
        put(law + " elasticities", elasticities);
    }

    private void grids(Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(threads);
        double[] parameters = RandomPoints.parameters(law, 46);
        Grid grid = grid(law);
        String along = grid.names().get(0);
        double[] cells = new double[(int) grid.size()];
        kernel.evaluate(parameters, grid, cells);
        put(law + " grid", cells);
        Minima minima = kernel.minimise(parameters, grid, along);
        put(law + " minima", minima.value(), doubles(minima.index()), kernel.refine(parameters, grid, minima).place());
        Maxima maxima = kernel.maximise(parameters, grid, along);
        put(law + " maxima", maxima.value(), doubles(maxima.index()));
        LeastCells least = kernel.least(parameters, grid, grid.names().toArray(String[]::new));
        double level = middle(cells);
        Levels levels = kernel.levels(parameters, grid, along, level);
        put(law + " level set", levels.place(), doubles(levels.index()), doubles(levels.count()));
        Quantiles quantiles = kernel.quantiles(parameters, grid, Double.POSITIVE_INFINITY, .1, .5, .9);
        put(law + " reductions", least.value(), kernel.sums(parameters, grid, along).sum(), quantiles.value()[0],
                Arrays.stream(kernel.countBelow(parameters, grid, level, along)).asDoubleStream().toArray());
    }

    private static Grid grid(Law law) {
        Axis[] axes = new Axis[law.inputs().size()];
        for (int j = 0; j < axes.length; j++) {
            Input input = law.inputs().get(j);
            axes[j] = input.positive() ? Axis.log(input.name(), input.low(), input.high(), NODES[j])
                    : Axis.linear(input.name(), input.low(), input.high(), NODES[j]);
        }
        return Grid.of(axes);
    }

    /** A value that some cells are above and some below. */
    private static double middle(double[] cells) {
        double[] numbers = Arrays.stream(cells).filter(Double::isFinite).sorted().toArray();
        return numbers.length == 0 ? 0 : numbers[numbers.length / 2];
    }

    private static double[] doubles(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    private void put(String name, double[]... arrays) {
        CRC32 hash = new CRC32();
        for (double[] array : arrays) {
            ByteBuffer bytes = ByteBuffer.allocate(array.length * Long.BYTES);
            for (double value : array) {
                bytes.putLong(Double.doubleToLongBits(value));
            }
            hash.update(bytes.array());
        }
        hashes.put(name, hash.getValue());
    }
}
