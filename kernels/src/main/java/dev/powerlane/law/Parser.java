package dev.powerlane.law;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a formula by recursive descent.
 *
 * <pre>
 * sum      = product { ("+" | "-") product }
 * product  = signed { ("*" | "/") signed }
 * signed   = "-" signed | operand [ "^" signed ]        so -x^2 is -(x^2), x^-2 is x^(-2), x^y^z is x^(y^z)
 * operand  = number | name | function "(" sum { "," sum } ")" | "(" sum ")" | root "(" name "," sum "," sum "," sum ")"
 * number   = digits, a point anywhere among them, and an exponent: 7e10, .34, 1.
 * name     = [A-Za-z_] [A-Za-z0-9_]*, but not one of the functions
 * </pre>
 *
 * Length and nesting are bounded, so that no text can exhaust a thread's stack of the usual 1 MB.
 */
final class Parser {
    static final int MAX_LENGTH = 2000;
    static final int MAX_DEPTH = 500;

    private static final List<String> FUNCTIONS = List.of("exp", "log", "sqrt", "abs", "min", "max", "exp2", "expm1", "log2", "log10",
            "log1p", "logsumexp", "sin", "cos", "atan", "root");
    private static final Set<String> OF_SEVERAL = Set.of("min", "max", "logsumexp");
    private static final String OPERAND = "a number, a name or \"(\"";
    private static final String OPERATOR = "an operator";
    private static final int END = -1;

    private final String text;
    private int position;
    private int depth;

    Parser(String formula) {
        text = Objects.requireNonNull(formula, "formula");
    }

    Expr parse() {
        if (text.length() > MAX_LENGTH) {
            throw new FormulaException(text, MAX_LENGTH, "the end of the formula (it may have " + MAX_LENGTH
                    + " characters)", text.length() + " characters in all", "");
        }
        if (peek() == END) {
            throw new FormulaException(text, position, "a formula, as E + A/N^alpha,", "nothing", "");
        }
        Expr formula = sum();
        if (peek() != END) {
            throw unexpected(OPERATOR);
        }
        return formula;
    }

    private Expr sum() {
        Expr left = product();
        while (true) {
            if (accept('+')) {
                left = Expr.add(left, product());
            } else if (accept('-')) {
                left = Expr.subtract(left, product());
            } else {
                return left;
            }
        }
    }

    private Expr product() {
        Expr left = signed();
        while (true) {
            if (accept('*')) {
                left = Expr.multiply(left, signed());
            } else if (accept('/')) {
                left = Expr.divide(left, signed());
            } else {
                return left;
            }
        }
    }

    private Expr signed() {
        enter();
        Expr result;
        if (accept('-')) {
            result = Expr.negate(signed());
        } else {
            result = operand();
            if (accept('^')) {
                result = Expr.power(result, signed());
            }
        }
        depth--;
        return result;
    }

    private Expr operand() {
        int c = peek();
        if (c == '(') {
            int at = position++;
            Expr inner = sum();
            close(at);
            return inner;
        }
        if (isDigit(c) || c == '.') {
            return number();
        }
        return isLetter(c) ? nameOrFunction() : fail(OPERAND);
    }

    /** A formula is as deep as its parentheses, signs and powers together: all of them come through signed(). */
    private void enter() {
        if (++depth > MAX_DEPTH) {
            peek();
            throw new FormulaException(text, position, "at most " + MAX_DEPTH + " levels of parentheses, signs and powers",
                    "another", "");
        }
    }

    private void close(int at) {
        if (!accept(')')) {
            throw unexpected(peek() == END || peek() == ',' ? "\")\" for the \"(\" of column " + columnOf(at)
                    : "an operator or \")\"");
        }
    }

    // Numbers and names

