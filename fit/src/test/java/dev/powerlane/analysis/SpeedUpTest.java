package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.fit.Data;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SpeedUpTest {
    private static final Law CURVE = Law.of("E + A*C^-a").inputs("C");
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    private static FittedLaw curve(double e, double a, double exponent) {
        return FittedLaw.of(CURVE, CURVE.parameterSet(Map.of("E", e, "A", a, "a", exponent)));
    }

    /** The same curve, three times as fast: A C^-a with C for 3 C. */
    @Test
    void aCurveShiftedByAFactorIsThatMuchFaster() {
        SpeedUp speedUp = SpeedUp.of(curve(1.7, 40, .08), curve(1.7, 40 * Math.pow(3, -.08), .08));
        for (double c : new double[] {1e16, 1e20, 1e26}) {
            assertThat(speedUp.at(c).value()).isCloseTo(3, Percentage.withPercentage(1e-7));
        }
        assertThat(speedUp.at(1e20).lo()).isNaN();
    }

    @Test
    void aSteeperCurveGainsWithScaleAndALowerFloorIsOutOfReach() {
        SpeedUp steeper = SpeedUp.of(curve(1.7, 40, .08), curve(1.7, 40, .085));
        assertThat(steeper.at(1e22).value()).isCloseTo(Math.pow(1e22, .085 / .08 - 1), Percentage.withPercentage(1e-6));
        assertThat(steeper.at(1e24).value()).isGreaterThan(steeper.at(1e22).value());
        assertThat(SpeedUp.of(curve(2.2, 40, .08), curve(1.7, 40, .08)).at(1e26).value()).isNaN();
    }

    /** Tokens three times as good: B for B 3^-beta. At the optimum C = 6 N D that saves a factor 3 too, since N* at a loss is the same. */
    @Test
    void frontiersAreComparedEachAtItsBest() {
        double[] p = CHINCHILLA.published("besiroglu-2024").toArray();
        double[] better = p.clone();
        better[2] *= Math.pow(3, -p[4]);
        ComputeOptimal base = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(p));
        ComputeOptimal other = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(better));
        assertThat(SpeedUp.of(base, other).at(1e22).value()).isCloseTo(3, Percentage.withPercentage(1e-6));
        assertThat(SpeedUp.of(base.fitted(), other.fitted(), "D", Map.of("N", 1e9)).at(1e11).value()).isCloseTo(3, Percentage.withPercentage(1e-6));
    }

    /** Curves with noise; the intervals of 95 % should hold the truth in most of 40 simulations, 32 at least but once in 3,000 times. */
    @Test
    void theIntervalHoldsTheTrueMultiplier() {
        int held = 0;
        for (int seed = 0; seed < 40; seed++) {
            Fit slow = Fitter.of(CURVE).loss(Loss.squares()).fit(drawn(1.7, 200, .12, 2 * seed));
            Fit fast = Fitter.of(CURVE).loss(Loss.squares()).fit(drawn(1.7, 200 * Math.pow(2.5, -.12), .12, 2 * seed + 1));
            Estimate multiplier = SpeedUp.of(FittedLaw.of(slow), FittedLaw.of(fast)).at(1e20);
            assertThat(multiplier.seLog()).isBetween(.005, .5);
            held += multiplier.lo() <= 2.5 && 2.5 <= multiplier.hi() ? 1 : 0;
        }
        assertThat(held).isBetween(32, 40);
    }

    private static Data drawn(double e, double a, double exponent, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] c = new double[30];
        double[] loss = new double[30];
        for (int i = 0; i < 30; i++) {
            c[i] = 1e17 * Math.pow(1.4, i);
            loss[i] = (e + a * Math.pow(c[i], -exponent)) * Math.exp(.003 * SimulatedRuns.normal(random));
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("C", c);
        columns.put("loss", loss);
        return Data.of(columns, "loss");
    }

    @Test
    void lawsInSeveralInputsNeedToSayWhich() {
        FittedLaw chinchilla = FittedLaw.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
        assertThatIllegalArgumentException().isThrownBy(() -> SpeedUp.of(chinchilla, chinchilla)).withMessageContaining("N, D");
    }
}
