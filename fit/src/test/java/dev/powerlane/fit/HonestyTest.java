package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From wherever a fit begins, what it calls converged is an optimum; and the default starts find the best one that is known. */
class HonestyTest {
    /** The bits are the same with every provider: a thousand with one of them. */
    private static final int STARTS = "vector-preferred".equals(System.getProperty("powerlane.test.provider")) ? 1000 : 60;
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Law OVER_TRAINING = Law.of("alpha*N^-b + beta*6^(-b/2)*D^-b + E").inputs("N", "D");
    private static final Law ROUTING = Law.of("d - a*log10(N) - b*log10(1/(1/(X - 1 + 1/(1/Es - 1/Em)) + 1/Em))"
            + " + c*log10(N)*log10(1/(1/(X - 1 + 1/(1/Es - 1/Em)) + 1/Em))").inputs("N", "X");

    private static Data routing() {
        Map<String, double[]> columns = Table.read("/routing/s-base.csv").numbers("N", "E", "loss");
        return Data.of(Map.of("N", columns.get("N"), "X", columns.get("E"), "y", Arrays.stream(columns.get("loss")).map(Math::log10).toArray()), "y");
    }

    private static Data overTraining(String dataset) {
        return Data.of(Table.read("/over-training/points.csv").where("dataset", dataset).numbers("N", "D", "loss"), "loss");
    }

    private record Case(Law law, Data data, Residual residual, Loss loss) {
        Fitter fitter() {
            return Fitter.of(law).residual(residual).loss(loss).bootstrap(0);
        }

        @Override
        public String toString() {
            return law + " " + residual + " " + loss;
        }
    }

