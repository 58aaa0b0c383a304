package dev.powerlane.law;

/**
 * A text is not a formula. The message is one line that names the formula, the column, what was expected and what was
 * found there, as {@code formula "E + A/N^": expected a number, a name or "(" at column 9, found the end}.
 */
public final class FormulaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 100;

    private final int column;

    /** @param hint what to write instead; empty for none */
    FormulaException(String formula, int position, String expected, String found, String hint) {
        super("formula \"" + excerpt(formula, position) + "\": expected " + expected + " at column "
                + column(formula, position) + ", found " + found + (hint.isEmpty() ? "" : "; " + hint));
        column = column(formula, position);
    }

    /** Where the formula goes wrong, in characters counted from 1; past the last one if the end comes too early. */
    public int column() {
        return column;
    }

    private static int column(String formula, int position) {
        return formula.codePointCount(0, position) + 1;
    }

    /** The text around a position, in one line. */
    private static String excerpt(String formula, int position) {
        int from = formula.length() <= SHOWN ? 0 : Math.max(0, Math.min(position - SHOWN / 2, formula.length() - SHOWN));
        int to = Math.min(formula.length(), from + SHOWN);
        return (from > 0 ? "..." : "") + oneLine(formula.substring(from, to)) + (to < formula.length() ? "..." : "");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]", " ");
    }
}
