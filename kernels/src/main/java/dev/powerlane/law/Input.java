package dev.powerlane.law;

import java.util.Objects;

/**
 * What a law is evaluated at.
 *
 * @param name     the symbol in the formula, as {@code N}
 * @param meaning  in words, as "non-embedding parameters"; empty if unknown
 * @param unit     as "tokens" or "FLOP"; empty if unknown
 * @param positive whether the law is defined for positive values only (sizes, counts, compute): a kernel then gives NaN
 *                 for zero and below. Formulas' inputs are positive unless declared otherwise.
 */
public record Input(String name, String meaning, String unit, boolean positive) {
    public Input {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(unit, "unit");
    }

    /** A positive input of which only the name is known. */
    public static Input positive(String name) {
        return new Input(name, "", "", true);
    }

    /** An input that may take any value. */
    public static Input real(String name) {
        return new Input(name, "", "", false);
    }
}