    static List<Case> cases() {
        return List.of(new Case(CHINCHILLA, ChinchillaRuns.data(), Residual.LOG, Loss.huber(1e-3)),
                new Case(CHINCHILLA, ChinchillaRuns.data(), Residual.LINEAR, Loss.squares()),
                new Case(Laws.get("kaplan-nd"), ChinchillaRuns.data(), Residual.LOG, Loss.squares()),
                new Case(Law.of("E + (A/N^alpha + B/D^beta)^gamma").inputs("N", "D"), ChinchillaRuns.data(), Residual.LOG, Loss.squares()),
                new Case(ROUTING, routing(), Residual.LINEAR, Loss.squares()),
                new Case(OVER_TRAINING, overTraining("c4_original"), Residual.LINEAR, Loss.squares()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatConvergesFromRandomStartsIsAnOptimum(Case c) {
        Objective objective = c.fitter().objective();
        FitBatch fits = polished(c, Starts.random(STARTS, 5));
        Terms terms = new Terms(c.law);
        for (int k : fits.converged()) {
            assertThat(fits.relativeGradient(k)).isLessThanOrEqualTo(1e-10);
            assertThat(terms.dead(fits.parameters(k), c.data, c.law)).isEmpty();
            assertThat(fits.runaway(k)).isEqualTo(-1);
            if (k % 50 > 0) {
                continue;
            }
            assertThat(gradient(objective, c.data, fits.point(k))).as("%s start %d: %s", c, k, Arrays.toString(fits.parameters(k))).isLessThan(1e-8);
        }
        StartSummary summary = StartSummary.of(fits, objective.coordinates(), objective.floor(c.data), false);
        assertThat(summary.optima().stream().mapToInt(Optimum::starts).sum()).isEqualTo(fits.converged().length);
        assertThat(fits.converged().length).as(summary.byStatus().toString()).isGreaterThan(STARTS / 10);
    }

    private static FitBatch polished(Case c, Starts starts) {
        Fitter fitter = c.fitter();
        Objective objective = fitter.objective();
        double[][] from = starts.of(objective.coordinates(), c.data, c.residual, objective, null);
        FitBatch fits = Lockstep.run(objective, objective.bind(c.data), objective.coordinates(), objective.floor(c.data), 2, new Lockstep.Fits() {
            @Override
            public int count() {
                return from.length;
            }

            @Override
            public double[] start(int fit) {
                return from[fit];
            }
        });
        new Terms(c.law).mark(fits, c.data, c.law);
        return fits;
    }

    /** The gradient at a point, each component relative to the root of its curvature and of the objective. */
    private static double gradient(Objective objective, Data data, double[] point) {
        double[][] sums = objective.at(objective.bind(data), point);
        int p = point.length;
        double largest = 0;
        int next = p + 1;
        for (int i = 0; i < p; i++) {
            next += i;
            double curvature = Math.abs(sums[next++][0]);
            largest = Math.max(largest, Math.abs(sums[1 + i][0]) / Math.sqrt(curvature * sums[0][0]));
        }
        return largest;
    }

    @ParameterizedTest
    @EnumSource
    void forChinchillaAllThatConvergesIsTheOneOptimum(KnownOptimum known) {
        Fit fit = known.fitter().starts(Starts.random(known == KnownOptimum.HUBER_1E_3 ? STARTS : STARTS / 5, 1)).fit(ChinchillaRuns.data());
        StartSummary starts = fit.starts();
        assertThat(starts.optima()).as(starts.toString()).hasSize(1);
        assertThat(starts.optima().get(0).objective()).isCloseTo(known.objective, Percentage.withPercentage(1e-11));
        assertThat(starts.certainty().level()).isEqualTo(2);
        assertThat(starts.certainty().unseenShare()).isLessThan(.02);
    }

    /**
     * Without the logarithm taken beforehand the law has a level 1.37 times the optimum, where Em runs to infinity and the gradient vanishes
     * with it.
     */
    @Test
    void theLevelWhereTheRoutingLawsEmRunsToInfinityIsNotAnOptimum() {
        Law law = Law.of("10^(" + ROUTING.formula() + ")").inputs("N", "X").with(new Parameter("Es", "", true, .5, 20)).with(new Parameter("Em", "", true, 50, 5000));
        Map<String, double[]> columns = Table.read("/routing/s-base.csv").numbers("N", "E", "loss");
        Data data = Data.of(Map.of("N", columns.get("N"), "X", columns.get("E"), "loss", columns.get("loss")), "loss");
        SplittableRandom random = new SplittableRandom(4);
        double[][] starts = new double[200][];
        for (int k = 0; k < starts.length; k++) {
            Map<String, Double> start = Map.of("d", random.nextDouble(.1, 3), "a", random.nextDouble(.01, .5), "b", random.nextDouble(.01, .5),
                    "c", random.nextDouble(-.05, .05), "Es", random.nextDouble(1, 20), "Em", Math.exp(random.nextDouble(7, 36)));
            starts[k] = law.parameterSet(start).toArray();
        }
        Case routing = new Case(law, data, Residual.LOG, Loss.squares());
        FitBatch fits = polished(routing, Starts.given(starts));
        double best = 1.0417e-5 / 2 * 58 * Math.log(10) * Math.log(10);
        int atTheLevel = 0;
        for (int k = 0; k < fits.size(); k++) {
            if (fits.status(k).isConverged()) {
                assertThat(fits.objective(k)).as(Arrays.toString(fits.parameters(k))).isCloseTo(best, Percentage.withPercentage(.01));
            } else if (Math.abs(fits.objective(k) / best - 1.37) < .01 && fits.status(k) != Status.MAX_ITERATIONS) {
                atTheLevel++;
                assertThat(fits.status(k)).isIn(Status.RUNAWAY, Status.TERM_EVAPORATED);
                assertThat(fits.parameters(k)[law.parameterIndex("Em")]).isGreaterThan(1e8);
                assertThat(fits.status(k) == Status.RUNAWAY ? law.parameterNames().get(fits.runaway(k)) : new Terms(law).dead(fits.parameters(k), data, law)).isEqualTo("Em");
            }
        }
        assertThat(atTheLevel).isPositive();
        assertThat(fits.converged()).hasSizeGreaterThan(40);
    }

    @Test
    void theDefaultStartsFindTheRoutingLawsOptimum() {
        Case routing = cases().get(4);
        Fit fit = routing.fitter().fit(routing.data);
        assertThat(fit.status().isConverged()).as(fit.status() + " " + fit.starts()).isTrue();
        assertThat(2 * fit.objective() / 58).isCloseTo(1.0417e-5, Percentage.withPercentage(.01));
        double[] known = {.083025, .118044, .009925, 1.113580, 2.0746, 238.67};
        String[] names = {"a", "b", "c", "d", "Es", "Em"};
        for (int j = 0; j < known.length; j++) {
            assertThat(fit.parameters().get(names[j])).as(names[j]).isCloseTo(known[j], Percentage.withPercentage(.01));
        }
        assertThat(fit.starts().certainty().level()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"c4_original, 113.6926, 189.51552, .24247224, 1.5082605", "rpj, 166.21099, 366.6872, .27285071, 1.8366484",
        "rw_original, 125.09569, 246.20668, .25439484, 1.7344621"})
    void theDefaultStartsFindTheOverTrainingLawsOptima(String dataset, double alpha, double beta, double b, double e) {
        Fit fit = Fitter.of(OVER_TRAINING).residual(Residual.LINEAR).loss(Loss.squares()).bootstrap(0).fit(overTraining(dataset));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters().get("alpha")).isCloseTo(alpha, Percentage.withPercentage(1e-4));
        assertThat(fit.parameters().get("beta")).isCloseTo(beta, Percentage.withPercentage(1e-4));
        assertThat(fit.parameters().get("b")).isCloseTo(b, Percentage.withPercentage(1e-4));
        assertThat(fit.parameters().get("E")).isCloseTo(e, Percentage.withPercentage(1e-4));
        assertThat(fit.starts().optima()).hasSize(1);
    }

    /** A frequency has as many local optima as the data has waves. */
    @Test
    void distinctOptimaAreListedWithTheirCounts() {
        Law wave = Law.of("sin(q*x)").inputs(Input.real("x")).signed("q");
        double[] x = new SplittableRandom(1).doubles(40, 0, 6).toArray();
        double[] y = Arrays.stream(x).map(v -> Math.sin(2 * v) + .1 * Math.sin(31 * v)).toArray();
        Fit fit = Fitter.of(wave).residual(Residual.LINEAR).loss(Loss.squares()).bootstrap(0).starts(Starts.random(200, 3)).fit(Data.of(Map.of("x", x, "y", y), "y"));
        assertThat(fit.parameters().get("q")).isCloseTo(2, Percentage.withPercentage(2));
        List<Optimum> optima = fit.starts().optima();
        assertThat(optima).as(fit.starts().toString()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(optima.stream().map(Optimum::objective).toList()).isSorted();
        assertThat(fit.objective()).isEqualTo(optima.get(0).objective());
        Certainty certainty = fit.starts().certainty();
        assertThat(certainty.optima()).isEqualTo(optima.size());
        assertThat(certainty.starts()).isEqualTo(optima.stream().mapToInt(Optimum::starts).sum());
        double w = certainty.optima();
        assertThat(certainty.unseenOptima()).isEqualTo(w * (w + 1) / (certainty.starts() - w - 2));
    }
}
