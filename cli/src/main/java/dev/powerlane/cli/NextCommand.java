package dev.powerlane.cli;

import dev.powerlane.analysis.Cost;
import dev.powerlane.analysis.NextRuns;
import dev.powerlane.analysis.NextRuns.Proposal;
import dev.powerlane.analysis.NextRuns.Run;
import dev.powerlane.cli.text.Compute;
import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.Quantity;
import dev.powerlane.cli.text.TextTable;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code next}: the runs that make the compute-optimal size surer. */
@Command(name = "next", description = "Which runs to do next: those that narrow the interval of the compute-optimal N most for a budget",
        footerHeading = "%nExamples:%n", footer = {
    "  powerlane fit runs.csv --json > fit.json",
    "  powerlane next fit.json --compute 1e24 --budget 1e22",
    "  powerlane next fit.json --compute 5PFd --budget 64xA100,7d,40%% --runs 8 --json"})
final class NextCommand extends PowerlaneCommand {
    @Parameters(index = "0", paramLabel = "FIT.json", description = "What \"fit --json\" wrote for a law in N and D (- for standard input)")
    private String file;

    @Option(names = "--compute", required = true, paramLabel = "C", description = "The compute for which the best N is wanted, in FLOP: 1e24, 1.5PFd, 512xH100,30d,40%%")
    private String compute;

    @Option(names = "--budget", required = true, paramLabel = "C", description = "The compute to spend on new runs, all together")
    private String budget;

    @Option(names = "--runs", paramLabel = "COUNT", defaultValue = "4", description = "How many runs (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    void run() throws IOException {
        double target = positive("--compute", compute);
        double spent = positive("--budget", budget);
        if (runs < 1) {
            throw new IllegalArgumentException("--runs: must be 1 or more, not " + runs);
        }
        if (!SavedFit.isNamedBy(file)) {
            throw new IllegalArgumentException(file + ": is not a .json file; give what \"powerlane fit --json\" wrote");
        }
        SavedFit saved = SavedFit.read(file, null);
        if (!Set.copyOf(saved.law().inputNames()).equals(Set.of("N", "D"))) {
            throw new IllegalArgumentException(saved.name() + ": the next runs are those of a law in N and D; " + saved.law() + " is a law in "
                    + String.join(", ", saved.law().inputNames()));
        }
        Fit fit = saved.refit();
        Proposal proposal = FitterOptions.named(saved.name(), () -> NextRuns.of(fit, Cost.TRAINING).propose(target, spent, runs));
        if (json) {
            print(Json.write(json(saved, target, proposal)));
            return;
        }
        print(fit.law() + ", fitted to " + fit.rows() + " runs in " + saved.name());
        print("");
        TextTable table = new TextTable("run", ">N, parameters", ">D, tokens", ">D/N", ">FLOP");
        int k = 1;
        for (Run run : proposal.runs()) {
            table.row(String.valueOf(k++), Quantity.count(run.size(), 4), Quantity.count(run.tokens(), 4), Quantity.rounded(run.tokens() / run.size(), 4),
                    Quantity.rounded(run.cost(), 4));
        }
        print(table.lines());
        print("");
        print("cost       " + Quantity.rounded(proposal.cost(), 4) + " of " + Quantity.rounded(spent, 4) + " FLOP");
        print("now        best N at " + Quantity.rounded(target, 4) + " FLOP is " + words(proposal.now()));
        print("expected   " + words(proposal.expected()) + ", an interval " + Quantity.rounded(100 * proposal.widthRatio(), 3) + " % as wide");
    }

    private static Map<String, Object> json(SavedFit saved, double target, Proposal proposal) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("law", saved.object().get("law"));
        object.put("C", target);
        object.put("runs", proposal.runs().stream().map(run -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("N", run.size());
            one.put("D", run.tokens());
            one.put("C", run.cost());
            return one;
        }).toList());
        object.put("cost", proposal.cost());
        object.put("now", FitReport.json(proposal.now(), true));
        object.put("expected", FitReport.json(proposal.expected(), true));
        object.put("width_ratio", proposal.widthRatio());
        return object;
    }

    private static String words(Estimate e) {
        return Quantity.count(e.value(), 4) + " [" + Quantity.count(e.lo(), 3) + ", " + Quantity.count(e.hi(), 3) + "]";
    }

    private static double positive(String option, String text) {
        double value = Compute.parse(option, text);
        if (!(value > 0)) {
            throw new IllegalArgumentException(option + ": must be above zero, not " + text);
        }
        return value;
    }
}
