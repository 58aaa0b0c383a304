package dev.powerlane.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What sections found, as text. */
public final class Summary {
    private final Map<String, List<Result>> results = new LinkedHashMap<>();

    /** Runs sections in their order. */
    public static Summary of(List<Section> sections) {
        Summary summary = new Summary();
        sections.forEach(s -> summary.results.put(s.title(), List.copyOf(s.run())));
        return summary;
    }

    /** Results by the titles of their sections. */
    public Map<String, List<Result>> results() {
        return results;
    }

    /** Whether every claim held, and every section made one. */
    public boolean passed() {
        return results.values().stream().allMatch(list -> !list.isEmpty() && list.stream().allMatch(Result::passed));
    }

    /** A line a claim: passed or FAILED, the worst error beside its bound, where. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        results.forEach((title, list) -> {
            lines.add(title);
            list.forEach(r -> lines.add(String.format(Locale.ROOT, "  %-6s %-52s %10.3g of %-8.3g %-10s %s",
                    r.passed() ? "passed" : "FAILED", r.name(), r.worst(), r.bound(), r.unit(), r.where())));
            if (list.isEmpty()) {
                lines.add("  FAILED nothing was checked");
            }
        });
        return lines;
    }
}
