package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.math.Provider;
import dev.powerlane.program.Lowering;
import dev.powerlane.program.Program;
import dev.powerlane.schedule.LossCurve;
import dev.powerlane.schedule.MultiPowerLaw;
import dev.powerlane.schedule.Schedule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiled kernels allocate nothing per element. A vector that the JIT keeps in memory instead of a register is an object:
 * 28 bytes an element at 128 bits, 10 at 512, for a single one in the loop. Allocation that does not stop is thus the sign
 * of a kernel that is too long, or calls what is not inlined, and is some hundred times slower than it should be.
 */
class AllocationTest {
    private static final int ELEMENTS = 1 << 13;
    private static final int ROWS = 256;
    /**
     * A fitter's task is there already. On JDK 17 each sum may become an object when a pass begins and ends, so 21 sums of up to 128
     * bytes for each of the 4 tiles of rows; one vector kept in memory in the loop would be 26,000 bytes.
     */
    private static final long BYTES_PER_RUN = 21 * 128 * (ROWS / 64);
    /** C2 has compiled a kernel after half a second if it has a processor for itself. */
    private static final long WARM_UP_NANOS = 20_000_000_000L;
    private static final int CALM_CALLS = 5;

    record Subject(String name, Runnable run, long elements) {
        Subject(String name, Runnable run) {
            this(name, run, ELEMENTS);
        }

        /** A call sets up its task: frames, tiles for scratch columns, parameters by name, the powers of a grid's nodes. */
        long bytes() {
            return 4 * elements;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject> kernels() {
        Law chinchilla = Laws.get("chinchilla");
        return Stream.of(points("chinchilla value", chinchilla), fused("chinchilla fused", chinchilla),
                gradient("chinchilla gradient", chinchilla), points("kaplan-nd value", Laws.get("kaplan-nd")),
                gradient("kaplan-nd gradient", Laws.get("kaplan-nd")), grid("chinchilla grid", chinchilla),
                minimum("chinchilla minimum", chinchilla.with("D", "C/(6*N)")),
                sums("huber objective", List.of(HuberObjective.objective())),
                sums("huber objective, gradient and hessian", HuberObjective.withDerivatives()), split("a program in passes"));
    }

    /** The JIT has no mask of two lanes in a register, so at 128 bits every comparison makes an object, in any code. */
    @BeforeEach
    void masksMustFitARegister() {
        assumeTrue(Provider.active().lanes() != 2, "masks of two lanes are objects");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aCallAllocatesItsTaskAndNothingPerElement(Subject subject) {
        assertThat(bytes(subject.run, subject.bytes(), WARM_UP_NANOS)).isLessThan(subject.bytes());
    }

    @Test
    void aFittersTaskAllocatesNothingPerRow() {
        RowSums.Task task = sumsTask(HuberObjective.withDerivatives(), ROWS);
        assertThat(bytes(task::run, BYTES_PER_RUN, WARM_UP_NANOS)).isLessThan(BYTES_PER_RUN);
    }

    /** A task holds some 20,000 bytes of tiles; one vector kept in memory would be 10 bytes a cell or more. */
    @Test
    void theMultiPowerLawAllocatesNothingPerCell() {
        int changes = 2048;
        LossCurve curve = MultiPowerLaw.along(Schedule.cosine(3e-4, 3e-5, 0, changes), IntStream.generate(() -> changes).limit(16).toArray());
        double[] parameters = MultiPowerLaw.published("luo-2025-400m").toArray();
        double[] out = new double[16];
        double[][] gradient = new double[7][16];
        long bound = 4 * curve.cells();
        assertThat(bytes(() -> curve.gradient(parameters, out, gradient), bound, WARM_UP_NANOS)).isLessThan(bound);
    }

    @Test
    void theTestSeesALoopThatKeepsItsVectorsInMemory() {
        assumeTrue(Provider.active().isVector(), "there are no vectors");
        double[] values = new double[ELEMENTS];
        assertThat(bytes(() -> BoxingLoop.run(values), 4 * ELEMENTS, WARM_UP_NANOS / 20)).isGreaterThan(4 * ELEMENTS);
    }

    /** The most that some calls in a row allocate, as soon as that is below the bound, or when the time is over. */
    private static long bytes(Runnable run, long bound, long nanos) {
        long begin = System.nanoTime();
        long most;
        do {
            most = 0;
            for (int i = 0; i < CALM_CALLS; i++) {
                most = Math.max(most, AllocatedBytes.of(run));
            }
        } while (most >= bound && System.nanoTime() - begin < nanos);
        return most;
    }

    private static Subject points(String name, Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(1);
        Points points = kernel.points(RandomPoints.columns(law, 1, ELEMENTS));
        double[] parameters = RandomPoints.parameters(law, 1);
        double[] out = new double[ELEMENTS];
        return new Subject(name, () -> kernel.evaluate(parameters, points, out));
    }

    private static Subject fused(String name, Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(1);
        double[][] columns = RandomPoints.columns(law, 1, ELEMENTS);
        double[] parameters = RandomPoints.parameters(law, 1);
        double[] out = new double[ELEMENTS];
        return new Subject(name, () -> kernel.evaluate(parameters, columns, out));
    }

    private static Subject gradient(String name, Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(1);
        Points points = kernel.points(RandomPoints.columns(law, 1, ELEMENTS));
        double[] parameters = RandomPoints.parameters(law, 1);
        double[] out = new double[ELEMENTS];
        double[][] gradient = new double[parameters.length][ELEMENTS];
        return new Subject(name, () -> kernel.gradient(parameters, points, out, gradient));
    }

    private static Subject grid(String name, Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(1);
        // The nodes' powers are computed anew by each call, in arrays: few beside the cells.
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e12, 32), Axis.log("D", 1e8, 1e14, 256));
        double[] parameters = RandomPoints.parameters(law, 1);
        double[] out = new double[ELEMENTS];
        return new Subject(name, () -> kernel.evaluate(parameters, grid, out));
    }

