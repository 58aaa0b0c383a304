package dev.powerlane.cli;

import dev.powerlane.analysis.Allocation;
import dev.powerlane.analysis.ComputeOptimal;
import dev.powerlane.cli.ParameterOptions.Bound;
import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.Range;
import dev.powerlane.grid.Axis;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimum}: how compute is best divided between parameters and tokens. */
@Command(name = "optimum", description = "The N and D of least loss for a compute budget C = 6 N D", footerHeading = "%nExamples:%n",
        footer = {
    "  powerlane optimum chinchilla --published besiroglu-2024 --compute 1e18:1e26:9",
    "  powerlane optimum fit.json --compute 1e24,5.76e23"})
final class OptimumCommand extends PowerlaneCommand {
    @Mixin
    private ParameterOptions parameters;

    @Option(names = "--compute", required = true, paramLabel = "RANGE",
            description = "Compute in FLOP: 1e18:1e26:9 (log-spaced), lin:1e20:1e21:10, or 1e20,1.5PFd; a cluster as 512xH100,30d,40%%")
    private String compute;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    void run() throws IOException {
        Axis budgets = Range.parse("--compute", "C", compute);
        Bound bound = parameters.bind(List.of("N", "D"));
        ComputeOptimal optimal = ComputeOptimal.of(bound.law(), bound.parameters());
        List<Allocation> allocations = Arrays.stream(budgets.nodes()).mapToObj(optimal::at).toList();
        if (json) {
            Map<String, Object> object = bound.json();
            object.put("method", optimal.method());
            object.put("optimum", Allocations.json(allocations));
            print(Json.write(object));
            return;
        }
        print(bound.heading());
        print("Least loss for " + ComputeIdentity.TEXT + " (" + optimal.method() + ")");
        print("");
        print(Allocations.table(allocations));
        print("");
        print(Allocations.meaning(allocations));
    }
}
