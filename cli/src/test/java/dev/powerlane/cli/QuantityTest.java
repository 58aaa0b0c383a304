package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.cli.text.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"7e10, 7e10", "70B, 7e10", "1.4T, 1.4e12", "70000M, 7e10", "3k, 3000", ".34, .34", "-1, -1", "+2., 2", "1E3, 1000",
            "'  5 ', 5"})
    void textIsReadAsANumber(String text, double value) {
        assertThat(Quantity.parse("N", text)).isEqualTo(value);
    }

    /** A suffix is part of the decimal: no rounding of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"1.1", "4.35", "0.07", "8.2"})
    void aSuffixRoundsOnce(String text) {
        assertThat(Quantity.parse("N", text + "B")).isEqualTo(Double.parseDouble(text + "e9"));
    }

    @ParameterizedTest
    @CsvSource({"774873738.783, 4, 774.9M", "1.01593191352e12, 4, 1.016T", "999.96e6, 4, 1.000B", "123, 4, 123.0", "12345, 3, 12.3K",
        "4.25e15, 4, 4.25e15", "9.9999e14, 4, 1000T", ".5, 3, 0.5"})
    void countsHaveASuffix(double value, int digits, String text) {
        assertThat(Quantity.count(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1.783894128, 5, 1.7839", "8.4009312e-4, 4, 8.401e-4", "1e20, 4, 1e20", "5.76e23, 3, 5.76e23", "0, 4, 0", "NaN, 4, -",
            "1271.81, 6, 1271.81", "100, 4, 100"})
    void numbersAreRoundedWithoutTrailingZeros(double value, int digits, String text) {
        assertThat(Quantity.rounded(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1 / 3., 2e-3, 1e23, 2.2250738585072014e-308, 9007199254740993., Double.MIN_VALUE, Double.MAX_VALUE})
    void exactNumbersReadBack(double value) {
        assertThat(Double.parseDouble(Quantity.exact(value))).isEqualTo(value);
    }
}
