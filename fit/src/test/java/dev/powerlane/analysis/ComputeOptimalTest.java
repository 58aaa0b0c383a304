package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.fit.ChinchillaRuns;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeOptimalTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    /** The numbers have twelve digits, but for the last ones of round numbers. */
    private static final Percentage NINE_DIGITS = Percentage.withPercentage(5e-8);
    private static final Percentage ELEVEN_DIGITS = Percentage.withPercentage(1e-9);

    /** N*, D* / N* and L*, computed in high precision from the closed form. */
    @ParameterizedTest
    @CsvSource({
        "hoffmann-2022, 1e20, 774873738.783, 27.757916, 2.55341917729", "besiroglu-2024, 1e20, 853477265.943, 22.880464, 2.55340476812",
        "hoffmann-2022, 1e21, 2216954892.62, 33.910566, 2.29549104008", "besiroglu-2024, 1e21, 2778459463.07, 21.589402, 2.30552857126",
        "hoffmann-2022, 5.76e23, 40360938387.2, 58.931667, 1.918412046", "besiroglu-2024, 5.76e23, 72248702500.4, 18.391245, 1.9744411084",
        "hoffmann-2022, 3.8e25, 273241556546, 84.827925, 1.81101128857", "besiroglu-2024, 3.8e25, 618666481039, 16.546996, 1.89170725917",
        "hoffmann-2022, 1e26, 424997551932, 92.273266, 1.79464343591", "besiroglu-2024, 1e26, 1.01593191352e12, 16.14803, 1.87990175254"})
    void agreesWithTheKnownTable(String set, double compute, double size, double ratio, double loss) {
        ParameterSet constants = CHINCHILLA.published(set);
        ComputeOptimal closed = ComputeOptimal.of(CHINCHILLA, constants);
        ComputeOptimal numerical = ComputeOptimal.numerically(CHINCHILLA, constants);
        assertThat(closed.method()).isEqualTo("closed form");
        assertThat(numerical.method()).isEqualTo("numerical");
        for (ComputeOptimal optimal : new ComputeOptimal[] {closed, numerical}) {
            Allocation a = optimal.at(compute);
            assertThat(a.compute()).isEqualTo(compute);
            assertThat(a.size().value()).isCloseTo(size, NINE_DIGITS);
            // The table gives the ratio with six decimals.
            assertThat(a.tokens().value() / a.size().value()).isCloseTo(ratio, org.assertj.core.api.Assertions.within(6e-7));
            assertThat(a.loss().value()).isCloseTo(loss, NINE_DIGITS);
            assertThat(6 * a.size().value() * a.tokens().value()).isCloseTo(compute, Percentage.withPercentage(1e-13));
        }
        assertThat(numerical.at(compute).size().value()).isCloseTo(closed.at(compute).size().value(), ELEVEN_DIGITS);
        assertThat(numerical.at(compute).loss().value()).isCloseTo(closed.at(compute).loss().value(), Percentage.withPercentage(1e-13));
    }

    /** G = N* / (C/6)^a with a = beta / (alpha + beta). */
    @ParameterizedTest
    @CsvSource({"hoffmann-2022, 1.30004644202, .4565259143", "hoffmann-2022-rounded, 1.34471064277, .4516129032",
        "besiroglu-2024, .11962984977, .5126121076"})
    void growsWithTheKnownCoefficientAndExponent(String set, double g, double exponent) {
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published(set));
        assertThat(optimal.at(6).size().value()).isCloseTo(g, Percentage.withPercentage(1e-8));
        double growth = Math.log(optimal.at(6e24).size().value() / optimal.at(6e20).size().value()) / Math.log(1e4);
        assertThat(growth).isCloseTo(exponent, Percentage.withPercentage(1e-7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"E + A/N^alpha + B/D^beta", "E + A*N^-alpha + B*D^-beta", "B*D^-beta + (E + A/N^alpha)", "N^-alpha*A + E + B/D^beta",
        "E/2 + A/N^alpha + E/2 + B/D^beta"})
    void anyWayOfWritingTheLawIsSolvedInClosedForm(String formula) {
        Law law = Law.of(formula).inputs("D", "N");
        ParameterSet constants = law.parameterSet(Map.of("E", 1.8172, "A", 482.01, "B", 2085.43, "alpha", .3478, "beta", .3658));
        Allocation expected = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("besiroglu-2024")).at(1e22);
        ComputeOptimal optimal = ComputeOptimal.of(law, constants);
        assertThat(optimal.method()).isEqualTo("closed form");
        assertThat(optimal.at(1e22).size().value()).isCloseTo(expected.size().value(), ELEVEN_DIGITS);
        assertThat(optimal.at(1e22).loss().value()).isCloseTo(expected.loss().value(), Percentage.withPercentage(1e-12));
    }

    @Test
    void namesAndNumbersInTheFormulaDoNotMatter() {
        Law law = Law.of("floor + p*N^-u + 2085.43/D^v").inputs("N", "D");
        ComputeOptimal optimal = ComputeOptimal.of(law, law.parameterSet(Map.of("floor", 1.8172, "p", 482.01, "u", .3478, "v", .3658)));
        assertThat(optimal.method()).isEqualTo("closed form");
        assertThat(optimal.at(1e20).size().value()).isCloseTo(853477265.943, NINE_DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"E + A/N^alpha + B/D^beta + K/N^beta", "E + A/N^alpha + B/(D + 1)^beta", "E*(A/N^alpha + B/D^beta) + 1/N", "E + A/N^alpha*D + B/D^beta",
        "E - A/N^alpha + B/D^beta"})
    void otherFormsAreNotTakenForIt(String formula) {
        Law law = Law.of(formula).inputs("N", "D");
        double[] ones = new double[law.parameters().size()];
        java.util.Arrays.fill(ones, .5);
        assertThat(ComputeOptimal.of(law, law.parameterSet(ones)).method()).isEqualTo("numerical");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e17, 1e20, 1e23})
    void kaplansLawAgreesWithAScan(double compute) {
        Law law = Laws.get("kaplan-nd");
        ParameterSet constants = law.published("kaplan-2020");
        Allocation a = ComputeOptimal.of(law, constants).at(compute);
        double bestLogSize = 0;
        double least = Double.POSITIVE_INFINITY;
        double centre = Math.log(compute / 6) / 2;
        double halfWidth = centre;
        for (int zoom = 0; zoom < 6; zoom++) {
            for (int i = -1000; i <= 1000; i++) {
                double u = centre + halfWidth * i / 1000;
                double loss = kaplan(constants, Math.exp(u), compute / 6 / Math.exp(u));
                if (loss < least) {
                    least = loss;
                    bestLogSize = u;
                }
            }
            centre = bestLogSize;
            halfWidth /= 30;
        }
        // The loss is flat at its minimum: its digits fix about half as many of N.
        assertThat(Math.log(a.size().value())).isCloseTo(bestLogSize, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(a.loss().value()).isCloseTo(least, Percentage.withPercentage(1e-12));
    }

    private static double kaplan(ParameterSet p, double n, double d) {
        return Math.pow(Math.pow(p.get("Nc") / n, p.get("aN") / p.get("aD")) + p.get("Dc") / d, p.get("aD"));
    }

    @Test
    void whereTheLossHasNoMinimumThereIsNoAnswer() {
        Law falling = Law.of("E + A/N^alpha + 0*D").inputs("N", "D");
        Allocation a = ComputeOptimal.of(falling, falling.parameterSet(1, 1, .5)).at(1e20);
        assertThat(a.size().value()).isNaN();
        assertThat(a.loss().value()).isNaN();
        ParameterSet turned = CHINCHILLA.parameterSet(1.8, 400, 1000, .3, -.3);
        assertThat(ComputeOptimal.of(CHINCHILLA, turned).at(1e20).size().value()).isNaN();
        assertThat(ComputeOptimal.numerically(CHINCHILLA, turned).at(1e20).size().value()).isNaN();
        assertThat(ComputeOptimal.of(CHINCHILLA, turned).at(1e20).loss().value()).isNaN();
    }

    @Test
    void aMaximumIsNotTakenForAMinimum() {
        Law law = Law.of("E + A/N^alpha + B/D^beta").inputs("N", "D").signed("A", "B");
        ParameterSet upsideDown = law.parameterSet(Map.of("E", 5., "A", -400., "B", -1000., "alpha", .3, "beta", .3));
        assertThat(ComputeOptimal.numerically(law, upsideDown).at(1e20).size().value()).isNaN();
        assertThat(ComputeOptimal.of(law, upsideDown).at(1e20).size().value()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aBudgetMustBeAPositiveNumber(double compute) {
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
        assertThatIllegalArgumentException().isThrownBy(() -> optimal.at(compute)).withMessageContaining("" + compute);
    }

    @Test
    void aLawInOtherInputsIsRefusedByItsInputs() {
        Law law = Laws.get("kaplan-ns");
        assertThatIllegalArgumentException().isThrownBy(() -> ComputeOptimal.of(law, law.published("kaplan-2020"))).withMessageContaining("N, S");
    }

    @Test
    void intervalsFromAFitBracketTheValueAndWidenAwayFromTheRuns() {
        Fit fit = Fitter.of(CHINCHILLA).bootstrap(400).fit(ChinchillaRuns.data());
        for (double compute : new double[] {1e20, 1e22, 1e24, 1e26}) {
            Allocation a = ComputeOptimal.of(fit).at(compute);
            for (Estimate e : new Estimate[] {a.size(), a.tokens(), a.loss()}) {
                assertThat(e.value()).isBetween(e.lo(), e.hi()).isNotEqualTo(e.lo()).isNotEqualTo(e.hi());
                assertThat(e.hi() - e.lo()).isBetween(2 * e.se(), 6 * e.se());
            }
            // D* = C / (6 N*), so the ends of one interval are those of the other.
            assertThat(6 * a.tokens().lo() * a.size().hi()).isCloseTo(compute, Percentage.withPercentage(2));
        }
        Allocation near = ComputeOptimal.of(fit).at(1e21);
        Allocation far = ComputeOptimal.of(fit).at(1e26);
        assertThat(far.size().seLog()).isGreaterThan(near.size().seLog());
    }

    @Test
    void aFitOfALawWithoutAClosedFormCarriesIntervalsToo() {
        Law law = Law.of("E + A/N^alpha + B/(D + 1e8)^beta").inputs("N", "D");
        Fit fit = Fitter.of(law).bootstrap(60).fit(ChinchillaRuns.data());
        assertThat(fit.status().isConverged()).as("%s %s", fit.status(), fit.parameters()).isTrue();
        Allocation a = ComputeOptimal.of(fit).at(1e22);
        assertThat(ComputeOptimal.of(fit).method()).isEqualTo("numerical");
        assertThat(a.size().value()).isBetween(a.size().lo(), a.size().hi());
        assertThat(a.size().lo()).isGreaterThan(1e9);
        assertThat(a.size().hi()).isLessThan(1e11);
    }

    /** Functions of a sum of two powers: that of kaplan-nd, gamma-chinchilla, nested. */
    @ParameterizedTest
    @CsvSource({"chinchilla, hoffmann-2022", "chinchilla, besiroglu-2024", "kaplan-nd, kaplan-2020", "gamma-chinchilla, busbridge-2025"})
    void numericalAndClosedFormsAgree(String id, String set) {
        Law law = Laws.get(id);
        agrees(ComputeOptimal.of(law, law.published(set)), ComputeOptimal.numerically(law, law.published(set)), 1e21);
        agrees(ComputeOptimal.of(law, law.published(set)), ComputeOptimal.numerically(law, law.published(set)), 3.7e25);
    }

    @Test
    void soDoThoseOfTheNestedLawAndOfOtherCosts() {
        Law law = Laws.get("nested");
        ParameterSet constants = law.parameterSet(Map.of("E", 1.7, "A", 400., "B", 900., "alpha", .34, "beta", .31, "q", .6));
        agrees(ComputeOptimal.of(law, constants), ComputeOptimal.numerically(law, constants), 1e22);
        Cost dear = Cost.of("3*N^1.2*D^0.9/2");
        ParameterSet hoffmann = CHINCHILLA.published("hoffmann-2022");
        agrees(ComputeOptimal.of(CHINCHILLA, hoffmann).cost(dear), ComputeOptimal.numerically(CHINCHILLA, hoffmann).cost(dear), 1e23);
    }

    private static void agrees(ComputeOptimal closed, ComputeOptimal numerical, double compute) {
        assertThat(closed.method()).isEqualTo("closed form");
        assertThat(numerical.method()).isEqualTo("numerical");
        Allocation a = closed.at(compute);
        Allocation b = numerical.at(compute);
        // 1e-9, as a percentage
        Percentage digits = Percentage.withPercentage(1e-7);
        assertThat(b.size().value()).isCloseTo(a.size().value(), digits);
        assertThat(b.tokens().value()).isCloseTo(a.tokens().value(), digits);
        assertThat(b.loss().value()).isCloseTo(a.loss().value(), digits);
        assertThat(b.sizeExponent().value()).isCloseTo(a.sizeExponent().value(), digits);
        assertThat(b.tokensExponent().value()).isCloseTo(a.tokensExponent().value(), digits);
        assertThat(numerical.cost().at(b.size().value(), b.tokens().value())).isCloseTo(compute, Percentage.withPercentage(1e-10));
    }

    /** A cost in which D has no closed form, against a scan of N with D by bisection. */
    @Test
    void anyCostFormulaIsMinimised() {
        ParameterSet constants = CHINCHILLA.published("besiroglu-2024");
        Cost cost = Cost.of("6*N*D + 1e4*D^1.1 + 1e9*N");
        Allocation a = ComputeOptimal.of(CHINCHILLA, constants).cost(cost).at(1e20);
        double least = Double.POSITIVE_INFINITY;
        for (double u = Math.log(1e8); u < Math.log(1e10); u += .01) {
            double n = Math.exp(u);
            double low = 0;
            double high = 1e15;
            for (int i = 0; i < 200; i++) {
                double middle = (low + high) / 2;
                if (cost.at(n, middle) < 1e20) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            least = Math.min(least, CHINCHILLA.at(constants, Map.of("N", n, "D", low)));
        }
        assertThat(cost.at(a.size().value(), a.tokens().value())).isCloseTo(1e20, Percentage.withPercentage(1e-9));
        assertThat(a.loss().value()).isLessThanOrEqualTo(least).isCloseTo(least, Percentage.withPercentage(1e-3));
    }

    /** By differences of neighbouring budgets. */
    @Test
    void exponentsAreTheSlopesOfTheFrontier() {
        ParameterSet constants = CHINCHILLA.published("besiroglu-2024");
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, constants).cost(Cost.withInference(1e11));
        Allocation here = optimal.at(1e22);
        Allocation below = optimal.at(1e22 * Math.exp(-1e-3));
        Allocation above = optimal.at(1e22 * Math.exp(1e-3));
        assertThat(here.sizeExponent().value()).isCloseTo(Math.log(above.size().value() / below.size().value()) / 2e-3, Percentage.withPercentage(1e-4));
        assertThat(here.tokensExponent().value()).isCloseTo(Math.log(above.tokens().value() / below.tokens().value()) / 2e-3, Percentage.withPercentage(1e-4));
    }

    @Test
    void theFlatOfTheOptimumEndsWhereTheLossOrTheComputeIsUsedUp() {
        ParameterSet constants = CHINCHILLA.published("hoffmann-2022");
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, constants);
        Allocation best = optimal.at(1e23);
        Flatness flat = optimal.flatness(1e23);
        for (Estimate end : new Estimate[] {flat.leastByLoss(), flat.mostByLoss()}) {
            assertThat(optimal.slice(1e23, end.value())[0].value()).isCloseTo(1.01 * best.loss().value(), Percentage.withPercentage(1e-9));
        }
        for (Estimate end : new Estimate[] {flat.leastByCompute(), flat.mostByCompute()}) {
            assertThat(optimal.slice(1.1e23, end.value())[0].value()).isCloseTo(best.loss().value(), Percentage.withPercentage(1e-9));
        }
        assertThat(best.size().value()).isBetween(flat.leastByLoss().value(), flat.mostByLoss().value());
        assertThat(best.size().value()).isBetween(flat.leastByCompute().value(), flat.mostByCompute().value());
        // Half or twice the size costs less than a hundredth of the loss.
        assertThat(flat.leastByLoss().value()).isLessThan(best.size().value() / 2);
        assertThat(flat.mostByLoss().value()).isGreaterThan(best.size().value() * 2);
    }

    @Test
    void theLeastComputeForALossIsTheBudgetThatReachesIt() {
        for (Cost cost : new Cost[] {Cost.TRAINING, Cost.withInference(1e12)}) {
            ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("besiroglu-2024")).cost(cost);
            Allocation best = optimal.at(1e24);
            Target target = optimal.reaching(best.loss().value());
            assertThat(target.compute().value()).isCloseTo(1e24, Percentage.withPercentage(1e-8));
            assertThat(target.size().value()).isCloseTo(best.size().value(), Percentage.withPercentage(1e-8));
            assertThat(target.tokens().value()).isCloseTo(best.tokens().value(), Percentage.withPercentage(1e-8));
            assertThat(optimal.reaching(1.8).compute().value()).as("below E").isNaN();
        }
    }

    @Test
    void anIsoFlopSliceIsAUWithItsMinimumAtTheOptimum() {
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
        Allocation best = optimal.at(1e21);
        double n = best.size().value();
        Estimate[] slice = optimal.slice(1e21, n / 100, n / 10, n, n * 10, n * 100, 1e21);
        assertThat(slice[2].value()).isCloseTo(best.loss().value(), Percentage.withPercentage(1e-12));
        assertThat(slice[0].value()).isGreaterThan(slice[1].value());
        assertThat(slice[1].value()).isGreaterThan(slice[2].value());
        assertThat(slice[3].value()).isGreaterThan(slice[2].value());
        assertThat(slice[4].value()).isGreaterThan(slice[3].value());
        assertThat(slice[5].value()).as("not one token").isNaN();
    }

    @Test
    void manyBudgetsAreAnsweredAsOne() {
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
        assertThat(optimal.at(1e20, 1e22)).containsExactly(optimal.at(1e20), optimal.at(1e22));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6*N", "6*N*M", "6*N*"})
    void aCostNeedsBothInputs(String formula) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cost.of(formula));
    }

    @Test
    void aNameOfTheCostWithoutAValueIsNamed() {
        ComputeOptimal optimal = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.published("hoffmann-2022"));
        assertThatIllegalArgumentException().isThrownBy(() -> optimal.cost(Cost.of("6*N*D + 2*N*Dinf")).at(1e20)).withMessageContaining("Dinf");
        assertThatIllegalArgumentException().isThrownBy(() -> Cost.TRAINING.with("M", 3)).withMessageContaining("M");
    }

    @Test
    void parametersOfAnotherLawAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FittedLaw.of(CHINCHILLA, Laws.get("kaplan-nd").published("kaplan-2020"))).withMessageContaining("Nc");
    }

    /** The delta method by the exact sensitivities and by steps along the covariance. */
    @Test
    void theSensitivitiesOfTheOptimumAreItsDerivatives() {
        double[] p = CHINCHILLA.published("besiroglu-2024").toArray();
        double[] exact = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(p)).sensitivities(1e23);
        for (int j = 0; j < p.length; j++) {
            double step = 1e-5 * p[j];
            double[] up = p.clone();
            double[] down = p.clone();
            up[j] += step;
            down[j] -= step;
            double above = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(up)).at(1e23).size().value();
            double below = ComputeOptimal.of(CHINCHILLA, CHINCHILLA.parameterSet(down)).at(1e23).size().value();
            assertThat(exact[j] * p[j]).isCloseTo(Math.log(above / below) / 2e-5, org.assertj.core.api.Assertions.within(1e-5));
        }
    }

    /** Resamples whose floor is above the loss never reach it, and are left out of its interval. */
    @Test
    void aLossNearTheFloorIsOutOfReachForSomeResamples() {
        Fit fit = Fitter.of(CHINCHILLA).bootstrap(200).fit(ChinchillaRuns.data());
        double floor = fit.parameters().get("E");
        Estimate compute = ComputeOptimal.of(fit).reaching(floor + .002).compute();
        assertThat(compute.value()).isGreaterThan(1e26);
        assertThat(compute.lo()).isBetween(1e20, compute.value());
        double[] each = ComputeOptimal.of(fit).logComputeFor(floor + .002);
        assertThat(each[0]).isCloseTo(Math.log(compute.value()), org.assertj.core.api.Assertions.within(1e-12));
        assertThat(java.util.Arrays.stream(each).filter(Double::isNaN).count()).isBetween(10L, 190L);
        assertThat(ComputeOptimal.of(fit).reaching(floor - .1).compute().value()).isNaN();
    }
}
