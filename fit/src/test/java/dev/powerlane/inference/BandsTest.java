package dev.powerlane.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.Data;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.IntervalMethod;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.Residual;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BandsTest {
    private static final Law LAW = Laws.get("chinchilla");
    private static final Fitter SQUARES = Fitter.of(LAW).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH));
    private static final Fitter HUBER = Fitter.of(LAW).starts(Starts.given(SimulatedRuns.TRUTH)).bootstrap(200);

    /** g' V g with the gradient of ln L by hand. */
    @Test
    void theLawsBandIsThatOfTheDeltaMethod() {
        Fit fit = SQUARES.fit(SimulatedRuns.of(1));
        double n = 7e10;
        double d = 1.4e12;
        double[] q = fit.parameters().toArray();
        double sizeTerm = q[1] / Math.pow(n, q[3]);
        double tokenTerm = q[2] / Math.pow(d, q[4]);
        double value = q[0] + sizeTerm + tokenTerm;
        double[] gradient = {q[0] / value, sizeTerm / value, tokenTerm / value, -sizeTerm * Math.log(n) / value, -tokenTerm * Math.log(d) / value};
        double[][] covariance = fit.intervals().covariance();
        double variance = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                variance += gradient[i] * covariance[i][j] * gradient[j];
            }
        }
        Estimate band = Bands.of(fit).law(Map.of("N", n, "D", d));
        assertThat(band.value()).isCloseTo(value, Percentage.withPercentage(1e-10));
        assertThat(band.seLog()).isCloseTo(Math.sqrt(variance), Percentage.withPercentage(1e-4));
        Estimate next = Bands.of(fit).nextRun(Map.of("N", n, "D", d));
        double spread = Math.sqrt(2 * fit.objective() / 234);
        assertThat(next.seLog()).isCloseTo(Math.sqrt(variance + spread * spread), Percentage.withPercentage(2));
        assertThat(next.lo()).isLessThan(band.lo());
        assertThat(next.hi()).isGreaterThan(band.hi());
    }

    /** New runs at the same sizes: 234 of each of 6 fits, of which 95 % are to be inside. */
    @Test
    void theBandForTheNextRunHoldsNewRuns() {
        for (Fitter fitter : new Fitter[] {SQUARES, HUBER}) {
            assertThat(held(fitter, tokens -> .005, false, 0, 1e99)).isCloseTo(.95, within(.02));
        }
    }

    /** With a spread that falls as D^-.4, one band is too wide for long runs and too narrow for short ones; one that follows D is right for both. */
    @Test
    void aSpreadThatFallsWithTokensCanBeFollowed() {
        DoubleUnaryOperator falling = tokens -> .005 * Math.pow(tokens / 2e10, -.4);
        for (Fitter fitter : new Fitter[] {SQUARES, HUBER}) {
            assertThat(held(fitter, falling, false, 0, 6e9)).isLessThan(.92);
            assertThat(held(fitter, falling, false, 4e10, 1e99)).isGreaterThan(.97);
            assertThat(held(fitter, falling, true, 0, 6e9)).isCloseTo(.95, within(.03));
            assertThat(held(fitter, falling, true, 4e10, 1e99)).isCloseTo(.95, within(.03));
            assertThat(Bands.of(fitter.fit(SimulatedRuns.of(5, SimulatedRuns.TRUTH, falling))).spreadBy("D").spreadExponent()).isCloseTo(-.4, within(.15));
        }
    }

    private static double held(Fitter fitter, DoubleUnaryOperator spread, boolean following, double leastTokens, double mostTokens) {
        int inside = 0;
        int all = 0;
        for (int k = 0; k < 6; k++) {
            Data data = SimulatedRuns.of(100 + k, SimulatedRuns.TRUTH, spread);
            Data more = SimulatedRuns.of(900 + k, SimulatedRuns.TRUTH, spread);
            Bands bands = Bands.of(fitter.fit(data));
            double[] tokens = data.column("D");
            double[] loss = more.column("loss");
            Estimate[] band = (following ? bands.spreadBy("D") : bands).nextRun(data.column("N"), tokens);
            for (int i = 0; i < band.length; i++) {
                if (tokens[i] >= leastTokens && tokens[i] <= mostTokens) {
                    all++;
                    inside += band[i].lo() <= loss[i] && loss[i] <= band[i].hi() ? 1 : 0;
                }
            }
        }
        return (double) inside / all;
    }

    @Test
    void linearResidualsHaveBandsThatAddAndSubtract() {
        Fit fit = SQUARES.residual(Residual.LINEAR).fit(SimulatedRuns.of(3));
        for (Estimate e : new Estimate[] {Bands.of(fit).law(Map.of("N", 1e9, "D", 1e10)), Bands.of(fit).nextRun(Map.of("N", 1e9, "D", 1e10))}) {
            assertThat(e.hi() - e.value()).isCloseTo(e.value() - e.lo(), Percentage.withPercentage(1e-8));
            assertThat(e.seLog()).isNaN();
        }
    }

    @Test
    void aHigherLevelWidensEitherBand() {
        Fit fit = SQUARES.fit(SimulatedRuns.of(4));
        Map<String, Double> point = Map.of("N", 1e9, "D", 1e10);
        Bands narrow = Bands.of(fit, fit.intervals(IntervalMethod.HC3, .5));
        Bands wide = Bands.of(fit, fit.intervals(IntervalMethod.HC3, .99));
        assertThat(wide.law(point).hi()).isGreaterThan(narrow.law(point).hi());
        assertThat(wide.nextRun(point).hi()).isGreaterThan(narrow.nextRun(point).hi());
    }

    @Test
    void bandsAreTheSameEveryTime() {
        Fit fit = HUBER.fit(SimulatedRuns.of(6));
        Map<String, Double> point = Map.of("N", 1e9, "D", 1e10);
        assertThat(Bands.of(fit).nextRun(point)).isEqualTo(Bands.of(HUBER.threads(1).fit(SimulatedRuns.of(6))).nextRun(point));
    }

    @Test
    void whatCannotBeBandedIsRefused() {
        Fit fit = SQUARES.fit(SimulatedRuns.of(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Bands.of(fit).law(Map.of("N", 1e9))).withMessageContaining("D");
        assertThatIllegalArgumentException().isThrownBy(() -> Bands.of(fit).spreadBy("S")).withMessageContaining("S");
        assertThatIllegalArgumentException().isThrownBy(() -> Bands.of(fit, fit.intervals(IntervalMethod.PROFILE))).withMessageContaining("profile");
    }
}
