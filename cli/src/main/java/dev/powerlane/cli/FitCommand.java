package dev.powerlane.cli;

import dev.powerlane.cli.data.Runs;
import dev.powerlane.cli.text.Json;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.Loss;
import dev.powerlane.fit.Residual;
import dev.powerlane.fit.Starts;
import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fit}: a law fitted to training runs. */
@Command(name = "fit", description = "Fits a law to training runs, with intervals and the compute-optimal allocation that follows",
        footerHeading = "%nExamples:%n", footer = {
    "  powerlane fit cli/samples/chinchilla.csv",
    "  powerlane fit runs.parquet --law \"E + A/N^alpha + B/D^beta\" --loss squares --json"})
final class FitCommand extends PowerlaneCommand {
    private static final String RESPONSE = "loss";

    @Parameters(index = "0", paramLabel = "DATA",
            description = "A CSV, Parquet or JSON file, a row a run, with the law's inputs and the loss as columns: N, D, loss")
    private String file;

    @Option(names = "--law", paramLabel = "LAW", defaultValue = "chinchilla",
            description = "A law of the catalogue, or a formula in quotes: its names that are columns are inputs, the others "
                    + "are fitted (default: ${DEFAULT-VALUE})")
    private String law;

    @Option(names = "--loss", paramLabel = "LOSS", defaultValue = "huber:1e-3",
            description = "What is summed over the residuals: huber:DELTA or squares (default: ${DEFAULT-VALUE})")
    private String loss;

    @Option(names = "--residual", paramLabel = "RESIDUAL", defaultValue = "log",
            description = "log: ln law - ln loss; linear: law - loss (default: ${DEFAULT-VALUE})")
    private String residual;

    @Option(names = "--starts", paramLabel = "STARTS", defaultValue = "reduced",
            description = "reduced: a map over the exponents; hoffmann: the 4,500 starts of the Chinchilla paper (default: ${DEFAULT-VALUE})")
    private String starts;

    @Option(names = "--bootstrap", paramLabel = "COUNT", defaultValue = "4000",
            description = "Resamples for the intervals; 0 for none (default: ${DEFAULT-VALUE})")
    private int bootstrap;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "42", description = "Seed of the resampling (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    void run() throws IOException {
        // Everything that can be refused without the data is, before DuckDB is loaded.
        Loss rho = Loss.parse(loss);
        Residual kind = residual(residual);
        Starts from = Starts.parse(starts);
        if (bootstrap < 0) {
            throw new IllegalArgumentException("--bootstrap: the number of resamples cannot be negative, as " + bootstrap + " is");
        }
        FitReport report = new FitReport(fit(kind, rho, from), file, bootstrap);
        if (json) {
            print(Json.write(report.json()));
        } else {
            print(report.lines());
        }
    }

    private Fit fit(Residual kind, Loss rho, Starts from) throws IOException {
        boolean catalogued = Laws.all().stream().anyMatch(known -> known.id().equals(law));
        if (!catalogued) {
            Law.of(law);
        }
        try (Runs runs = Runs.open(file)) {
            Law fitted = Laws.of(law, runs.columns().stream().filter(name -> !name.equals(RESPONSE)).toList());
            fitted.parameterNames().stream().filter(List.of("N", "D")::contains).forEach(name ->
                    warn(file + " has no column " + name + "; it is fitted as a parameter of " + fitted));
            List<String> columns = new ArrayList<>(fitted.inputNames());
            columns.add(RESPONSE);
            List<String> positive = new ArrayList<>(fitted.inputs().stream().filter(Input::positive).map(Input::name).toList());
            positive.add(RESPONSE);
            Data data = Data.of(runs.read(columns, positive), RESPONSE);
            Fitter fitter = Fitter.of(fitted).residual(kind).loss(rho).starts(from).bootstrap(bootstrap).seed(seed);
            try {
                return fitter.fit(data);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
    }

    private static Residual residual(String text) {
        return switch (text) {
            case "log" -> Residual.LOG;
            case "linear" -> Residual.LINEAR;
            default -> throw new IllegalArgumentException("--residual: there is no residual " + text + "; there are log and linear");
        };
    }
}