    private static Subject minimum(String name, Law law) {
        Kernel kernel = Kernel.compile(law).withThreads(1);
        Grid grid = Grid.of(Axis.log("N", 1e6, 1e12, 128), Axis.log("C", 1e18, 1e26, 512));
        double[] parameters = RandomPoints.parameters(law, 1);
        return new Subject(name, () -> kernel.minimise(parameters, grid, "N"), grid.size());
    }

    private static Subject sums(String name, List<Expr> formulas) {
        return new Subject(name, sumsTask(formulas, ELEMENTS / RowSums.LANES)::run);
    }

    private static RowSums.Task sumsTask(List<Expr> formulas, int rows) {
        RowSums sums = new RowSums("huber", formulas, HuberObjective.PARAMETERS, HuberObjective.COLUMNS, List.of(), HuberObjective.POSITIVE);
        RowSums.Task task = sums.task(sums.bind(HuberObjective.data(rows)));
        for (int p = 0; p < task.parameters().length; p++) {
            for (int lane = 0; lane < RowSums.LANES; lane++) {
                task.parameters()[p][lane] = HuberObjective.parameter(p, lane);
            }
        }
        return task;
    }

    private static Subject split(String name) {
        Law law = Laws.get("chinchilla");
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        law.parameterNames().forEach(p -> bindings.put(p, new Lowering.Binding(1, true, false)));
        law.inputNames().forEach(i -> bindings.put(i, new Lowering.Binding(2, true, true)));
        Program program = Lowering.lower(List.of(law.expression()), bindings);
        Elementwise code = new Elementwise("split", program, axes -> axes > 1, 100);
        assertThat(code.passes()).isGreaterThan(1);
        Elementwise.Task task = code.task();
        Arrays.fill(task.uniforms, .5);
        double[][] columns = RandomPoints.columns(law, 1, ELEMENTS);
        double[][] out = new double[1][ELEMENTS];
        return new Subject(name, () -> task.run(columns, 0, out, 0, ELEMENTS));
    }

    /** What no kernel may do: the vector goes through an array, so it must be an object. */
    private static final class BoxingLoop {
        private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
        private static final DoubleVector[] KEPT = new DoubleVector[1];

        static void run(double[] values) {
            for (int i = 0; i < values.length; i += SPECIES.length()) {
                KEPT[0] = DoubleVector.fromArray(SPECIES, values, i).add(1);
                KEPT[0].intoArray(values, i);
            }
        }
    }
}
