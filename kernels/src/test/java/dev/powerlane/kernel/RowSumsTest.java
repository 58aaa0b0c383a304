package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.law.Expr;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSumsTest {
    private static final int LANES = RowSums.LANES;
    private static final RowSums HUBER = HuberObjective.sums();

    @Test
    void theObjectiveIsThatOfAPlainLoop() {
        int rows = 100;
        double[][] data = HuberObjective.data(rows);
        double[][] sums = run(HUBER, data);
        for (int lane = 0; lane < LANES; lane++) {
            double expected = 0;
            for (int r = 0; r < rows; r++) {
                double[] p = new double[5];
                for (int k = 0; k < 5; k++) {
                    p[k] = HuberObjective.parameter(k, lane);
                }
                double loss = StrictMath.exp(p[0]) + StrictMath.exp(p[1]) / StrictMath.pow(data[0][r], p[3])
                        + StrictMath.exp(p[2]) / StrictMath.pow(data[1][r], p[4]);
                double residual = Math.abs(StrictMath.log(loss) - StrictMath.log(data[2][r]));
                expected += residual < HuberObjective.DELTA ? .5 * residual * residual
                        : HuberObjective.DELTA * (residual - HuberObjective.DELTA / 2);
            }
            assertThat(sums[0][lane]).isCloseTo(expected, org.assertj.core.api.Assertions.withinPercentage(1e-11));
        }
    }

    /** 1e-13 of the sum of the terms' sizes: terms of either sign cancel in a gradient. */
    @Test
    void objectiveGradientAndHessianAreTheSumsOfTheirFormulas() {
        int rows = 60;
        double[][] data = HuberObjective.data(rows);
        double[][] sums = run(HUBER, data);
        List<Expr> formulas = HuberObjective.withDerivatives();
        for (int k = 0; k < formulas.size(); k++) {
            for (int lane = 0; lane < LANES; lane += 3) {
                double expected = 0;
                double size = 0;
                for (int r = 0; r < rows; r++) {
                    double term = formulas.get(k).evaluate(values(data, r, lane));
                    expected += term;
                    size += Math.abs(term);
                }
                assertThat(Math.abs(sums[k][lane] - expected)).as("sum %d lane %d", k, lane).isLessThanOrEqualTo(1e-13 * size);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 0})
    void aLanesSumsDoNotDependOnTheOtherLanes(double other) {
        RowSums.Rows rows = HUBER.bind(HuberObjective.data(70));
        double[][] expected = run(HUBER.task(rows));
        for (int lane = 0; lane < LANES; lane++) {
            RowSums.Task task = HUBER.task(rows);
            for (int p = 0; p < task.parameters().length; p++) {
                Arrays.fill(task.parameters()[p], other);
                task.parameters()[p][lane] = HuberObjective.parameter(p, lane);
            }
            double[][] sums = task.run();
            for (int k = 0; k < sums.length; k++) {
                assertThat(sums[k][lane]).isEqualTo(expected[k][lane]);
            }
        }
    }

    @Test
    void theSameFitGivesTheSameBitsInEveryLane() {
        RowSums.Task task = HUBER.task(HUBER.bind(HuberObjective.data(33)));
        for (int p = 0; p < task.parameters().length; p++) {
            Arrays.fill(task.parameters()[p], HuberObjective.parameter(p, 5));
        }
        for (double[] sum : task.run()) {
            assertThat(sum).containsOnly(sum[0]);
        }
    }

    @Test
    void aTaskMayRunAgainAndGoOverToOtherRows() {
        RowSums.Rows few = HUBER.bind(HuberObjective.data(10));
        RowSums.Rows many = HUBER.bind(HuberObjective.data(90));
        RowSums.Task task = HUBER.task(many);
        double[][] first = copy(run(task));
        assertThat(task.run()).isDeepEqualTo(first);
        task.rows(few);
        assertThat(task.run()).isDeepEqualTo(run(HUBER.task(few)));
        task.rows(many);
        assertThat(task.run()).isDeepEqualTo(first);
        assertThat(many.size()).isEqualTo(90);
    }

    @Test
    void weightsAreOneValueARowAndLane() {
        int rows = 50;
        RowSums sums = new RowSums("weighted", List.of(Expr.parse("w * exp(p * x)"), Expr.parse("w"), Expr.parse("v * w * p")),
                List.of("p"), List.of("x"), List.of("w", "v"), Set.of());
        double[] x = new SplittableRandom(1).doubles(rows, -1, 1).toArray();
        double[] w = new SplittableRandom(2).doubles(rows * LANES).toArray();
        double[] v = new SplittableRandom(3).doubles(rows * LANES).toArray();
        RowSums.Task task = sums.task(sums.bind(x));
        task.weights(0, w);
        task.weights(1, v);
        for (int lane = 0; lane < LANES; lane++) {
            task.parameters()[0][lane] = lane - 3.5;
        }
        double[][] out = task.run();
        for (int lane = 0; lane < LANES; lane++) {
            double[] expected = new double[3];
            for (int r = 0; r < rows; r++) {
                double weight = w[r * LANES + lane];
                expected[0] += weight * StrictMath.exp((lane - 3.5) * x[r]);
                expected[1] += weight;
                expected[2] += v[r * LANES + lane] * weight * (lane - 3.5);
            }
            for (int k = 0; k < 3; k++) {
                assertThat(out[k][lane]).isCloseTo(expected[k], org.assertj.core.api.Assertions.withinPercentage(1e-11));
            }
        }
    }

    @Test
    void aRangeOfRowsIsSummedAsIfThereWereNoOthers() {
        int rows = 200;
        double[] x = new SplittableRandom(1).doubles(rows, 1, 2).toArray();
        double[] w = new SplittableRandom(2).doubles(rows * LANES).toArray();
        RowSums sums = new RowSums("range", List.of(Expr.parse("w*x^p"), Expr.parse("w*(x + w)^p*exp(x*p)")),
                List.of("p"), List.of("x"), List.of("w"), Set.of());
        RowSums.Task whole = sums.task(sums.bind(x));
        RowSums.Task part = sums.task(sums.bind(Arrays.copyOfRange(x, 90, 165)));
        Arrays.setAll(whole.parameters()[0], lane -> lane - 3.5);
        Arrays.setAll(part.parameters()[0], lane -> lane - 3.5);
        whole.weights(0, w);
        part.weights(0, Arrays.copyOfRange(w, 90 * LANES, 165 * LANES));
        double[][] all = copy(whole.run());
        assertThat(whole.run(90, 75)).isDeepEqualTo(part.run());
        assertThat(whole.run(200, 0)).isDeepEqualTo(new double[2][LANES]);
        assertThat(whole.run()).isDeepEqualTo(all);
        assertThatThrownBy(() -> whole.run(150, 51)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sumsOfDataAloneOfParametersAloneAndOfNumbersAreSums() {
        RowSums sums = new RowSums("mixed", List.of(Expr.parse("x^2"), Expr.parse("exp(p)"), Expr.parse("3"), Expr.parse("x"), Expr.parse("p")),
                List.of("p"), List.of("x"), List.of(), Set.of());
        RowSums.Task task = sums.task(sums.bind(new double[] {1, 2, 3, 4}));
        Arrays.fill(task.parameters()[0], 2);
        double[][] out = task.run();
        assertThat(sums.results()).isEqualTo(5);
        double e = StrictMath.exp(2);
        assertThat(out[0]).containsOnly(30);
        assertThat(out[1]).containsOnly(e + e + e + e);
        assertThat(out[2]).containsOnly(12);
        assertThat(out[3]).containsOnly(10);
        assertThat(out[4]).containsOnly(8);
    }

    @Test
    void noRowsSumToZero() {
        for (double[] sum : run(HUBER, new double[3][0])) {
            assertThat(sum).containsOnly(0);
        }
    }

    @Test
    void columnsOfWrongShapeAreNamed() {
        assertThatThrownBy(() -> HUBER.bind(new double[2][5])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data must have 3 arrays (N, D, loss), not 2");
        assertThatThrownBy(() -> HUBER.bind(new double[5], new double[5], new double[4])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column loss has 4 values, but column N has 5");
    }

    @Test
    void weightsOfWrongShapeAreRefused() {
        RowSums sums = new RowSums("weighted", List.of(Expr.parse("w * x")), List.of(), List.of("x"), List.of("w"), Set.of());
        RowSums.Task task = sums.task(sums.bind(new double[10]));
        assertThatThrownBy(() -> task.weights(0, new double[79])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("w").hasMessageContaining("79").hasMessageContaining("80");
    }

    /** Each lane's rows are a slice of other lengths, the padding has no weight, and one lane is not a number at all. */
    @Test
    void lanesWithRowsOfTheirOwnGiveTheBitsOfTheirRowsAlone() {
        List<Expr> formulas = List.of(Expr.parse("w * exp(-p * log(x)) * y"), Expr.parse("w * x^p"), Expr.parse("w * (y - p)^2"), Expr.parse("w"));
        RowSums sums = new RowSums("own rows", formulas, List.of("p"), List.of("x", "y"), List.of("w"), Set.of("x"));
        double[][] data = {new SplittableRandom(1).doubles(400, .1, 9).toArray(), new SplittableRandom(2).doubles(400).toArray()};
        data[0][9] = Double.NaN;
        int[] counts = {70, 1, 33, 5, 64, 65, 70, 2};
        RowSums.Task own = sums.task(70);
        double[] weights = new double[70 * LANES];
        own.weights(0, weights);
        for (int round = 0; round < 2; round++) {
            Arrays.fill(weights, 0);
            for (int lane = 0; lane < LANES; lane++) {
                int count = counts[(lane + round) % LANES];
                own.load(lane, data, 9 + 40 * lane, count);
                own.parameters()[0][lane] = lane - 3.5;
                for (int r = 0; r < count; r++) {
                    weights[r * LANES + lane] = 1 + r % 3;
                }
            }
            double[][] out = own.run();
            for (int lane = 0; lane < LANES; lane++) {
                int count = counts[(lane + round) % LANES];
                int from = 9 + 40 * lane;
                RowSums.Task alone = sums.task(sums.bind(Arrays.copyOfRange(data[0], from, from + count), Arrays.copyOfRange(data[1], from, from + count)));
                double[] w = new double[count * LANES];
                for (int i = 0; i < w.length; i++) {
                    w[i] = 1 + i / LANES % 3;
                }
                alone.weights(0, w);
                Arrays.fill(alone.parameters()[0], lane - 3.5);
                double[][] expected = alone.run();
                for (int k = 0; k < formulas.size(); k++) {
                    assertThat(out[k][lane]).as("sum %d lane %d", k, lane).isEqualTo(Double.valueOf(expected[k][2]));
                }
            }
        }
    }

    @Test
    void aTaskKnowsWhetherItsLanesShareTheirRows() {
        RowSums.Task own = HUBER.task(10);
        assertThatThrownBy(() -> own.load(0, HuberObjective.data(11), 0, 11)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 10 rows, not 11");
        assertThatThrownBy(() -> own.rows(HUBER.bind(HuberObjective.data(10)))).isInstanceOf(IllegalArgumentException.class);
        RowSums.Task shared = HUBER.task(HUBER.bind(HuberObjective.data(10)));
        assertThatThrownBy(() -> shared.load(0, HuberObjective.data(10), 0, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[][] run(RowSums sums, double[][] data) {
        return run(sums.task(sums.bind(data)));
    }

    private static double[][] run(RowSums.Task task) {
        for (int p = 0; p < task.parameters().length; p++) {
            for (int lane = 0; lane < LANES; lane++) {
                task.parameters()[p][lane] = HuberObjective.parameter(p, lane);
            }
        }
        return task.run();
    }

    private static Map<String, Double> values(double[][] data, int row, int lane) {
        Map<String, Double> values = new HashMap<>();
        for (int j = 0; j < data.length; j++) {
            values.put(HuberObjective.COLUMNS.get(j), data[j][row]);
        }
        for (int p = 0; p < 5; p++) {
            values.put(HuberObjective.PARAMETERS.get(p), HuberObjective.parameter(p, lane));
        }
        return values;
    }

    private static double[][] copy(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    @Test
    void sumsWithoutAColumnAreRefused() {
        assertThatThrownBy(() -> new RowSums("nothing", List.of(Expr.name("a")), List.of("a"), List.of(), List.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("nothing").hasMessageContaining("at least one column");
    }
}
