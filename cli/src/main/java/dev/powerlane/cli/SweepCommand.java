package dev.powerlane.cli;

import dev.powerlane.cli.ParameterOptions.Bound;
import dev.powerlane.cli.output.NpyFile;
import dev.powerlane.cli.output.Progress;
import dev.powerlane.cli.output.TableFile;
import dev.powerlane.cli.output.TableFile.Column;
import dev.powerlane.cli.output.TableFile.Kind;
import dev.powerlane.cli.output.WholeFile;
import dev.powerlane.cli.text.Assignments;
import dev.powerlane.cli.text.Json;
import dev.powerlane.cli.text.Quantity;
import dev.powerlane.cli.text.Range;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.grid.Levels;
import dev.powerlane.grid.Minima;
import dev.powerlane.grid.Quantiles;
import dev.powerlane.grid.RefinedMinima;
import dev.powerlane.grid.TileSink;
import dev.powerlane.kernel.Kernel;
import dev.powerlane.law.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sweep}: a law on a grid, or what it comes to along one axis, into a file. */
@Command(name = "sweep", description = "A law on a grid, its minimum or a level along one axis, or its quantiles, into a file", footerHeading = "%nExamples:%n",
        footer = {
    "  powerlane sweep chinchilla --grid N=1e6:1e12:1024 --grid D=1e8:1e14:1024 --out grid.npy",
    "  powerlane sweep chinchilla --grid N=1e6:1e12:4096 --grid C=1e18:1e26:256 --minimise N --out frontier.csv",
    "  powerlane sweep chinchilla --grid N=1e6:1e12:512 --grid M=lin:1:100:100 --let D=\"M*N\" --out grid.parquet",
    "  powerlane sweep chinchilla --grid N=1e6:1e12:512 --grid D=1e8:1e14:64 --level 2.5:N --out sizes.csv",
    "  powerlane sweep data-constrained --grid N=1e8:1e11:64 --grid D=1e9:1e13:64 --grid U=1e9,1e10,1e11 --quantiles .1,.9 --out q.json"})
final class SweepCommand extends PowerlaneCommand {
    private static final int MOST_LINES = 100_000_000;

    @Mixin
    private ParameterOptions parameters;

    @Option(names = "--grid", required = true, paramLabel = "NAME=RANGE",
            description = "An axis, the last varying fastest: N=1e6:1e12:1024 "
            + "(log-spaced), N=lin:1e9:2e9:11, or N=1e9,7e9,70B; a law in N and D also takes N and C, or C and D, with C = 6 N D")
    private List<String> grid;

    @Option(names = "--let", paramLabel = "NAME=FORMULA", description = "An input computed from the axes: D=\"C/(6*N)\"")
    private List<String> let = new ArrayList<>();

    @Option(names = "--minimise", paramLabel = "NAME", description = "Write only the minimum along this axis, found between the nodes")
    private String along;

    @Option(names = "--level", paramLabel = "LOSS:NAME", description = "Write only where the law first equals a loss along an axis: 2.5:N")
    private String level;

    @Option(names = "--quantiles", arity = "0..1", fallbackValue = ".05,.25,.5,.75,.95", paramLabel = "P,P[:NAME]",
            description = "Write only quantiles, of all cells or along an axis: .05,.5,.95:N (without numbers: ${FALLBACK-VALUE})")
    private String quantiles;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write: .npy, .csv, .parquet or .json; .npy for whole grids only")
    private String out;

    @Option(names = "--json", description = "Print the summary as one JSON object")
    private boolean json;

    /** What a sweep has found, in words: the file, and what is in it. */
    private record Words(String file, String found) {}

    @Override
    void run() throws IOException {
        Path target = WholeFile.checked("--out", out);
        checkEnding();
        List<Axis> axes = new ArrayList<>();
        Assignments.texts("--grid", grid, "N=1e6:1e12:1024").forEach((name, range) -> axes.add(Range.parseAny("--grid", name, range)));
        Grid cells = computed(new Grid(axes));
        size(cells);
        Bound bound = parameters.bind(cells);
        checkSigns(bound, cells);
        Map<String, Object> summary = bound.json();
        summary.put("file", out);
        summary.put("shape", axes.stream().map(Axis::size).toList());
        summary.put("cells", cells.size());
        long began = System.nanoTime();
        Words words = along != null ? minimum(bound, cells, target, summary) : level != null ? level(bound, cells, target, summary)
                : quantiles != null ? quantiles(bound, cells, target, summary) : values(bound, cells, target, summary);
        double seconds = (System.nanoTime() - began) / 1e9;
        summary.put("seconds", seconds);
        if (json) {
            print(Json.write(summary));
            return;
        }
        print(bound.heading());
        print(out + ": " + words.file + "; " + cells.size() + " cells (" + axes.stream().map(a -> a.size() + " " + a.name())
                .collect(Collectors.joining(" x ")) + ") in " + Quantity.rounded(seconds, 3) + " s");
        print(words.found);
    }

