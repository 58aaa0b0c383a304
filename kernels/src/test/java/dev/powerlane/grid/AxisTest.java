package dev.powerlane.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @Test
    void logNodesHaveConstantRatiosAndExactEnds() {
        Axis axis = Axis.log("N", 1e6, 1e12, 61);
        assertThat(axis.size()).isEqualTo(61);
        assertThat(axis.node(0)).isEqualTo(1e6);
        assertThat(axis.node(60)).isEqualTo(1e12);
        double ratio = StrictMath.pow(10, .1);
        for (int i = 1; i < axis.size(); i++) {
            // e^x with x up to 27.6 carries x's rounding: 28 ulp at the worst.
            assertThat(axis.node(i) / axis.node(i - 1)).isCloseTo(ratio, within(30 * Math.ulp(ratio)));
        }
    }

    @Test
    void linearNodesHaveConstantStepsAndExactEnds() {
        assertThat(Axis.linear("x", -1, 1, 5).nodes()).containsExactly(-1, -.5, 0, .5, 1);
        Axis thirds = Axis.linear("x", .1, .7, 4);
        assertThat(thirds.node(0)).isEqualTo(.1);
        assertThat(thirds.node(3)).isEqualTo(.7);
    }

    @Test
    void nodesIncreaseEvenWhereTheyAreDense() {
        Axis axis = Axis.log("N", 1e9, 1.0001e9, 10_000);
        for (int i = 1; i < axis.size(); i++) {
            assertThat(axis.node(i)).isGreaterThanOrEqualTo(axis.node(i - 1));
        }
    }

    @Test
    void givenNodesKeepTheirOrderAndAreCopied() {
        double[] nodes = {3, 1, 2};
        Axis axis = Axis.of("x", nodes);
        nodes[0] = 9;
        axis.nodes()[1] = 9;
        assertThat(axis.nodes()).containsExactly(3, 1, 2);
    }

    @Test
    void oneNodeIsARangeOfOneValue() {
        assertThat(Axis.log("N", 5, 5, 1).nodes()).containsExactly(5);
        assertThat(Axis.linear("N", 5, 5, 1).nodes()).containsExactly(5);
        assertThat(Axis.linear("N", 5, 5, 3).nodes()).containsExactly(5, 5, 5);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 5, from a lower to a higher", "1, Infinity, 5, finite", "NaN, 1, 5, finite", "0, 1, 5, above zero",
        "-1, 1, 5, above zero", "1, 2, 1, at least 2 nodes", "1, 2, 0, at least 2 nodes", "1, 1, 0, at least 2 nodes"})
    void aLogRangeThatIsNoneIsRefusedByTheNameOfItsAxis(double low, double high, int count, String why) {
        assertThatThrownBy(() -> Axis.log("tokens", low, high, count)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("axis tokens").hasMessageContaining(why);
    }

    @Test
    void anAxisHasNodesAndAName() {
        assertThatThrownBy(() -> Axis.of("D")).isInstanceOf(IllegalArgumentException.class).hasMessage("axis D has no nodes");
        assertThatThrownBy(() -> Axis.of(null, 1)).isInstanceOf(NullPointerException.class).hasMessage("name");
    }

    @Test
    void axesAreEqualByNameAndNodes() {
        assertThat(Axis.log("N", 1, 100, 3)).isEqualTo(Axis.log("N", 1, 100, 3)).hasSameHashCodeAs(Axis.log("N", 1, 100, 3))
                .isNotEqualTo(Axis.log("D", 1, 100, 3)).isNotEqualTo(Axis.log("N", 1, 100, 4));
        assertThat(Axis.of("N", 1, 2, 4)).hasToString("N=1.0..4.0 (3)");
    }
}
