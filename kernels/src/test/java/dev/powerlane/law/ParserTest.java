package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    private static final String COMMA =
            "; only the arguments of min, max, logsumexp and root are separated by commas, and the decimal mark is a point";
    private static final Map<String, Double> VALUES = Map.of("x", 3., "y", 2., "z", .5, "_a1", 7.);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = ';', value = {
        "2 + 3*4; 14", "(2 + 3)*4; 20", "x - y - z; .5", "x - (y - z); 1.5", "x/y/z; 3", "x*y/z*y; 24",
        "2*x^y; 18", "2^x^y; 512", "(x^y)^z; 3", "-x^y; -9", "(-x)^y; 9", "x^-y; .1111111111111111",
        "4^-y^-1; .5", "--x; 3", "x - -y; 5", "2*-x; -6", "x/-y; -1.5", "-x*y; -6", "-2^2; -4",
        "exp(0) + log(1) + sqrt(4) + abs(-2); 5", "min(x, y); 2", "max(x, y, 9, z); 9", "min(4, x*2, y + 3); 4",
        "_a1 - x; 4", "((((x)))); 3"})
    void precedenceAndAssociativityAreThoseOfMathematics(String formula, double value) {
        assertThat(Expr.parse(formula).evaluate(VALUES)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7e10", "7E+10", ".34", "1.", "1.e3", "4.9e-324", "1.7976931348623157e308", "0e-999"})
    void numbersAreReadAsJavaReadsThem(String number) {
        assertThat(Expr.parse(number)).isEqualTo(new Expr.Constant(Double.parseDouble(number)));
    }

    @Test
    void whiteSpaceOfAnyKindMayStandBetween() {
        assertThat(Expr.parse("\n\tE +\r\n A / N ^ a ")).isEqualTo(Expr.parse("E+A/N^a"));
    }

    @Test
    void namesAreKeptInTheOrderInWhichTheyAreRead() {
        assertThat(Expr.parse("E + A/N^alpha + B/D^beta").names())
                .containsExactly("E", "A", "N", "alpha", "B", "D", "beta");
    }

    @Test
    void eAfterANumberIsANameUnlessDigitsFollow() {
        assertError("2e + 1", "an operator at column 2, found \"e\"; a product is written x*y");
        assertError("2e+x", "an operator at column 2, found \"e\"; a product is written x*y");
    }

    @Test
    void theEndIsNamedWhereItComesTooEarly() {
        assertThatThrownBy(() -> Expr.parse("E + A/N^"))
                .hasMessage("formula \"E + A/N^\": expected a number, a name or \"(\" at column 9, found the end");
        assertError("", "a formula, as E + A/N^alpha, at column 1, found nothing");
        assertError("  ", "a formula, as E + A/N^alpha, at column 3, found nothing");
        assertError("exp(x", "\")\" for the \"(\" of column 4 at column 6, found the end");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "2 N        | an operator at column 3, found \"N\"; a product is written x*y",
        "2(N)       | an operator at column 2, found \"(\"; a product is written x*y",
        "(a b)      | an operator or \")\" at column 4, found \"b\"; a product is written x*y",
        "a 2        | an operator at column 3, found \"2\"; a product is written x*y",
        "L = E + A  | an operator at column 3, found \"=\"; give only what stands right of the \"=\"",
        "1,5        | an operator at column 2, found \",\"" + COMMA,
        "(1,5)      | \")\" for the \"(\" of column 1 at column 3, found \",\"" + COMMA,
        "(a + b     | \")\" for the \"(\" of column 1 at column 7, found the end",
        "a + b)     | an operator at column 6, found \")\"; there is no \"(\" for it",
        "a + ()     | a number, a name or \"(\" at column 6, found \")\"",
        "[a + b]    | a number, a name or \"(\" at column 1, found \"[\"",
        "a[1]       | an operator at column 2, found \"[\"; use ( and )",
        "a ** b     | a number, a name or \"(\" at column 4, found \"*\"; a power is written x^y",
        "a + * b    | a number, a name or \"(\" at column 5, found \"*\"",
        "+a         | a number, a name or \"(\" at column 1, found \"+\""})
    void whatIsNotAnOperandOrOperatorIsPointedAt(String formula, String error) {
        assertError(formula, error);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "1.2.3     | a number, as 406.4 or 7e10, at column 1, found \"1.2.3\"",
        "x + .     | a number, as 406.4 or 7e10, at column 5, found \".\"",
        "1..2      | a number, as 406.4 or 7e10, at column 1, found \"1..2\"",
        "1e5.5     | a number, as 406.4 or 7e10, at column 1, found \"1e5.5\"",
        "x*1e999   | a number up to 1.79e308 at column 3, found \"1e999\"",
        "x*1e-999  | a number down to 4.9e-324, or 0, at column 3, found \"1e-999\""})
    void badNumbersAreQuotedWhole(String formula, String error) {
        assertError(formula, error);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "1 + sine(x)| a function (exp, log, sqrt, abs, min, max, exp2, expm1, log2, log10, log1p, logsumexp, sin, cos, atan, root) at column 5, found \"sine\"; for a product write sine*(",
        "ln(x)      | a function (exp, log, sqrt, abs, min, max, exp2, expm1, log2, log10, log1p, logsumexp, sin, cos, atan, root) at column 1, found \"ln\"; log is the natural logarithm",
        "arctan(x)  | a function (exp, log, sqrt, abs, min, max, exp2, expm1, log2, log10, log1p, logsumexp, sin, cos, atan, root) at column 1, found \"arctan\"; the inverse of tan is atan",
        "pow(x, 2)  | a function (exp, log, sqrt, abs, min, max, exp2, expm1, log2, log10, log1p, logsumexp, sin, cos, atan, root) at column 1, found \"pow\"; a power is written x^y",
        "exp + 1    | \"(\" after the function exp at column 5, found \"+\"",
        "exp(x, y)  | \")\" after the one argument of exp at column 6, found \",\"",
        "min(x)     | \",\" and a second argument of min at column 6, found \")\"",
        "max(x,)    | a number, a name or \"(\" at column 7, found \")\""})
    void functionsAreKnownAndTakeTheirArguments(String formula, String error) {
        assertError(formula, error);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "N^\u03b1       | a number, a name or \"(\" at column 3, found \"\u03b1\" (U+03B1); write alpha",
        "N^\u03bb       | a number, a name or \"(\" at column 3, found \"\u03bb\" (U+03BB); write lambda",
        "E\u0394        | an operator at column 2, found \"\u0394\" (U+0394); write Delta",
        "a \u2212 b     | an operator at column 3, found \"\u2212\" (U+2212); write -",
        "a \u00d7 b     | an operator at column 3, found \"\u00d7\" (U+00D7); write *",
        "a\u00a0+ b     | an operator at column 2, found \"\u00a0\" (U+00A0); write an ordinary space",
        "a\u00b2        | an operator at column 2, found \"\u00b2\" (U+00B2); write ^2",
        "a + \ud83d\ude00 | a number, a name or \"(\" at column 5, found \"\ud83d\ude00\" (U+1F600)"
                + "; a formula is written in ASCII, its names in A-Z, a-z, 0-9 and _"})
    void charactersBeyondAsciiAreNamedWithWhatToType(String formula, String error) {
        assertError(formula, error);
    }

    @Test
    void theColumnIsAlsoANumber() {
        assertThat(catchThrowableOfType(FormulaException.class, () -> Expr.parse("E + A/N^")).column()).isEqualTo(9);
    }

    @Test
    void theMessageIsOneShortLineHoweverLongTheFormula() {
        assertThatThrownBy(() -> Expr.parse("x\n+ x\u2028"))
                .hasMessageStartingWith("formula \"x + x \": expected an operator at column 6, found \"\u2028\" (U+2028)")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Expr.parse("x + ".repeat(300) + "y z" + " + x".repeat(150)))
                .hasMessageContaining("formula \"...").hasMessageContaining("...\": expected an operator at column 1203")
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "-(", "x^", "x^-"})
    void nestingHasALimitAndNoTextExhaustsTheStack(String opening) {
        assertThatThrownBy(() -> Expr.parse(opening.repeat(Parser.MAX_DEPTH + 1)))
                .isInstanceOf(FormulaException.class)
                .hasMessageContaining("expected at most 500 levels of parentheses, signs and powers at column");
        assertThat(Expr.parse("(".repeat(499) + "x" + ")".repeat(499))).isEqualTo(Expr.name("x"));
        assertThatThrownBy(() -> Expr.parse("exp(".repeat(Parser.MAX_DEPTH))).isInstanceOf(FormulaException.class);
    }

    @Test
    void lengthHasALimit() {
        String longest = "x+".repeat(Parser.MAX_LENGTH / 2 - 1) + "x ";
        assertThat(Expr.parse(longest).nodes().size()).isEqualTo(Parser.MAX_LENGTH - 1);
        assertError(longest + " ",
                "the end of the formula (it may have 2000 characters) at column 2001, found 2001 characters in all");
    }

    private static void assertError(String formula, String error) {
        assertThatThrownBy(() -> Expr.parse(formula)).isInstanceOf(FormulaException.class)
                .message().endsWith("\": expected " + error);
    }
}
