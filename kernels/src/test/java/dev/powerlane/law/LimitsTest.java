package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the laws of the catalogue become at the ends of their parameters and inputs, and how they hang together. */
class LimitsTest {
    /** A few roundings on each side. */
    private static final Percentage CLOSE = Percentage.withPercentage(1e-12);
    private static final double ENDLESS = Double.POSITIVE_INFINITY;
    private static final Map<String, Double> HOFFMANN = Laws.get("chinchilla").published("hoffmann-2022").values();

    private static double at(String law, Map<String, Double> parameters, Map<String, Double> point) {
        Law known = Laws.get(law);
        return known.at(known.parameterSet(parameters), point);
    }

    private static double published(String law, String set, Map<String, Double> point) {
        return Laws.get(law).at(Laws.get(law).published(set), point);
    }

    private static Map<String, Double> with(Map<String, Double> values, Object... changes) {
        Map<String, Double> changed = new HashMap<>(values);
        for (int i = 0; i < changes.length; i += 2) {
            changed.put((String) changes[i], ((Number) changes[i + 1]).doubleValue());
        }
        return changed;
    }

    private static Map<String, Double> point(Object... values) {
        return with(Map.of(), values);
    }

    // Size and data

    @ParameterizedTest
    @CsvSource({"1e9, 2e10", "7e10, 1.4e12", "1e6, 1e15"})
    void nestedIsChinchillaWhereTheTermsAddAndKaplanWhereTheyAreOne(double n, double d) {
        Map<String, Double> point = point("N", n, "D", d);
        assertThat(at("nested", with(HOFFMANN, "q", 1), point)).isCloseTo(at("chinchilla", HOFFMANN, point), CLOSE);
        Map<String, Double> kaplan = point("E", 0, "q", .103, "alpha", .076, "beta", .103,
                "A", Math.pow(6.4e13, .076), "B", Math.pow(1.8e13, .103));
        assertThat(at("nested", kaplan, point)).isCloseTo(published("kaplan-nd", "kaplan-2020", point), CLOSE);
    }

    @Test
    void gammaOneIsChinchilla() {
        Map<String, Double> point = point("N", 1e9, "D", 2e10);
        assertThat(at("gamma-chinchilla", with(HOFFMANN, "gamma", 1), point)).isCloseTo(at("chinchilla", HOFFMANN, point), CLOSE);
    }

    @Test
    void farseerWithLevelExponentsIsChinchilla() {
        Map<String, Double> level = point("a3", 0, "b3", Math.log(1.69), "g", .1, "a2", 0, "b2", Math.log(410.7), "b", -.1, "a1", 0,
                "b1", Math.log(.28), "a", .1);
        assertThat(at("farseer", level, point("N", 1e9, "D", 2e10))).isCloseTo(1.69 + 410.7 / Math.pow(2e10, .28), CLOSE);
    }

    // One input

    @ParameterizedTest
    @ValueSource(doubles = {1, 30, 1e6, 1e15})
    void zeroBreaksAreAPowerLawAboveALimit(double x) {
        Map<String, Double> straight = point("a", .7, "b", 20, "c0", .3, "c1", 0, "d1", 1e4, "f1", .4);
        assertThat(at("broken-power-law", straight, point("X", x)))
                .isEqualTo(at("offset-power-law", point("E", .7, "A", 20, "a", .3), point("X", x)));
        assertThat(at("m2", point("e", .7, "beta", 20, "c", -.3), point("X", x)))
                .isEqualTo(at("offset-power-law", point("E", .7, "A", 20, "a", .3), point("X", x)));
    }

