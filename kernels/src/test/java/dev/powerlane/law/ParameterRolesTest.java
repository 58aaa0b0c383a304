package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterRolesTest {
    private static final Set<String> INPUTS = Set.of("N", "D", "C", "X");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "E + A/N^alpha + B/D^beta       | E constant, A coefficient, alpha exponent, B coefficient, beta exponent",
        "E - A*X^-a                     | E constant, A coefficient, a exponent",
        "-E + 2*A*exp(-a*N)             | E constant, A coefficient, a",
        "(Xc/X)^a                       | Xc scale, a exponent",
        "((Nc/N)^(aN/aD) + Dc/D)^aD     | Nc scale, aN exponent, aD exponent, Dc scale",
        "E + (A/N^a + B/D^b)^g          | E constant, A scale, a exponent, B scale, b exponent, g exponent",
        "E + A/N                        | E constant, A coefficient",
        "E + N/K                        | E constant, K scale",
        "A*exp(-N/K) + log(M/D)         | A coefficient, K scale, M scale",
        "exp(a - b*log(N)) + abs(c)     | a, b, c",
        "a*log(N) + c*log(N)*log(D) + d | a coefficient, c coefficient, d constant",
        "A*(1 + k*N) + 1/(p + q*N^r)    | A coefficient, k coefficient, p coefficient, q coefficient, r exponent",
        "A/(1 + exp((N - m)/s))         | A coefficient, m, s scale",
        "max(E, A*X^-a)                 | E constant, A coefficient, a exponent",
        "sqrt(N/K) + D^exp(a*N + b)     | K scale, a exponent, b exponent"})
    void thePlaceInTheFormulaDecides(String formula, String roles) {
        String actual = ParameterRoles.of(Expr.parse(formula), INPUTS).stream()
                .map(p -> (p.name() + " " + p.meaning()).strip()).collect(Collectors.joining(", "));
        assertThat(actual).isEqualTo(roles);
    }

    @Test
    void eachRoleHasItsSignAndStarts() {
        assertThat(ParameterRoles.of(Expr.parse("E + A*(K/N)^a + exp(u*D)"), INPUTS))
                .extracting(Parameter::name, Parameter::positive, Parameter::low, Parameter::high).containsExactly(
                        tuple("E", true, 1e-3, 1e6), tuple("A", true, 1e-3, 1e6), tuple("K", true, 1., 1e16),
                        tuple("a", false, .05, 1.5), tuple("u", false, -10., 10.));
    }

    @Test
    void ofSeveralRolesTheStrongestWins() {
        assertThat(meaning("exp(p*N) + p")).isEqualTo("constant");
        assertThat(meaning("p + p*N")).isEqualTo("coefficient");
        assertThat(meaning("p*N + (p/N)^2")).isEqualTo("scale");
        assertThat(meaning("p*N + (p/N)^p")).isEqualTo("exponent");
    }

    @Test
    void inputsAreNotParameters() {
        assertThat(ParameterRoles.of(Expr.parse("N + D"), INPUTS)).isEmpty();
    }

    @Test
    void aSharedGraphIsWalkedOnce() {
        Expr f = Expr.name("p");
        for (int i = 0; i < 60; i++) {
            f = Expr.multiply(Expr.add(f, f), Expr.log(f));
        }
        assertThat(ParameterRoles.of(f, INPUTS)).extracting(Parameter::meaning).isEqualTo(List.of("coefficient"));
    }

    private static String meaning(String formula) {
        return ParameterRoles.of(Expr.parse(formula), INPUTS).get(0).meaning();
    }
}
