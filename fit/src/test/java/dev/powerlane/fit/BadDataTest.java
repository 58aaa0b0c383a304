package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad data ends in an exception that names the place, or in a status; never in a number that looks right. */
class BadDataTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");

    private static Fitter fitter() {
        return Fitter.of(CHINCHILLA).bootstrap(0);
    }

    private static Data with(String column, int row, double value) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        columns.get(column)[row] = value;
        return Data.of(columns, "loss");
    }

    static Stream<Arguments> unusable() {
        return Stream.of("N", "D", "loss").flatMap(column ->
                Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, -1.0).map(value -> Arguments.of(column, value)));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void anUnusableValueIsRefusedByItsRowAndColumn(String column, double value) {
        for (int row : new int[] {0, 17, 233}) {
            Data data = with(column, row, value);
            assertThatIllegalArgumentException().isThrownBy(() -> fitter().fit(data))
                    .withMessageContaining("row " + (row + 1)).withMessageContaining("column " + column).withMessageContaining("" + value);
            assertThatIllegalArgumentException().isThrownBy(() -> fitter().bootstrap(data, 10, 1)).withMessageContaining("row " + (row + 1));
        }
    }

    @Test
    void theFirstOfSeveralBadRowsIsNamed() {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        columns.get("N")[40] = -1;
        columns.get("N")[12] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> fitter().fit(Data.of(columns, "loss"))).withMessageContaining("row 13,");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void inLinearResidualsALossNeedOnlyBeFinite(double value) {
        Fitter linear = fitter().residual(Residual.LINEAR).loss(Loss.squares());
        assertThatIllegalArgumentException().isThrownBy(() -> linear.fit(with("loss", 5, value)))
                .withMessageContaining("row 6").withMessageContaining("column loss");
        assertThat(linear.fit(with("loss", 5, -1)).objective()).isFinite();
    }

    @Test
    void anInputThatMayTakeAnySignIsOnlyAskedToBeFinite() {
        Law line = Law.of("c + b*x").inputs(Input.real("x")).signed("b", "c");
        double[] x = {-2, -1, 0, 1, 2, 3};
        double[] y = Arrays.stream(x).map(v -> 1 - 2 * v).toArray();
        Fit fit = Fitter.of(line).residual(Residual.LINEAR).loss(Loss.squares()).bootstrap(0).fit(Data.of(Map.of("x", x, "y", y), "y"));
        assertThat(fit.status().isConverged()).isTrue();
        assertThat(fit.parameters().get("b")).isEqualTo(-2, org.assertj.core.api.Assertions.within(1e-12));
        x[2] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> Fitter.of(line).residual(Residual.LINEAR).fit(Data.of(Map.of("x", x, "y", y), "y")))
                .withMessageContaining("row 3, column x");
    }

    @Test
    void columnsThatNoLawReadsMayHoldAnything() {
        Fit fit = KnownOptimum.LOG_SQUARES.fitter().fit(with("C", 3, Double.NaN));
        assertThat(fit.parameters().get("alpha")).isEqualTo(KnownOptimum.LOG_SQUARES.get("alpha"), org.assertj.core.api.Assertions.within(1e-10));
    }

    @Test
    void aMissingColumnIsNamedBesideThoseThatAreThere() {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        columns.remove("D");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter().fit(Data.of(columns, "loss")))
                .withMessageContaining("column D").withMessageContaining("C, N, loss");
        assertThatIllegalArgumentException().isThrownBy(() -> Data.of(columns, "bits")).withMessageContaining("column bits");
    }

    @Test
    void columnsOfOtherLengthAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Data.of(Map.of("N", new double[3], "loss", new double[4]), "loss"))
                .withMessageContaining("column N").withMessageContaining("3").withMessageContaining("4");
    }

    @Test
    void theCallersArraysAreCopied() {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        Data data = Data.of(columns, "loss");
        Arrays.fill(columns.get("N"), Double.NaN);
        data.column("D")[0] = Double.NaN;
        assertThat(KnownOptimum.LOG_SQUARES.fitter().fit(data).status()).isEqualTo(Status.CONVERGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void fewerRowsThanParametersAreAStatus(int rows) {
        Fit fit = Fitter.of(CHINCHILLA).fit(ChinchillaRuns.ordered(rows, i -> i * 30));
        assertThat(fit.status()).isEqualTo(Status.TOO_FEW_POINTS);
        assertThat(fit.parameters().toArray()).containsOnly(Double.NaN);
        assertThat(fit.estimate("alpha").lo()).isNaN();
        assertThat(fit.objective()).isNaN();
        assertThat(fit.warnings()).isNotEmpty();
        assertThat(fit.resamples().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUBER_1E_3", "LOG_SQUARES", "LINEAR_SQUARES"})
    void rowsThatAreAllAlikeAreNeverAConvergedFit(String loss) {
        Fit fit = KnownOptimum.valueOf(loss).fitter().bootstrap(20).fit(ChinchillaRuns.ordered(50, i -> 3));
        assertThat(fit.status().isConverged()).as("%s %s %s", fit.status(), fit.parameters(), fit.conditionNumber()).isFalse();
        assertThat(fit.warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUBER_1E_3", "LOG_SQUARES", "LINEAR_SQUARES"})
    void anInputThatNeverChangesIsNeverAConvergedFit(String loss) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        Arrays.fill(columns.get("N"), 1e9);
        Fit fit = KnownOptimum.valueOf(loss).fitter().fit(Data.of(columns, "loss"));
        assertThat(fit.status().isConverged()).as("%s %s %s", fit.status(), fit.parameters(), fit.conditionNumber()).isFalse();
    }

    @Test
    void aLossThatNeverChangesIsNeverAConvergedFit() {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        Arrays.fill(columns.get("loss"), 2.5);
        Fit fit = fitter().fit(Data.of(columns, "loss"));
        assertThat(fit.status().isConverged()).as("%s %s", fit.status(), fit.parameters()).isFalse();
    }

    @Test
    void unknownNamesAreRefused() {
        Fit fit = KnownOptimum.LOG_SQUARES.fitter().fit(ChinchillaRuns.data());
        assertThatIllegalArgumentException().isThrownBy(() -> fit.estimate("gamma")).withMessageContaining("gamma").withMessageContaining("alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> fit.parameters().get("gamma")).withMessageContaining("gamma");
    }

    @Test
    void aLawWithoutInputsOrParametersIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fitter.of(Law.of("E + A/N^alpha"))).withMessageContaining("inputs");
        assertThatIllegalArgumentException().isThrownBy(() -> Fitter.of(Law.of("N + D").inputs("N", "D"))).withMessageContaining("parameters");
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> fitter().threads(0)).withMessageContaining("threads");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter().bootstrap(-1)).withMessageContaining("-1");
        for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Loss.huber(delta)).withMessageContaining("" + delta);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Loss.parse("huber:x")).withMessageContaining("huber:x");
        assertThatIllegalArgumentException().isThrownBy(() -> Loss.parse("cube")).withMessageContaining("cube").withMessageContaining("squares");
        assertThatIllegalArgumentException().isThrownBy(() -> Starts.parse("many")).withMessageContaining("many").withMessageContaining("reduced");
        assertThat(List.of(Loss.parse("squares"), Loss.parse("huber:1e-3"))).containsExactly(Loss.squares(), Loss.huber(1e-3));
    }

    @Test
    void startsThatDoNotFitTheLawAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> fitter().starts(Starts.given(new double[] {1, 2})).fit(ChinchillaRuns.data()))
                .withMessageContaining("start 0").withMessageContaining("5");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter().starts(Starts.given(new double[] {1, -1, 1, 1, 1})).fit(ChinchillaRuns.data()))
                .withMessageContaining("A must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> Fitter.of(Laws.get("kaplan-nd")).starts(Starts.hoffmann()).fit(ChinchillaRuns.data()))
                .withMessageContaining("hoffmann").withMessageContaining("kaplan-nd");
    }

    @Test
    void nothingIsResampledFromAFitThatFailed() {
        Fitter plateau = fitter().starts(Starts.given(new double[] {1.8, 1e-300, 1270, 2, .34}));
        assertThatIllegalArgumentException().isThrownBy(() -> plateau.bootstrap(ChinchillaRuns.data(), 10, 1)).withMessageContaining("TERM_EVAPORATED");
        assertThat(plateau.bootstrap(10).fit(ChinchillaRuns.data()).resamples().size()).isZero();
    }
}
