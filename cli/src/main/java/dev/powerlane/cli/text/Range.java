package dev.powerlane.cli.text;

import dev.powerlane.grid.Axis;
import java.util.List;

/**
 * Nodes of an axis as text: {@code 1e6:1e12:1024} is log-spaced, {@code lin:1:10:10} linear, {@code 1e9,7e9,70B} a list. Those of C may be
 * written as {@link Compute}.
 */
public final class Range {
    private static final String FORMS = "write a log-spaced range as 1e6:1e12:1024, a linear one as lin:1:10:10, a list as 1e9,7e9,70B";
    /** The axis whose nodes may be written as {@link Compute}. */
    private static final String COMPUTE = "C";
    private static final int MOST_NODES = 100_000_000;

    private Range() {}

    /**
     * @param option the option that the text was given to, for messages
     * @param name   the axis
     * @throws IllegalArgumentException if the text is none of the three forms, or gives no positive finite node
     */
    public static Axis parse(String option, String name, String text) {
        Axis axis = parseAny(option, name, text);
        if (!axis.isPositive()) {
            throw new IllegalArgumentException(option + " " + name + ": " + text + " is not above zero");
        }
        return axis;
    }

    /** As {@link #parse}, but linear ranges and lists may hold any finite number. */
    public static Axis parseAny(String option, String name, String text) {
        String what = option + " " + name;
        boolean linear = text.startsWith("lin:");
        String[] parts = (linear ? text.substring(4) : text).split(":", -1);
        if (parts.length == 1 && !linear) {
            return Axis.of(name, (name.equals(COMPUTE) ? Compute.list(text) : List.of(text.split(",", -1))).stream().mapToDouble(node -> value(what, name, node)).toArray());
        }
        if (parts.length != 3) {
            throw new IllegalArgumentException(what + ": \"" + text + "\" is not a range; " + FORMS);
        }
        double low = number(what, name, parts[0], linear);
        double high = number(what, name, parts[1], linear);
        int count = count(what, parts[2]);
        if (low > high || low == high != (count == 1)) {
            throw new IllegalArgumentException(what + ": " + text + " does not go from a lower to a higher number; " + FORMS);
        }
        return linear ? Axis.linear(name, low, high, count) : Axis.log(name, low, high, count);
    }

    private static double value(String what, String name, String text) {
        return name.equals(COMPUTE) ? Compute.parse(what, text) : Quantity.parse(what, text);
    }

    private static double number(String what, String name, String text, boolean linear) {
        double value = value(what, name, text);
        if (!(value > 0 || linear)) {
            throw new IllegalArgumentException(what + ": " + text.trim() + " is not above zero");
        }
        return value;
    }

    private static int count(String what, String text) {
        double count = Quantity.parse(what, text);
        if (count != Math.rint(count) || count < 1 || count > MOST_NODES) {
            throw new IllegalArgumentException(what + ": the number of nodes must be a whole number from 1 to " + MOST_NODES + ", not " + text);
        }
        return (int) count;
    }
}
