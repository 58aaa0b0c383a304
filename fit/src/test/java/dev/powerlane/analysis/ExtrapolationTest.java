package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.ChinchillaRuns;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Laws;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtrapolationTest {
    private static final Fitter SQUARES = Fitter.of(Laws.get("chinchilla")).loss(Loss.squares()).starts(Starts.given(SimulatedRuns.TRUTH));

    @Test
    void largerRunsOfTheSameLawLieInTheBand() {
        double held = 0;
        double error = 0;
        for (long seed = 1; seed <= 8; seed++) {
            Extrapolation larger = Extrapolation.above(1e21, SQUARES, SimulatedRuns.of(seed), Cost.TRAINING);
            assertThat(larger.fit().rows() + larger.predictions().size()).isEqualTo(234);
            held += larger.shareHeld() / 8;
            error += larger.meanError() / 8;
        }
        assertThat(held).isBetween(.85, 1.);
        assertThat(error).isCloseTo(0, within(.01));
    }

    /** A law whose larger runs are worse by 5 %, which no smaller run shows. */
    @Test
    void runsThatBreakTheLawDoNot() {
        Data data = SimulatedRuns.of(1);
        double[] loss = data.column("loss");
        for (int i = 0; i < loss.length; i++) {
            loss[i] *= 6 * data.column("N")[i] * data.column("D")[i] > 1e21 ? 1.05 : 1;
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("N", data.column("N"));
        columns.put("D", data.column("D"));
        columns.put("loss", loss);
        Extrapolation larger = Extrapolation.above(1e21, SQUARES, Data.of(columns, "loss"), Cost.TRAINING);
        assertThat(larger.shareHeld()).isLessThan(.3);
        assertThat(larger.meanError()).isBetween(.03, .07);
        assertThat(larger.rootMeanSquareError()).isGreaterThan(larger.meanError());
    }

    @Test
    void theLargestOfTheChinchillaRunsArePredictedFromTheOthers() {
        Extrapolation larger = Extrapolation.above("N", 4e9, Fitter.of(Laws.get("chinchilla")).bootstrap(300), ChinchillaRuns.data());
        assertThat(larger.predictions()).isNotEmpty().allMatch(p -> ChinchillaRuns.data().column("N")[p.row()] > 4e9);
        // They come out .9 % worse than the smaller ones promise, so a band of 95 % holds fewer.
        assertThat(larger.meanError()).isBetween(.005, .015);
        assertThat(larger.shareHeld()).isBetween(.4, .9);
        assertThat(larger.rootMeanSquareError()).isLessThan(.02);
        assertThat(larger.nextRun(Map.of("N", 7e10, "D", 1.4e12)).value()).isBetween(1.8, 2.1);
    }

    @Test
    void aLimitAboveAllRunsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Extrapolation.above("N", 1e15, SQUARES, SimulatedRuns.of(1))).withMessageContaining("1.0E15");
        assertThatIllegalArgumentException().isThrownBy(() -> Extrapolation.above("N", 5e7, SQUARES, SimulatedRuns.of(1))).withMessageContaining("TOO_FEW_POINTS");
    }
}
