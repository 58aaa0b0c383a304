package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChinchillaFitTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final String FORMULA = "E + A/N^alpha + B/D^beta";

    @ParameterizedTest
    @EnumSource
    void fromTheReducedMapTheFitAgreesWithTheKnownOptimum(KnownOptimum known) {
        Fit fit = known.fitter().fit(ChinchillaRuns.data());
        assertAgrees(fit, known);
        assertThat(fit.starts().total()).isEqualTo(8);
        assertThat(fit.starts().agreeing()).isGreaterThanOrEqualTo(6);
        assertThat(fit.insideDelta()).isEqualTo(known.insideDelta);
    }

    /** Every fiftieth or so of the 4,500; {@link ManyStartsTest} runs them all. */
    @ParameterizedTest
    @EnumSource
    void theBestOfTheHoffmannStartsIsTheKnownOptimum(KnownOptimum known) {
        double[][] starts = hoffmann();
        double[][] some = IntStream.range(0, starts.length).filter(k -> k % 53 == 3).mapToObj(k -> starts[k]).toArray(double[][]::new);
        assertAgrees(known.fitter().starts(Starts.given(some)).fit(ChinchillaRuns.data()), known);
    }

    static double[][] hoffmann() {
        Coordinates coordinates = new Coordinates(CHINCHILLA);
        double[][] points = Starts.hoffmann().of(new Coordinates(CHINCHILLA), null, null, null, null);
        return Arrays.stream(points).map(coordinates::toParameters).toArray(double[][]::new);
    }

    private static void assertAgrees(Fit fit, KnownOptimum known) {
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.objective()).isCloseTo(known.objective, Percentage.withPercentage(1e-11));
        for (String name : known.known()) {
            assertThat(fit.parameters().get(name)).as(name).isCloseTo(known.get(name), Percentage.withPercentage(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFormulaGivesTheSameDigitsAsTheCatalogue(KnownOptimum known) {
        Fit catalogue = known.fitter().fit(ChinchillaRuns.data());
        Fit formula = known.fitter(Laws.of(FORMULA, List.of("N", "D"))).fit(ChinchillaRuns.data());
        assertSame(formula, catalogue, Map.of("E", "E", "A", "A", "B", "B", "alpha", "alpha", "beta", "beta"));
    }

    @ParameterizedTest
    @EnumSource
    void namesAndOrderOfParametersDoNotMatter(KnownOptimum known) {
        Law renamed = Law.of("b*D^-q + floor + a*N^-p").inputs("D", "N");
        Fit fit = known.fitter(renamed).fit(ChinchillaRuns.data());
        assertSame(fit, known.fitter().fit(ChinchillaRuns.data()), Map.of("floor", "E", "a", "A", "b", "B", "p", "alpha", "q", "beta"));
    }

    /** The order of elimination moves the last bits, no more. */
    private static void assertSame(Fit fit, Fit other, Map<String, String> names) {
        assertThat(fit.status()).isEqualTo(other.status());
        assertThat(fit.objective()).isCloseTo(other.objective(), Percentage.withPercentage(1e-12));
        names.forEach((name, otherName) ->
                assertThat(fit.parameters().get(name)).as(name).isCloseTo(other.parameters().get(otherName), Percentage.withPercentage(1e-9)));
    }

    /**
     * Percentiles of 2,000 pairs resamples from another generator, each solved to its own optimum: ln A, ln B, ln E, alpha, beta.
     * Two sets of 2,000 differ in a 2.5 % quantile by .085 deviations (one sigma) if normal, in the deviation by 2.2 %.
     */
    @Test
    void bootstrapPercentilesAgreeWithTheKnownOnesWithinMonteCarloError() {
        List<String> names = List.of("A", "B", "E", "alpha", "beta");
        double[] lo = {5.636338533603851, 6.397816253109706, .5539126527544657, .31533656598150145, .30489925634754755};
        double[] hi = {6.582119946541855, 7.8455998230801525, .6064670172746233, .3712654472438766, .37681337182670727};
        double[] sd = {.24576106361901157, .3836369415064459, .013385850912260766, .014607223197615952, .0189546175916299};
        Fit fit = KnownOptimum.HUBER_1E_3.fitter().bootstrap(2000).fit(ChinchillaRuns.data());
        assertThat(fit.resamples().converged()).hasSizeGreaterThan(1990);
        for (int j = 0; j < names.size(); j++) {
            Estimate e = fit.estimate(names.get(j));
            boolean log = j < 3;
            assertThat(log ? Math.log(e.lo()) : e.lo()).as(names.get(j)).isCloseTo(lo[j], within(.3 * sd[j]));
            assertThat(log ? Math.log(e.hi()) : e.hi()).as(names.get(j)).isCloseTo(hi[j], within(.3 * sd[j]));
            assertThat(log ? e.seLog() : e.se()).as(names.get(j)).isCloseTo(sd[j], within(.1 * sd[j]));
        }
    }
}
