package dev.powerlane.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of the form NAME=VALUE, several divided by commas or the option repeated. */
public final class Assignments {
    private Assignments() {}

    /** Numbers, as {@code E=1.8,A=400}. */
    public static Map<String, Double> numbers(String option, List<String> texts) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String text : texts) {
            for (String assignment : text.split(",", -1)) {
                String[] sides = sides(option, assignment, "E=1.8");
                put(option, values, sides[0], Quantity.parse(option + " " + sides[0], sides[1]));
            }
        }
        return values;
    }

    /** Texts that may hold commas themselves, one an option, as {@code N=1e6:1e12:1024}. */
    public static Map<String, String> texts(String option, List<String> texts, String example) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : texts) {
            String[] sides = sides(option, text, example);
            put(option, values, sides[0], sides[1]);
        }
        return values;
    }

    private static String[] sides(String option, String text, String example) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException(option + ": \"" + text + "\" is not NAME=VALUE, as in " + option + " " + example);
        }
        return new String[] {text.substring(0, equals).trim(), text.substring(equals + 1).trim()};
    }

    private static <V> void put(String option, Map<String, V> values, String name, V value) {
        if (values.put(name, value) != null) {
            throw new IllegalArgumentException(option + ": " + name + " is given twice");
        }
    }
}
