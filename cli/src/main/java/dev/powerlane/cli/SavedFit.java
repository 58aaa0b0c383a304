package dev.powerlane.cli;

import dev.powerlane.cli.text.Json;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The law and the parameters of what {@code fit --json} wrote. */
record SavedFit(Law law, ParameterSet parameters) {
    private static final String WANTED = "; give what \"powerlane fit --json\" wrote";

    /** Whether LAW names such a file: its ending says so, {@code -} stands for the standard input. */
    static boolean isNamedBy(String law) {
        return law.equals("-") || law.endsWith(".json");
    }

    /** @throws IllegalArgumentException if the file is not there, is not JSON, or lacks a law or a parameter of it */
    static SavedFit read(String file) throws IOException {
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
            parameters.forEach((parameter, estimate) -> values.put(parameter.toString(), value(estimate)));
            return new SavedFit(fitted, fitted.parameterSet(values));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
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