    /** Writes every cell; memory use does not grow with the grid. */
    private Words values(Bound bound, Grid grid, Path target, Map<String, Object> summary) throws IOException {
        Least least = new Least();
        Kernel kernel = Kernel.compile(bound.law());
        boolean npy = out.endsWith(".npy");
        try (WholeFile file = WholeFile.beside(target)) {
            TableFile table = npy ? null : TableFile.of(out, file, TableFile.columns(grid));
            TileSink sink = npy ? new NpyFile(file, grid) : table.cells(grid);
            kernel.evaluate(bound.parameters(), grid, least.before(Progress.of(err(), grid.size(), sink)));
            if (table != null) {
                table.end();
            }
            file.commit();
        }
        Map<String, Object> minimum = least.place(grid);
        summary.put("minimum", minimum);
        summary.put("outside", least.outside());
        return new Words(npy ? "doubles in C order" : "a row a cell", minimum.isEmpty()
                ? "No cell has a finite loss." : "Least loss: " + words(minimum) + (least.outside() == 0 ? "" : "; "
                        + least.outside() + " cells are outside the law's domain"));
    }

    /** Writes the minimum along one axis for each combination of the others, without storing the grid. */
    private Words minimum(Bound bound, Grid grid, Path target, Map<String, Object> summary) throws IOException {
        checkLines("--minimise", grid, along);
        Kernel kernel = Kernel.compile(bound.law());
        Minima minima = kernel.minimise(bound.parameters(), grid, along);
        RefinedMinima refined = kernel.refine(bound.parameters(), grid, minima);
        int lines = minima.value().length;
        LineTable table = new LineTable(grid, minima.axes(), along, bound.derived(), line -> refined.place()[line])
                .with(TableFile.number("loss"), line -> minima.index()[line] < 0 ? Double.NaN : refined.value()[line])
                .with(new Column("edge", Kind.FLAG), line -> minima.isInside(line) ? 0 : 1);
        write(table, target, lines, summary);
        int atEdge = 0;
        for (int line = 0; line < lines; line++) {
            atEdge += minima.isInside(line) ? 0 : 1;
        }
        summary.put("minimised", along);
        summary.put("at_edge", atEdge);
        if (atEdge > 0) {
            warn("at " + atEdge + " of " + lines + " points the minimum is at the edge of " + along
                    + ", so that the true one may lie outside; widen --grid " + along);
        }
        return new Words(lines + " minima along " + along + ", columns " + String.join(",", table.columns()),
                atEdge == 0 ? "All minima are inside the " + along + " axis." : atEdge + " minima are at the edge of the " + along + " axis.");
    }

    /** Writes where the law takes a value along one axis. */
    private Words level(Bound bound, Grid grid, Path target, Map<String, Object> summary) throws IOException {
        int colon = level.indexOf(':');
        if (colon < 1 || colon == level.length() - 1) {
            throw new IllegalArgumentException("--level: \"" + level + "\" is not LOSS:NAME, as in --level 2.5:N");
        }
        double value = Quantity.parse("--level", level.substring(0, colon));
        String axis = level.substring(colon + 1);
        checkLines("--level", grid, axis);
        Levels levels = Kernel.compile(bound.law()).levels(bound.parameters(), grid, axis, value);
        int lines = levels.place().length;
        LineTable table = new LineTable(grid, levels.axes(), axis, bound.derived(), line -> levels.place()[line])
                .with(TableFile.number("loss"), line -> levels.count()[line] == 0 ? Double.NaN : value)
                .with(new Column("count", Kind.COUNT), line -> levels.count()[line]);
        write(table, target, lines, summary);
        long met = Arrays.stream(levels.count()).filter(count -> count > 0).count();
        summary.put("level", value);
        summary.put("along", axis);
        summary.put("met", met);
        return new Words(lines + " lines along " + axis + ", columns " + String.join(",", table.columns()),
                "The loss is " + Quantity.rounded(value, 6) + " somewhere on " + met + " of " + lines + " lines.");
    }

