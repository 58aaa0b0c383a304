package dev.powerlane.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against mpmath with 40 digits (erfc, gammainc, betainc and roots of these). */
class DistributionsTest {
    private static final Percentage DIGITS = Percentage.withPercentage(3e-12);

    @ParameterizedTest
    @CsvSource({"0, 0.5", ".5, 0.3085375387259869", "1.5, 0.066807201268858066", "1.959963984540054, 0.025000000000000014",
        "-1, 0.84134474606854295", "5, 2.8665157187919391e-7", "-3.5, 0.99976737092096447", "20, 2.7536241186062337e-89",
        "37, 5.7255712225245768e-300"})
    void tailsOfTheNormalDistribution(double z, double expected) {
        assertThat(Distributions.normalTail(z)).isCloseTo(expected, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({".975, 1.9599639845400539", ".995, 2.5758293035489005", ".6, 0.25334710313579974", ".025, -1.9599639845400542",
        "1e-10, -6.3613409024040562", "1e-50, -14.933337534788489"})
    void quantilesOfTheNormalDistribution(double probability, double expected) {
        assertThat(Distributions.normalQuantile(probability)).isCloseTo(expected, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0.25", "2, 2, 0.091751709536136984", "1.97, 229, 0.025021758526703169", ".3, 7, 0.38644502520106714",
        "-2.5, 9, 0.98306908615850713", "30, 229, 1.3707972503753641e-81", "50, 3, 8.8085760206359871e-6", "4, 1000000, 3.1673517005024052e-5"})
    void tailsOfStudentsDistribution(double t, double freedom, double expected) {
        assertThat(Distributions.studentTail(t, freedom)).isCloseTo(expected, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({".975, 1, 12.706204736174693", ".975, 2, 4.3026527297494618", ".975, 5, 2.5705818356363148", ".975, 9, 2.262157162798205",
        ".975, 229, 1.9703772833261545", ".9995, 15, 4.072765195903846", ".95, 1000, 1.6463788172854643", ".025, 30, -2.0422724563012383",
        ".6, 4, 0.27072229470759736", ".975, 100000, 1.9599877075346093", ".975, Infinity, 1.9599639845400539"})
    void quantilesOfStudentsDistribution(double probability, double freedom, double expected) {
        assertThat(Distributions.studentQuantile(probability, freedom)).isCloseTo(expected, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"3.84, 1, 0.050043521248705099", ".001, 1, 0.97477287936996039", "5.99, 2, 0.050036627086586288", "11.07, 5, 0.050009618622405488",
        "234, 233, 0.46925764876067139", "400, 233, 6.0217185027891386e-11", "100, 233, 0.99999999999999922", "1000, 5, 6.0100776879208043e-214",
        "30, 7.5, 0.00014301587882904852"})
    void tailsOfChiSquare(double x, double freedom, double expected) {
        assertThat(Distributions.chiSquareTail(x, freedom)).isCloseTo(expected, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 0.5", "4, 1, 229, 0.046681512748357307", "2.25, 5, 229, 0.050322500645439538", ".01, 3, 10, 0.99853450705060945",
        "12.5, 20, 7, 0.0011155663403497405", "60, 5, 229, 9.3740547493540678e-40", "1.1, 200, 300, 0.22712632887708089",
        "3, 2.5, 40, 0.05028628161908655"})
    void tailsOfF(double f, double above, double below, double expected) {
        assertThat(Distributions.fisherTail(f, above, below)).isCloseTo(expected, DIGITS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, .01, .3, .5, .7, .99, 1 - 1e-8})
    void quantilesUndoTails(double probability) {
        for (double freedom : new double[] {.5, 1, 3, 29, 1e4}) {
            double t = Distributions.studentQuantile(probability, freedom);
            double tail = Math.min(probability, 1 - probability);
            assertThat(Distributions.studentTail(Math.abs(t), freedom)).isCloseTo(tail, Percentage.withPercentage(1e-10));
            assertThat(Math.signum(t)).isEqualTo(Math.signum(probability - .5));
        }
    }

    @Test
    void endsOfTheRange() {
        assertThat(Distributions.normalTail(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Distributions.studentTail(Double.NEGATIVE_INFINITY, 3)).isEqualTo(1);
        assertThat(Distributions.chiSquareTail(-1, 3)).isEqualTo(1);
        assertThat(Distributions.chiSquareTail(Double.POSITIVE_INFINITY, 3)).isZero();
        assertThat(Distributions.fisherTail(0, 3, 3)).isEqualTo(1);
        assertThat(Distributions.fisherTail(Double.POSITIVE_INFINITY, 3, 3)).isZero();
        assertThat(Distributions.chiSquareTail(Double.NaN, 3)).isNaN();
        assertThat(Distributions.fisherTail(Double.NaN, 3, 3)).isNaN();
        assertThat(Distributions.studentTail(Double.NaN, 3)).isNaN();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        for (double p : new double[] {0, 1, -.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Distributions.studentQuantile(p, 3)).withMessageContaining("probability");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Distributions.studentTail(1, 0)).withMessageContaining("degrees of freedom");
    }
}
