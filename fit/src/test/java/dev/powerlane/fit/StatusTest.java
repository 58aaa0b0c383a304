package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    /** The terms are dead already where the fits begin. */
    @ParameterizedTest
    @CsvSource({"1.8, 1e-300, 1270, 2, .34, 'A, alpha'", "1.8, 442, 1e-300, .34, 2, 'B, beta'"})
    void aPlateauIsCalledByTheTermThatDied(double e, double a, double b, double alpha, double beta, String term) {
        Fit fit = Fitter.of(CHINCHILLA).starts(Starts.given(new double[] {e, a, b, alpha, beta})).fit(ChinchillaRuns.data());
        assertThat(fit.status()).as(fit.parameters().toString()).isEqualTo(Status.TERM_EVAPORATED);
        assertThat(fit.statusDetail()).contains(term);
        assertThat(fit.warnings()).anyMatch(w -> w.contains("do not use"));
    }

    /** The loss grows with N, so A is driven to zero. */
    @ParameterizedTest
    @EnumSource
    void aTermThatTheDataDoNotWantEvaporates(KnownOptimum known) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        double[] loss = columns.get("loss");
        for (int i = 0; i < loss.length; i++) {
            loss[i] = 1.8 + 1271 * Math.pow(columns.get("D")[i], -.34) + .02 * Math.log(columns.get("N")[i]);
        }
        Fit fit = known.fitter().fit(Data.of(columns, "loss"));
        assertThat(fit.status().isConverged()).as("%s %s", fit.status(), fit.parameters()).isFalse();
        assertThat(fit.status()).as(fit.parameters().toString()).isIn(Status.TERM_EVAPORATED, Status.RUNAWAY);
    }

    @Test
    void aPlateauNeverWinsOverAnOptimum() {
        double[] plateau = {1.8, 1e-300, 1270, 2, .34};
        double[] good = {1.8, 440, 1270, .34, .34};
        Fit fit = Fitter.of(CHINCHILLA).bootstrap(0).starts(Starts.given(plateau, good, plateau)).fit(ChinchillaRuns.data());
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.starts().total()).isEqualTo(3);
        assertThat(fit.starts().agreeing()).isEqualTo(1);
        assertThat(fit.starts().byStatus()).isEqualTo(Map.of(Status.CONVERGED, 1, Status.TERM_EVAPORATED, 2));
        assertThat(fit.starts().optima()).hasSize(1);
        assertThat(fit.starts().certainty()).isEqualTo(new Certainty(1, 1, 1, Double.POSITIVE_INFINITY, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"E + A*K/N^alpha + B/D^beta", "E + F + A/N^alpha + B/D^beta", "E + A/N^(alpha*g) + B/D^beta",
        "E + A*(K/N)^alpha + B/D^beta"})
    void parametersThatOccurOnlyTogetherAreASingularHessian(String formula) {
        Law law = Law.of(formula).inputs("N", "D");
        for (KnownOptimum known : KnownOptimum.values()) {
            Fit fit = known.fitter(law).fit(ChinchillaRuns.data());
            assertThat(fit.status()).as("%s %s: %s %s", known, formula, fit.parameters(), fit.conditionNumber()).isEqualTo(Status.SINGULAR_HESSIAN);
            assertThat(fit.objective()).isCloseTo(known.objective, Percentage.withPercentage(1e-6));
        }
    }

    @Test
    void aStartWithoutAFiniteObjectiveIsNonfinite() {
        Fit fit = Fitter.of(CHINCHILLA).starts(Starts.given(new double[] {1, 1, 1, -400, .3})).fit(ChinchillaRuns.data());
        assertThat(fit.status()).isEqualTo(Status.NONFINITE);
        assertThat(fit.parameters().toArray()).containsOnly(Double.NaN);
        assertThat(fit.statusDetail()).contains("start");
    }

    /** A straight line in ln X is the limit of E + A X^-a for a to 0, E to minus infinity, A to infinity. */
    @Test
    void aParameterWithoutAFiniteOptimumRunsAway() {
        Law law = Law.of("E + A*X^-a").inputs("X").signed("E");
        double[] x = new SplittableRandom(1).doubles(60, Math.log(1e6), Math.log(1e12)).map(Math::exp).toArray();
        double[] y = Arrays.stream(x).map(v -> 10 - .2 * Math.log(v)).toArray();
        Fit fit = Fitter.of(law).residual(Residual.LINEAR).loss(Loss.squares()).bootstrap(0).fit(Data.of(Map.of("X", x, "loss", y), "loss"));
        assertThat(fit.status().isConverged()).as("%s %s", fit.status(), fit.parameters()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void withoutNoiseTheTrueParametersComeBack(KnownOptimum known) {
        double[] truth = CHINCHILLA.published("besiroglu-2024").toArray();
        Map<String, double[]> columns = ChinchillaRuns.columns();
        Data data = simulated(CHINCHILLA, truth, Map.of("N", columns.get("N"), "D", columns.get("D")), 0, 1);
        Fit fit = known.fitter().fit(data);
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        for (int j = 0; j < truth.length; j++) {
            assertThat(fit.parameters().toArray()[j]).isCloseTo(truth[j], Percentage.withPercentage(1e-7));
        }
    }

    record Simulation(String law, String set, double low, double high, double low2, double high2) {}

    /** Inputs over the range in which the law's constants were published. */
    static List<Simulation> simulations() {
        return List.of(new Simulation("power-law", "kaplan-2020-N", 1e4, 1e10, 1, 1), new Simulation("power-law", "kaplan-2020-D", 2e7, 2e10, 1, 1),
                new Simulation("power-law", "kaplan-2020-C", 1e-5, 10, 1, 1), new Simulation("power-law", "kaplan-2020-C_min", 1e-5, 10, 1, 1),
                new Simulation("offset-power-law", "kaplan-2020-token-1", 1, 1024, 1, 1),
                new Simulation("offset-power-law", "kaplan-2020-token-6", 1, 1024, 1, 1),
                new Simulation("kaplan-nd", "kaplan-2020", 1e5, 2e9, 2e7, 2e10), new Simulation("kaplan-ns", "kaplan-2020", 1e5, 2e9, 1e3, 3e5),
                new Simulation("chinchilla", "hoffmann-2022", 7e7, 1.6e10, 5e9, 5e11), new Simulation("chinchilla", "besiroglu-2024", 5e7, 1.6e10, 1e9, 3e11));
    }

    /** The optimum is where a fit from the truth ends; the truth is a few standard errors from it. */
    @ParameterizedTest
    @MethodSource("simulations")
    void theDefaultStartsFindTheOptimumOfSimulatedRuns(Simulation s) {
        Law law = Laws.get(s.law);
        double[] truth = law.published(s.set).toArray();
        for (int seed = 1; seed <= 3; seed++) {
            Data data = simulated(law, truth, inputs(law, s, seed), .005, seed);
            for (KnownOptimum known : List.of(KnownOptimum.HUBER_1E_3, KnownOptimum.LOG_SQUARES, KnownOptimum.LINEAR_SQUARES)) {
                Fit fit = known.fitter(law).fit(data);
                Fit reference = known.fitter(law).starts(Starts.given(truth)).fit(data);
                String what = s + " seed " + seed + " " + known + ": " + fit.status() + " " + fit.parameters() + " " + fit.starts() + "; from the truth "
                        + reference.status() + " " + reference.parameters() + " " + reference.objective() + " against " + fit.objective();
                assertThat(fit.status().isConverged()).as(what).isTrue();
                assertThat(fit.objective()).as(what).isLessThanOrEqualTo(reference.objective() * (1 + 1e-10));
                assertThat(fit.objective()).as(what).isCloseTo(reference.objective(), Percentage.withPercentage(1e-8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("simulations")
    void simulatedParametersLieWithinTheirIntervals(Simulation s) {
        Law law = Laws.get(s.law);
        double[] truth = law.published(s.set).toArray();
        Fit fit = Fitter.of(law).loss(Loss.squares()).bootstrap(200).fit(simulated(law, truth, inputs(law, s, 5), .005, 5));
        for (int j = 0; j < truth.length; j++) {
            Estimate e = fit.estimate(law.parameterNames().get(j));
            double sigmas = law.parameters().get(j).positive() ? Math.log(e.value() / truth[j]) / e.seLog() : (e.value() - truth[j]) / e.se();
            assertThat(sigmas).as(s + " " + law.parameterNames().get(j) + " " + e).isCloseTo(0, within(5.));
        }
    }

    private static Map<String, double[]> inputs(Law law, Simulation s, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : law.inputNames()) {
            boolean first = columns.isEmpty();
            columns.put(name, random.doubles(150, Math.log(first ? s.low : s.low2), Math.log(first ? s.high : s.high2)).map(Math::exp).toArray());
        }
        return columns;
    }

    /** The law times e^(noise z), z normal. */
    private static Data simulated(Law law, double[] parameters, Map<String, double[]> inputs, double noise, int seed) {
        java.util.Random random = new java.util.Random(seed);
        Map<String, double[]> columns = new HashMap<>(inputs);
        double[] loss = new double[inputs.values().iterator().next().length];
        for (int i = 0; i < loss.length; i++) {
            Map<String, Double> point = new HashMap<>();
            int row = i;
            inputs.forEach((name, values) -> point.put(name, values[row]));
            loss[i] = law.at(law.parameterSet(parameters), point) * Math.exp(noise * random.nextGaussian());
        }
        columns.put("loss", loss);
        return Data.of(columns, "loss");
    }
}