    /** Writes quantiles of all cells, a row each, or along one axis, a column each. */
    private Words quantiles(Bound bound, Grid grid, Path target, Map<String, Object> summary) throws IOException {
        int colon = quantiles.indexOf(':');
        String[] numbers = (colon < 0 ? quantiles : quantiles.substring(0, colon)).split(",", -1);
        double[] p = Arrays.stream(numbers).mapToDouble(text -> Quantity.parse("--quantiles", text)).toArray();
        Kernel kernel = Kernel.compile(bound.law());
        LineTable table;
        int lines;
        if (colon < 0) {
            Quantiles of = named("--quantiles", () -> kernel.quantiles(bound.parameters(), grid, Double.POSITIVE_INFINITY, p));
            lines = p.length;
            table = new LineTable(grid, List.of(Axis.of("p", p)), "", "", line -> 0).with(TableFile.number("loss"), line -> of.value()[line][0])
                    .with(new Column("count", Kind.COUNT), line -> of.count()[0]);
        } else {
            String axis = quantiles.substring(colon + 1);
            checkLines("--quantiles", grid, axis);
            Quantiles of = named("--quantiles", () -> kernel.quantilesAlong(bound.parameters(), grid, axis, Double.POSITIVE_INFINITY, p));
            lines = of.count().length;
            table = new LineTable(grid, of.axes(), "", "", line -> 0);
            for (int k = 0; k < p.length; k++) {
                int place = k;
                table.with(TableFile.number("q" + numbers[k].trim()), line -> of.value()[place][line]);
            }
            table.with(new Column("count", Kind.COUNT), line -> of.count()[line]);
        }
        write(table, target, lines, summary);
        return new Words(lines + (lines == 1 ? " row" : " rows") + " of quantiles, columns " + String.join(",", table.columns()),
                colon < 0 ? "Exact quantiles of all cells." : "Exact quantiles along " + quantiles.substring(colon + 1) + ".");
    }

    private void write(LineTable table, Path target, int lines, Map<String, Object> summary) throws IOException {
        try (WholeFile file = WholeFile.beside(target)) {
            table.write(out, file, lines);
            file.commit();
        }
        summary.put("columns", table.columns());
        summary.put("rows", lines);
    }

    // What is refused

    private Grid computed(Grid axes) {
        Grid grid = axes;
        for (Map.Entry<String, String> formula : Assignments.formulas("--let", let, "D=\"C/(6*N)\"").entrySet()) {
            Grid before = grid;
            grid = named("--let", () -> before.let(formula.getKey(), formula.getValue()));
        }
        return grid;
    }

    /** The ending decides the format. */
    private void checkEnding() {
        List<String> asked = new ArrayList<>();
        Stream.of(along == null ? "" : "--minimise", level == null ? "" : "--level", quantiles == null ? "" : "--quantiles").filter(o -> !o.isEmpty()).forEach(asked::add);
        if (asked.size() > 1) {
            throw new IllegalArgumentException(String.join(" and ", asked) + ": one file holds one of them; give two commands");
        }
        boolean isTable = TableFile.ENDINGS.stream().anyMatch(out::endsWith);
        if (!isTable && !out.endsWith(".npy")) {
            throw new IllegalArgumentException("--out: " + out + " ends neither in .npy nor in " + String.join(", ", TableFile.ENDINGS) + "; the ending chooses the format");
        }
        if (!asked.isEmpty() && !isTable) {
            throw new IllegalArgumentException("--out: with " + asked.get(0) + " the result is a table; give a name that ends in "
                    + String.join(", ", TableFile.ENDINGS) + ", not " + out);
        }
    }

    private static void checkSigns(Bound bound, Grid grid) {
        for (Input input : bound.law().inputs()) {
            if (input.positive() && grid.names().contains(input.name()) && !grid.axis(input.name()).isPositive()) {
                throw new IllegalArgumentException("--grid " + input.name() + ": its nodes must be above zero");
            }
        }
    }

    private static void checkLines(String option, Grid grid, String axis) {
        named(option, () -> grid.axis(axis));
        long lines = grid.size() / grid.axis(axis).size();
        if (lines > MOST_LINES) {
            throw new IllegalArgumentException(option + ": " + lines + " lines along " + axis + " do not fit into memory; give fewer nodes");
        }
    }

    private static <V> V named(String option, Supplier<V> step) {
        return FitterOptions.named(option, step);
    }

    private static void size(Grid grid) {
        try {
            grid.size();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("--grid: the grid has more than 2^63 cells; give fewer nodes", e);
        }
    }

    private static String words(Map<String, Object> place) {
        return place.entrySet().stream().map(e -> e.getKey() + " = " + (e.getKey().equals("loss")
                ? Quantity.rounded((Double) e.getValue(), 6) : Quantity.count((Double) e.getValue(), 4))).collect(Collectors.joining(", "));
    }
}
