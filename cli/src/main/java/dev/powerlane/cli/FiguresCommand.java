package dev.powerlane.cli;

import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.FigureFiles;
import dev.powerlane.cli.figure.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code powerlane figures}: the five charts, with the data behind them. */
@Command(name = "figures", description = "The five charts of published laws, each as SVG and PNG, with the data of every line as CSV",
        footerHeading = "%nExamples:%n", footer = {"  powerlane figures --out charts"})
final class FiguresCommand extends PowerlaneCommand {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to; it is made if it does not exist")
    private String out;

    @Override
    void run() throws IOException {
        // Charts are drawn into files, whether there is a screen or not.
        System.setProperty("java.awt.headless", "true");
        Path folder = folder(out);
        for (Figure figure : Figures.all()) {
            FigureFiles.write(figure, folder).forEach(file -> print(file.toString()));
        }
    }

    /** The folder that --out names, made if it does not exist. */
    static Path folder(String out) {
        if (out.isEmpty()) {
            throw new IllegalArgumentException("--out: an empty name is given for the folder to write to");
        }
        Path folder = Path.of(out);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--out: " + out + " is a file; give the name of a folder");
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException("--out: the folder " + out + " cannot be made: " + e.getMessage(), e);
        }
    }
}
