package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativeTest {
    private static final Map<String, Double> CHINCHILLA = Map.of(
            "E", 1.69, "A", 406.4, "B", 410.7, "alpha", .34, "beta", .28, "N", 70e9, "D", 1.4e12);
    private static final Map<String, Double> SMALL = Map.of("a", 1.3, "b", .7, "c", -.4, "x", 2.5, "y", 1.9);

    /** A central difference with h = 2^-17 |x| errs by h^2/6 f''' + eps f/h: near 1e-10 of f, so 1e-8 leaves room. */
    @ParameterizedTest
    @ValueSource(strings = {
        "a*x^b", "x^y", "(a*x + b)^-c", "(x/y)^a/(b + x)", "x^3 - 2*x^2 + x", "exp(a*x)*y", "exp(-(x - y)^2/a)",
        "log(a + x^b)", "x*log(y)/c", "sqrt(x*y + a)", "sqrt(x)^y", "abs(c*x)*b", "abs(x - y)^b", "min(a*x, b*y)",
        "max(x^a, y^b, a*b)", "-x/-y", "a - (b - x)/(c - y)", "((a/x)^(b/y) + a/y)^b",
        "exp(max(a*x, b)) + log(exp(a - b*log(x)) + exp(b - c*log(y)))", "exp2(a*x)/y", "x*expm1(a - b*x)",
        "log2(a + x*y)", "log10(x/a)*b", "log1p(x^a)", "logsumexp(a*x, b - y, c)", "sin(a*x + b)", "x*cos(a/x)", "atan(a*x)^b"})
    void agreesWithCentralDifferencesByEveryName(String formula) {
        Expr f = Expr.parse(formula);
        for (String name : f.names()) {
            double h = Math.abs(SMALL.get(name)) * 0x1p-17;
            double difference = (at(f, name, SMALL.get(name) + h) - at(f, name, SMALL.get(name) - h)) / (2 * h);
            assertThat(f.derivative(name).evaluate(SMALL)).as("d(%s)/d%s", f, name)
                    .isCloseTo(difference, within(1e-8 * (1 + Math.abs(difference) + Math.abs(f.evaluate(SMALL)))));
        }
    }

    @ParameterizedTest(name = "by {0} is {1}")
    @CsvSource({"E, 1", "A, 1/N^alpha", "B, 1/D^beta", "alpha, -A*log(N)/N^alpha", "beta, -B*log(D)/D^beta",
        "N, -alpha*A*N^(-alpha-1)", "D, -beta*B*D^(-beta-1)"})
    void ofChinchillaIsWhatOneWritesByHand(String name, String byHand) {
        assertClose(Expr.parse("E + A/N^alpha + B/D^beta").derivative(name), Expr.parse(byHand), CHINCHILLA);
    }

    @ParameterizedTest(name = "by {0} is {1}")
    @CsvSource({
        "Dc, aD*((Nc/N)^(aN/aD) + Dc/D)^(aD-1)/D",
        "Nc, aN*((Nc/N)^(aN/aD) + Dc/D)^(aD-1)*(Nc/N)^(aN/aD)/Nc",
        "N, -aN*((Nc/N)^(aN/aD) + Dc/D)^(aD-1)*(Nc/N)^(aN/aD)/N",
        "aN, ((Nc/N)^(aN/aD) + Dc/D)^(aD-1)*(Nc/N)^(aN/aD)*log(Nc/N)",
        "aD, ((Nc/N)^(aN/aD) + Dc/D)^aD*(log((Nc/N)^(aN/aD) + Dc/D) - (Nc/N)^(aN/aD)*log(Nc/N)*aN/aD/((Nc/N)^(aN/aD) + Dc/D))"})
    void ofKaplanNdIsWhatOneWritesByHand(String name, String byHand) {
        assertClose(Expr.parse("((Nc/N)^(aN/aD) + Dc/D)^aD").derivative(name), Expr.parse(byHand),
                Map.of("Nc", 6.4e13, "Dc", 1.8e13, "aN", .076, "aD", .103, "N", 1.5e9, "D", 2.3e10));
    }

    @Test
    void secondDerivativesDoNotDependOnTheOrder() {
        Expr f = Expr.parse("E + A/N^alpha + B/D^beta");
        assertClose(f.derivative("N").derivative("alpha"), f.derivative("alpha").derivative("N"), CHINCHILLA);
        assertClose(f.derivative("alpha").derivative("alpha"), Expr.parse("A*log(N)^2/N^alpha"), CHINCHILLA);
        assertThat(f.derivative("alpha").derivative("B")).isEqualTo(Expr.ZERO);
    }

    @Test
    void byANameThatDoesNotOccurIsZero() {
        assertThat(Expr.parse("exp(a)*x^a").derivative("b")).isEqualTo(Expr.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"x^2, 0, 0", "x^1, 0, 1", "x^0, 0, 0", "x^3, 0, 0", "5*x^2 + x, 0, 1"})
    void integerPowersAreExactAtZero(String formula, double x, double slope) {
        assertThat(Expr.parse(formula).derivative("x").evaluate(Map.of("x", x))).isEqualTo(slope);
    }

    @ParameterizedTest
    @CsvSource({"'min(x, 2)', 1, 1", "'min(x, 2)', 3, 0", "'max(x, 2)', 1, 0", "'max(x, 2)', 3, 1",
        "abs(x), -3, -1", "abs(x), 3, 1", "abs(x), 0, 1"})
    void atAKinkItIsThatOfTheBranchTaken(String formula, double x, double slope) {
        assertThat(Expr.parse(formula).derivative("x").evaluate(Map.of("x", x))).isEqualTo(slope);
    }

    /** As a tree this formula has more than 4^40 nodes. */
    @Test
    void ofASharedGraphIsLinearInItsSize() {
        Expr f = Expr.parse("x^a");
        for (int i = 0; i < 40; i++) {
            f = Expr.divide(Expr.sqrt(Expr.add(Expr.multiply(f, f), Expr.ONE)), Expr.power(f, f));
        }
        int size = f.nodes().size();
        assertThat(size).isEqualTo(40 * 5 + 4);
        assertThat(f.derivative("x").nodes().size()).isLessThan(10 * size);
        assertThat(f.derivative("x").names()).containsExactlyInAnyOrder("x", "a");
        assertThat(f.substitute(Map.of("x", Expr.parse("y/a"))).nodes().size()).isEqualTo(size + 2);
    }

    /** The second derivatives, too, stay finite where the exponentials themselves would not. */
    @Test
    void ofLogSumExpIsTheSoftmaxAndNothingOverflows() {
        Expr f = Expr.parse("logsumexp(a*x, b)");
        Map<String, Double> values = Map.of("a", 3.0, "x", 1000.0, "b", 2999.0);
        double weight = 1 / (1 + Math.exp(-1));
        assertThat(f.derivative("a").evaluate(values)).isCloseTo(1000 * weight, Percentage.withPercentage(1e-9));
        assertThat(f.derivative("b").evaluate(values)).isCloseTo(1 - weight, Percentage.withPercentage(1e-9));
        assertThat(f.derivative("b").derivative("b").evaluate(values)).isCloseTo(weight * (1 - weight), Percentage.withPercentage(1e-9));
        Map<String, Double> apart = Map.of("a", 3.0, "x", 1000.0, "b", -2999.0);
        assertThat(f.derivative("b").derivative("b").evaluate(apart)).isZero();
    }

    private static double at(Expr f, String name, double value) {
        Map<String, Double> values = new HashMap<>(SMALL);
        values.put(name, value);
        return f.evaluate(values);
    }

    /** Both are correct to a few ulp an operation, and no formula here cancels by more than a digit. */
    private static void assertClose(Expr actual, Expr expected, Map<String, Double> values) {
        assertThat(actual.evaluate(values)).isCloseTo(expected.evaluate(values), Percentage.withPercentage(1e-11));
    }
}
