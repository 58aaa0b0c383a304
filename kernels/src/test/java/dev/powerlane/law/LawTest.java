package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LawTest {
    private static final Law LAW = Law.of("E + A/N^alpha + B/D^beta").inputs("N", "D");
    private static final ParameterSet ROUNDED =
            LAW.parameterSet(Map.of("E", 1.69, "A", 406.4, "B", 410.7, "alpha", .34, "beta", .28));

    @Test
    void everyNameIsAParameterUntilInputsAreNamed() {
        assertThat(Law.of("(Xc/X)^a").inputs()).isEmpty();
        assertThat(Law.of("(Xc/X)^a").parameterNames()).containsExactly("Xc", "X", "a");
    }

    @Test
    void inputsKeepTheOrderGivenAndParametersThatOfTheFormula() {
        Law law = LAW.inputs("D", "N");
        assertThat(law.inputNames()).containsExactly("D", "N");
        assertThat(law.parameterNames()).containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(law.inputIndex("N")).isEqualTo(1);
        assertThat(law.parameterIndex("beta")).isEqualTo(4);
    }

    @Test
    void anInputMustOccurAndOnlyOnce() {
        assertThatThrownBy(() -> LAW.inputs("N", "C")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input C does not occur in E + A/N^alpha + B/D^beta; its names are E, A, N, alpha, B, D, beta");
        assertThatThrownBy(() -> LAW.inputs("N", "N")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void signedParametersStartOnBothSidesOfZero() {
        Parameter a = LAW.signed("A").parameters().get(1);
        assertThat(a).isEqualTo(new Parameter("A", "coefficient", false, -1e6, 1e6));
        assertThat(LAW.signed("alpha").parameters()).isEqualTo(LAW.parameters());
        assertThatThrownBy(() -> LAW.signed("N")).hasMessageStartingWith("no parameter N in E + A/N^alpha");
    }

    /** Computed with 40 digits; two powers, two quotients and two sums may each add half an ulp or so. */
    @Test
    void atAPointIsTheFormulasValue() {
        assertThat(LAW.at(ROUNDED, Map.of("N", 70e9, "D", 1.4e12))).isCloseTo(1.9366454705587175, within(0x1p-50));
    }

    @Test
    void outsideTheDomainIsNaN() {
        Law law = Law.of("a + 0*N").inputs("N");
        for (double n : new double[] {0, -1, Double.NaN}) {
            assertThat(law.at(law.parameterSet(2), Map.of("N", n))).isNaN();
        }
        assertThat(Law.of("a*x").inputs(Input.real("x")).at(law.parameterSet(2), Map.of("x", -1.))).isEqualTo(-2);
    }

    @Test
    void aPointHasEveryInputAndNothingElse() {
        assertThatThrownBy(() -> LAW.at(ROUNDED, Map.of("N", 1e9))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no value for D");
        assertThatThrownBy(() -> LAW.at(ROUNDED, Map.of("N", 1e9, "D", 1e9, "C", 1.)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input C in E + A/N^alpha + B/D^beta; its inputs are N, D");
    }

    @Test
    void anInputCanBeComputedFromOthers() {
        Law isoFlop = LAW.with("D", "C/(6*N)");
        assertThat(isoFlop.inputNames()).containsExactly("N", "C");
        assertThat(isoFlop.parameters()).isEqualTo(LAW.parameters());
        assertThat(isoFlop.at(ROUNDED, Map.of("N", 4e9, "C", 6 * 4e9 * 1e11)))
                .isEqualTo(LAW.at(ROUNDED, Map.of("N", 4e9, "D", 1e11)));
        assertThat(LAW.with("D", "20*N").inputNames()).containsExactly("N");
    }

    @Test
    void aRuleForAnInputNamesInputsOnly() {
        assertThatThrownBy(() -> LAW.with("D", "C/(6*N)^alpha")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha is a parameter");
        assertThatThrownBy(() -> LAW.with("C", "6*N*D")).hasMessageStartingWith("no input C");
        assertThatThrownBy(() -> LAW.with("D", "C/(6*N")).isInstanceOf(FormulaException.class)
                .hasMessageStartingWith("formula \"C/(6*N\"");
    }

    @Test
    void aParameterSetIsCompleteAndInTheLawsOrder() {
        assertThat(ROUNDED.toArray()).containsExactly(1.69, 406.4, .34, 410.7, .28);
        assertThat(LAW.parameterSet(1.69, 406.4, .34, 410.7, .28)).isEqualTo(ROUNDED);
        assertThat(ROUNDED.with(Map.of("A", 1.)).get("A")).isEqualTo(1);
        Map<String, Double> values = new LinkedHashMap<>(ROUNDED.values());
        values.put("G", 1.);
        assertThatThrownBy(() -> LAW.parameterSet(values)).hasMessageStartingWith("no parameter G");
        values.remove("G");
        values.remove("E");
        assertThatThrownBy(() -> LAW.parameterSet(values)).hasMessageStartingWith("no value for parameter E");
        assertThatThrownBy(() -> LAW.parameterSet(1, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 5 parameters (E, A, alpha, B, beta), but 2 values are given");
        assertThatThrownBy(() -> ROUNDED.get("a")).hasMessageStartingWith("no parameter a;");
    }

    @Test
    void aFormulaHasNoPublishedConstants() {
        assertThat(LAW.published()).isEmpty();
        assertThatThrownBy(() -> LAW.published("hoffmann-2022")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("none are published");
    }
}