    @Test
    void breaksAreThoseOfThePaper() {
        SplittableRandom random = new SplittableRandom(1);
        Law law = Laws.brokenPowerLaw(2);
        for (int k = 0; k < 200; k++) {
            double x = Math.exp(random.nextDouble(0, 30));
            double[] c = random.doubles(3, -.4, .4).toArray();
            double[] d = random.doubles(2, 5, 25).map(Math::exp).toArray();
            double[] f = random.doubles(2, .1, 1).toArray();
            double paper = .5 + 20 * Math.pow(x, -c[0]) * Math.pow(1 + Math.pow(x / d[0], 1 / f[0]), -c[1] * f[0])
                    * Math.pow(1 + Math.pow(x / d[1], 1 / f[1]), -c[2] * f[1]);
            assertThat(law.at(law.parameterSet(.5, 20, c[0], c[1], d[0], f[0], c[2], d[1], f[1]), Map.of("X", x))).isCloseTo(paper, CLOSE);
        }
    }

    /** With (X/d)^(1/f) as it stands in the paper the power overflows from X = 35 on, and the law is its limit, .5. */
    @Test
    void aSharpBreakChangesTheSlopeAndNothingElse() {
        Map<String, Double> sharp = point("a", .5, "b", 20, "c0", .1, "c1", .3, "d1", 1, "f1", .005);
        assertThat(at("broken-power-law", sharp, point("X", 1e9))).isCloseTo(.5 + 20 * Math.pow(1e9, -.4), CLOSE);
        assertThat(at("broken-power-law", sharp, point("X", ENDLESS))).isEqualTo(.5);
    }

    @Test
    void aShiftThatIsNotReachedLeavesAPowerLaw() {
        assertThat(at("shifted-power-law", point("beta", 3, "gamma", 1e-30, "c", -.2), point("X", 1e9)))
                .isCloseTo(at("m1", point("beta", 3, "c", -.2), point("X", 1e9)), CLOSE);
        assertThat(at("shifted-power-law", point("beta", 3, "gamma", 1e-3, "c", -.2), point("X", ENDLESS)))
                .isCloseTo(3 * Math.pow(1e-3, .2), CLOSE);
    }

    @Test
    void m4GoesFromOneLimitToTheOtherAlongItsEquation() {
        for (double a : new double[] {.3, 1, 1.7, 4}) {
            Map<String, Double> p = point("einf", .5, "e0", 7, "a", a, "beta", 40, "c", -.3);
            assertThat(at("m4", p, point("X", 1e-100))).isCloseTo(7, within(a < 1 ? 1e-4 : 1e-6));
            assertThat(at("m4", p, point("X", 1e90))).isCloseTo(.5, CLOSE);
            for (double x = 1; x < 1e12; x *= 7) {
                double loss = at("m4", p, point("X", x));
                double right = 40 * Math.pow(x, -.3);
                // What is left of 7 - loss after cancellation sets the tolerance.
                double digits = Math.ulp(7.) * (1 / (loss - .5) + a / (7 - loss));
                assertThat((loss - .5) / Math.pow(7 - loss, a)).isCloseTo(right, Offset.offset(right * (1e-13 + 2 * digits)));
            }
        }
        Map<String, Double> even = point("einf", .5, "e0", 7, "a", 1, "beta", 2, "c", -1);
        assertThat(at("m4", even, point("X", 4))).isCloseTo(.5 + 6.5 * .5 / 1.5, CLOSE);
    }

    // Training

    @Test
    void withEndlessUniqueDataThereIsNothingToRepeat() {
        Map<String, Double> constrained = Laws.get("data-constrained").published("muennighoff-2023").values();
        Map<String, Double> plain = new HashMap<>(constrained);
        plain.keySet().removeAll(List.of("RD", "RN"));
        Map<String, Double> point = point("N", 8.67e9, "D", 178e9);
        assertThat(at("data-constrained", constrained, with(point, "U", ENDLESS))).isCloseTo(at("chinchilla", plain, point), CLOSE);
        assertThat(at("data-constrained", constrained, with(point, "U", 178e9, "N", 1e9)))
                .isCloseTo(at("chinchilla", plain, with(point, "N", 1e9)), CLOSE);
    }

    @Test
    void endlessRepetitionIsWorthAFixedNumberOfEpochs() {
        Map<String, Double> p = Laws.get("data-constrained").published("muennighoff-2023").values();
        double endless = at("data-constrained", p, point("N", 1e9, "D", ENDLESS, "U", 25e9));
        double data = p.get("B") / Math.pow(25e9 * (1 + p.get("RD")), p.get("beta"));
        assertThat(endless).isCloseTo(p.get("E") + p.get("A") / Math.pow(1e9, p.get("alpha")) + data, CLOSE);
    }

