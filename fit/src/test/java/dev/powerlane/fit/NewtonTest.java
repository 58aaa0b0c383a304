package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final LinearStep NONE = new LinearStep(new int[0], new boolean[0]);

    /** Value, gradient and the Hessian's lower triangle by rows. */
    private interface Problem extends Function<double[], double[]> {}

    private static Newton solve(Problem problem, double[] limits, double floor, double... from) {
        Newton newton = new Newton(limits, new boolean[limits.length], floor, NONE);
        return restart(newton, problem, from);
    }

    private static Newton restart(Newton newton, Problem problem, double... from) {
        newton.start(from);
        double[][] sums;
        int calls = 0;
        do {
            double[] values = problem.apply(newton.trial());
            sums = Arrays.stream(values).mapToObj(v -> new double[] {Double.NaN, v}).toArray(double[][]::new);
            assertThat(++calls).isLessThan(2000);
        } while (!newton.advance(sums, 1));
        assertThat(newton.evaluations()).isEqualTo(calls);
        return newton;
    }

    private static double[] unlimited(int p) {
        double[] limits = new double[p];
        Arrays.fill(limits, INF);
        return limits;
    }

    /** 7 + 2 (x - 1)^2 + (x - 1)(y + 2) + 3 (y + 2)^2. */
    private static double[] bowl(double[] t) {
        double x = t[0] - 1;
        double y = t[1] + 2;
        return new double[] {7 + 2 * x * x + x * y + 3 * y * y, 4 * x + y, x + 6 * y, 4, 1, 6};
    }

    private static double[] rosenbrock(double[] t) {
        double x = t[0];
        double y = t[1];
        double v = y - x * x;
        return new double[] {1 + 100 * v * v + (1 - x) * (1 - x), -400 * x * v - 2 * (1 - x), 200 * v, -400 * v + 800 * x * x + 2, -400 * x, 200};
    }

    @Test
    void aQuadraticIsSolvedInAFewSteps() {
        Newton newton = solve(NewtonTest::bowl, unlimited(2), 0, 50, 60);
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.result()).containsExactly(new double[] {1, -2}, within(1e-14));
        assertThat(newton.objective()).isEqualTo(7);
        assertThat(newton.relativeGradient()).isLessThan(1e-12);
        assertThat(newton.iterations()).isLessThan(10);
    }

    @Test
    void rosenbrocksValleyIsFollowedToItsEnd() {
        Newton newton = solve(NewtonTest::rosenbrock, unlimited(2), 0, -1.2, 1);
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.result()).containsExactly(new double[] {1, 1}, within(1e-13));
        assertThat(newton.iterations()).isLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-100, 0x1p-30, 0x1p30, 0x1p100})
    void theObjectivesScaleChangesNoBitOfThePath(double scale) {
        Newton scaled = solve(t -> Arrays.stream(rosenbrock(t)).map(v -> v * scale).toArray(), unlimited(2), 0, -1.2, 1);
        Newton plain = solve(NewtonTest::rosenbrock, unlimited(2), 0, -1.2, 1);
        assertThat(scaled.result()).isEqualTo(plain.result());
        assertThat(scaled.iterations()).isEqualTo(plain.iterations());
        assertThat(scaled.objective()).isEqualTo(plain.objective() * scale);
        assertThat(scaled.relativeGradient()).isEqualTo(plain.relativeGradient());
    }

    @Test
    void aNewtonThatIsStartedAgainForgetsThePastFit() {
        Newton used = solve(NewtonTest::bowl, unlimited(2), 0, 50, 60);
        restart(used, t -> new double[] {Double.NaN, 0, 0, 0, 0, 0}, 1, 1);
        restart(used, NewtonTest::rosenbrock, -1.2, 1);
        Newton fresh = solve(NewtonTest::rosenbrock, unlimited(2), 0, -1.2, 1);
        assertThat(used.result()).isEqualTo(fresh.result());
        assertThat(used.iterations()).isEqualTo(fresh.iterations());
        assertThat(used.evaluations()).isEqualTo(fresh.evaluations());
        assertThat(used.status()).isEqualTo(Status.CONVERGED);
    }

    @Test
    void aSaddleIsLeftDownhill() {
        // 2 + (x^2 - 1)^2 + y^2, from beside the saddle at 0
        Problem wells = t -> {
            double x = t[0];
            double w = x * x - 1;
            return new double[] {2 + w * w + t[1] * t[1], 4 * x * w, 2 * t[1], 12 * x * x - 4, 0, 2};
        };
        Newton newton = solve(wells, unlimited(2), 0, 1e-3, .5);
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.result()).containsExactly(new double[] {1, 0}, within(1e-13));
    }

    @Test
    void stepsKeepToTheirLimits() {
        double[] last = {50, 60};
        Newton newton = new Newton(new double[] {.5, 3}, new boolean[] {true, true}, 0, NONE);
        Problem watched = t -> {
            assertThat(Math.abs(t[0] - last[0])).isLessThanOrEqualTo(.5 + 1e-12);
            assertThat(Math.abs(t[1] - last[1])).isLessThanOrEqualTo(3 + 1e-12);
            System.arraycopy(t, 0, last, 0, 2);
            return bowl(t);
        };
        restart(newton, watched, 50, 60);
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.result()).containsExactly(new double[] {1, -2}, within(1e-13));
    }

    @Test
    void aStartThatIsNotFiniteEndsAtOnce() {
        for (int place = 0; place < 6; place++) {
            for (double bad : new double[] {Double.NaN, INF, -INF}) {
                int at = place;
                Newton newton = solve(t -> {
                    double[] values = bowl(t);
                    values[at] = bad;
                    return values;
                }, unlimited(2), 0, 1, 1);
                assertThat(newton.status()).isEqualTo(Status.NONFINITE);
                assertThat(newton.objective()).isNaN();
                assertThat(newton.evaluations()).isEqualTo(1);
            }
        }
    }

    @Test
    void aTrialThatIsNotFiniteIsSteppedBackFrom() {
        // ln^2 x + 1 is NaN for x < 0, where the first full step from 20 leads.
        Problem log = t -> {
            double l = t[0] > 0 ? Math.log(t[0]) : Double.NaN;
            return new double[] {1 + l * l, 2 * l / t[0], 2 * (1 - l) / (t[0] * t[0])};
        };
        Newton newton = solve(log, unlimited(1), 0, 20);
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.result()[0]).isEqualTo(1, within(1e-12));
    }

    @Test
    void anObjectiveThatAlwaysFallsRunsOutOfIterations() {
        Newton newton = solve(t -> new double[] {Math.exp(-t[0]), -Math.exp(-t[0]), Math.exp(-t[0])}, new double[] {1}, 0, 0);
        assertThat(newton.status()).isEqualTo(Status.MAX_ITERATIONS);
        assertThat(newton.iterations()).isEqualTo(301);
    }

    /** 1 + e^-t: the objective settles, but each step is still a whole unit. */
    @Test
    void aCoordinateThatStillMovesWhereTheObjectiveHasSettledIsARunaway() {
        Newton newton = solve(t -> {
            double e = Math.exp(-t[0]);
            return new double[] {1 + e + t[1] * t[1], -e, 2 * t[1], e, 0, 2};
        }, new double[] {4, 4}, 0, 0, 1);
        assertThat(newton.status()).isEqualTo(Status.RUNAWAY);
        assertThat(newton.runaway()).isEqualTo(0);
        assertThat(newton.relativeGradient()).isLessThan(1e-5);
    }

    @Test
    void fixedCoordinatesStayWhereTheyAre() {
        Newton newton = new Newton(unlimited(2), new boolean[2], 0, NONE);
        newton.start(new double[] {50, 60}, new boolean[] {true, false});
        double[][] sums;
        do {
            sums = Arrays.stream(bowl(newton.trial())).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
        } while (!newton.advance(sums, 0));
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.result()[0]).isEqualTo(50);
        assertThat(newton.result()[1]).isEqualTo(-2 - 49 / 6., within(1e-12));
    }

    @Test
    void aGradientThatLiesIsAStall() {
        double[] calls = {0};
        Newton newton = solve(t -> new double[] {1 + calls[0]++, 1, 1}, unlimited(1), 0, 0);
        assertThat(newton.status()).isEqualTo(Status.STALLED);
    }

    @Test
    void aDirectionWithoutCurvatureIsASingularHessianOnceTheGradientVanishes() {
        // 1 + (x + y - 1)^2 with exact zeros in the Hessian's null space
        Newton newton = solve(t -> {
            double s = t[0] + t[1] - 1;
            return new double[] {1 + s * s, 2 * s, 2 * s, 2, 2, 2};
        }, unlimited(2), 0, 3, 4);
        assertThat(newton.status()).isIn(Status.SINGULAR_HESSIAN, Status.CONVERGED);
        assertThat(newton.objective()).isEqualTo(1, within(1e-12));
        Newton flat = solve(t -> new double[] {3 + t[0] * t[0], 2 * t[0], 0, 2, 0, 0}, unlimited(2), 0, 5, 5);
        assertThat(flat.status()).isEqualTo(Status.SINGULAR_HESSIAN);
        assertThat(flat.objective()).isEqualTo(3, within(1e-9));
    }

    @Test
    void belowTheFloorAFitHasConverged() {
        Newton newton = solve(t -> new double[] {t[0] * t[0] / 2, t[0], 1}, unlimited(1), 1e-20, 3);
        assertThat(newton.status()).isEqualTo(Status.CONVERGED);
        assertThat(newton.objective()).isLessThanOrEqualTo(1e-20);
        assertThat(newton.relativeGradient()).isZero();
    }
}
