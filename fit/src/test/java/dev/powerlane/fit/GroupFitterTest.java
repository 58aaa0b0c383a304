package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupFitterTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Percentage ELEVEN_DIGITS = Percentage.withPercentage(1e-9);

    private static Fitter fitter(Loss loss) {
        return Fitter.of(CHINCHILLA).loss(loss).bootstrap(0);
    }

    /** One alpha and beta for three data sets; squares of log residuals, in 40-digit arithmetic. */
    @Test
    void sharedExponentsAreThoseOfFortyDigits() {
        GroupFit fit = fitter(Loss.squares()).shared("alpha", "beta").by("dataset").fit(OverTrainingRuns.data());
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.groups()).containsExactly("c4_original", "rpj", "rw_original");
        assertThat(fit.shared()).isEqualTo(Set.of("alpha", "beta"));
        assertThat(fit.objective()).isCloseTo(.034154709022589255672, ELEVEN_DIGITS);
        double[][] known = {{1.4880391117745020375, 83.960807668510940826, 233.53286401315781036}, {1.6114482280353807551, 83.211573547149286393, 234.92607017114277696},
            {1.6541432464205376182, 79.833254855146672629, 226.21102095983372336}};
        for (int g = 0; g < 3; g++) {
            double[] found = fit.parameters(fit.groups().get(g)).toArray();
            for (int j = 0; j < 3; j++) {
                assertThat(found[j]).isCloseTo(known[g][j], ELEVEN_DIGITS);
            }
            assertThat(found[3]).isCloseTo(.23067027356573729071, ELEVEN_DIGITS);
            assertThat(found[4]).isCloseTo(.25259058798322210617, ELEVEN_DIGITS);
        }
        assertThat(fit.agreeing()).isEqualTo(fit.starts());
    }

    /** Gadre et al.'s law, L = E + A N^-b + B 6^(-b/2) D^-b, fitted to five models of a data set: least squares in high precision. */
    @ParameterizedTest
    @CsvSource({"c4_original, 113.6926, 189.51552, .24247224, 1.5082605", "rpj, 166.21099, 366.6872, .27285071, 1.8366484",
        "rw_original, 125.09569, 246.20668, .25439484, 1.7344621"})
    void theOverTrainingLawIsFoundFromFiveModels(String dataset, double a, double b, double exponent, double e) {
        Law law = Law.of("E + A/N^b + B*exp(-0.8958797346140275*b)/D^b").inputs("N", "D");
        Fit fit = Fitter.of(law).residual(Residual.LINEAR).loss(Loss.squares()).bootstrap(0).fit(OverTrainingRuns.fitted(dataset));
        Percentage printed = Percentage.withPercentage(1e-5);
        assertThat(fit.status().isConverged()).isTrue();
        assertThat(fit.parameters().get("A")).isCloseTo(a, printed);
        assertThat(fit.parameters().get("B")).isCloseTo(b, printed);
        assertThat(fit.parameters().get("b")).isCloseTo(exponent, printed);
        assertThat(fit.parameters().get("E")).isCloseTo(e, printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squares", "huber:1e-3", "abs", "quantile:.8"})
    void oneGroupIsAFitWithoutGroups(String loss) {
        Data data = ChinchillaRuns.data().labelled("all", IntStream.range(0, 234).mapToObj(i -> "x").toArray(String[]::new));
        for (Fitter fitter : List.of(fitter(Loss.parse(loss)), fitter(Loss.parse(loss)).prior("alpha", .3, .02).prior("E", 2, .01),
                fitter(Loss.parse(loss)).bounded("alpha", .4, 1).tied("A", "B"))) {
            Fit plain = fitter.fit(data);
            GroupFit one = fitter.shared("alpha", "E").by("all").fit(data);
            assertThat(one.status()).isEqualTo(plain.status());
            assertThat(one.objective()).isCloseTo(plain.objective(), Percentage.withPercentage(1e-10));
            double[] expected = plain.parameters().toArray();
            double[] found = one.parameters("x").toArray();
            for (int j = 0; j < expected.length; j++) {
                assertThat(found[j]).isCloseTo(expected[j], Percentage.withPercentage(1e-8));
            }
        }
    }

    /** Each group is the 234 runs, with losses in another unit: the coefficients take the unit up. */
    @ParameterizedTest
    @ValueSource(strings = {"squares", "huber:1e-3", "abs"})
    void groupsThatDifferByAUnitShareTheExponentsOfOne(String loss) {
        Fit one = fitter(Loss.parse(loss)).fit(ChinchillaRuns.data());
        GroupFit fit = fitter(Loss.parse(loss)).shared("alpha", "beta").by("unit").fit(inUnits(1, 2, 5));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.objective()).isCloseTo(3 * one.objective(), Percentage.withPercentage(1e-9));
        for (int unit : new int[] {1, 2, 5}) {
            assertThat(fit.parameters("" + unit).get("alpha")).isEqualTo(one.parameters().get("alpha"), within(1e-10));
            assertThat(fit.parameters("" + unit).get("E")).isCloseTo(unit * one.parameters().get("E"), Percentage.withPercentage(1e-8));
            assertThat(fit.parameters("" + unit).get("A")).isCloseTo(unit * one.parameters().get("A"), Percentage.withPercentage(1e-7));
        }
    }

    private static Data inUnits(double... units) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        ChinchillaRuns.columns().forEach((name, values) -> columns.put(name, IntStream.range(0, 234 * units.length)
                .mapToDouble(i -> values[i % 234] * (name.equals("loss") ? units[i / 234] : 1)).toArray()));
        columns.put("unit", IntStream.range(0, 234 * units.length).mapToDouble(i -> units[i / 234]).toArray());
        return Data.of(columns, "loss");
    }

    /** Exact losses of many groups: every parameter comes back. */
    @Test
    void hundredsOfGroupsAreFittedTogether() {
        int groups = 300;
        int each = 6;
        Law law = Law.of("E + A/X^a").inputs("X");
        SplittableRandom random = new SplittableRandom(8);
        double[] e = random.doubles(groups, 1, 3).toArray();
        double[] a = random.doubles(groups, 2, 50).toArray();
        double[] x = new double[groups * each];
        double[] y = new double[x.length];
        String[] label = new String[x.length];
        for (int i = 0; i < x.length; i++) {
            int g = i % groups;
            x[i] = Math.exp(random.nextDouble(3, 12));
            y[i] = (e[g] + a[g] * Math.pow(x[i], -.37)) * (1 + 1e-3 * random.nextDouble(-1, 1));
            label[i] = "g" + g;
        }
        GroupFit fit = Fitter.of(law).loss(Loss.squares()).bootstrap(0).shared("a").by("group").fit(Data.of(Map.of("X", x, "y", y), "y").labelled("group", label));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters("g7").get("a")).isEqualTo(.37, within(2e-3));
        for (int g = 0; g < groups; g++) {
            assertThat(fit.parameters("g" + g).get("E")).isCloseTo(e[g], Percentage.withPercentage(2));
            assertThat(fit.rows("g" + g)).isEqualTo(each);
        }
    }

    @Test
    void ownExponentsAndASharedConstant() {
        GroupFit fit = fitter(Loss.squares()).shared("E").by("dataset").fit(OverTrainingRuns.data());
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters("rpj").get("E")).isEqualTo(fit.parameters("c4_original").get("E"));
        assertThat(fit.parameters("rpj").get("alpha")).isNotEqualTo(fit.parameters("c4_original").get("alpha"));
        double separate = OverTrainingRuns.data().by("dataset").values().stream().mapToDouble(d -> fitter(Loss.squares()).fit(d).objective()).sum();
        assertThat(fit.objective()).isGreaterThan(separate).isLessThan(1.2 * separate);
    }

    @Test
    void boundsAndPriorsHoldInEveryGroup() {
        GroupFit bound = fitter(Loss.squares()).bounded("E", 1.6, 3).shared("alpha", "beta").by("dataset").fit(OverTrainingRuns.data());
        assertThat(bound.status()).isEqualTo(Status.AT_BOUND);
        assertThat(bound.parameters("c4_original").get("E")).isEqualTo(1.6);
        assertThat(bound.parameters("rpj").get("E")).isGreaterThan(1.6);
        assertThat(bound.statusDetail()).contains("E of c4_original at its lower bound 1.6");
        GroupFit free = fitter(Loss.squares()).shared("alpha", "beta").by("dataset").fit(OverTrainingRuns.data());
        GroupFit prior = fitter(Loss.squares()).prior("E", 1.9, .02).shared("alpha", "beta").by("dataset").fit(OverTrainingRuns.data());
        assertThat(prior.status()).isEqualTo(Status.CONVERGED);
        for (String group : prior.groups()) {
            assertThat(Math.abs(prior.parameters(group).get("E") - 1.9)).isLessThan(Math.abs(free.parameters(group).get("E") - 1.9) / 2);
        }
    }

    @Test
    void intervalsComeFromResamplesWithinGroups() {
        GroupFitter grouped = fitter(Loss.huber(1e-3)).bootstrap(100).shared("alpha", "beta").by("dataset");
        GroupFit fit = grouped.fit(OverTrainingRuns.data());
        assertThat(fit.resamples()).isGreaterThanOrEqualTo(95);
        Estimate alpha = fit.estimate("rpj", "alpha");
        assertThat(alpha.lo()).isLessThan(alpha.value());
        assertThat(alpha.hi()).isGreaterThan(alpha.value());
        assertThat(alpha).isEqualTo(fit.estimate("c4_original", "alpha"));
        GroupFit again = fitter(Loss.huber(1e-3)).threads(1).bootstrap(100).shared("beta", "alpha").by("dataset").fit(OverTrainingRuns.data());
        assertThat(again.estimate("rpj", "E")).isEqualTo(fit.estimate("rpj", "E"));
    }

    @Test
    void tooFewRunsAreAStatusThatNamesTheGroup() {
        Data all = OverTrainingRuns.data();
        int[] rows = IntStream.range(0, 104).filter(i -> i < 36).toArray();
        GroupFit fit = fitter(Loss.squares()).shared("alpha", "beta").by("dataset").fit(all.select(rows));
        assertThat(fit.status()).isEqualTo(Status.TOO_FEW_POINTS);
        assertThat(fit.statusDetail()).contains("rpj").contains("2 runs");
        assertThat(fit.parameters("rpj").toArray()).containsOnly(Double.NaN);
        assertThat(fit.warnings()).isNotEmpty();
    }

    @Test
    void aGroupWhoseInputsDoNotVaryIsNeverAConvergedFit() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        Data data = OverTrainingRuns.data();
        data.names().forEach(name -> columns.put(name, data.column(name)));
        String[] labels = new String[104];
        Map<String, int[]> rows = data.rowsBy("dataset");
        rows.forEach((label, numbers) -> Arrays.stream(numbers).forEach(i -> labels[i] = label));
        for (int i : rows.get("rpj")) {
            columns.get("N")[i] = 1e9;
        }
        GroupFit fit = fitter(Loss.squares()).shared("alpha", "beta").by("dataset").fit(Data.of(columns, "loss").labelled("dataset", labels));
        assertThat(fit.status().isConverged()).as("%s %s", fit.status(), fit.parameters("rpj")).isFalse();
    }

    @Test
    void wrongNamesAndRowsAreRefused() {
        Fitter fitter = fitter(Loss.squares());
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.shared("gamma")).withMessageContaining("gamma");
        assertThatIllegalArgumentException().isThrownBy(fitter::shared).withMessageContaining("at least one");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.fixed("alpha", .3).shared("alpha")).withMessageContaining("fixed");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.shared("alpha").by("corpus").fit(OverTrainingRuns.data()))
                .withMessageContaining("corpus").withMessageContaining("dataset");
        GroupFit fit = fitter.shared("alpha").by("dataset").fit(OverTrainingRuns.data());
        assertThatIllegalArgumentException().isThrownBy(() -> fit.parameters("pile")).withMessageContaining("pile").withMessageContaining("rpj");
        assertThatIllegalArgumentException().isThrownBy(() -> fit.estimate("rpj", "gamma")).withMessageContaining("gamma");
        Map<String, double[]> columns = ChinchillaRuns.columns();
        columns.get("N")[5] = -1;
        columns.put("g", new double[234]);
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.shared("alpha").by("g").fit(Data.of(columns, "loss"))).withMessageContaining("row 6");
    }

    @Test
    void theScaleOfTheDataMovesNoSharedExponent() {
        double[] alphas = new double[3];
        double[] scales = {1, 1e-6, 1e6};
        for (int s = 0; s < 3; s++) {
            Map<String, double[]> columns = new LinkedHashMap<>();
            double scale = scales[s];
            Data data = inUnits(1, 2);
            data.names().forEach(name -> columns.put(name, data.column(name)));
            columns.replaceAll((name, values) -> name.equals("N") ? Arrays.stream(values).map(v -> v * scale).toArray() : values);
            columns.put("w", IntStream.range(0, 468).mapToDouble(i -> scale * scale).toArray());
            GroupFit fit = fitter(Loss.huber(1e-3)).weights("w").shared("alpha", "beta").by("unit").fit(Data.of(columns, "loss"));
            assertThat(fit.status()).isEqualTo(Status.CONVERGED);
            alphas[s] = fit.parameters("2").get("alpha");
        }
        assertThat(alphas[1]).isEqualTo(alphas[0], within(1e-10));
        assertThat(alphas[2]).isEqualTo(alphas[0], within(1e-10));
    }
}
