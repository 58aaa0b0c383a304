package dev.powerlane.cli;

import dev.powerlane.analysis.Allocation;
import dev.powerlane.analysis.ComputeOptimal;
import dev.powerlane.cli.text.Quantity;
import dev.powerlane.cli.text.TextTable;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.Residual;
import dev.powerlane.law.Law;
import dev.powerlane.law.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A fit as {@code fit} prints it: for a reader, or as JSON. */
final class FitReport {
    /** FLOP. */
    private static final double[] BUDGETS = {1e20, 1e22, 1e24, 1e26};

    private final Fit fit;
    private final Law law;
    private final String file;
    private final int resamples;
    private final List<Allocation> optimum;
    private final List<String> warnings;

    FitReport(Fit fit, String file, int resamples) {
        this.fit = fit;
        this.law = fit.law();
        this.file = file;
        this.resamples = resamples;
        this.warnings = new ArrayList<>(fit.warnings());
        this.optimum = optimum();
    }

    /** Nothing for a law that is not one in N and D, and nothing from a fit that is no optimum itself. */
    private List<Allocation> optimum() {
        if (!Set.copyOf(law.inputNames()).equals(Set.of("N", "D")) || !fit.status().isConverged()) {
            return List.of();
        }
        try {
            ComputeOptimal optimal = ComputeOptimal.of(fit);
            return DoubleStream.of(BUDGETS).mapToObj(optimal::at).toList();
        } catch (IllegalArgumentException e) {
            warnings.add("no compute-optimal allocation: " + e.getMessage());
            return List.of();
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add((law.id().isEmpty() ? "" : law.id() + ": ") + law.formula());
        lines.add((law.title().isEmpty() ? "Fitted" : law.title() + "; fitted") + " to " + fit.rows() + " runs of " + file);
        lines.add("");
        TextTable parameters = new TextTable("parameter", ">value", "95 % interval", ">standard error", "meaning");
        for (Parameter p : law.parameters()) {
            Estimate e = fit.estimate(p.name());
            parameters.row(p.name(), Quantity.rounded(e.value(), 6), Double.isNaN(e.lo()) ? "-"
                    : "[" + Quantity.rounded(e.lo(), 4) + ", " + Quantity.rounded(e.hi(), 4) + "]", Quantity.rounded(e.se(), 3),
                            p.meaning());
        }
        lines.addAll(parameters.lines());
        lines.add("");
        lines.add("objective   " + Quantity.rounded(fit.objective(), 10) + ", the sum over " + fit.rows() + " rows of " + objective());
        lines.add("status      " + fit.status() + ": " + fit.statusDetail());
        lines.add("starts      " + fit.starts().agreeing() + " of " + fit.starts().total() + " agree" + others());
        lines.add("intervals   " + (resamples == 0 && !fit.intervals().isKnown() ? "none: --bootstrap 0" : fit.intervalMethod()));
        lines.add("time        " + Quantity.rounded(fit.seconds(), 3) + " s");
        if (!optimum.isEmpty()) {
            lines.add("");
            lines.add("Compute-optimal training, " + ComputeIdentity.TEXT);
            lines.addAll(Allocations.table(optimum));
            lines.add("");
            lines.add(Allocations.meaning(optimum));
        }
        if (!warnings.isEmpty()) {
            lines.add("");
            warnings.forEach(w -> lines.add("Warning: " + w));
        }
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("law", law.id().isEmpty() ? law.formula() : law.id());
        object.put("formula", law.formula());
        object.put("inputs", law.inputNames());
        object.put("n", fit.rows());
        object.put("residual", fit.residual() == Residual.LOG ? "log" : "linear");
        object.put("loss", fit.loss().toString());
        object.put("objective", fit.objective());
        object.put("status", fit.status().name());
        object.put("status_detail", fit.statusDetail());
        Map<String, Object> parameters = new LinkedHashMap<>();
        law.parameters().forEach(p -> parameters.put(p.name(), json(fit.estimate(p.name()), p.positive())));
        object.put("parameters", parameters);
        object.put("intervals", fit.intervalMethod());
        object.put("optimum", Allocations.json(optimum));
        Map<String, Object> starts = new LinkedHashMap<>();
        starts.put("total", fit.starts().total());
        starts.put("agreeing", fit.starts().agreeing());
        starts.put("by_status", fit.starts().byStatus());
        object.put("starts", starts);
        object.put("iterations", fit.iterations());
        object.put("relative_gradient", fit.relativeGradient());
        object.put("condition_number", fit.conditionNumber());
        object.put("inside_delta", fit.insideDelta());
        object.put("warnings", warnings);
        object.put("seconds", fit.seconds());
        return object;
    }

    private static Map<String, Object> json(Estimate e, boolean positive) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("value", e.value());
        object.put("lo", e.lo());
        object.put("hi", e.hi());
        object.put("se", e.se());
        if (positive) {
            object.put("se_log", e.seLog());
        }
        return object;
    }

    private String objective() {
        String r = fit.residual() == Residual.LOG ? "r = ln law - ln loss" : "r = law - loss";
        return fit.loss() instanceof Loss.Huber huber
                ? "Huber's loss of " + r + " (delta " + Quantity.rounded(huber.delta(), 6) + ", " + fit.insideDelta() + " rows inside)"
                : "r^2/2, " + r;
    }

    private String others() {
        String ends = fit.starts().byStatus().entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        return ends.isEmpty() ? "" : " (" + ends + ")";
    }
}
