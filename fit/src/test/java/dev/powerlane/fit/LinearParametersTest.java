package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearParametersTest {
    private static List<String> linear(Law law) {
        return LinearParameters.of(law).stream().map(law.parameterNames()::get).toList();
    }

    @ParameterizedTest
    @CsvSource({"chinchilla, 'E,A,B'", "offset-power-law, 'E,A'", "power-law, ''", "kaplan-nd, ''", "kaplan-ns, ''"})
    void thoseOfTheCatalogue(String id, String expected) {
        assertThat(String.join(",", linear(Laws.get(id)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"E + A/N^a, 'E,A'", "A*B/N^a, A", "A/(1 + B*N), A", "(A + B)*N^-c, 'A,B'", "exp(A) + B/N, B", "A^2 + B*N, B", "A*A*N + B, B",
        "'max(A, B/N)', ''", "abs(A) + B*N, B", "sqrt(A) + B*log(N), B", "A/N^a - B/N^b + C, 'A,B,C'", "A*N^B + B*N, A", "(A + B/N)/K, 'A,B'"})
    void thoseOfAFormulaAreFoundGreedilyInItsOrder(String formula, String expected) {
        assertThat(String.join(",", linear(Law.of(formula).inputs("N")))).isEqualTo(expected);
    }

    @Test
    void everyPairOfThemEntersWithoutAProduct() {
        Law law = Law.of("A*B + C*D + A*N + D/N").inputs("N");
        List<String> linear = linear(law);
        for (String p : linear) {
            for (String q : linear) {
                assertThat(law.expression().derivative(p).names()).doesNotContain(q);
            }
        }
        assertThat(linear).containsExactly("A", "C");
    }
}
