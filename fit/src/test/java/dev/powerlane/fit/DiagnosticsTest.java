package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.fit.Diagnostics.Row;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private static final Percentage FIVE_DIGITS = Percentage.withPercentage(1e-3);
    private static final Fitter SQUARES = Fitter.of(Laws.get("chinchilla")).loss(Loss.squares());

    /** numpy: r / (s_(i) (1 - h)^(1/2)), h, and Cook's distance of the last row. */
    @Test
    void theRowThatStandsOutIsNamed() {
        Diagnostics d = SQUARES.fit(ChinchillaRuns.data()).diagnostics();
        assertThat(d.outliers()).extracting(Row::number).containsExactly(234);
        Row row = d.outliers().get(0);
        assertThat(row.residual()).isCloseTo(.021835644795024867, FIVE_DIGITS);
        assertThat(row.studentised()).isCloseTo(4.313231001803995, FIVE_DIGITS);
        assertThat(row.leverage()).isCloseTo(.0984851854123619, FIVE_DIGITS);
        assertThat(row.cook()).isCloseTo(.3774582342495278, FIVE_DIGITS);
        assertThat(d.words()).anyMatch(w -> w.startsWith("row 234 (residual 0.0218, 4.3 standard deviations) is outlying"));
        assertThat(d.highLeverage()).extracting(Row::number).startsWith(41, 42, 22).hasSize(9);
        assertThat(d.influential()).isEmpty();
        assertThat(d.undetermined()).isEmpty();
        assertThat(d.constantInputs()).isEmpty();
        assertThat(d.collinearInputs()).isEmpty();
    }

    @Test
    void coefficientsAndExponentsAreCorrelated() {
        Diagnostics d = SQUARES.fit(ChinchillaRuns.data()).diagnostics();
        assertThat(d.correlations()).hasSize(2);
        assertThat(d.correlations().get(0).one()).isEqualTo("ln B");
        assertThat(d.correlations().get(0).other()).isEqualTo("beta");
        assertThat(d.correlations().get(1).value()).isCloseTo(.9991, within(1e-4));
        assertThat(d.termShares()).containsOnlyKeys("E", "A, alpha", "B, beta");
        assertThat(d.termShares().values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-9));
    }

    /** A loss that was typed wrong, in a run that few others are like. */
    @Test
    void aWrongRunIsFoundInfluential() {
        Fit fit = SQUARES.fit(changed(columns -> {
            columns.get("loss")[40] *= 1.1;
            return columns;
        }));
        assertThat(fit.diagnostics().outliers().get(0).number()).isEqualTo(41);
        assertThat(fit.diagnostics().influential()).extracting(Row::number).contains(41);
        assertThat(fit.warnings()).anyMatch(w -> w.contains("row") && w.contains("41 (Cook's distance"));
        Fit huber = Fitter.of(Laws.get("chinchilla")).bootstrap(0).fit(fit.data());
        assertThat(huber.diagnostics().outliers().get(0).number()).isEqualTo(41);
    }

    @Test
    void inputsThatDoNotVaryAreNamed() {
        Fit fit = SQUARES.fit(changed(columns -> {
            Arrays.fill(columns.get("D"), 1e10);
            return columns;
        }));
        assertThat(fit.warnings()).anyMatch(w -> w.startsWith("the input D is the same in all rows"));
    }

    @Test
    void inputsThatRiseTogetherAreNamed() {
        Fit fit = SQUARES.fit(changed(columns -> {
            double[] n = columns.get("N");
            columns.put("D", Arrays.stream(n).map(v -> 20 * v).toArray());
            return columns;
        }));
        assertThat(fit.warnings()).anyMatch(w -> w.startsWith("the inputs N and D rise together (correlation 1.00000"));
    }

    /** Runs whose loss does not depend on D, whatever the law says. */
    @Test
    void exponentsThatTheDataDoNotDetermineAreNamed() {
        Law law = Law.of("E + A/N^alpha + B/D^beta").inputs("N", "D");
        double[] flat = {1.8, 500, 1.5, .35, .3};
        Fit fit = Fitter.of(law).loss(Loss.squares()).starts(Starts.given(flat)).fit(SimulatedRuns.of(3, flat, d -> .02));
        if (fit.status().isConverged()) {
            assertThat(fit.diagnostics().undetermined()).contains("B");
            assertThat(fit.warnings()).anyMatch(w -> w.startsWith("the data do not determine "));
        } else {
            assertThat(fit.warnings()).anyMatch(w -> w.startsWith("not converged"));
        }
    }

    private static Data changed(UnaryOperator<Map<String, double[]>> change) {
        return Data.of(change.apply(ChinchillaRuns.columns()), "loss");
    }
}
