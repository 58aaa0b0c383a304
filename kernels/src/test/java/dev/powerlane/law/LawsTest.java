package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LawsTest {

    static List<Law> all() {
        return Laws.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyNameOfALawIsAnInputOrAParameter(Law law) {
        List<String> declared = new ArrayList<>(law.inputNames());
        declared.addAll(law.parameterNames());
        assertThat(declared).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(law.expression().names());
        assertThat(law.title()).isNotBlank();
        assertThat(law.parameters()).allSatisfy(p -> assertThat(p.meaning()).isNotBlank());
        assertThat(Laws.get(law.id())).isSameAs(law);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPublishedSetIsCompleteSourcedAndWithinTheStarts(Law law) {
        assertThat(law.published()).isNotEmpty().allSatisfy((name, set) -> {
            assertThat(set.name()).isEqualTo(name);
            assertThat(set.source()).contains("arXiv:");
            assertThat(set.values().keySet()).containsExactlyElementsOf(law.parameterNames());
            assertThat(law.parameters()).allSatisfy(p -> assertThat(set.get(p.name())).isBetween(p.low(), p.high()));
        });
    }

    /** Computed with 40 digits from the constants as printed. */
    @ParameterizedTest(name = "{0} {1} at {2}, {3} is {4}")
    @CsvSource({
        "chinchilla, hoffmann-2022, 7e10, 1.4e12, 1.9208460265656062",
        "chinchilla, hoffmann-2022-rounded, 7e10, 1.4e12, 1.9366454705587175",
        "chinchilla, besiroglu-2024, 7e10, 1.4e12, 1.9738818631585639",
        "kaplan-nd, kaplan-2020, 1.5e9, 2.3e10, 2.3100641023267481",
        "kaplan-ns, kaplan-2020, 1.5e9, 2.5e5, 2.3017339879166631",
        "power-law, kaplan-2020-N, 1.5e9, , 2.3035505519976588",
        "power-law, kaplan-2020-D, 2.3e10, , 2.0903223434783393",
        "power-law, kaplan-2020-C, 1, , 2.5741558598978651",
        "power-law, kaplan-2020-C_min, 1, , 2.6580802262455237",
        "offset-power-law, kaplan-2020-token-1, 1024, , 4.1231144413344916",
        "offset-power-law, kaplan-2020-token-6, 1024, , 2.3734527037781105"})
    void publishedConstantsGiveTheirLosses(String id, String set, double x, Double y, double loss) {
        Law law = Laws.get(id);
        Map<String, Double> point = y == null ? Map.of(law.inputNames().get(0), x)
                : Map.of(law.inputNames().get(0), x, law.inputNames().get(1), y);
        assertThat(law.at(law.published(set), point)).isCloseTo(loss, Percentage.withPercentage(1e-13));
    }

    /** The closed-form optimum under C = 6 N D, printed to 12 digits; the loss is flat there, so N's rounding is lost. */
    @ParameterizedTest
    @CsvSource({
        "hoffmann-2022, 1e20, 774873738.783, 2.55341917729", "hoffmann-2022, 5.76e23, 40360938387.2, 1.918412046",
        "hoffmann-2022, 1e26, 424997551932, 1.79464343591", "besiroglu-2024, 1e21, 2778459463.07, 2.30552857126",
        "besiroglu-2024, 1e26, 1.01593191352e12, 1.87990175254"})
    void chinchillaHasItsLeastLossAtTheKnownAllocation(String set, double flop, double n, double loss) {
        Law isoFlop = Laws.get("chinchilla").with("D", "C/(6*N)");
        ParameterSet constants = isoFlop.published(set);
        assertThat(isoFlop.at(constants, Map.of("N", n, "C", flop))).isCloseTo(loss, within(1e-11));
        for (double other : new double[] {.99 * n, 1.01 * n}) {
            assertThat(isoFlop.at(constants, Map.of("N", other, "C", flop))).isGreaterThan(loss);
        }
    }

    @Test
    void theUnroundedChinchillaConstantsAreTheDefault() {
        Law law = Laws.get("chinchilla");
        assertThat(law.published().keySet()).containsExactly("hoffmann-2022", "hoffmann-2022-rounded", "besiroglu-2024");
        assertThat(law.parameterNames()).containsExactly("E", "A", "B", "alpha", "beta");
        double[] unrounded = law.published("hoffmann-2022").toArray();
        double[] rounded = law.published("hoffmann-2022-rounded").toArray();
        double[] half = {.005, .05, .05, .005, .005};
        for (int i = 0; i < half.length; i++) {
            assertThat(unrounded[i]).isCloseTo(rounded[i], within(half[i]));
        }
    }

    @Test
    void kaplanNdFallsToTheLawOfTheScarceResource() {
        Law law = Laws.get("kaplan-nd");
        ParameterSet p = law.published("kaplan-2020");
        assertThat(law.at(p, Map.of("N", 1.5e9, "D", Double.POSITIVE_INFINITY)))
                .isCloseTo(Math.pow(6.4e13 / 1.5e9, .076), within(1e-14));
        assertThat(law.at(p, Map.of("N", Double.POSITIVE_INFINITY, "D", 1e10)))
                .isCloseTo(Math.pow(1.8e13 / 1e10, .103), within(1e-14));
    }

    @Test
    void unconfirmedConstantsSaySo() {
        assertThat(Laws.all().stream().flatMap(l -> l.published().values().stream())
                .filter(s -> s.source().contains("(?)")).map(ParameterSet::toString))
                .containsExactly("kaplan-2020-C {Xc=1.6E7, a=0.057}",
                        "kaplan-2020 {Nc=6.5E13, Sc=2100.0, aN=0.077, aS=0.76}");
    }

    @Test
    void theDefaultsAreTheFirstOfTheirPapers() {
        assertThat(Laws.get("power-law").published().keySet()).first().isEqualTo("kaplan-2020-N");
        assertThat(Laws.get("offset-power-law").published().keySet()).hasSize(6).first().isEqualTo("kaplan-2020-token-1");
    }

    @ParameterizedTest
    @CsvSource({"chinchila, chinchilla", "Kaplan-ND, kaplan-nd", "kaplan_ns, kaplan-ns", "offset-powerlaw, offset-power-law"})
    void aMisspeltIdIsAnsweredWithTheNearest(String id, String nearest) {
        String message = "no law \"" + id + "\"; did you mean " + nearest
                + "? The catalogue has power-law, offset-power-law, kaplan-nd, kaplan-ns, chinchilla";
        assertThatThrownBy(() -> Laws.get(id)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
        assertThatThrownBy(() -> Laws.of(id, List.of("N", "D"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message).hasMessageEndingWith("none of them is among the inputs [N, D]");
    }

    @Test
    void anIdLikeNoOtherIsAnsweredWithTheCatalogue() {
        assertThatThrownBy(() -> Laws.get("linear")).hasMessage("no law \"linear\". The catalogue has power-law, "
                + "offset-power-law, kaplan-nd, kaplan-ns, chinchilla, and a formula may be given instead, as E + A*X^-a");
    }

    @Test
    void anIdIsTheCataloguesLawWhateverTheColumns() {
        assertThat(Laws.of("chinchilla", List.of("loss"))).isSameAs(Laws.get("chinchilla"));
    }

    @Test
    void inAFormulaTheColumnsAreInputsAndTheRestParameters() {
        Law law = Laws.of("E + A/N^alpha + B/D^beta", List.of("run", "D", "N", "loss"));
        assertThat(law.inputNames()).containsExactly("N", "D");
        assertThat(law.parameterNames()).containsExactly("E", "A", "alpha", "B", "beta");
        assertThatThrownBy(() -> Laws.of("E + A/N^", List.of("N"))).isInstanceOf(FormulaException.class);
    }
}
