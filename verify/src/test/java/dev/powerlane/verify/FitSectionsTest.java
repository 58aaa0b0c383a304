package dev.powerlane.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.verify.ChinchillaProblem.Polish;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sections on fits turn red on fits that are wrong. */
class FitSectionsTest {

    /** Our optimum with one parameter moved. */
    private static Polish moved(int parameter, double factor) {
        return (problem, start) -> {
            double[] optimum = ChinchillaProblem.powerlane(problem, start);
            optimum[parameter] *= factor;
            return optimum;
        };
    }

    private static List<String> failed(Section section) {
        return section.run().stream().filter(r -> !r.passed()).map(Result::name).toList();
    }

    @Test
    void aWrongCoefficientTurnsLeastSquaresRed() {
        assertThat(failed(new SquaresSection(moved(1, 1.0001)))).contains(
                "LOG_SQUARES: objective above theirs", "LOG_SQUARES: parameters against theirs",
                "LINEAR_SQUARES: objective above theirs", "LINEAR_SQUARES: parameters against theirs");
        assertThat(failed(new SquaresSection(moved(3, 1 + 1e-9)))).contains(
                "LOG_SQUARES: E, alpha, beta against the known optimum", "LINEAR_SQUARES: E, alpha, beta against the known optimum");
    }

    @Test
    void aFitThatStaysWhereItStartsTurnsLeastSquaresRed() {
        assertThat(failed(new SquaresSection((problem, start) -> start))).hasSize(6);
    }

    @Test
    void aWrongCoefficientTurnsHubersGradientRed() {
        for (int j = 0; j < 5; j++) {
            assertThat(failed(new HuberSection(moved(j, 1 + 1e-9)))).contains(
                    "HUBER_1E_3: gradient at the optimum", "HUBER_1E_4: gradient at the optimum");
        }
    }

    @Test
    void aHuberFitThatIsNotLowestIsBeatenByTheOthers() {
        assertThat(failed(new HuberSection(moved(1, 1.01)))).contains(
                "HUBER_1E_3: objective against the known optimum", "HUBER_1E_3: lower by Nelder-Mead", "HUBER_1E_3: lower by BOBYQA",
                "HUBER_1E_4: objective against the known optimum", "HUBER_1E_4: lower by Nelder-Mead", "HUBER_1E_4: lower by BOBYQA");
    }

    @Test
    void theWrongLossTurnsHubersSectionRed() {
        Polish squares = (problem, start) -> ChinchillaProblem.powerlane(KnownOptimum.LOG_SQUARES, start);
        assertThat(failed(new HuberSection(squares))).hasSize(8);
    }
}
