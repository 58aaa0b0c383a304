package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixed, tied, bounded and weighed parameters and rows: against optima in 50-digit arithmetic, squares of log residuals. */
class RestrictionsTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final Percentage ELEVEN_DIGITS = Percentage.withPercentage(1e-9);

    enum Known {
        TIED(.0035100271798670318596, 1.79798497208346053, 486.306572132870012, 1457.6218521804366, .34837468378742754, .34837468378742754, Status.CONVERGED) {
            @Override
            Fitter restrict(Fitter fitter) {
                return fitter.tied("alpha", "beta");
            }
        },
        FIXED(.0039932855528823187828, 1.7, 329.038558054444001, 531.50208819422095, .325709756053018852, .298275134588346617, Status.CONVERGED) {
            @Override
            Fitter restrict(Fitter fitter) {
                return fitter.fixed("E", 1.7);
            }
        },
        BOUND(.0040303276901077461537, 1.84335469936999694, 1188.2835685302606, 1325.63259431388814, .4, .343416028655333955, Status.AT_BOUND) {
            @Override
            Fitter restrict(Fitter fitter) {
                return fitter.bounded("alpha", .4, Double.POSITIVE_INFINITY);
            }
        },
        TWO_BOUNDS(.011184939386479498199, 1.9, 208.660160339605974, 69287.6833482060956, .3, .53552802767608291, Status.AT_BOUND) {
            @Override
            Fitter restrict(Fitter fitter) {
                return fitter.bounded("alpha", .1, .3).bounded("E", 1.9, 3);
            }
        },
        WEIGHTED(.010035155540612483449, 1.78006726719030655, 430.82847853493828, 1214.34344390422612, .341210049572369403, .339587096769367823, Status.CONVERGED) {
            @Override
            Fitter restrict(Fitter fitter) {
                return fitter.weights("weight");
            }
        },
        /** F is .0038316287979136473431 there. */
        PRIOR(.0050492293899575186219, 1.85950659421691331, 681.288410418158926, 3013.50805643833102, .367883585711050218, .383982449706155743, Status.CONVERGED) {
            @Override
            Fitter restrict(Fitter fitter) {
                return fitter.prior("alpha", .3, .02).prior("E", 2, .01);
            }
        };

        private final double objective;
        private final double[] parameters;
        private final Status status;

        Known(double objective, double e, double a, double b, double alpha, double beta, Status status) {
            this.objective = objective;
            this.parameters = new double[] {e, a, b, alpha, beta};
            this.status = status;
        }

        abstract Fitter restrict(Fitter fitter);
    }

    private static Fitter squares() {
        return Fitter.of(CHINCHILLA).loss(Loss.squares()).bootstrap(0);
    }

    /** Weights 1, 2, 3, 4, 5, 1, 2, ... */
    private static Data data(double scale) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        columns.put("weight", IntStream.range(0, 234).mapToDouble(i -> scale * (1 + i % 5)).toArray());
        return Data.of(columns, "loss");
    }

    private static void assertIs(Fit fit, Known known) {
        assertThat(fit.status()).isEqualTo(known.status);
        assertThat(fit.objective()).isCloseTo(known.objective, ELEVEN_DIGITS);
        double[] found = fit.parameters().toArray();
        for (int j = 0; j < found.length; j++) {
            assertThat(found[j]).as(CHINCHILLA.parameterNames().get(j)).isCloseTo(known.parameters[j], ELEVEN_DIGITS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOptimumIsThatOfFiftyDigits(Known known) {
        assertIs(known.restrict(squares()).fit(data(1)), known);
    }

    /** Twice as slow to find from where Hoffmann starts, but the same. */
    @ParameterizedTest
    @EnumSource
    void everyConvergedStartOfHoffmannEndsThere(Known known) {
        double[][] all = ChinchillaFitTest.hoffmann();
        Starts some = Starts.given(IntStream.range(0, 90).mapToObj(i -> all[i * 50 + 12]).toArray(double[][]::new));
        Fit fit = known.restrict(squares()).starts(some).fit(data(1));
        assertIs(fit, known);
        assertThat(fit.starts().optima()).hasSize(1);
    }

    @Test
    void whatIsFixedAndBoundIsExact() {
        assertThat(Known.FIXED.restrict(squares()).fit(data(1)).parameters().get("E")).isEqualTo(1.7);
        Fit bound = Known.TWO_BOUNDS.restrict(squares()).fit(data(1));
        assertThat(bound.parameters().get("E")).isEqualTo(1.9);
        assertThat(bound.parameters().get("alpha")).isEqualTo(.3);
        assertThat(bound.statusDetail()).contains("E at its lower bound 1.9").contains("alpha at its upper bound 0.3");
        Fit tied = Known.TIED.restrict(squares()).fit(data(1));
        assertThat(tied.parameters().get("alpha")).isEqualTo(tied.parameters().get("beta"));
    }

    @Test
    void aBoundThatDoesNotMatterChangesNothing() {
        Fit free = squares().fit(data(1));
        Fit bounded = squares().bounded("alpha", .01, 2).bounded("A", 1e-3, 1e9).bounded("E", 0, 10).fit(data(1));
        assertThat(bounded.status()).isEqualTo(Status.CONVERGED);
        assertThat(bounded.parameters().get("alpha")).isCloseTo(free.parameters().get("alpha"), ELEVEN_DIGITS);
    }

    @Test
    void aParameterThatIsPositiveMayBeFixedAtZero() {
        Fit fit = squares().fixed("E", 0).fit(data(1));
        Fit without = Fitter.of(Law.of("A/N^alpha + B/D^beta").inputs("N", "D")).loss(Loss.squares()).bootstrap(0).fit(data(1));
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters().get("E")).isZero();
        assertThat(fit.parameters().get("beta")).isCloseTo(without.parameters().get("beta"), ELEVEN_DIGITS);
    }

    @Test
    void aValueAndBoundsHoldForAllThatIsTied() {
        Fit fixed = squares().tied("alpha", "beta").fixed("beta", .35).fit(data(1));
        assertThat(fixed.parameters().get("alpha")).isEqualTo(.35);
        assertThat(fixed.parameters().get("beta")).isEqualTo(.35);
        Fit bounded = squares().tied("beta", "alpha").bounded("beta", .36, 1).fit(data(1));
        assertThat(bounded.status()).isEqualTo(Status.AT_BOUND);
        assertThat(bounded.parameters().get("alpha")).isEqualTo(.36);
    }

    @Test
    void lessIsDeterminedByFewerRuns() {
        Data four = ChinchillaRuns.ordered(4, i -> i * 60);
        assertThat(squares().fit(four).status()).isEqualTo(Status.TOO_FEW_POINTS);
        assertThat(squares().tied("alpha", "beta").fixed("E", 1.8).fit(four).status()).isNotEqualTo(Status.TOO_FEW_POINTS);
    }

    @Test
    void aPriorPullsAndAStrongOneHolds() {
        double free = squares().fit(data(1)).parameters().get("alpha");
        double last = free;
        for (double sd : new double[] {.1, .01, 1e-3, 1e-5}) {
            double alpha = squares().prior("alpha", .5, sd).fit(data(1)).parameters().get("alpha");
            assertThat(alpha).isGreaterThan(last).isLessThanOrEqualTo(.5);
            last = alpha;
        }
        assertThat(last).isEqualTo(.5, within(1e-6));
    }

    @Test
    void aPriorDeterminesWhatTheDataDoNot() {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        Arrays.fill(columns.get("N"), 1e9);
        Arrays.setAll(columns.get("loss"), i -> (1.8 + 440 * Math.pow(1e9, -.34) + 1270 * Math.pow(columns.get("D")[i], -.35)) * (1 + .01 * Math.sin(i)));
        Data constant = Data.of(columns, "loss");
        Fit free = squares().fit(constant);
        assertThat(free.status().isConverged()).isFalse();
        assertThat(free.warnings()).anyMatch(w -> w.contains("N is the same in all rows") && w.contains("A, alpha cannot be told apart"));
        assertThat(squares().fixed("A", 440).fixed("alpha", .34).fit(constant).warnings()).noneMatch(w -> w.contains("the same in all runs"));
        Fit fit = squares().prior("alpha", .34, .02).prior("E", 1.8, .02).fit(constant);
        assertThat(fit.status()).isEqualTo(Status.CONVERGED);
        assertThat(fit.parameters().get("alpha")).isEqualTo(.34, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e9})
    void theScaleOfWeightsDoesNotMatter(double scale) {
        for (Loss loss : new Loss[] {Loss.squares(), Loss.huber(1e-3), Loss.absolute(), Loss.quantile(.7)}) {
            for (Known known : Known.values()) {
                Fitter fitter = known.restrict(squares().loss(loss)).weights("weight");
                Fit one = fitter.fit(data(1));
                Fit other = fitter.fit(data(scale));
                String what = loss + " " + known;
                assertThat(other.status()).as(what).isEqualTo(one.status());
                assertThat(other.objective()).as(what).isCloseTo(scale * one.objective(), ELEVEN_DIGITS);
                assertThat(other.parameters().get("alpha")).as(what).isEqualTo(one.parameters().get("alpha"), within(1e-10));
                assertThat(other.parameters().get("beta")).as(what).isEqualTo(one.parameters().get("beta"), within(1e-10));
            }
        }
    }

    @Test
    void integerWeightsAreRepeatedRows() {
        int[] rows = IntStream.range(0, 234).flatMap(i -> IntStream.range(0, 1 + i % 5).map(k -> i)).toArray();
        Fit repeated = squares().fit(data(1).select(rows));
        assertIs(repeated, Known.WEIGHTED);
    }

    @Test
    void aRunOfWeightZeroIsAbsent() {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        double[] weights = new double[234];
        Arrays.fill(weights, 2);
        weights[7] = 0;
        columns.put("w", weights);
        columns.get("loss")[7] = 1e5;
        Fit fit = squares().weights("w").fit(Data.of(columns, "loss"));
        Fit without = squares().fit(ChinchillaRuns.ordered(233, i -> i < 7 ? i : i + 1));
        assertThat(fit.parameters().get("alpha")).isCloseTo(without.parameters().get("alpha"), ELEVEN_DIGITS);
    }

    @Test
    void resamplesKeepToTheRestrictions() {
        FitBatch tied = squares().tied("alpha", "beta").bootstrap(data(1), 20, 1);
        FitBatch bound = squares().bounded("alpha", .36, 1).bootstrap(data(1), 40, 1);
        int atBound = 0;
        for (int k = 0; k < 20; k++) {
            assertThat(tied.parameters(k)[3]).isEqualTo(tied.parameters(k)[4]);
        }
        for (int k = 0; k < 40; k++) {
            double alpha = bound.parameters(k)[3];
            assertThat(alpha).isGreaterThanOrEqualTo(.36);
            atBound += bound.status(k) == Status.AT_BOUND ? 1 : 0;
            assertThat(bound.status(k)).isEqualTo(alpha == .36 ? Status.AT_BOUND : Status.CONVERGED);
        }
        assertThat(atBound).isBetween(5, 35);
    }

    @Test
    void contradictionsAreRefused() {
        Fitter fitter = squares();
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.fixed("gamma", 1)).withMessageContaining("gamma").withMessageContaining("alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.tied("alpha", "gamma")).withMessageContaining("gamma");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.tied("alpha")).withMessageContaining("alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.bounded("gamma", 0, 1)).withMessageContaining("gamma");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.bounded("alpha", 1, 1)).withMessageContaining("fixed");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.bounded("alpha", Double.NaN, 1)).withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.bounded("A", -5, -1)).withMessageContaining("A");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.fixed("alpha", Double.NaN)).withMessageContaining("alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.fixed("alpha", 1).bounded("alpha", 0, 2)).withMessageContaining("alpha is fixed");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.fixed("alpha", 1).prior("alpha", 0, 2)).withMessageContaining("alpha is fixed");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.tied("alpha", "beta").fixed("alpha", 1).fixed("beta", 2)).withMessageContaining("different");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.prior("alpha", 0, 0)).withMessageContaining("alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> fitter.prior("A", -1, 1)).withMessageContaining("A");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitter.fixed("E", 1).fixed("A", 1).fixed("B", 1).fixed("alpha", 1).fixed("beta", 1)).withMessageContaining("nothing to fit");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void unusableWeightsAreRefusedByTheirRow(double weight) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        double[] weights = new double[234];
        Arrays.fill(weights, 1);
        weights[16] = weight;
        columns.put("w", weights);
        assertThatIllegalArgumentException().isThrownBy(() -> squares().weights("w").fit(Data.of(columns, "loss")))
                .withMessageContaining("row 17").withMessageContaining("column w").withMessageContaining("" + weight);
        Arrays.fill(weights, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> squares().weights("w").fit(Data.of(columns, "loss"))).withMessageContaining("all weights are zero");
        assertThatIllegalArgumentException().isThrownBy(() -> squares().weights("v").fit(Data.of(columns, "loss"))).withMessageContaining("no column v");
        Arrays.fill(weights, 0, 4, 1);
        assertThat(squares().weights("w").fit(Data.of(columns, "loss")).status()).isEqualTo(Status.TOO_FEW_POINTS);
    }
}
