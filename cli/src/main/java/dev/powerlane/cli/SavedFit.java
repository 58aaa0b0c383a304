package dev.powerlane.cli;

import dev.powerlane.cli.text.Json;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code fit --json} wrote.
 *
 * @param name       what messages call it
 * @param law        with the inputs that it was fitted in
 * @param parameters of the law, or of one group
 * @param object     all of it
 */
record SavedFit(String name, Law law, ParameterSet parameters, Map<String, Object> object) {
    /** More would make the file large. */
    private static final int MOST_RUNS = 10_000;
    private static final String WANTED = "; give what \"powerlane fit --json\" wrote";

    /** Whether LAW names such a file: its ending says so, {@code -} stands for the standard input. */
    static boolean isNamedBy(String law) {
        return law.equals("-") || law.endsWith(".json");
    }

    /**
     * @param group of a fit of groups; null for none
     * @throws IllegalArgumentException if the file is not there, is not JSON, or lacks a law or a parameter of it
     */
    static SavedFit read(String file, String group) throws IOException {
        String name = file.equals("-") ? "standard input" : file;
        Map<String, Object> fit;
        try {
            fit = Json.read(text(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage() + WANTED, e);
        }
        if (!(fit.get("law") instanceof String law) || !(fit.get("inputs") instanceof List<?> inputs)
                || !(fit.get("parameters") instanceof Map<?, ?> parameters)) {
            throw new IllegalArgumentException(name + ": has no law, inputs and parameters" + WANTED);
        }
        try {
            Law fitted = Laws.of(law, inputs.stream().map(String::valueOf).toList());
            Map<String, Double> values = new LinkedHashMap<>();
            ofGroup(fit, group, parameters).forEach((parameter, estimate) -> values.put(parameter.toString(), value(estimate)));
            return new SavedFit(name, fitted, fitted.parameterSet(values), fit);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static Map<?, ?> ofGroup(Map<String, Object> fit, String group, Map<?, ?> parameters) {
        if (!(fit.get("groups") instanceof Map<?, ?> groups)) {
            if (group != null) {
                throw new IllegalArgumentException("--group: the fit has no groups");
            }
            return parameters;
        }
        if (group == null || !(groups.get(group) instanceof Map<?, ?> one) || !(one.get("parameters") instanceof Map<?, ?> own)) {
            throw new IllegalArgumentException((group == null ? "it is a fit of groups; choose one with --group" : "there is no group " + group) + "; there are "
                    + groups.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return own;
    }

    /**
     * The fit done again, from the runs in the file and as its options say.
     *
     * @throws IllegalArgumentException if the file does not hold the runs
     */
    Fit refit() {
        if (!(object.get("options") instanceof Map<?, ?> options) || !(object.get("data") instanceof Map<?, ?> columns)) {
            throw new IllegalArgumentException(name + ": does not hold the runs that were fitted, as a fit of groups, of clusters or of more than "
                    + MOST_RUNS + " runs does not" + WANTED);
        }
        FitterOptions fitter = FitterOptions.of(options);
        Map<String, double[]> data = new LinkedHashMap<>();
        columns.forEach((column, values) -> data.put(column.toString(), numbers(values)));
        return fitter.fitter(fitter.law(law)).fit(Data.of(data, DataOptions.RESPONSE));
    }

    /** What {@link #refit} needs, beside what is there already. */
    static void add(Map<String, Object> object, Data data, FitterOptions options) {
        if (data.rows() <= MOST_RUNS && options.labels().isEmpty()) {
            object.put("options", options.json());
            Map<String, Object> columns = new LinkedHashMap<>();
            data.names().forEach(column -> columns.put(column, Arrays.stream(data.column(column)).boxed().toList()));
            object.put("data", columns);
        }
    }

    private static double[] numbers(Object values) {
        return values instanceof List<?> list ? list.stream().mapToDouble(v -> v instanceof Number number ? number.doubleValue() : Double.NaN).toArray() : new double[0];
    }

    private static String text(String file) throws IOException {
        if (file.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new IOException("there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new IOException("is a directory");
        }
        return Files.readString(path);
    }

    private static double value(Object estimate) {
        return estimate instanceof Map<?, ?> map && map.get("value") instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
