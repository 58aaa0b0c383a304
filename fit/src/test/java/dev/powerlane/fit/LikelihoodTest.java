package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LikelihoodTest {

    static List<Loss> losses() {
        return List.of(Loss.squares(), Loss.huber(1e-3), Loss.huber(.5), Loss.huber(3), Loss.absolute(), Loss.quantile(.2), Loss.quantile(.9));
    }

    /** The slope of the quantile function is one over the density. */
    @ParameterizedTest
    @MethodSource("losses")
    void quantilesAreThoseOfTheDensity(Loss loss) {
        Likelihood likelihood = Likelihood.of(loss, loss instanceof Loss.Huber h && h.delta() < .01 ? 4e-6 : .7);
        for (double u : new double[] {1e-4, .01, .1, .3, .45, .5001, .6, .8, .95, .999}) {
            double r = likelihood.quantile(u);
            double step = Math.min(u, 1 - u) * 1e-6;
            double density = step / (likelihood.quantile(u + step) - r);
            assertThat(Math.log(density)).as("%s at %s", loss, u).isCloseTo(-likelihood.minusLog(Scores.value(loss, r), 1), within(1e-4));
        }
    }

    /** scipy: the density's normaliser by erf, minimised over ln tau. */
    @Test
    void theLikeliestTauOfHubersDensity() {
        double sum = 8.4009311995742433701e-4;
        Likelihood likelihood = Likelihood.greatest(Loss.huber(1e-3), sum, 234);
        assertThat(likelihood.tau()).isCloseTo(4.0179891424322885e-06, Percentage.withPercentage(1e-4));
        assertThat(likelihood.minusLog(sum, 234)).isCloseTo(-892.7722456365818, Percentage.withPercentage(1e-9));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void noOtherTauIsLikelier(Loss loss) {
        double sum = loss instanceof Loss.Huber h && h.delta() < .01 ? 1e-3 : 50;
        Likelihood likeliest = Likelihood.greatest(loss, sum, 100);
        for (double factor : new double[] {.5, .99, 1.01, 2}) {
            assertThat(Likelihood.of(loss, likeliest.tau() * factor).minusLog(sum, 100)).isGreaterThan(likeliest.minusLog(sum, 100));
        }
    }
}
