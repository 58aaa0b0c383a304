package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import java.util.List;
import java.util.Locale;

/** Ways to the compute-optimal frontier, side by side (Hoffmann et al. 2203.15556, table 2): the exponents of each, and what it projects at a budget. */
public final class Approaches {
    /** What one approach says at a budget. */
    public record Row(String approach, Estimate sizeExponent, Estimate tokensExponent, Estimate size, Estimate tokens) {}

    private final double compute;
    private final List<Row> rows;

    private Approaches(double compute, List<Row> rows) {
        this.compute = compute;
        this.rows = rows;
    }

    /** @param compute the budget, in FLOP, as 5.76e23 */
    public static Approaches at(double compute, Frontier... frontiers) {
        return new Approaches(compute, List.of(frontiers).stream().map(f -> {
            Allocation a = f.at(compute);
            return new Row(f.approach(), a.sizeExponent(), a.tokensExponent(), a.size(), a.tokens());
        }).toList());
    }

    public double compute() {
        return compute;
    }

    public List<Row> rows() {
        return rows;
    }

    /** A table with a line for each approach. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-18s %-22s %-22s N and D at %.4g FLOP%n", "approach", "a", "b", compute));
        for (Row r : rows) {
            table.append(String.format(Locale.ROOT, "%-18s %-22s %-22s %s, %s%n", r.approach, text(r.sizeExponent, "%.3f"), text(r.tokensExponent, "%.3f"),
                    text(r.size, "%.3g"), text(r.tokens, "%.3g")));
        }
        return table.toString();
    }

    private static String text(Estimate e, String format) {
        String value = String.format(Locale.ROOT, format, e.value());
        return Double.isNaN(e.lo()) ? value : String.format(Locale.ROOT, "%s (" + format + " to " + format + ")", value, e.lo(), e.hi());
    }
}
