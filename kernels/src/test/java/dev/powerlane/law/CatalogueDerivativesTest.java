package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The symbolic derivatives of every law of the catalogue, by parameters and inputs, against differences of its values. */
class CatalogueDerivativesTest {
    /** Rounding in the differences is about 1e-12 of the value, times what the formula magnifies it by; their own error less. */
    private static final double TOLERANCE = 1e-9;

    static Stream<Law> catalogue() {
        return Stream.concat(Laws.all().stream(), Stream.of(Laws.brokenPowerLaw(3)));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void firstDerivativesAreThoseOfDifferences(Law law) {
        Map<String, Double> at = middle(law);
        for (String name : names(law)) {
            assertDerivative(law.expression(), name, at, law + " by " + name);
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void secondDerivativesAreThoseOfDifferences(Law law) {
        Map<String, Double> at = middle(law);
        List<String> names = names(law);
        for (int i = 0; i < names.size(); i++) {
            Expr slope = law.expression().derivative(names.get(i));
            // Each name with the next one and with itself: every parameter meets a parameter, and some meet an input.
            for (String other : List.of(names.get(i), names.get((i + 1) % names.size()))) {
                assertDerivative(slope, other, at, law + " by " + names.get(i) + " and " + other);
            }
        }
    }

    private static void assertDerivative(Expr f, String name, Map<String, Double> at, String as) {
        double x = at.get(name);
        double h = Math.abs(x) * 0x1p-12;
        double near = value(f, name, x + h, at) - value(f, name, x - h, at);
        double far = value(f, name, x + 2 * h, at) - value(f, name, x - 2 * h, at);
        double difference = (8 * near - far) / (12 * h);
        double derivative = f.derivative(name).evaluate(at);
        double size = Math.abs(f.evaluate(at) / x) + Math.abs(derivative);
        assertThat(size).as(as).isFinite();
        assertThat(derivative).as(as).isCloseTo(difference, within(TOLERANCE * size));
    }

    private static double value(Expr f, String name, double x, Map<String, Double> at) {
        Map<String, Double> changed = new HashMap<>(at);
        changed.put(name, x);
        return f.evaluate(changed);
    }

    private static List<String> names(Law law) {
        List<String> names = new ArrayList<>(law.parameterNames());
        names.addAll(law.inputNames());
        return names;
    }

    /** The default constants, or a place among the starts; inputs somewhat above the middle of their ranges, so that none is equal. */
    private static Map<String, Double> middle(Law law) {
        Map<String, Double> values = new HashMap<>();
        if (law.published().isEmpty()) {
            law.parameters().forEach(p -> values.put(p.name(), p.low() > 0 ? Math.sqrt(p.low() * p.high()) : p.low() + .6 * (p.high() - p.low())));
        } else {
            values.putAll(law.published().values().iterator().next().values());
        }
        double share = .5;
        for (Input input : law.inputs()) {
            share += .03;
            values.put(input.name(), input.positive() ? input.low() * Math.pow(input.high() / input.low(), share)
                    : input.low() + share * (input.high() - input.low()));
        }
        return values;
    }
}
