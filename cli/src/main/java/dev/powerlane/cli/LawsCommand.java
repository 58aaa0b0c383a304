package dev.powerlane.cli;

import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.Quantity;
import dev.powerlane.cli.text.TextTable;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Parameter;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code laws}: the catalogue, or one law of it. */
@Command(name = "laws", description = "The catalogue of laws; one law with its symbols, published constants and papers",
        footerHeading = "%nExamples:%n", footer = {"  powerlane laws", "  powerlane laws chinchilla"})
final class LawsCommand extends PowerlaneCommand {
    private static final int LONGEST_FORMULA = 72;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "A law of the catalogue")
    private String id;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    void run() {
        List<Law> laws = id == null ? Laws.all() : List.of(Laws.get(id));
        if (json) {
            print(Json.write(id == null ? Map.of("laws", laws.stream().map(LawsCommand::json).toList()) : json(laws.get(0))));
        } else if (id == null) {
            TextTable table = new TextTable("law", "formula", "of", "published constants");
            laws.forEach(law -> table.row(law.id(), shortened(law.formula()), String.join(", ", law.inputNames()),
                    String.join(", ", law.published().keySet())));
            print(table.lines());
        } else {
            print(page(laws.get(0)));
        }
    }

    /** The law's page has the whole formula. */
    private static String shortened(String formula) {
        return formula.length() <= LONGEST_FORMULA ? formula : formula.substring(0, LONGEST_FORMULA - 3) + "...";
    }

    private static List<String> page(Law law) {
        List<String> lines = new ArrayList<>();
        lines.add(law.id() + ": " + law.formula());
        lines.add(law.title());
        lines.add("");
        TextTable symbols = new TextTable("symbol", "", "meaning", "unit", "range");
        law.inputs().forEach(i -> symbols.row(i.name(), i.positive() ? "input, positive" : "input", i.meaning(), i.unit(), range(i.low(), i.high())));
        law.parameters().forEach(p -> symbols.row(p.name(), p.positive() ? "parameter, positive" : "parameter", p.meaning(), "", range(p.low(), p.high())));
        lines.addAll(symbols.lines());
        lines.add("");
        if (law.published().isEmpty()) {
            lines.add("No constants are published: fit it, or give its parameters with --set");
        } else {
            lines.add("Published constants, the default first");
            List<String> names = new ArrayList<>(List.of("name"));
            law.parameterNames().forEach(p -> names.add(">" + p));
            TextTable constants = new TextTable(names.toArray(String[]::new));
            law.published().forEach((name, set) -> constants.row(row(name, set)));
            lines.addAll(constants.lines());
            lines.add("");
            law.published().forEach((name, set) -> lines.add(name + ": " + set.source()));
        }
        lines.add("");
        lines.add("Ranges are those in which an input means something, and in which fits of a parameter start.");
        if (law.inputNames().containsAll(List.of("N", "D")) && !law.inputNames().contains("C")) {
            lines.add("Of N, D and C, in FLOP, two are enough: " + ComputeIdentity.TEXT + ".");
        }
        if (!law.published().isEmpty()) {
            lines.add("As in: powerlane eval " + law.id() + " --at "
                    + law.inputs().stream().map(i -> i.name() + "=" + example(i)).collect(Collectors.joining(",")));
        }
        return lines;
    }

    private static String range(double low, double high) {
        return Quantity.rounded(low, 3) + " to " + Quantity.rounded(high, 3);
    }

    /** A value in the middle of an input's range. */
    private static String example(Input input) {
        return Quantity.rounded(input.positive() ? Math.sqrt(input.low() * input.high()) : (input.low() + input.high()) / 2, 2);
    }

    private static String[] row(String name, ParameterSet set) {
        List<String> cells = new ArrayList<>(List.of(name));
        set.values().values().forEach(v -> cells.add(Quantity.rounded(v, 6)));
        return cells.toArray(String[]::new);
    }

    private static Map<String, Object> json(Law law) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("law", law.id());
        object.put("title", law.title());
        object.put("formula", law.formula());
        object.put("inputs", law.inputs().stream().map(LawsCommand::json).toList());
        object.put("parameters", law.parameters().stream().map(LawsCommand::json).toList());
        object.put("published", law.published().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                e -> json(e.getValue()), (a, b) -> a, LinkedHashMap::new)));
        return object;
    }

    private static Map<String, Object> json(Input input) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", input.name());
        object.put("meaning", input.meaning());
        object.put("unit", input.unit());
        object.put("range", List.of(input.low(), input.high()));
        object.put("positive", input.positive());
        return object;
    }

    private static Map<String, Object> json(Parameter parameter) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", parameter.name());
        object.put("meaning", parameter.meaning());
        object.put("positive", parameter.positive());
        object.put("starts", List.of(parameter.low(), parameter.high()));
        return object;
    }

    private static Map<String, Object> json(ParameterSet set) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("source", set.source());
        object.put("parameters", set.values());
        return object;
    }
}
