package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoLossTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final FittedLaw HOFFMANN = FittedLaw.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
    private static final Law STEPS = Laws.get("kaplan-ns");
    private static final FittedLaw KAPLAN = FittedLaw.of(STEPS, STEPS.published("kaplan-2020"));
    /** 1e-9. */
    private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

    @ParameterizedTest
    @ValueSource(doubles = {1e9, 7e10, 1e13})
    void tokensAreThoseOfTheClosedForm(double size) {
        ParameterSet p = CHINCHILLA.published("hoffmann-2022");
        double left = 2.5 - p.get("E") - p.get("A") / Math.pow(size, p.get("alpha"));
        assertThat(IsoLoss.of(HOFFMANN).needed("D", 2.5, Map.of("N", size)).value()).isCloseTo(Math.pow(p.get("B") / left, 1 / p.get("beta")), NINE_DIGITS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3e7, 1e8, 1.5e9})
    void stepsAreThoseOfTheClosedForm(double size) {
        double left = 3.5 - Math.pow(6.5e13 / size, .077);
        assertThat(IsoLoss.of(KAPLAN).needed("S", 3.5, Map.of("N", size)).value()).isCloseTo(2.1e3 / Math.pow(left, 1 / .76), NINE_DIGITS);
    }

    @Test
    void aLineStartsAtItsAsymptote() {
        IsoLoss isoLoss = IsoLoss.of(KAPLAN);
        double least = isoLoss.asymptote("N", 4).value();
        assertThat(least).isCloseTo(6.5e13 / Math.pow(4, 1 / .077), NINE_DIGITS);
        List<Estimate> curve = isoLoss.curve("S", 4, .99 * least, 1.01 * least, 2 * least, 20 * least, 1e12);
        assertThat(curve.get(0).value()).isNaN();
        for (int i = 2; i < curve.size(); i++) {
            assertThat(curve.get(i).value()).isLessThan(curve.get(i - 1).value());
        }
        assertThat(curve.get(1).value()).isGreaterThan(100 * curve.get(3).value());
    }

    @Test
    void theCheapestPointOfAnIsoLossCurveIsTheOptimum() {
        ComputeOptimal optimal = ComputeOptimal.of(HOFFMANN);
        Target best = optimal.reaching(2.1);
        IsoLoss isoLoss = IsoLoss.of(HOFFMANN);
        double n = best.size().value();
        assertThat(isoLoss.compute(2.1, n, Cost.TRAINING).value()).isCloseTo(best.compute().value(), NINE_DIGITS);
        assertThat(isoLoss.compute(2.1, n / 1.2, Cost.TRAINING).value()).isGreaterThan(best.compute().value());
        assertThat(isoLoss.compute(2.1, n * 1.2, Cost.TRAINING).value()).isGreaterThan(best.compute().value());
        assertThat(isoLoss.compute(2.1, 1e6, Cost.TRAINING).value()).isNaN();
    }

    @Test
    void fromAFitTheyHaveIntervals() {
        Fit fit = Fitter.of(CHINCHILLA).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH)).fit(SimulatedRuns.of(4));
        Estimate tokens = IsoLoss.of(FittedLaw.of(fit)).needed("D", 2.2, Map.of("N", 1e10));
        double truth = Math.pow(1300 / (2.2 - 1.8 - 500 / Math.pow(1e10, .35)), 1 / .344);
        assertThat(truth).isBetween(tokens.lo(), tokens.hi());
        assertThat(tokens.seLog()).isBetween(.001, .5);
    }

    @Test
    void whatIsMissingIsNamed() {
        IsoLoss isoLoss = IsoLoss.of(HOFFMANN);
        assertThatIllegalArgumentException().isThrownBy(() -> isoLoss.needed("D", 2, Map.of())).withMessageContaining("N");
        assertThatIllegalArgumentException().isThrownBy(() -> isoLoss.needed("S", 2, Map.of("N", 1e9))).withMessageContaining("S");
        assertThatIllegalArgumentException().isThrownBy(() -> isoLoss.needed("D", -2, Map.of("N", 1e9))).withMessageContaining("-2");
    }
}
