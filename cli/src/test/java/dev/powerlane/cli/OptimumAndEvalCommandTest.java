package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Laws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimumAndEvalCommandTest {
    /** The closed form in high precision; the printed digits are the tolerance. */
    @ParameterizedTest
    @CsvSource({
        "hoffmann-2022, 1e20, 774873738.783, 2.55341917729", "hoffmann-2022, 5.76e23, 40360938387.2, 1.918412046",
        "hoffmann-2022, 1e26, 424997551932, 1.79464343591", "besiroglu-2024, 1e20, 853477265.943, 2.55340476812",
        "besiroglu-2024, 5.76e23, 72248702500.4, 1.9744411084", "besiroglu-2024, 1e26, 1.01593191352e12, 1.87990175254"})
    void theOptimumIsThatOfTheClosedForm(String published, double compute, double size, double loss) {
        Map<String, Object> at = Invocation.list(Invocation.json("optimum", "chinchilla", "--published", published, "--compute",
                Double.toString(compute), "--json"), "optimum").get(0);
        assertThat((Double) at.get("N")).isCloseTo(size, within(1e-9 * size));
        assertThat((Double) at.get("loss")).isCloseTo(loss, within(1e-9 * loss));
    }

    @Test
    void aRangeOfComputeGivesARowEach() {
        Invocation table = Invocation.run("optimum", "chinchilla", "--published", "besiroglu-2024", "--compute", "1e18:1e26:9");
        assertThat(table.status()).isZero();
        assertThat(table.out()).contains("besiroglu-2024", "1e18", "1e22", "853.5M", "22.88", "1.016T");
        assertThat(Invocation.list(Invocation.json("optimum", "chinchilla", "--compute", "1e18:1e26:9", "--json"), "optimum")).hasSize(9);
        assertThat(Invocation.list(Invocation.json("optimum", "chinchilla", "--compute", "lin:1e20:2e20:3", "--json"), "optimum"))
                .extracting(o -> o.get("C")).containsExactly(1e20, 1.5e20, 2e20);
    }

    @Test
    void aFormulaHasTheOptimumOfTheCatalogue() {
        List<Map<String, Object>> catalogue = Invocation.list(Invocation.json("optimum", "chinchilla", "--published", "besiroglu-2024",
                "--compute", "1e18:1e26:9", "--json"), "optimum");
        List<Map<String, Object>> formula = Invocation.list(Invocation.json("optimum", "E + A/N^alpha + B/D^beta", "--set",
                "E=1.8172,A=482.01,B=2085.43", "--set", "alpha=.3478,beta=.3658", "--compute", "1e18:1e26:9", "--json"), "optimum");
        assertThat(formula).isEqualTo(catalogue);
    }

    @Test
    void setOverridesAPublishedConstant() {
        double usual = (Double) Invocation.json("eval", "chinchilla", "--at", "N=70B,D=1.4T", "--json").get("loss");
        double changed = (Double) Invocation.json("eval", "chinchilla", "--at", "N=70B,D=1.4T", "--set", "E=1.8", "--json").get("loss");
        double irreducible = Laws.get("chinchilla").published("hoffmann-2022").get("E");
        assertThat(changed - usual).isCloseTo(1.8 - irreducible, within(1e-14));
    }

    @Test
    void twoOfSizeTokensAndComputeAreEnough() {
        Object expected = Invocation.json("eval", "chinchilla", "--at", "N=1e9,D=2e10", "--json").get("loss");
        assertThat((Double) Invocation.json("eval", "chinchilla", "--at", "N=1B,C=1.2e20", "--json").get("loss"))
                .isCloseTo((Double) expected, within(1e-14));
        assertThat((Double) Invocation.json("eval", "chinchilla", "--at", "C=1.2e20,D=20B", "--json").get("loss"))
                .isCloseTo((Double) expected, within(1e-14));
    }

    @Test
    void everyLawOfTheCatalogueHasItsPage() {
        assertThat(Invocation.list(Invocation.json("laws", "--json"), "laws")).hasSameSizeAs(Laws.all());
        Laws.all().forEach(law -> {
            Invocation page = Invocation.run("laws", law.id());
            assertThat(page.status()).isZero();
            assertThat(page.out()).contains(law.formula()).contains(law.parameterNames());
            assertThat(page.out()).contains(law.published().isEmpty() ? List.of("No constants are published") : law.published().keySet());
            assertThat(Invocation.json("laws", law.id(), "--json")).containsEntry("law", law.id());
        });
    }

    @Test
    void theListOfLawsKeepsItsLinesShort() {
        assertThat(Invocation.run("laws").out().lines()).hasSizeGreaterThan(Laws.all().size()).allSatisfy(line -> assertThat(line).hasSizeLessThan(260));
        assertThat(Invocation.run("laws", "broken-power-law-2").out()).contains("d2", "f2");
    }

    @Test
    void helpHasExamplesAndGoesToStdout() {
        for (String command : List.of("laws", "eval", "sweep", "fit", "optimum", "next", "figures", "verify")) {
            Invocation help = Invocation.run(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: powerlane " + command, "Examples:", "  powerlane " + command);
            assertThat(help.err()).isEmpty();
        }
        assertThat(Invocation.run("--help").out()).contains("laws", "eval", "sweep", "fit", "optimum");
    }
}