    private Expr number() {
        int start = position;
        skipDigits();
        if (charAt(position) == '.') {
            position++;
            skipDigits();
        }
        int sign = charAt(position + 1) == '+' || charAt(position + 1) == '-' ? 1 : 0;
        if ((charAt(position) | 0x20) == 'e' && isDigit(charAt(position + 1 + sign))) {
            position += 1 + sign;
            skipDigits();
        }
        if (charAt(position) == '.' || text.substring(start, position).equals(".")) {
            int end = position;
            while (isDigit(charAt(end)) || charAt(end) == '.') {
                end++;
            }
            throw new FormulaException(text, start, "a number, as 406.4 or 7e10,", quoted(text.substring(start, end)), "");
        }
        String digits = text.substring(start, position);
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new FormulaException(text, start, "a number up to 1.79e308", quoted(digits), "");
        }
        if (value == 0 && digits.split("[eE]")[0].matches(".*[1-9].*")) {
            throw new FormulaException(text, start, "a number down to 4.9e-324, or 0,", quoted(digits), "");
        }
        return Expr.constant(value);
    }

    private Expr nameOrFunction() {
        int start = position;
        String word = word(start);
        position += word.length();
        if (FUNCTIONS.contains(word)) {
            return function(word);
        }
        if (peek() == '(') {
            throw new FormulaException(text, start, "a function (" + String.join(", ", FUNCTIONS) + ")", quoted(word),
                    switch (word.toLowerCase(Locale.ROOT)) {
                        case "ln" -> "log is the natural logarithm";
                        case "tan" -> "tan(x) is sin(x)/cos(x)";
                        case "arctan" -> "the inverse of tan is atan";
                        case "tanh" -> "tanh(x) is 1 - 2/(exp(2*x) + 1)";
                        case "lse" -> "log(exp(a) + exp(b)) is logsumexp(a, b)";
                        case "pow" -> "a power is written x^y";
                        default -> "for a product write " + word + "*(";
                    });
        }
        return Expr.name(word);
    }

    private Expr function(String name) {
        if (peek() != '(') {
            throw unexpected("\"(\" after the function " + name);
        }
        int at = position++;
        if (name.equals("root")) {
            return root(at);
        }
        Expr first = sum();
        Expr result = switch (name) {
            case "exp" -> Expr.exp(first);
            case "exp2" -> Expr.exp2(first);
            case "expm1" -> Expr.expm1(first);
            case "log" -> Expr.log(first);
            case "log2" -> Expr.log2(first);
            case "log10" -> Expr.log10(first);
            case "log1p" -> Expr.log1p(first);
            case "sin" -> Expr.sin(first);
            case "cos" -> Expr.cos(first);
            case "atan" -> Expr.atan(first);
            case "sqrt" -> Expr.sqrt(first);
            case "abs" -> Expr.abs(first);
            default -> first;
        };
        boolean folds = OF_SEVERAL.contains(name);
        if (folds && peek() == ')') {
            throw new FormulaException(text, position, "\",\" and a second argument of " + name, "\")\"", "");
        }
        if (!folds && peek() == ',') {
            throw new FormulaException(text, position, "\")\" after the one argument of " + name, "\",\"", "");
        }
        while (folds && accept(',')) {
            Expr next = sum();
            result = switch (name) {
                case "min" -> Expr.min(result, next);
                case "max" -> Expr.max(result, next);
                default -> Expr.logSumExp(result, next);
            };
        }
        close(at);
        return result;
    }

    private Expr root(int at) {
        peek();
        int start = position;
        String unknown = word(start);
        if (unknown.isEmpty() || !isLetter(charAt(start)) || FUNCTIONS.contains(unknown)) {
            throw unexpected("the name of the unknown, as x in root(x, low, high, formula)");
        }
        position += unknown.length();
        Expr[] rest = new Expr[3];
        for (int i = 0; i < rest.length; i++) {
            if (!accept(',')) {
                throw unexpected("\",\" and the next argument of root(" + unknown + ", low, high, formula)");
            }
            rest[i] = sum();
        }
        close(at);
        if (!rest[2].names().contains(unknown)) {
            throw new FormulaException(text, start, "an unknown that occurs in the formula of its root,", quoted(unknown), "");
        }
        return Expr.root(unknown, rest[0], rest[1], rest[2]);
    }

    private String word(int start) {
        int end = start;
        while (isLetter(charAt(end)) || isDigit(charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    // Characters

    /** The next character after white space, or END. */
    private int peek() {
        while (isSpace(charAt(position))) {
            position++;
        }
        return charAt(position);
    }

    private boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    private void skipDigits() {
        while (isDigit(charAt(position))) {
            position++;
        }
    }

    private int charAt(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }

    private int columnOf(int index) {
        return text.codePointCount(0, index) + 1;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    // What to say

    private Expr fail(String expected) {
        throw unexpected(expected);
    }

    private FormulaException unexpected(String expected) {
        int c = peek();
        if (c == END) {
            return new FormulaException(text, position, expected, "the end", "");
        }
        int character = text.codePointAt(position);
        if (character > '~' || character < ' ') {
            return new FormulaException(text, position, expected,
                    quoted(character < ' ' || character == 0x7f ? " " : Character.toString(character))
                            + String.format(" (U+%04X)", character), hintFor(character));
        }
        String found = isLetter(c) ? word(position) : Character.toString(c);
        return new FormulaException(text, position, expected, quoted(found), hint(c, expected));
    }

    private String hint(int c, String expected) {
        if (expected.equals(OPERAND)) {
            return c == '*' && charAt(position - 1) == '*' ? "a power is written x^y" : "";
        }
        if (isLetter(c) || isDigit(c) || c == '.' || c == '(') {
            return "a product is written x*y";
        }
        return switch (c) {
            case '=' -> "give only what stands right of the \"=\"";
            case ',' -> "only the arguments of min, max, logsumexp and root are separated by commas, and the decimal mark is a point";
            case ')' -> expected.equals(OPERATOR) ? "there is no \"(\" for it" : "";
            case '[', ']', '{', '}' -> "use ( and )";
            default -> "";
        };
    }

    /** What to type for a character that is not ASCII; {@code alpha} for the Greek letter, from its Unicode name. */
    private static String hintFor(int character) {
        String name = Objects.requireNonNullElse(Character.getName(character), "");
        if (name.matches("GREEK (SMALL|CAPITAL) LETTER [A-Z]+")) {
            String letter = name.substring(name.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT)
                    .replace("lamda", "lambda");
            return "write " + (name.contains("CAPITAL") ? letter.substring(0, 1).toUpperCase(Locale.ROOT)
                    + letter.substring(1) : letter);
        }
        if (Character.isSpaceChar(character)) {
            return "write an ordinary space";
        }
        return switch (character) {
            case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212 -> "write -";
            case 0xB7, 0xD7, 0x2217, 0x22C5 -> "write *";
            case 0xF7, 0x2044, 0x2215 -> "write /";
            case 0xB2, 0xB3 -> "write ^" + (character - 0xB0);
            case 0x221A -> "write sqrt(";
            default -> "a formula is written in ASCII, its names in A-Z, a-z, 0-9 and _";
        };
    }

    private static String quoted(String found) {
        return "\"" + found + "\"";
    }
}
