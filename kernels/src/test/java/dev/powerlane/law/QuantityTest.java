package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuantityTest {
    private static final Law CHINCHILLA = Laws.get("chinchilla");
    private static final ParameterSet BESIROGLU = CHINCHILLA.published("besiroglu-2024");
    private static final Map<String, Double> POINT = Map.of("N", 70e9, "D", 1.4e12);

    static List<Law> catalogue() {
        return Laws.all();
    }

    @Test
    void quantitiesAreWhatOneWritesByHand() {
        double n = BESIROGLU.get("A") * Math.pow(70e9, -BESIROGLU.get("alpha"));
        double loss = CHINCHILLA.at(BESIROGLU, POINT);
        assertThat(at(Quantity.value())).isEqualTo(loss);
        assertClose(at(Quantity.derivative("N")), -BESIROGLU.get("alpha") * n / 70e9);
        assertClose(at(Quantity.derivative("N", "N")), BESIROGLU.get("alpha") * (BESIROGLU.get("alpha") + 1) * n / 70e9 / 70e9);
        assertClose(at(Quantity.derivative("N", "alpha")), n / 70e9 * (BESIROGLU.get("alpha") * Math.log(70e9) - 1));
        assertClose(at(Quantity.elasticity("N")), -BESIROGLU.get("alpha") * n / loss);
        assertClose(at(Quantity.elasticity("E")), BESIROGLU.get("E") / loss);
        assertClose(at(Quantity.elasticity("N").by("E")), BESIROGLU.get("alpha") * n / loss / loss);
        assertClose(at(Quantity.derivative("N").elasticityBy("N")), -BESIROGLU.get("alpha") - 1);
        assertClose(at(Quantity.derivative("N", "N", "N")), -BESIROGLU.get("alpha") * (BESIROGLU.get("alpha") + 1) * (BESIROGLU.get("alpha") + 2)
                * n / 70e9 / 70e9 / 70e9);
    }

    private static double at(Quantity quantity) {
        return CHINCHILLA.at(quantity, BESIROGLU, POINT);
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    }

    @Test
    void theOrderOfTheNamesDoesNotMatterNotEvenToTheLastBit() {
        assertThat(Quantity.derivative("N", "alpha", "N")).isEqualTo(Quantity.derivative("alpha").by("N").by("N"))
                .hasSameHashCodeAs(Quantity.derivative("N", "N", "alpha"));
        assertThat(at(Quantity.derivative("N", "alpha"))).isEqualTo(at(Quantity.derivative("alpha", "N")));
        assertThat(Quantity.elasticity("N").by("D")).isNotEqualTo(Quantity.derivative("D").elasticityBy("N"));
    }

    @Test
    void quantitiesAreNamedAsInPapers() {
        assertThat(Quantity.value()).hasToString("L");
        assertThat(Quantity.derivative("alpha")).hasToString("dL/dalpha");
        assertThat(Quantity.derivative("N", "alpha")).hasToString("d2L/dN dalpha");
        assertThat(Quantity.elasticity("N")).hasToString("d ln L/d ln N");
        assertThat(Quantity.elasticity("N").by("alpha")).hasToString("d(d ln L/d ln N)/dalpha");
        assertThat(Quantity.derivative("N").elasticityBy("D")).hasToString("d ln (dL/dN)/d ln D");
    }

    @Test
    void anUnknownNameIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Quantity.elasticity("C").of(CHINCHILLA)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter or input C in chinchilla, for d ln L/d ln C; its parameters are E, A, B, alpha, beta and its inputs N, D");
        assertThatThrownBy(() -> CHINCHILLA.at(Quantity.derivative("E", "e"), BESIROGLU, POINT)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no parameter or input e in chinchilla");
    }

    @Test
    void outsideTheDomainEveryQuantityIsNaN() {
        Map<String, Double> outside = Map.of("N", 70e9, "D", -1.);
        assertThat(CHINCHILLA.at(Quantity.derivative("E"), BESIROGLU, outside)).isNaN();
        assertThat(CHINCHILLA.at(Quantity.derivative("N"), BESIROGLU, outside)).isNaN();
        assertThatThrownBy(() -> CHINCHILLA.at(Quantity.derivative("E"), BESIROGLU, Map.of("N", 1.))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no value for D");
    }

    @Test
    void hessiansAreLowerTrianglesRowByRow() {
        Law law = Law.of("a*X^b + c").inputs("X");
        assertThat(Quantity.hessian(law)).containsExactly(Quantity.value(), Quantity.derivative("a"), Quantity.derivative("b"),
                Quantity.derivative("c"), Quantity.derivative("a", "a"), Quantity.derivative("a", "b"), Quantity.derivative("b", "b"),
                Quantity.derivative("a", "c"), Quantity.derivative("b", "c"), Quantity.derivative("c", "c"));
    }

    // Size

    @ParameterizedTest
    @CsvSource({"a*x^b, x, b", "(c/x)^a, x, -a", "a*x^b*y^c/d, y, c", "exp(a)*sqrt(x), x, 0.5", "a*(b*x^c)^d, x, d*c", "x^2/y, x, 2",
        "'max(a, b)*x', x, 1", "exp(x*y), x, x*y", "a*x^b*exp(-c*x), x, b + (-c)*x"})
    void theElasticityOfAProductOfPowersNeedsNoDivision(String formula, String name, String elasticity) {
        assertThat(Expr.parse(formula).elasticity(name)).isEqualTo(Expr.parse(elasticity));
    }

    /** x^p/x and its like: a derivative multiplies by p/x once, and by p - 1 as a factor. */
    @Test
    void derivativesOfAPowerKeepItsExponentTogether() {
        Expr e = Expr.parse("x^p");
        double p = Math.nextUp(2);
        Map<String, Double> values = Map.of("x", 3., "p", p);
        double third = e.derivative("x").derivative("x").derivative("x").evaluate(values);
        // p (p - 1)(p - 2) x^(p - 3), where p - 2 is the last place of p: differences of terms would have no digit of it.
        assertThat(third).isCloseTo(p * (p - 1) * (p - 2) * Math.pow(3, p - 3), within(1e-15 * third));
    }

    /** A derivative shares the law's powers, and adds a few nodes; the third order does not blow up either. */
    @ParameterizedTest
    @MethodSource("catalogue")
    void derivativesStayShort(Law law) {
        int value = law.expression().nodes().size();
        int n = law.parameters().size();
        int gradient = nodes(Quantity.formulas(law, Quantity.gradient(law)));
        int hessian = nodes(Quantity.formulas(law, Quantity.hessian(law)));
        String last = law.parameterNames().get(n - 1);
        int third = nodes(List.of(Quantity.derivative(last, last, last).of(law), Quantity.derivative(law.inputNames().get(0), last, last).of(law)));
        assertThat(gradient).as("gradient of %d nodes", value).isLessThanOrEqualTo(value * (n + 3));
        assertThat(hessian).as("Hessian of %d nodes", value).isLessThanOrEqualTo(value * (n + 1) * (n + 4) / 2);
        assertThat(third).as("third derivatives of %d nodes", value).isLessThanOrEqualTo(40 * value);
    }

    private static int nodes(List<Expr> formulas) {
        Set<Expr> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        new ArrayList<>(formulas).forEach(f -> nodes.addAll(f.nodes()));
        return nodes.size();
    }
}
