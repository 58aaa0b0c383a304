package dev.powerlane.cli.text;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/** Numbers as they are written in this field: 7e10, 70B and 70000M are the same one. */
public final class Quantity {
    private static final Map<Character, String> EXPONENTS = Map.of('k', "e3", 'K', "e3", 'M', "e6", 'B', "e9", 'T', "e12");
    private static final String SUFFIXES = "KMBT";

    private Quantity() {}

    /**
     * Reads a decimal number, with K, M, B or T (1e3, 1e6, 1e9, 1e12) behind it or not.
     *
     * @param what names the number in the message, as "--set E"
     * @throws IllegalArgumentException if it is not a finite number
     */
    public static double parse(String what, String text) {
        String decimal = text.trim();
        if (!decimal.isEmpty() && EXPONENTS.containsKey(decimal.charAt(decimal.length() - 1))) {
            char suffix = decimal.charAt(decimal.length() - 1);
            decimal = decimal.substring(0, decimal.length() - 1) + EXPONENTS.get(suffix);
        }
        // Java's own syntax is wider: it also reads NaN, 1f and hexadecimal.
        if (!decimal.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            throw new IllegalArgumentException(what + ": \"" + text + "\" is not a number; write it as 7e10, 70B or 1.4T");
        }
        double value = Double.parseDouble(decimal);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": " + text + " is too large; the largest number is about 1.8e308");
        }
        return value;
    }

    /** All digits: the shortest decimal that reads back as the same number, the same on every JDK. */
    public static String exact(double value) {
        // Before JDK 19 Double.toString sometimes gives a digit too many.
        return NumberOutput.toString(value, true);
    }

    /** So many significant digits, without zeros at the end: 1.784, 0.3426, 8.401e-4, 1.016e12; "-" for what is not known. */
    public static String rounded(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -3 && exponent < 7) {
            return rounded.toPlainString();
        }
        return rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** A count with its suffix, so many significant digits, zeros kept for the eye: 774.9M, 1.016T, 4.250e15. */
    public static String count(double value, int digits) {
        if (!(value >= 1) || !(value < 1e15)) {
            return rounded(value, digits);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        int thousands = Math.min(SUFFIXES.length(), (rounded.precision() - rounded.scale() - 1) / 3);
        BigDecimal scaled = rounded.movePointLeft(3 * thousands);
        int places = Math.max(0, digits - (scaled.precision() - scaled.scale()));
        return scaled.setScale(places, RoundingMode.HALF_EVEN).toPlainString()
                + (thousands == 0 ? "" : SUFFIXES.substring(thousands - 1, thousands));
    }
}
