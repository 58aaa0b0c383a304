package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        assertThat(law.published()).allSatisfy((name, set) -> {
            assertThat(set.name()).isEqualTo(name);
            assertThat(set.source()).contains("arXiv:");
            assertThat(set.values().keySet()).containsExactlyElementsOf(law.parameterNames());
            assertThat(law.parameters()).allSatisfy(p -> assertThat(set.get(p.name())).isBetween(p.low(), p.high()));
        });
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
    void aLawWithoutConstantsSaysSo() {
        assertThat(Laws.all()).allSatisfy(law -> assertThat(law.title().contains("no published constants")).isEqualTo(law.published().isEmpty()));
        assertThat(Laws.all().stream().filter(law -> law.published().isEmpty()).map(Law::id))
                .containsExactly("m1", "m2", "shifted-power-law", "m4", "broken-power-law", "nested", "farseer");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyInputHasAMeaningAndAUnit(Law law) {
        assertThat(law.inputs()).allSatisfy(i -> {
            assertThat(i.meaning()).isNotBlank();
            assertThat(i.unit().isBlank()).as("only X has the unit of its constants").isEqualTo(i.name().equals("X"));
        });
    }

    @Test
    void aBrokenPowerLawHasAsManyBreaksAsItsIdSays() {
        assertThat(Laws.get("broken-power-law-3")).isSameAs(Laws.brokenPowerLaw(3)).isSameAs(Laws.of("broken-power-law-3", List.of()));
        assertThat(Laws.get("broken-power-law-1")).isSameAs(Laws.brokenPowerLaw(1)).isSameAs(Laws.get("broken-power-law"));
        assertThat(Laws.brokenPowerLaw(3).id()).isEqualTo("broken-power-law-3");
        assertThat(Laws.brokenPowerLaw(3).parameterNames())
                .containsExactly("a", "b", "c0", "c1", "d1", "f1", "c2", "d2", "f2", "c3", "d3", "f3");
        assertThat(Laws.brokenPowerLaw(30).parameters()).hasSize(93);
        assertThatThrownBy(() -> Laws.get("broken-power-law-0")).hasMessage("a broken power law has 1 to 30 breaks, not 0; without a break "
                + "it is offset-power-law");
        assertThatThrownBy(() -> Laws.brokenPowerLaw(31)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a broken power law has 1 to 30 breaks, not 31");
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
                        "kaplan-2020 {Nc=6.5E13, Sc=2100.0, aN=0.077, aS=0.76}",
                        "kaplan-2020 {Nc=6.5E13, Sc=2100.0, aN=0.077, aS=0.76, Bstar=2.0E8, aB=0.21}",
                        "frantar-2023-t5 {aS=16.8, bS=0.722, cS=45.0, bN=0.245, aD=6.9E8, bD=0.203, c=0.651}");
    }

    @Test
    void theDefaultsAreTheFirstOfTheirPapers() {
        assertThat(Laws.get("power-law").published().keySet()).first().isEqualTo("kaplan-2020-N");
        assertThat(Laws.get("offset-power-law").published().keySet()).hasSize(6).first().isEqualTo("kaplan-2020-token-1");
    }

    @ParameterizedTest
    @CsvSource({"chinchila, chinchilla", "Kaplan-ND, kaplan-nd", "kaplan_ns, kaplan-ns", "offset-powerlaw, offset-power-law"})
    void aMisspeltIdIsAnsweredWithTheNearest(String id, String nearest) {
        String message = "no law \"" + id + "\"; did you mean " + nearest + "? The catalogue has " + ids() + ", and a formula";
        assertThatThrownBy(() -> Laws.get(id)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
        assertThatThrownBy(() -> Laws.of(id, List.of("N", "D"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message).hasMessageEndingWith("none of them is among the inputs [N, D]");
    }

    @Test
    void anIdLikeNoOtherIsAnsweredWithTheCatalogue() {
        assertThatThrownBy(() -> Laws.get("linear")).hasMessage("no law \"linear\". The catalogue has " + ids()
                + ", and a formula may be given instead, as E + A*X^-a");
    }

    private static String ids() {
        return Laws.all().stream().map(Law::id).collect(Collectors.joining(", "));
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
