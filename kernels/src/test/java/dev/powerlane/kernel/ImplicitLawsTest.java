package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.PublishedValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue's laws that are given by an equation in the loss. */
class ImplicitLawsTest {
    private static final Law KAPLAN = Laws.get("kaplan-batch");
    private static final Law M4 = Laws.get("m4");

    static List<PublishedValue> values() {
        return PublishedValue.all().stream().filter(v -> v.law() == KAPLAN || v.law() == M4).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void lossesAreExactToTwoUlp(PublishedValue value) {
        double[][] columns = value.law().inputNames().stream().map(n -> new double[] {value.point().get(n)}).toArray(double[][]::new);
        double[] out = new double[1];
        Kernel.compile(value.law()).evaluate(value.parameters(), columns, out);
        assertThat(value.ulps(out[0])).isLessThanOrEqualTo(2);
        assertThat(value.ulps(value.law().at(value.parameters(), value.point()))).isLessThanOrEqualTo(2);
    }

    /** The bracket must hold for any law that a fit may come by, not only near the published constants. */
    @Test
    void thereIsALossForAllParametersAndInputs() {
        for (long seed = 0; seed < 300; seed++) {
            for (Law law : List.of(KAPLAN, M4)) {
                double[] parameters = RandomPoints.amongTheStarts(law, seed);
                if (law == M4) {
                    parameters[1] += parameters[0];
                }
                double[][] columns = RandomPoints.columns(law, seed, 50);
                double[] out = new double[50];
                Kernel.compile(law).evaluate(parameters, columns, out);
                double low = law == M4 ? parameters[0] : 0;
                double high = law == M4 ? parameters[1] : Double.POSITIVE_INFINITY;
                for (int i = 0; i < out.length; i++) {
                    assertThat(out[i]).as("%s with %s at %s", law, law.parameterSet(parameters), RandomPoints.inputs(law, columns, i)).isBetween(low, high);
                }
            }
        }
    }

    @Test
    void anEndlessInputGivesTheLimit() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] out = new double[1];
        Kernel.compile(M4).evaluate(new double[] {.5, 7, 1.5, 20, -.3}, new double[][] {{infinity}}, out);
        assertThat(out[0]).isEqualTo(.5);
        Kernel.compile(KAPLAN).evaluate(KAPLAN.published("kaplan-2020"), new double[][] {{1e9}, {1e5}, {infinity}}, out);
        Law ample = Laws.get("kaplan-ns");
        double expected = ample.at(ample.published("kaplan-2020"), Map.of("N", 1e9, "S", 1e5));
        assertThat(Math.abs(out[0] - expected)).isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
}
