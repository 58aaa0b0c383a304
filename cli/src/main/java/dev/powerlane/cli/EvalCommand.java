package dev.powerlane.cli;

import dev.powerlane.cli.ParameterOptions.Bound;
import dev.powerlane.cli.text.Assignments;
import dev.powerlane.cli.text.Compute;
import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.TextTable;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eval}: a law at one point. */
@Command(name = "eval", description = "A law at one point, and how it changes with its inputs and parameters", footerHeading = "%nExamples:%n", footer = {
    "  powerlane eval chinchilla --at N=70B,D=1.4T",
    "  powerlane eval chinchilla --at N=7e10,C=5.88e23 --set alpha=.34 --derivatives",
    "  powerlane eval chinchilla --at N=8B,C=512xH100,30d,40%%",
    "  powerlane eval \"E + A*X^-a\" --at X=1e9 --set E=1.7,A=20,a=.2"})
final class EvalCommand extends PowerlaneCommand {
    private static final String PF_DAYS = "PF-days";

    @Mixin
    private ParameterOptions parameters;

    @Option(names = "--at", required = true, paramLabel = "NAME=VALUE",
            description = "The law's inputs, as N=70B,D=1.4T; of N, D and C = 6 N D two are enough; C in FLOP, as 1.5PFd, or as 512xH100,30d,40%%")
    private List<String> at;

    @Option(names = "--derivatives", description = "The derivatives by inputs and parameters, and the elasticities d ln loss/d ln x")
    private boolean derivatives;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    void run() throws IOException {
        Map<String, String> texts = Assignments.values("--at", at);
        Map<String, Double> point = Assignments.numbers("--at", at);
        Bound bound = parameters.bind(point.keySet());
        for (Input input : bound.law().inputs()) {
            if (input.positive() && !(point.get(input.name()) > 0)) {
                throw new IllegalArgumentException("--at " + input.name() + ": must be above zero, not " + point.get(input.name()));
            }
            // Kaplan's laws count compute in PF-days; who writes the unit need not know that.
            if (input.unit().equals(PF_DAYS) && Compute.isWritten(texts.get(input.name()))) {
                point.compute(input.name(), (name, flop) -> flop / Compute.PETAFLOP_DAY);
            }
        }
        double loss = bound.law().at(bound.parameters(), point);
        if (!Double.isFinite(loss)) {
            throw new IllegalArgumentException(bound.law() + " is not a finite number at this point, but " + (Double.isNaN(loss) ? "undefined" : "infinite")
                    + "; its inputs or parameters are out of the range in which it means something");
        }
        List<String> notes = Compute.notes(texts.getOrDefault("C", ""));
        if (json) {
            Map<String, Object> object = bound.json();
            object.put("at", point);
            object.put("loss", loss);
            if (derivatives) {
                Law law = bound.law();
                object.put("gradient", each(law.parameterNames(), name -> Quantity.derivative(name), bound, point));
                object.put("input_derivatives", each(law.inputNames(), name -> Quantity.derivative(name), bound, point));
                object.put("elasticities", each(names(law), Quantity::elasticity, bound, point));
            }
            if (!notes.isEmpty()) {
                object.put("compute", notes);
            }
            print(Json.write(object));
            return;
        }
        print(bound.heading());
        print("at " + point.entrySet().stream().map(e -> e.getKey() + " = " + dev.powerlane.cli.text.Quantity.count(e.getValue(), 4))
                .collect(Collectors.joining(", ")) + ": loss " + dev.powerlane.cli.text.Quantity.rounded(loss, 10));
        print(notes);
        if (derivatives) {
            print("");
            print(table(bound, point));
        }
    }

    private static List<String> names(Law law) {
        return Stream.concat(law.inputNames().stream(), law.parameterNames().stream()).toList();
    }

    private static Map<String, Double> each(Collection<String> names, Function<String, Quantity> quantity, Bound bound, Map<String, Double> point) {
        Map<String, Double> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, bound.law().at(quantity.apply(name), bound.parameters(), point)));
        return values;
    }

    private static List<String> table(Bound bound, Map<String, Double> point) {
        TextTable table = new TextTable("x", "", ">value", ">d loss/dx", ">d ln loss/d ln x", ">loss if x is 1 % larger");
        List<String> inputs = new ArrayList<>(bound.law().inputNames());
        for (String name : names(bound.law())) {
            boolean input = inputs.contains(name);
            double elasticity = bound.law().at(Quantity.elasticity(name), bound.parameters(), point);
            table.row(name, input ? "input" : "parameter", rounded(input ? point.get(name) : bound.parameters().get(name)),
                    rounded(bound.law().at(Quantity.derivative(name), bound.parameters(), point)), rounded(elasticity), rounded(larger(bound, point, name)));
        }
        return table.lines();
    }

    /** The law with an input or a parameter 1 % larger. */
    private static double larger(Bound bound, Map<String, Double> point, String name) {
        if (bound.law().parameterNames().contains(name)) {
            return bound.law().at(bound.parameters().with(Map.of(name, 1.01 * bound.parameters().get(name))), point);
        }
        Map<String, Double> other = new LinkedHashMap<>(point);
        other.compute(name, (n, value) -> 1.01 * value);
        return bound.law().at(bound.parameters(), other);
    }

    private static String rounded(double value) {
        return dev.powerlane.cli.text.Quantity.rounded(value, 6);
    }
}
