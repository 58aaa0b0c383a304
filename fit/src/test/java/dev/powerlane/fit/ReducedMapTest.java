package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.kernel.RowSums;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReducedMapTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    private static double[][] best(Law law, int wanted, Data data, Residual residual, Loss loss) {
        Objective objective = new Objective(law, residual, loss);
        double[][] nodes = new ReducedMap(new Coordinates(law), residual).best(wanted, data, objective, objective.bind(data));
        return Arrays.stream(nodes).map(new Coordinates(law)::toParameters).toArray(double[][]::new);
    }

    private static double objective(Law law, double[] parameters, Data data, Residual residual, Loss loss) {
        Objective objective = new Objective(law, residual, loss);
        RowSums.Task task = objective.task(objective.bind(data));
        for (int j = 0; j < parameters.length; j++) {
            Arrays.fill(task.parameters()[j], new Coordinates(law).toCoordinate(j, parameters[j]));
        }
        return task.run()[0][3];
    }

    @ParameterizedTest
    @EnumSource
    void nodesComeInTheOrderOfTheirObjective(KnownOptimum known) {
        double[][] nodes = best(CHINCHILLA, 20, ChinchillaRuns.data(), known.residual, known.loss);
        assertThat(nodes).hasDimensions(20, 5);
        double[] objectives = Arrays.stream(nodes).mapToDouble(n -> objective(CHINCHILLA, n, ChinchillaRuns.data(), known.residual, known.loss)).toArray();
        assertThat(objectives).isSorted();
        assertThat(objectives[0]).isBetween(known.objective, 3 * known.objective);
    }

    @Test
    void linearParametersAreSolvedForAtEachNode() {
        Data data = ChinchillaRuns.data();
        for (Residual residual : Residual.values()) {
            for (double[] node : best(CHINCHILLA, 8, data, residual, Loss.squares())) {
                assertThat(Arrays.stream(node, 0, 3)).allMatch(v -> v > 0);
                assertThat(normalEquations(node, data, residual)).as(Arrays.toString(node)).containsExactly(new double[3], within(1e-9));
            }
        }
    }

    /** X'W(y - X c), each scaled by its absolute terms, for the columns 1, N^-alpha, D^-beta. */
    private static double[] normalEquations(double[] node, Data data, Residual residual) {
        double[] sums = new double[3];
        double[] sizes = new double[3];
        double[] y = data.column("loss");
        for (int i = 0; i < data.rows(); i++) {
            double[] x = {1, Math.pow(data.column("N")[i], -node[3]), Math.pow(data.column("D")[i], -node[4])};
            double rest = y[i] - node[0] * x[0] - node[1] * x[1] - node[2] * x[2];
            double weight = residual == Residual.LOG ? 1 / (y[i] * y[i]) : 1;
            for (int j = 0; j < 3; j++) {
                sums[j] += weight * x[j] * rest;
                sizes[j] += Math.abs(weight * x[j] * rest);
            }
        }
        return new double[] {sums[0] / sizes[0], sums[1] / sizes[1], sums[2] / sizes[2]};
    }

    @Test
    void aTermThatLeastSquaresWouldMakeNegativeStartsSmallAndPositive() {
        double[] x = new SplittableRandom(1).doubles(50, 1, 100).toArray();
        double[] y = Arrays.stream(x).map(v -> 5 + .01 * v).toArray();
        double[][] nodes = best(Laws.get("offset-power-law"), 64, Data.of(Map.of("X", x, "loss", y), "loss"), Residual.LINEAR, Loss.squares());
        assertThat(nodes).hasNumberOfRows(64);
        for (double[] node : nodes) {
            assertThat(node[0]).isBetween(5., 6.);
            assertThat(node[1]).isPositive();
            assertThat(node[1] * Math.pow(1, -node[2])).isLessThan(.1);
        }
    }

    @Test
    void aLawThatIsLinearInAllItsParametersNeedsOneNode() {
        Law line = Law.of("c + b*log(N)").inputs("N").signed("b");
        double[] n = {1, 2, 5, 9, 20};
        double[] y = Arrays.stream(n).map(v -> 4 - .5 * Math.log(v)).toArray();
        double[][] nodes = best(line, 8, Data.of(Map.of("N", n, "y", y), "y"), Residual.LINEAR, Loss.squares());
        assertThat(nodes).hasNumberOfRows(1);
        assertThat(nodes[0][line.parameterIndex("c")]).isCloseTo(4, Percentage.withPercentage(1e-11));
        assertThat(nodes[0][line.parameterIndex("b")]).isCloseTo(-.5, Percentage.withPercentage(1e-11));
    }

    @Test
    void nodesWithoutAFiniteObjectiveAreLeftOut() {
        // Under log residuals the law must be positive; with c signed some nodes are not.
        Law law = Law.of("c - X^a").inputs("X").signed("c");
        double[] x = {1, 2, 3, 4, 5};
        double[] y = {1, 1.1, 1.2, 1.1, 1};
        double[][] nodes = best(law, 64, Data.of(Map.of("X", x, "loss", y), "loss"), Residual.LOG, Loss.squares());
        assertThat(nodes.length).isLessThan(64);
        for (double[] node : nodes) {
            assertThat(objective(law, node, Data.of(Map.of("X", x, "loss", y), "loss"), Residual.LOG, Loss.squares())).isFinite();
        }
    }
}