    /** Computed independently in high precision. */
    @ParameterizedTest
    @CsvSource({"6.34e9, 242e9, 25e9, 2.2256440889984477", "8.67e9, 178e9, 25e9, 2.2269634075087867"})
    void repeatedDataGiveTheReferenceLosses(double n, double d, double u, double loss) {
        assertThat(published("data-constrained", "muennighoff-2023", point("N", n, "D", d, "U", u))).isCloseTo(loss, within(1e-12));
    }

    @Test
    void excessParametersAreCountedFromTheSizeThatTheUniqueDataAskFor() {
        Map<String, Double> p = Laws.get("data-constrained").published("muennighoff-2023").values();
        double alpha = p.get("alpha");
        double beta = p.get("beta");
        double g = Math.pow(alpha * p.get("A") / (beta * p.get("B")), 1 / (alpha + beta));
        double size = Math.pow(25e9 * g, beta / alpha) * g;
        assertThat(size).isCloseTo(1274662941.34, within(.01));
        assertThat(1 / (g * g)).isCloseTo(19.613028032092913, CLOSE);
        Map<String, Double> plain = new HashMap<>(p);
        plain.keySet().removeAll(List.of("RD", "RN"));
        DoubleUnaryOperator excess = n -> at("data-constrained", p, point("N", n, "D", 25e9, "U", 25e9))
                - at("chinchilla", plain, point("N", n, "D", 25e9));
        assertThat(excess.applyAsDouble(.999 * size)).isCloseTo(0, within(1e-15));
        assertThat(excess.applyAsDouble(1.1 * size)).isGreaterThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gadre-2024-c4", "gadre-2024-redpajama", "gadre-2024-refinedweb"})
    void theTwoFormsOfTheOverTrainingLawAreOneAndAreChinchillaWithEqualExponents(String set) {
        Map<String, Double> code = Laws.get("over-training-code").published(set).values();
        Map<String, Double> paper = Laws.get("over-training").published(set).values();
        assertThat(paper.get("eta")).isEqualTo(-code.get("b") / 2);
        assertThat(paper.get("b")).isEqualTo(code.get("beta"));
        double eta = paper.get("eta");
        Map<String, Double> chinchilla = point("E", paper.get("E"), "alpha", 2 * eta, "beta", 2 * eta,
                "A", paper.get("a") * Math.pow(6, -eta), "B", paper.get("b") * Math.pow(6, -eta));
        Law inSizeAndData = Laws.get("over-training").with("C", "6*N*D").with("M", "D/N");
        assertThat(inSizeAndData.inputNames()).containsExactlyInAnyOrder("N", "D");
        for (double n = 1e7; n < 1e11; n *= 9) {
            for (double m = 5; m < 1000; m *= 3) {
                double loss = published("over-training", set, point("C", 6 * n * n * m, "M", m));
                assertThat(published("over-training-code", set, point("N", n, "M", m))).isCloseTo(loss, CLOSE);
                assertThat(at("chinchilla", chinchilla, point("N", n, "D", n * m))).isCloseTo(loss, CLOSE);
                assertThat(inSizeAndData.at(inSizeAndData.published(set), point("N", n, "D", n * m))).isCloseTo(loss, CLOSE);
            }
        }
    }

    @Test
    void aStudentsLossIsGivenOrComputed() {
        Map<String, Double> point = point("N", 1e9, "D", 2e10);
        double alone = published("gamma-chinchilla", "busbridge-2025", point);
        assertThat(published("distillation", "busbridge-2025", with(point, "LT", 2.1)))
                .isCloseTo(published("distillation-given-student", "busbridge-2025", with(point, "LT", 2.1, "Ls", alone)), CLOSE);
        assertThat(published("distillation", "busbridge-2025", point("N", ENDLESS, "D", ENDLESS, "LT", 2.1))).isEqualTo(2.1);
    }

    // Experts, sparsity, precision

    @Test
    void oneExpertIsDenseAndEndlessExpertsSaturate() {
        Map<String, Double> p = Laws.get("routed-experts").published("clark-2022-s-base").values();
        DoubleUnaryOperator loss = effective -> Math.pow(10, -.082 * 9 - .108 * Math.log10(effective) + .009 * 9 * Math.log10(effective) + 1.104);
        assertThat(at("routed-experts", p, point("N", 1e9, "E", 1))).isCloseTo(loss.applyAsDouble(1.847), CLOSE);
        assertThat(at("routed-experts", p, point("N", 1e9, "E", ENDLESS))).isCloseTo(loss.applyAsDouble(314.478), CLOSE);
    }

    @Test
    void withoutSparsityAModelIsDense() {
        double dense = 16612.50 / Math.pow(1e9, .5962) + 5455.67 / Math.pow(1e11, .3954) + .4598 + 17.26 / Math.pow(1e9, .1595) + .94;
        assertThat(published("sparse-experts", "abnar-2025", point("N", 1e9, "D", 1e11, "S", 0))).isCloseTo(dense, CLOSE);
        assertThat(published("sparsity", "frantar-2023-t5", point("N", 1e9, "D", 1e11, "S", 0)))
                .isCloseTo((16.8 + 45.0) * Math.pow(1e9, -.245) + Math.pow(6.90e8 / 1e11, .203) + .651, CLOSE);
        assertThat(published("sparse-experts", "abnar-2025", point("N", 1e9, "D", 1e11, "S", 1.5))).isNaN();
    }

    @Test
    void coarseExpertsHaveTheWholeOfG() {
        double coarse = .47 + (2.1 + 18.1) / Math.pow(1e9, .115) + 30.8 / Math.pow(1e11, .147);
        assertThat(published("granular-experts", "krajewski-2024", point("N", 1e9, "D", 1e11, "G", 1))).isCloseTo(coarse, CLOSE);
        assertThat(published("granular-experts", "krajewski-2024-dense", point("N", 1e9, "D", 1e11, "G", 1)))
                .isEqualTo(published("granular-experts", "krajewski-2024-dense", point("N", 1e9, "D", 1e11, "G", 16)));
    }

    @Test
    void endlessBitsAreChinchilla() {
        Map<String, Double> p = Laws.get("precision").published("kumar-2024").values();
        Map<String, Double> plain = new HashMap<>(p);
        plain.keySet().retainAll(HOFFMANN.keySet());
        Map<String, Double> point = point("N", 1e9, "D", 2e10);
        Map<String, Double> exact = with(point, "Pw", ENDLESS, "Pa", ENDLESS, "Pkv", ENDLESS);
        double loss = at("chinchilla", plain, point);
        assertThat(published("training-precision", "kumar-2024", exact)).isCloseTo(loss, CLOSE);
        assertThat(published("precision", "kumar-2024", with(exact, "Ppost", ENDLESS))).isCloseTo(loss, CLOSE);
        assertThat(published("precision", "kumar-2024", with(exact, "Ppost", 4)))
                .isCloseTo(loss + published("post-training-precision", "kumar-2024", with(point, "Ppost", 4)), CLOSE);
    }

    /** Compute in proportion to N P: at the best number of bits, u = P/gamma solves 3 u e^-u = 1 - e^-u. */
    @Test
    void theBestNumberOfBitsDoesNotDependOnTheBudget() {
        Map<String, Double> p = with(Laws.get("training-precision").published("kumar-2024").values(), "gw", 2, "ga", 2, "gkv", 2);
        double best = 2 * 1.903813694440383;
        for (double budget : new double[] {1e9, 1e12}) {
            DoubleUnaryOperator loss = bits -> at("training-precision", p,
                    point("N", budget / bits, "D", 2e10, "Pw", bits, "Pa", bits, "Pkv", bits));
            double least = loss.applyAsDouble(best);
            assertThat(loss.applyAsDouble(1.001 * best)).isGreaterThan(least);
            assertThat(loss.applyAsDouble(.999 * best)).isGreaterThan(least);
        }
        double u = best / 2;
        assertThat(3 * u * Math.exp(-u)).isCloseTo(1 - Math.exp(-u), within(1e-15));
    }

    // Batch and budget

    @ParameterizedTest
    @CsvSource({"1e5, 524288, 3", "1e3, 1e7, 4.5", "1e6, 1e4, 2.2"})
    void stepsAndTokensTradeAlongAHyperbola(double steps, double batch, double loss) {
        Map<String, Double> at = point("B", batch, "L", loss);
        double fewestSteps = published("minimum-steps", "kaplan-2020", with(at, "S", steps));
        double fewestTokens = published("minimum-examples", "kaplan-2020", with(at, "E", steps * batch));
        assertThat((steps / fewestSteps - 1) * (steps * batch / fewestTokens - 1)).isCloseTo(1, within(1e-10));
        assertThat(fewestTokens / fewestSteps).isCloseTo(published("critical-batch-size", "kaplan-2020", point("L", loss)), CLOSE);
        assertThat(published("minimum-compute", "kaplan-2020", with(at, "C", 7)) / 7).isCloseTo(fewestTokens / (steps * batch), CLOSE);
    }

    @Test
    void theLossAtABatchIsThatOfTheStepsItIsWorth() {
        for (double batch : new double[] {1e4, 524288, 1e7, 1e30}) {
            double loss = published("kaplan-batch", "kaplan-2020", point("N", 1e8, "S", 1e5, "B", batch));
            double steps = published("minimum-steps", "kaplan-2020", point("S", 1e5, "B", batch, "L", loss));
            assertThat(published("kaplan-ns", "kaplan-2020", point("N", 1e8, "S", steps))).isCloseTo(loss, CLOSE);
        }
    }

    /** 1/alpha_Cmin = 1/alpha_S + 1/alpha_B + 1/alpha_N. */
    @Test
    void kaplansExponentsOfComputeFollowFromTheOthers() {
        Map<String, Double> p = Laws.get("kaplan-batch").published("kaplan-2020").values();
        double compute = 1 / (1 / p.get("aS") + 1 / p.get("aB") + 1 / .076);
        assertThat(compute).isCloseTo(.05199, within(5e-6));
        assertThat(compute).isCloseTo(Laws.get("power-law").published("kaplan-2020-C_min").get("a"), within(.003));
    }

    /** With C_min = 6 N S_min B_crit(L), each N has its loss at a PF-day. */
    @Test
    void computeEfficientTrainingStopsTenPercentAboveConvergence() {
        Law law = Law.of("root(L, (Nc/N)^aN, 1e4, L - (Nc/N)^aN - (Sc*6*N*Bstar/L^(1/aB)/C)^aS)").inputs("N", "C");
        ParameterSet p = law.parameterSet(Laws.get("kaplan-batch").published("kaplan-2020").values());
        double best = 0;
        double least = ENDLESS;
        for (double n = 1e8; n < 3e9; n *= 1.002) {
            double loss = law.at(p, point("N", n, "C", 8.64e19));
            best = loss < least ? n : best;
            least = Math.min(least, loss);
        }
        assertThat(least / Math.pow(p.get("Nc") / best, p.get("aN"))).isCloseTo(1 + p.get("aN") / p.get("aS"), within(1e-3));
        assertThat(best).isCloseTo(6.04e8, Percentage.withPercentage(1));
        assertThat(published("compute-optimal-size", "kaplan-2020", point("C", 1))).isEqualTo(1.3e9);
    }

    @Test
    void modelScaleTimesDataIsTheBudget() {
        for (double c : new double[] {1e18, 3e23}) {
            double scale = published("hyper-parameters", "deepseek-2024-model-scale", point("C", c));
            double data = published("hyper-parameters", "deepseek-2024-data", point("C", c));
            assertThat(scale * data).isCloseTo(c, Percentage.withPercentage(.1));
        }
    }
}
