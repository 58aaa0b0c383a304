package dev.powerlane.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of the form NAME=VALUE, several divided by commas or the option repeated. */
public final class Assignments {
    private Assignments() {}

    /** Numbers, as {@code E=1.8,A=400}; C is compute, as {@code C=1.5PFd} or {@code C=512xH100,30d,40%}. */
    public static Map<String, Double> numbers(String option, List<String> texts) {
        Map<String, Double> values = new LinkedHashMap<>();
        values(option, texts).forEach((name, text) -> values.put(name, name.equals("C") ? Compute.parse(option + " C", text) : Quantity.parse(option + " " + name, text)));
        return values;
    }

    /** As {@link #numbers}, as they are written. */
    public static Map<String, String> values(String option, List<String> texts) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : texts) {
            List<String> assignments = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                int last = assignments.size() - 1;
                // The commas of a cluster's compute divide nothing.
                boolean belongs = part.indexOf('=') < 0 && last >= 0 && Compute.isWritten(assignments.get(last).substring(assignments.get(last).indexOf('=') + 1));
                if (belongs) {
                    assignments.set(last, assignments.get(last) + "," + part);
                } else {
                    assignments.add(part);
                }
            }
            for (String assignment : assignments) {
                String[] sides = sides(option, assignment, "E=1.8");
                put(option, values, sides[0], sides[1]);
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

    /** Texts divided by commas that are outside parentheses and quotes, as {@code N=params,D=greatest(a,b)}. */
    public static Map<String, String> formulas(String option, List<String> texts, String example) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : parts(option, texts)) {
            String[] sides = sides(option, part, example);
            put(option, values, sides[0], sides[1]);
        }
        return values;
    }

    /**
     * What stands between commas that are outside parentheses and quotes.
     *
     * @throws IllegalArgumentException if there is nothing between two of them, or a parenthesis or quote has no other half
     */
    public static List<String> parts(String option, List<String> texts) {
        List<String> parts = new ArrayList<>();
        for (String text : texts) {
            int depth = 0;
            char quote = 0;
            int from = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == ',' && depth == 0) {
                    parts.add(text.substring(from, i).trim());
                    from = i + 1;
                } else {
                    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                }
            }
            if (depth != 0 || quote != 0) {
                throw new IllegalArgumentException(option + ": \"" + text + "\" has a " + (quote != 0 ? "quote" : "parenthesis") + " without its other half");
            }
            parts.add(text.substring(from).trim());
        }
        if (parts.contains("")) {
            throw new IllegalArgumentException(option + ": " + String.join(",", texts) + ": there is nothing before or after a comma");
        }
        return parts;
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
