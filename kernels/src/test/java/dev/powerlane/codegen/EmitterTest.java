package dev.powerlane.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.program.Op;
import dev.powerlane.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation, kind of leaf and kind of result, by both back ends, against plain Java. */
class EmitterTest {
    private static final double[] VALUES = {1, -1, 0.0, -0.0, .5, -2.75, 3, 1e300, -1e-300, Double.MIN_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    /** Library functions are within an ulp of the true value on both sides of the comparison. */
    private static final double LIBRARY_ULPS = 2;

    private static final Map<Op, ToDoubleFunction<double[]>> PLAIN_JAVA = Map.ofEntries(
            Map.entry(Op.NEGATE, a -> -a[0]),
            Map.entry(Op.ABS, a -> Math.abs(a[0])),
            Map.entry(Op.SQRT, a -> Math.sqrt(a[0])),
            Map.entry(Op.ADD, a -> a[0] + a[1]),
            Map.entry(Op.SUBTRACT, a -> a[0] - a[1]),
            Map.entry(Op.MULTIPLY, a -> a[0] * a[1]),
            Map.entry(Op.DIVIDE, a -> a[0] / a[1]),
            Map.entry(Op.FMA, a -> Math.fma(a[0], a[1], a[2])),
            Map.entry(Op.MIN, a -> a[0] != a[0] || a[0] < a[1] ? a[0] : a[1]),
            Map.entry(Op.MAX, a -> a[0] != a[0] || a[0] > a[1] ? a[0] : a[1]),
            Map.entry(Op.SELECT, a -> a[0] < a[1] ? a[2] : a[3]),
            Map.entry(Op.POSITIVE, a -> a[0] > 0 ? a[0] : Double.NaN),
            Map.entry(Op.DOMAIN, a -> a[0] > 0 ? -0.0 : Double.NaN),
            Map.entry(Op.EXP, a -> StrictMath.exp(a[0])),
            Map.entry(Op.LOG, a -> StrictMath.log(a[0])),
            Map.entry(Op.ATAN, a -> StrictMath.atan(a[0])),
            Map.entry(Op.LOG_HIGH, a -> StrictMath.log(a[0])));

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"CONSTANT", "LEAF", "ROOT", "EXP", "EXP2", "EXPM1", "LOG", "LOG2", "LOG10", "LOG1P", "LOG_SUM_EXP",
        "SIN", "COS", "ATAN", "LOG_IN_RANGE", "LOG_HIGH", "LOG_HIGH_IN_RANGE", "LOG_LOW", "POW_FROM_LOG", "POW_IN_RANGE"})
    void anOperationGivesTheBitsOfPlainJava(Op op) {
        // All combinations of fewer values where there are more arguments.
        double[][] columns = Columns.combinations(op.arity(), op.arity() < 3 ? VALUES : Arrays.copyOfRange(VALUES, 4, 13));
        double[] expected = plainJava(op, columns);
        assertThat(Columns.bits(Columns.scalar(program(op), columns)[0])).isEqualTo(Columns.bits(expected));
        assertThat(Columns.bits(Columns.active(program(op), columns)[0])).isEqualTo(Columns.bits(expected));
    }

    @Test
    void aPowerInRangeHasTheBitsOfTheCarefulOne() {
        SplittableRandom random = new SplittableRandom(3);
        double[] logarithms = concatenate(new double[] {Double.NaN, 0}, random.doubles(2000, -100, 100).toArray());
        double[] exponents = concatenate(new double[] {2, 0}, random.doubles(2000, -7, 7).toArray());
        double[] careful = Columns.active(power(Op.POW_FROM_LOG), exponents, logarithms)[0];
        assertThat(Columns.bits(Columns.active(power(Op.POW_IN_RANGE), exponents, logarithms)[0])).isEqualTo(Columns.bits(careful));
        assertThat(Columns.bits(Columns.scalar(power(Op.POW_IN_RANGE), exponents, logarithms)[0])).isEqualTo(Columns.bits(careful));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOG", "LOG_HIGH"})
    void aLogarithmInRangeHasTheBitsOfTheCarefulOne(Op op) {
        double[] x = concatenate(new double[] {Double.MIN_NORMAL, 1, Math.nextUp(1.0), Math.nextDown(1.0), Double.MAX_VALUE},
                new SplittableRandom(4).longs(3000, Double.doubleToLongBits(Double.MIN_NORMAL), Double.doubleToLongBits(Double.POSITIVE_INFINITY))
                        .mapToDouble(Double::longBitsToDouble).toArray());
        Program careful = logarithm(op);
        Program inRange = careful.replacing(Op.IN_RANGE);
        assertThat(inRange).isNotEqualTo(careful);
        for (int part = 0; part < careful.outputs().size(); part++) {
            double[] expected = Columns.active(careful, x)[part];
            assertThat(Columns.bits(Columns.active(inRange, x)[part])).isEqualTo(Columns.bits(expected));
            assertThat(Columns.bits(Columns.scalar(inRange, x)[part])).isEqualTo(Columns.bits(expected));
        }
    }

    private static Program logarithm(Op op) {
        Program.Builder builder = new Program.Builder();
        int log = builder.op(op, builder.leaf("a0", 1));
        return builder.build(op == Op.LOG ? List.of(log) : List.of(log, builder.op(Op.LOG_LOW, log)));
    }

    /** A power of a number whose logarithm is a column, and its low part a fraction of that. */
    private static Program power(Op op) {
        Program.Builder builder = new Program.Builder();
        int p = builder.leaf("a0", 1);
        int high = builder.leaf("a1", 1);
        int low = builder.op(Op.MULTIPLY, high, builder.constant(0x1.3p-54));
        return builder.build(List.of(builder.op(op, p, high, low)));
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "LOG_HIGH", "ATAN"})
    void aLibraryFunctionIsThatOfStrictMathToAnUlpOrTwo(Op op) {
        double[] arguments = new SplittableRandom(1).doubles(500, -50, 50).toArray();
        double[] ordinary = op == Op.EXP ? arguments : Arrays.stream(arguments).map(StrictMath::exp).toArray();
        // What the parts of a logarithm are at 0 and infinity is between them and the power.
        double[][] columns = {op == Op.LOG_HIGH ? ordinary : concatenate(VALUES, ordinary)};
        double[] expected = plainJava(op, columns);
        double[] actual = Columns.scalar(program(op), columns)[0];
        for (int i = 0; i < expected.length; i++) {
            assertClose(actual[i], expected[i]);
        }
        assertThat(Columns.bits(Columns.active(program(op), columns)[0])).isEqualTo(Columns.bits(actual));
    }

    @Test
    void aPowerFromALogarithmInTwoPartsIsThatOfStrictMathToAnUlpOrTwo() {
        Program.Builder builder = new Program.Builder();
        int x = builder.leaf("x", 1);
        int p = builder.leaf("p", 1);
        int high = builder.op(Op.LOG_HIGH, x);
        Program program = builder.build(List.of(builder.op(Op.POW_FROM_LOG, p, high, builder.op(Op.LOG_LOW, high))));
        SplittableRandom random = new SplittableRandom(2);
        double[][] special = Columns.combinations(2, 0.0, 1, .5, 3, -2, 1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN);
        double[] bases = concatenate(special[0], random.doubles(500, -200, 200).map(StrictMath::exp).toArray());
        double[] exponents = concatenate(special[1], random.doubles(500, -3, 3).toArray());
        double[] actual = Columns.scalar(program, bases, exponents)[0];
        for (int i = 0; i < bases.length; i++) {
            if (bases[i] >= 0 && Math.abs(exponents[i]) <= 3 && (exponents[i] == 0 || Math.abs(exponents[i]) > 1e-3)) {
                assertClose(actual[i], StrictMath.pow(bases[i], exponents[i]));
            }
        }
        assertThat(Columns.bits(Columns.active(program, bases, exponents)[0])).isEqualTo(Columns.bits(actual));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 16, 17, 33})
    void lanesThatDoNotFillAVectorAreComputedToo(int count) {
        double[] column = new SplittableRandom(3).doubles(count, 0, 10).toArray();
        assertThat(Columns.active(program(Op.SQRT), column)[0]).isEqualTo(plainJava(Op.SQRT, column));
    }

    @Test
    void startsAreAddedToLanesAndNothingElseIsWritten() {
        Program program = program(Op.NEGATE);
        Frame frame = new Frame();
        frame.lanes = new double[][] {IntStream.range(0, 60).asDoubleStream().toArray()};
        frame.laneStarts = new int[] {10};
        frame.outputs = new double[1][60];
        frame.outputStarts = new int[] {5};
        frame.from = 2;
        frame.to = 23;
        Compiler.compile("test", program, Shape.map(List.of(), List.of("a"), 1)).run(frame);
        for (int i = 0; i < 60; i++) {
            assertThat(frame.outputs[0][i]).isEqualTo(i >= 7 && i < 28 ? -(i + 5.0) : 0);
        }
        assertThat(frame.from).isEqualTo(2);
        assertThat(frame.to).isEqualTo(23);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allKindsOfLeavesAndResultsMeetInOneKernel(boolean scalar) {
        int lanes = 11;
        int rows = 7;
        int stride = 16;
        SplittableRandom random = new SplittableRandom(4);
        Frame frame = new Frame();
        frame.uniforms = new double[] {1.5};
        frame.lanes = new double[][] {random.doubles(lanes + 3, -1, 1).toArray()};
        frame.laneStarts = new int[] {3};
        frame.rows = new double[][] {random.doubles(rows + 2, -1, 1).toArray()};
        frame.rowStart = 2;
        frame.rowCount = rows;
        frame.cells = new double[][] {random.doubles(4 + rows * stride, -1, 1).toArray(), new double[1 + rows * stride]};
        frame.cellStarts = new int[] {4, 1};
        frame.cellStride = stride;
        double[] sums = random.doubles(lanes).toArray();
        double[] products = new double[lanes];
        double[] best = new double[lanes];
        double[] place = new double[lanes];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(place, -1);
        frame.outputs = new double[][] {sums.clone(), products.clone(), best.clone(), place.clone()};
        frame.outputStarts = new int[4];
        frame.to = lanes;

        Program.Builder builder = new Program.Builder();
        int u = builder.leaf("u", 0);
        int l = builder.leaf("l", 1);
        int r = builder.leaf("r", 2);
        int c = builder.leaf("c", 3);
        int value = builder.op(Op.ADD, builder.op(Op.ADD, u, l), builder.op(Op.ADD, r, c));
        Program program = builder.build(List.of(value, builder.op(Op.MULTIPLY, l, r), value, builder.op(Op.NEGATE, value)));
        Shape shape = new Shape(List.of("u"), List.of("l"), List.of("r"), List.of("c"),
                List.of(Sink.SUM, Sink.SUM, Sink.MINIMUM, Sink.CELL));
        (scalar ? Compiler.compileScalar("test", program, shape) : Compiler.compile("test", program, shape)).run(frame);

        for (int i = 0; i < lanes; i++) {
            for (int j = 0; j < rows; j++) {
                double lane = frame.lanes[0][3 + i];
                double row = frame.rows[0][2 + j];
                double v = 1.5 + lane + (row + frame.cells[0][4 + j * stride + i]);
                sums[i] += v;
                products[i] = Math.fma(lane, row, products[i]);
                place[i] = v < best[i] ? 2 + j : place[i];
                best[i] = Math.min(v, best[i]);
                assertThat(frame.cells[1][1 + j * stride + i]).isEqualTo(-v);
            }
        }
        assertThat(frame.outputs).isDeepEqualTo(new double[][] {sums, products, best, place});
    }

    @Test
    void sumsAndMinimaGoOnFromWhatTheirColumnsHold() {
        Program.Builder builder = new Program.Builder();
        Program program = builder.build(List.of(builder.leaf("r", 2), builder.leaf("r", 2)));
        Code code = Compiler.compile("test", program, new Shape(List.of(), List.of(), List.of("r"), List.of(), List.of(Sink.SUM, Sink.MINIMUM)));
        Frame frame = new Frame();
        frame.rows = new double[][] {{.1, .2, Double.NaN, .05, .05, 7}};
        frame.outputs = new double[][] {new double[8], new double[8], new double[8]};
        Arrays.fill(frame.outputs[1], Double.POSITIVE_INFINITY);
        frame.outputStarts = new int[3];
        frame.to = 8;
        for (int start : new int[] {0, 3}) {
            frame.rowStart = start;
            frame.rowCount = start == 0 ? 2 : 3;
            code.run(frame);
        }
        for (int lane = 0; lane < 8; lane++) {
            assertThat(frame.outputs[0][lane]).isEqualTo(.1 + .2 + .05 + .05 + 7);
            assertThat(frame.outputs[1][lane]).isEqualTo(.05);
            assertThat(frame.outputs[2][lane]).isEqualTo(3);
        }
    }

    @Test
    void aMinimumPassesOverNaNAndKeepsTheFirstOfEqualValues() {
        Program.Builder builder = new Program.Builder();
        Program program = builder.build(List.of(builder.leaf("c", 3)));
        Frame frame = new Frame();
        frame.cells = new double[][] {new double[4 * 8]};
        double[][] lanes = {{Double.NaN, 2, 1, 1}, {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, {3, 3, 3, 3},
            {Double.POSITIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY, 8}, {0.0, -0.0, 0, 0},
            {1, Double.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY}, {4, 3, 2, 1}, {1, 2, 3, 4}};
        for (int lane = 0; lane < 8; lane++) {
            for (int row = 0; row < 4; row++) {
                frame.cells[0][row * 8 + lane] = lanes[lane][row];
            }
        }
        frame.cellStarts = new int[1];
        frame.cellStride = 8;
        frame.rowCount = 4;
        frame.outputs = new double[2][8];
        Arrays.fill(frame.outputs[0], Double.POSITIVE_INFINITY);
        Arrays.fill(frame.outputs[1], -1);
        frame.outputStarts = new int[2];
        frame.to = 8;
        Compiler.compile("test", program, new Shape(List.of(), List.of(), List.of(), List.of("c"), List.of(Sink.MINIMUM))).run(frame);
        assertThat(frame.outputs[0]).containsExactly(1, Double.POSITIVE_INFINITY, 3, 8, 0, Double.NEGATIVE_INFINITY, 1, 1);
        assertThat(frame.outputs[1]).containsExactly(2, -1, 0, 3, 0, 1, 3, 0);
    }

    @Test
    void resultsMayBeLeavesConstantsAndTheSameStepTwice() {
        Program.Builder builder = new Program.Builder();
        int x = builder.leaf("x", 1);
        Program program = builder.build(List.of(x, builder.constant(-0.0), x, builder.constant(Double.NaN)));
        double[] column = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[][] results = Columns.active(program, column);
        assertThat(results[0]).isEqualTo(column);
        assertThat(results[2]).isEqualTo(column);
        assertThat(Columns.bits(results[1])).containsOnly(Double.doubleToLongBits(-0.0));
        assertThat(results[3]).containsOnly(Double.NaN);
    }

    @Test
    void aProgramThatDoesNotFitItsShapeIsRefused() {
        Program program = program(Op.ADD);
        assertThatThrownBy(() -> Compiler.compile("test", program, Shape.map(List.of(), List.of("a", "b"), 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("1 results but 2 sinks");
        assertThatThrownBy(() -> Compiler.compile("test", program, Shape.map(List.of(), List.of("a"), 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("leaf b is not in");
    }

    private static Program program(Op op) {
        Program.Builder builder = new Program.Builder();
        int[] arguments = IntStream.range(0, op.arity()).map(i -> builder.leaf(Character.toString('a' + i), 1)).toArray();
        return builder.build(List.of(builder.op(op, arguments)));
    }

    private static double[] plainJava(Op op, double[]... columns) {
        return IntStream.range(0, columns[0].length)
                .mapToDouble(i -> PLAIN_JAVA.get(op).applyAsDouble(Arrays.stream(columns).mapToDouble(c -> c[i]).toArray())).toArray();
    }

    private static void assertClose(double actual, double expected) {
        if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
            assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
        } else {
            assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(LIBRARY_ULPS * Math.ulp(expected));
        }
    }

    private static double[] concatenate(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
