package dev.powerlane.cli;

import dev.powerlane.cli.ParameterOptions.Bound;
import dev.powerlane.cli.output.CsvFile;
import dev.powerlane.cli.output.NpyFile;
import dev.powerlane.cli.output.WholeFile;
import dev.powerlane.cli.text.Assignments;
import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.Quantity;
import dev.powerlane.cli.text.Range;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Minima;
import dev.powerlane.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sweep}: a law on a grid, or its least value along one axis, into a file. */
@Command(name = "sweep", description = "A law on a grid, or its minimum along one axis, into a file", footerHeading = "%nExamples:%n",
        footer = {
    "  powerlane sweep chinchilla --grid N=1e6:1e12:1024 --grid D=1e8:1e14:1024 --out grid.npy",
    "  powerlane sweep chinchilla --grid N=1e6:1e12:4096 --grid C=1e18:1e26:256 --minimise N --out frontier.csv"})
final class SweepCommand extends PowerlaneCommand {
    private static final int MOST_MINIMA = 100_000_000;

    @Mixin
    private ParameterOptions parameters;

    @Option(names = "--grid", required = true, paramLabel = "NAME=RANGE",
            description = "An axis, the last varying fastest: N=1e6:1e12:1024 "
            + "(log-spaced), N=lin:1e9:2e9:11, or N=1e9,7e9,70B; a law in N and D also takes N and C, or C and D, with C = 6 N D")
    private List<String> grid;

    @Option(names = "--minimise", paramLabel = "NAME", description = "Write only the minimum along this axis, to a .csv file")
    private String along;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write, .npy or .csv")
    private String out;

    @Option(names = "--json", description = "Print the summary as one JSON object")
    private boolean json;

    @Override
    void run() throws IOException {
        Path target = WholeFile.checked("--out", out);
        boolean csv = ending(along != null);
        List<Axis> axes = new ArrayList<>();
        Assignments.texts("--grid", grid, "N=1e6:1e12:1024").forEach((name, range) -> axes.add(Range.parse("--grid", name, range)));
        Grid cells = new Grid(axes);
        Bound bound = parameters.bind(cells.names());
        Map<String, Object> summary = bound.json();
        summary.put("file", out);
        summary.put("shape", axes.stream().map(Axis::size).toList());
        summary.put("cells", size(cells));
        long began = System.nanoTime();
        String[] words = along == null ? values(bound, cells, target, csv, summary) : minimum(bound, cells, target, summary);
        double seconds = (System.nanoTime() - began) / 1e9;
        summary.put("seconds", seconds);
        if (json) {
            print(Json.write(summary));
            return;
        }
        print(bound.heading());
        print(out + ": " + words[0] + "; " + cells.size() + " cells (" + axes.stream().map(a -> a.size() + " " + a.name())
                .collect(Collectors.joining(" x ")) + ") in " + Quantity.rounded(seconds, 3) + " s");
        print(words[1]);
    }

    /** Writes every cell; memory use does not grow with the grid. */
    private static String[] values(Bound bound, Grid grid, Path target, boolean csv, Map<String, Object> summary) throws IOException {
        Least least = new Least();
        Kernel kernel = Kernel.compile(bound.law());
        try (WholeFile file = WholeFile.beside(target)) {
            if (csv) {
                List<String> columns = new ArrayList<>(grid.names());
                columns.add("loss");
                CsvFile rows = new CsvFile(file, columns);
                kernel.evaluate(bound.parameters(), grid, least.before(rows.cells(grid)));
                rows.flush();
            } else {
                kernel.evaluate(bound.parameters(), grid, least.before(new NpyFile(file, grid)));
            }
            file.commit();
        }
        Map<String, Object> minimum = least.place(grid);
        summary.put("minimum", minimum);
        summary.put("outside", least.outside());
        return new String[] {csv ? "a row a cell" : "doubles in C order", minimum.isEmpty()
                ? "No cell has a finite loss." : "Least loss: " + words(minimum) + (least.outside() == 0 ? "" : "; "
                        + least.outside() + " cells are outside the law's domain")};
    }

    /** Writes the minimum along one axis for each combination of the others, without storing the grid. */
    private String[] minimum(Bound bound, Grid grid, Path target, Map<String, Object> summary) throws IOException {
        long lines = grid.size() / grid.axis(along).size();
        if (lines > MOST_MINIMA) {
            throw new IllegalArgumentException("--minimise: " + lines + " minima along " + along + " do not fit into memory; give fewer nodes");
        }
        Minima minima = Kernel.compile(bound.law()).minimise(bound.parameters(), grid, along);
        Frontier frontier = new Frontier(minima, bound.derived());
        try (WholeFile file = WholeFile.beside(target)) {
            frontier.write(file);
            file.commit();
        }
        summary.put("minimised", along);
        summary.put("columns", frontier.columns());
        summary.put("rows", minima.value().length);
        summary.put("at_edge", frontier.atEdge());
        if (frontier.atEdge() > 0) {
            warn("at " + frontier.atEdge() + " of " + minima.value().length + " points the minimum is at the edge of " + along
                    + ", so that the true one may lie outside; widen --grid " + along);
        }
        return new String[] {minima.value().length + " minima along " + along + ", columns " + String.join(",", frontier.columns()),
            frontier.atEdge() == 0 ? "All minima are inside the " + along + " axis."
                    : frontier.atEdge() + " minima are at the edge of the " + along + " axis."};
    }

    /** Whether the file is a CSV; its ending decides. */
    private boolean ending(boolean minimum) {
        boolean csv = out.endsWith(".csv");
        if (!csv && !out.endsWith(".npy")) {
            throw new IllegalArgumentException("--out: " + out + " ends neither in .npy nor in .csv; the ending chooses the format");
        }
        if (minimum && !csv) {
            throw new IllegalArgumentException("--out: with --minimise the result is a table; give a name that ends in .csv, not " + out);
        }
        return csv;
    }

    private static long size(Grid grid) {
        try {
            return grid.size();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("--grid: the grid has more than 2^63 cells; give fewer nodes", e);
        }
    }

    private static String words(Map<String, Object> place) {
        return place.entrySet().stream().map(e -> e.getKey() + " = " + (e.getKey().equals("loss")
                ? Quantity.rounded((Double) e.getValue(), 6) : Quantity.count((Double) e.getValue(), 4))).collect(Collectors.joining(", "));
    }
}
