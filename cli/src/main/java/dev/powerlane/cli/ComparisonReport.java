package dev.powerlane.cli;

import dev.powerlane.fit.Fit;
import dev.powerlane.fit.HeldOut;
import dev.powerlane.fit.Residual;
import dev.powerlane.inference.ModelComparison;
import dev.powerlane.inference.ModelComparison.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Laws side by side, as {@code fit --compare} prints them. */
final class ComparisonReport {
    private final ModelComparison comparison;
    private final String size;
    private final String file;

    /** @param size by what runs are large */
    ComparisonReport(ModelComparison comparison, String size, String file) {
        this.comparison = comparison;
        this.size = size;
        this.file = file;
    }

    private Fit first() {
        return comparison.rows().get(0).fit();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(comparison.rows().size() + " laws fitted to " + first().rows() + " runs of " + file + " by " + first().loss() + " of " + residual() + " residuals");
        lines.add("");
        lines.addAll(comparison.lines());
        lines.add("");
        best().forEach((measure, name) -> lines.add("Least by " + measure.replace('_', ' ') + ": " + (name.isEmpty() ? "no law could be fitted" : name)));
        comparison.rows().stream().filter(row -> !row.fit().status().isConverged())
                .forEach(row -> lines.add("Warning: " + row.name() + ": " + row.fit().status() + ": " + row.fit().statusDetail()));
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("n", first().rows());
        object.put("residual", residual());
        object.put("loss", first().loss().toString());
        object.put("largest_by", size);
        object.put("comparison", comparison.rows().stream().map(ComparisonReport::json).toList());
        object.put("best", best());
        return object;
    }

    private String residual() {
        return first().residual() == Residual.LOG ? "log" : "linear";
    }

    private Map<String, String> best() {
        Map<String, String> best = new LinkedHashMap<>();
        best.put("aicc", comparison.best(Row::aicc));
        best.put("bic", comparison.best(Row::bic));
        best.put("one_out", comparison.best(row -> row.leaveOneOut().rms()));
        best.put("tenth_out", comparison.best(row -> row.folds().rms()));
        best.put("largest_fifth", comparison.best(row -> row.extrapolation().rms()));
        return best;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("law", row.name());
        object.put("formula", row.fit().law().formula());
        object.put("inputs", row.fit().law().inputNames());
        object.put("status", row.fit().status().name());
        object.put("objective", row.fit().objective());
        object.put("free_parameters", row.parameters());
        object.put("aicc", row.aicc());
        object.put("bic", row.bic());
        object.put("one_out", json(row.leaveOneOut()));
        object.put("tenth_out", json(row.folds()));
        object.put("largest_fifth", json(row.extrapolation()));
        Map<String, Object> parameters = new LinkedHashMap<>();
        row.fit().parameters().values().forEach((name, value) -> parameters.put(name, Map.of("value", value)));
        object.put("parameters", parameters);
        return object;
    }

    private static Map<String, Object> json(HeldOut held) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("runs", held.runs());
        object.put("rms", held.rms());
        object.put("absolute", held.absolute());
        object.put("bias", held.bias());
        object.put("failed", held.failed());
        return object;
    }
}
