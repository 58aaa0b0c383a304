package dev.powerlane.cli;

import dev.powerlane.cli.ParameterOptions.Bound;
import dev.powerlane.cli.text.Assignments;
import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.Quantity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eval}: a law at one point. */
@Command(name = "eval", description = "A law at one point", footerHeading = "%nExamples:%n", footer = {
    "  powerlane eval chinchilla --at N=70B,D=1.4T",
    "  powerlane eval chinchilla --at N=7e10,C=5.88e23 --set alpha=.34",
    "  powerlane eval \"E + A*X^-a\" --at X=1e9 --set E=1.7,A=20,a=.2"})
final class EvalCommand extends PowerlaneCommand {
    @Mixin
    private ParameterOptions parameters;

    @Option(names = "--at", required = true, paramLabel = "NAME=VALUE",
            description = "The law's inputs, as N=70B,D=1.4T; of N, D and C = 6 N D two are enough")
    private List<String> at;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    void run() throws IOException {
        Map<String, Double> point = Assignments.numbers("--at", at);
        Bound bound = parameters.bind(point.keySet());
        bound.law().inputs().forEach(input -> {
            if (input.positive() && !(point.get(input.name()) > 0)) {
                throw new IllegalArgumentException("--at " + input.name() + ": must be above zero, not " + point.get(input.name()));
            }
        });
        double loss = bound.law().at(bound.parameters(), point);
        if (json) {
            Map<String, Object> object = bound.json();
            object.put("at", point);
            object.put("loss", loss);
            print(Json.write(object));
            return;
        }
        print(bound.heading());
        print("at " + point.entrySet().stream().map(e -> e.getKey() + " = " + Quantity.count(e.getValue(), 4))
                .collect(Collectors.joining(", ")) + ": loss " + Quantity.rounded(loss, 10));
    }
}
