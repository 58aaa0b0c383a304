package dev.powerlane.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.ChinchillaRuns;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.HeldOut;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.Residual;
import dev.powerlane.fit.SimulatedRuns;
import dev.powerlane.inference.ModelComparison.Row;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {
    private static final Percentage SIX_DIGITS = Percentage.withPercentage(1e-4);
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Fit SQUARES = Fitter.of(CHINCHILLA).loss(Loss.squares()).fit(ChinchillaRuns.data());

    /** numpy and scipy's least_squares, from the definitions. */
    @Test
    void criteriaOfSquaresAreThoseOfNormalResiduals() {
        assertThat(SQUARES.minusLogLikelihood()).isCloseTo(-661.567976232742, SIX_DIGITS);
        assertThat(SQUARES.aicc()).isCloseTo(-1310.7659084126205, SIX_DIGITS);
        assertThat(SQUARES.bic()).isCloseTo(-1290.4040257733377, SIX_DIGITS);
    }

    @Test
    void leavingOneOutIsTwoHundredThirtyFourFits() {
        HeldOut one = SQUARES.leaveOneOut();
        assertThat(one.runs()).isEqualTo(234);
        assertThat(one.failed()).isZero();
        assertThat(one.rms()).isCloseTo(.005680372114672963, SIX_DIGITS);
        assertThat(one.absolute()).isCloseTo(.00419233080248153, SIX_DIGITS);
        assertThat(one.bias()).isCloseTo(-1.5505415996346286e-05, within(1e-9));
        HeldOut tenths = SQUARES.folds(10);
        assertThat(tenths.runs()).isEqualTo(234);
        assertThat(tenths.rms()).isCloseTo(one.rms(), Percentage.withPercentage(4)).isNotEqualTo(one.rms());
        assertThat(SQUARES.folds(10)).isEqualTo(tenths);
    }

    @Test
    void theLargestRunsArePredictedFromTheOthers() {
        HeldOut largest = SQUARES.extrapolation("N*D", .2);
        assertThat(largest.runs()).isEqualTo(47);
        assertThat(largest.rms()).isCloseTo(.010680001694092086, SIX_DIGITS);
        assertThat(largest.absolute()).isCloseTo(.008841885452540305, SIX_DIGITS);
        assertThat(largest.bias()).isCloseTo(.0033662484295869767, Percentage.withPercentage(1e-3));
        assertThat(SQUARES.extrapolation("D", .2).rms()).isNotEqualTo(largest.rms());
    }

    /** The law that made the runs wins against one without E and against a constant, in every column. */
    @Test
    void theLawThatMadeTheRunsWins() {
        Data data = SimulatedRuns.of(7);
        Map<String, Fitter> fitters = new LinkedHashMap<>();
        fitters.put("no floor", Fitter.of(Law.of("A/N^alpha + B/D^beta").inputs("N", "D")).loss(Loss.squares()));
        fitters.put("chinchilla", Fitter.of(CHINCHILLA).loss(Loss.squares()));
        fitters.put("size alone", Fitter.of(Law.of("E + A/N^alpha").inputs("N")).loss(Loss.squares()));
        ModelComparison comparison = ModelComparison.of(data, "N*D", fitters);
        assertThat(comparison.rows()).extracting(Row::name).containsExactly("no floor", "chinchilla", "size alone");
        assertThat(comparison.rows()).extracting(Row::parameters).containsExactly(4, 5, 3);
        assertThat(comparison.best(Row::aicc)).isEqualTo("chinchilla");
        assertThat(comparison.best(Row::bic)).isEqualTo("chinchilla");
        assertThat(comparison.best(r -> r.leaveOneOut().rms())).isEqualTo("chinchilla");
        assertThat(comparison.best(r -> r.folds().rms())).isEqualTo("chinchilla");
        assertThat(comparison.best(r -> r.extrapolation().rms())).isEqualTo("chinchilla");
        assertThat(comparison.lines()).hasSize(5);
        assertThat(comparison.lines().get(2)).startsWith("chinchilla").contains("+0.0");
    }

    /** Normal noise in ln L is likelier under squares of log residuals than under the other densities. */
    @Test
    void lossesAndResidualsAreComparedByTheLikelihoodOfTheSameRuns() {
        Data data = SimulatedRuns.of(9, SimulatedRuns.TRUTH, d -> .05);
        Fitter fitter = Fitter.of(CHINCHILLA).bootstrap(0);
        double squares = fitter.loss(Loss.squares()).fit(data).minusLogLikelihood();
        assertThat(fitter.loss(Loss.absolute()).fit(data).minusLogLikelihood()).isGreaterThan(squares + 2);
        assertThat(fitter.loss(Loss.huber(1e-3)).fit(data).minusLogLikelihood()).isGreaterThan(squares + 2);
        assertThat(fitter.loss(Loss.huber(1)).fit(data).minusLogLikelihood()).isCloseTo(squares, within(1e-6));
        double linear = fitter.loss(Loss.squares()).residual(Residual.LINEAR).fit(data).minusLogLikelihood();
        assertThat(linear).isGreaterThan(squares).isLessThan(squares + 40);
    }

    @Test
    void aLawThatCannotBeFittedHasARowWithoutNumbers() {
        Data few = SimulatedRuns.of(1).select(0, 1, 2, 3);
        ModelComparison comparison = ModelComparison.of(few, "N*D", List.of(CHINCHILLA));
        assertThat(comparison.rows().get(0).aicc()).isNaN();
        assertThat(comparison.best(Row::aicc)).isEmpty();
        assertThat(comparison.lines().get(1)).contains("-");
    }

    @Test
    void foldsAndSharesMustLeaveSomethingToFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.folds(1)).withMessageContaining("2 to 234");
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.folds(235)).withMessageContaining("2 to 234");
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.extrapolation("N", 1)).withMessageContaining("between 0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> SQUARES.extrapolation("M", .2)).withMessageContaining("M");
    }
}
