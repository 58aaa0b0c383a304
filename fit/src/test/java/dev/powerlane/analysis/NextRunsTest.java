package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.ChinchillaRuns;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.FitBatch;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.IntervalMethod;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NextRunsTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Fitter SQUARES = Fitter.of(CHINCHILLA).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH));
    private static final double TARGET = 5.76e23;
    private static final double BUDGET = 3e22;
    private static final double NOISE = .003;

    /** Ten sizes, eight numbers of tokens each. */
    private static List<double[]> design() {
        List<double[]> design = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (int k = 0; k < 8; k++) {
                design.add(new double[] {5e7 * Math.pow(1.8, i), 1e9 * Math.pow(1.9, k)});
            }
        }
        return design;
    }

    /** The design's losses, drawn anew for each of so many sets. */
    private static Data drawn(List<double[]> design, int sets, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = design.size() * sets;
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("N", "D", "loss", "set")) {
            columns.put(name, new double[rows]);
        }
        for (int r = 0; r < rows; r++) {
            double[] run = design.get(r % design.size());
            columns.get("N")[r] = run[0];
            columns.get("D")[r] = run[1];
            columns.get("loss")[r] = SimulatedRuns.law(SimulatedRuns.TRUTH, run[0], run[1]) * Math.exp(NOISE * SimulatedRuns.normal(random));
            columns.get("set")[r] = r / design.size();
        }
        return Data.of(columns, "loss");
    }

    /** The standard deviation of ln N*(C) over fits to simulated sets. */
    private static double spread(List<double[]> design, long seed) {
        FitBatch fits = SQUARES.fitEach(drawn(design, 400, seed), "set");
        double[] logs = Arrays.stream(fits.converged()).mapToDouble(k -> Math.log(ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(fits.parameters(k)))
                .at(TARGET).size().value())).toArray();
        assertThat(logs.length).isGreaterThan(390);
        double mean = Arrays.stream(logs).average().getAsDouble();
        return Math.sqrt(Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / (logs.length - 1));
    }

    @Test
    void proposedRunsShrinkASimulatedIntervalByWhatWasPromised() {
        Fit fit = SQUARES.fit(drawn(design(), 1, 7));
        NextRuns.Proposal proposal = NextRuns.of(fit, Cost.TRAINING).propose(TARGET, BUDGET, 6);
        assertThat(proposal.runs()).hasSize(6);
        assertThat(proposal.cost()).isLessThanOrEqualTo(BUDGET * 1.0001);
        assertThat(proposal.expected().value()).isEqualTo(proposal.now().value());
        List<double[]> more = design();
        proposal.runs().forEach(r -> more.add(new double[] {r.size(), r.tokens()}));
        double before = spread(design(), 1);
        double after = spread(more, 2);
        // A standard deviation of 400 is known to 3.5 %, a ratio of two to 5 %.
        assertThat(after / before).isCloseTo(proposal.widthRatio(), Percentage.withPercentage(17));
        assertThat(proposal.widthRatio()).isLessThan(.8);
        assertThat(before).isCloseTo(proposal.now().seLog(), Percentage.withPercentage(40));
    }

    @Test
    void theyShrinkItMoreThanTheSameBudgetSpentOtherwise() {
        NextRuns next = NextRuns.of(SQUARES.fit(drawn(design(), 1, 7)), Cost.TRAINING);
        double best = next.propose(TARGET, BUDGET, 6).expected().seLog();
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            List<NextRuns.Run> runs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                // As far from balanced as the design's own runs go, .1 to 2000 tokens a parameter.
                double ratio = .1 * Math.exp(random.nextDouble() * Math.log(2e4));
                double size = Math.sqrt(BUDGET / 36 / ratio);
                runs.add(new NextRuns.Run(size, ratio * size, BUDGET / 6));
            }
            assertThat(next.expected(TARGET, runs).seLog()).isGreaterThan(best);
        }
    }

    /** Twice the runs, half the variance. */
    @Test
    void asManyRunsAgainHalveTheVariance() {
        Fit fit = SQUARES.fit(drawn(design(), 1, 7));
        List<NextRuns.Run> again = design().stream().map(r -> new NextRuns.Run(r[0], r[1], 6 * r[0] * r[1])).toList();
        double now = ComputeOptimal.of(fit).at(TARGET).size().seLog();
        assertThat(NextRuns.of(fit, Cost.TRAINING).expected(TARGET, again).seLog()).isCloseTo(now / Math.sqrt(2), Percentage.withPercentage(1e-6));
    }

    /** The delta method with Wald's covariance is s^2 g'(J'J)^-1 g, so a fit to more data at the same parameters would say the same. */
    @Test
    void withWaldsIntervalsThePromiseIsThatOfTheLargerFit() {
        List<double[]> more = design();
        Data exact = drawn(design(), 1, 7);
        Fit fit = SQUARES.fit(exact);
        NextRuns.Proposal proposal = NextRuns.of(fit, Cost.TRAINING).propose(TARGET, BUDGET, 4);
        proposal.runs().forEach(r -> more.add(new double[] {r.size(), r.tokens()}));
        double[] p = fit.parameters().toArray();
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("N", more.stream().mapToDouble(r -> r[0]).toArray());
        columns.put("D", more.stream().mapToDouble(r -> r[1]).toArray());
        double[] loss = Arrays.copyOf(exact.column("loss"), more.size());
        for (int i = exact.rows(); i < loss.length; i++) {
            loss[i] = SimulatedRuns.law(p, more.get(i)[0], more.get(i)[1]);
        }
        columns.put("loss", loss);
        Fit larger = SQUARES.fit(Data.of(columns, "loss"));
        double before = ComputeOptimal.of(CHINCHILLA, fit.intervals(IntervalMethod.WALD)).at(TARGET).size().seLog();
        double after = ComputeOptimal.of(CHINCHILLA, larger.intervals(IntervalMethod.WALD)).at(TARGET).size().seLog();
        double spread = Math.sqrt(fit.dispersion() / larger.dispersion());
        assertThat(after * spread / before).isCloseTo(proposal.widthRatio(), Percentage.withPercentage(.1));
    }

    @Test
    void candidatesByNameAreTheOnlyOnes() {
        NextRuns next = NextRuns.of(SQUARES.fit(drawn(design(), 1, 7)), Cost.TRAINING).candidates(new double[] {1e9, 1e10}, new double[] {1e10, 1e11});
        NextRuns.Proposal proposal = next.propose(TARGET, BUDGET, 3);
        assertThat(proposal.runs()).allMatch(r -> (r.size() == 1e9 || r.size() == 1e10) && (r.tokens() == 1e10 || r.tokens() == 1e11));
        assertThatIllegalArgumentException().isThrownBy(() -> next.candidates(new double[0], new double[] {1e10})).withMessageContaining("candidates");
        assertThatIllegalArgumentException().isThrownBy(() -> next.propose(TARGET, 1e17, 1)).withMessageContaining("1.0E17");
    }

    @Test
    void aBootstrapsIntervalIsShrunkInTheSameWay() {
        Fit fit = Fitter.of(CHINCHILLA).starts(Starts.given(SimulatedRuns.TRUTH)).bootstrap(300).fit(ChinchillaRuns.data());
        NextRuns.Proposal proposal = NextRuns.of(fit, Cost.TRAINING).propose(TARGET, 1e23, 5);
        assertThat(proposal.now()).isEqualTo(ComputeOptimal.of(fit).at(TARGET).size());
        assertThat(proposal.expected().lo()).isBetween(proposal.now().lo(), proposal.now().value());
        assertThat(proposal.expected().hi()).isBetween(proposal.now().value(), proposal.now().hi());
        assertThat(proposal.runs().get(0).cost()).as("the dearest first").isGreaterThanOrEqualTo(proposal.runs().get(4).cost());
    }

    @Test
    void aFixedParameterIsKnown() {
        Fit fit = SQUARES.fixed("E", 1.8).fit(drawn(design(), 1, 7));
        NextRuns.Proposal proposal = NextRuns.of(fit, Cost.TRAINING).propose(TARGET, BUDGET, 2);
        assertThat(proposal.widthRatio()).isBetween(.3, 1.);
        assertThat(NextRuns.of(fit, Cost.TRAINING).expected(TARGET, List.of()).seLog()).isCloseTo(proposal.now().seLog(), within(1e-12));
    }

    @Test
    void whatCannotBePlannedIsRefused() {
        Data data = drawn(design(), 1, 7);
        Fit tied = SQUARES.tied("alpha", "beta").fit(data);
        assertThatIllegalArgumentException().isThrownBy(() -> NextRuns.of(tied, Cost.TRAINING)).withMessageContaining("tied");
        Fit weighted = SQUARES.weights("D").fit(data);
        assertThatIllegalArgumentException().isThrownBy(() -> NextRuns.of(weighted, Cost.TRAINING)).withMessageContaining("weight");
        Fit without = Fitter.of(CHINCHILLA).starts(Starts.given(SimulatedRuns.TRUTH)).bootstrap(0).fit(data);
        assertThatIllegalArgumentException().isThrownBy(() -> NextRuns.of(without, Cost.TRAINING)).withMessageContaining("interval");
        NextRuns next = NextRuns.of(SQUARES.fit(data), Cost.TRAINING);
        assertThatIllegalArgumentException().isThrownBy(() -> next.propose(TARGET, BUDGET, 0)).withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> next.propose(TARGET, -1, 2)).withMessageContaining("-1");
    }
}
