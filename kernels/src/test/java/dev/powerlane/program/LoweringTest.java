package dev.powerlane.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoweringTest {
    private static final int PARAMETERS = 1;
    private static final int N_AXIS = 2;
    private static final int C_AXIS = 4;

    @Test
    void valueAndGradientOfChinchillaTakeEachPowerAndEachLogarithmOnce() {
        Law law = Laws.get("chinchilla");
        List<Expr> formulas = new ArrayList<>(List.of(law.expression()));
        law.parameterNames().forEach(p -> formulas.add(law.expression().derivative(p)));
        Program program = Lowering.lower(formulas, bindings("E A B alpha beta", "N D", ""));
        assertThat(count(program, Op.POW_FROM_LOG)).isEqualTo(2);
        assertThat(count(program, Op.LOG_HIGH)).isEqualTo(2);
        assertThat(count(program, Op.LOG)).isZero();
        assertThat(count(program, Op.EXP)).isZero();
        assertThat(count(program, Op.DIVIDE)).isZero();
        assertThat(program.outputs()).hasSize(6);
    }

    @Test
    void equalSubexpressionsAreOneStep() {
        Program program = lower("sqrt(x + y) * exp(x + y) + sqrt(x + y)");
        assertThat(count(program, Op.ADD)).isEqualTo(1);
        assertThat(count(program, Op.SQRT)).isEqualTo(1);
    }

    @Test
    void zeroAndMinusZeroAreTwoConstants() {
        Program.Builder builder = new Program.Builder();
        assertThat(builder.constant(0.0)).isNotEqualTo(builder.constant(-0.0));
        assertThat(builder.constant(Double.NaN)).isEqualTo(builder.constant(Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({"x + y*z, FMA", "x*y + z, FMA", "x - y*z, NEGATE FMA", "x - 2*y, FMA", "x*y - z, MULTIPLY SUBTRACT",
        "x*y + z*x, MULTIPLY FMA"})
    void sumsOfProductsAreRoundedOnce(String formula, String operations) {
        assertThat(operations(lower(formula))).isEqualTo(operations);
    }

    @ParameterizedTest
    @CsvSource({"x^0, ''", "x^2, MULTIPLY", "x^3, MULTIPLY MULTIPLY", "x^16, MULTIPLY MULTIPLY MULTIPLY MULTIPLY",
        "x^-1, DIVIDE", "x^-2, MULTIPLY DIVIDE", "x^0.5, SQRT", "x^17, LOG_HIGH LOG_LOW POW_FROM_LOG",
        "x^1.5, LOG_HIGH LOG_LOW POW_FROM_LOG"})
    void smallWholePowersAreProducts(String formula, String operations) {
        assertThat(operations(lower(formula))).isEqualTo(operations);
    }

    @ParameterizedTest
    @CsvSource({"y/x^z, NEGATE LOG_HIGH LOG_LOW POW_FROM_LOG MULTIPLY", "1/x^z, NEGATE LOG_HIGH LOG_LOW POW_FROM_LOG",
        "y/x^2.5, LOG_HIGH LOG_LOW POW_FROM_LOG MULTIPLY", "y/(x + z), ADD DIVIDE"})
    void aQuotientByAPowerIsAProductWithTheInversePower(String formula, String operations) {
        assertThat(Stream.of(operations(lower(formula)).split(" "))).containsExactlyInAnyOrder(operations.split(" "));
    }

    @Test
    void thePowerOfAProductOfPositiveNamesTakesOneLogarithmPerName() {
        Expr formula = Expr.parse("(p * N / C)^q");
        Program positive = Lowering.lower(List.of(formula), bindings("p q", "N", "C"));
        assertThat(count(positive, Op.LOG_HIGH)).isEqualTo(3);
        assertThat(count(positive, Op.MULTIPLY) + count(positive, Op.DIVIDE)).isZero();

        Map<String, Lowering.Binding> signed = bindings("p q", "N", "C");
        signed.put("p", new Lowering.Binding(PARAMETERS, false, false));
        assertThat(count(Lowering.lower(List.of(formula), signed), Op.LOG_HIGH)).isEqualTo(1);
    }

    @Test
    void theDerivativeByAnExponentUsesTheLogarithmThatThePowerHasTaken() {
        Expr power = Expr.parse("(N/C)^p");
        Program program = Lowering.lower(List.of(power, power.derivative("p")), bindings("p", "N", "C"));
        assertThat(count(program, Op.LOG_HIGH)).isEqualTo(2);
        assertThat(count(program, Op.POW_FROM_LOG)).isEqualTo(1);
        assertThat(count(program, Op.LOG)).isZero();
    }

    @Test
    void splittingTakesAPowerOfAProductOncePerAxis() {
        List<Expr> formula = List.of(Expr.parse("(C/(6*N))^p"));
        Map<String, Lowering.Binding> bindings = bindings("p", "N", "C");
        Program split = Lowering.lower(formula, bindings, ~PARAMETERS);
        assertThat(axesOfPowers(split)).containsExactlyInAnyOrder(PARAMETERS | N_AXIS, PARAMETERS | C_AXIS);
        Program whole = Lowering.lower(formula, bindings, 0);
        assertThat(axesOfPowers(whole)).containsExactly(PARAMETERS | N_AXIS | C_AXIS);
    }

    @Test
    void splittingLeavesAPowerWholeWhereOneFactorVariesWithTheOther() {
        Program program = Lowering.lower(List.of(Expr.parse("(q/N)^p")), bindings("p q", "N", ""), ~PARAMETERS);
        assertThat(axesOfPowers(program)).containsExactly(PARAMETERS | N_AXIS);
    }

    @Test
    void splittingTakesAnExponentialOfASumOncePerAxis() {
        Map<String, Lowering.Binding> bindings = bindings("p q", "N", "C");
        for (String formula : new String[] {"exp(p*N - q*C + p)", "exp(p*(N - C*q) + N^2)", "q*exp(-(N + C))*N", "2^(p*N - C)"}) {
            Program split = Lowering.lower(List.of(Expr.parse(formula)), bindings, ~PARAMETERS);
            assertThat(split.steps().stream().filter(s -> s.op() == Op.EXP || s.op() == Op.POW_FROM_LOG).map(Step::axes)).as(formula)
                    .allMatch(axes -> (axes & (N_AXIS | C_AXIS)) != (N_AXIS | C_AXIS)).hasSize(2);
            assertThat(split.steps().stream().filter(s -> (s.axes() & N_AXIS) != 0 && (s.axes() & C_AXIS) != 0)).as("one product a cell").hasSize(1);
        }
    }

    @Test
    void splittingLeavesWholeWhatDoesNotFallApartIntoSingleAxes() {
        Map<String, Lowering.Binding> bindings = bindings("p q", "N", "C");
        for (String formula : new String[] {"exp(p*N*C + N)", "(p + N*C)^q", "(N*(N + C))^p", "(N*C)^N"}) {
            assertThat(Lowering.lower(List.of(Expr.parse(formula)), bindings, ~PARAMETERS).listing()).as(formula)
                    .isEqualTo(Lowering.lower(List.of(Expr.parse(formula)), bindings, 0).listing());
        }
    }

    @Test
    void guardedNamesAreCheckedOnceAndOthersNever() {
        Map<String, Lowering.Binding> bindings = bindings("p", "", "");
        bindings.put("N", new Lowering.Binding(N_AXIS, true, true));
        Program program = Lowering.lower(List.of(Expr.parse("p/N + N^p + N*p")), bindings);
        assertThat(count(program, Op.POSITIVE)).isEqualTo(1);
    }

    @Test
    void stepsThatNoResultNeedsAreLeftOut() {
        Program.Builder builder = new Program.Builder();
        int x = builder.leaf("x", 1);
        builder.op(Op.EXP, x);
        Program program = builder.build(List.of(builder.op(Op.NEGATE, x)));
        assertThat(operations(program)).isEqualTo("NEGATE");
        assertThat(program.leaves()).containsExactly(Map.entry("x", 1));
    }

    @Test
    void aStepDependsOnTheAxesOfItsArguments() {
        Program program = Lowering.lower(List.of(Expr.parse("p*N + C")), bindings("p", "N", "C"));
        assertThat(program.step(program.outputs().get(0)).axes()).isEqualTo(PARAMETERS | N_AXIS | C_AXIS);
    }

    @Test
    void theListingShowsOneStepALineAndTheCost() {
        assertThat(lower("x + y*z").listing().lines()).hasSize(5)
                .anyMatch(l -> l.contains("fma %") && l.startsWith("%3"))
                .last().asString().isEqualTo("results [3], 1 vector operations");
    }

    @Test
    void aNameWithoutABindingIsNamed() {
        assertThatThrownBy(() -> Lowering.lower(List.of(Expr.parse("x + unknown")), Map.of("x", new Lowering.Binding(1, false, false))))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("no binding for unknown");
    }

    private static Program lower(String formula) {
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        List.of("x", "y", "z").forEach(name -> bindings.put(name, new Lowering.Binding(1, false, false)));
        return Lowering.lower(List.of(Expr.parse(formula)), bindings);
    }

    /** Positive names by the axis along which they vary. */
    private static Map<String, Lowering.Binding> bindings(String parameters, String n, String c) {
        Map<String, Lowering.Binding> bindings = new HashMap<>();
        List.of(parameters.split(" ")).forEach(p -> bindings.put(p, new Lowering.Binding(PARAMETERS, true, false)));
        List.of(n.split(" ")).forEach(p -> bindings.put(p, new Lowering.Binding(N_AXIS, true, false)));
        List.of(c.split(" ")).forEach(p -> bindings.put(p, new Lowering.Binding(C_AXIS, true, false)));
        return bindings;
    }

    private static List<Integer> axesOfPowers(Program program) {
        return program.steps().stream().filter(s -> s.op() == Op.POW_FROM_LOG).map(Step::axes).toList();
    }

    private static long count(Program program, Op op) {
        return program.steps().stream().filter(s -> s.op() == op).count();
    }

    private static String operations(Program program) {
        return String.join(" ", program.steps().stream().map(Step::op)
                .filter(op -> op != Op.LEAF && op != Op.CONSTANT).map(Op::name).toList());
    }
}
