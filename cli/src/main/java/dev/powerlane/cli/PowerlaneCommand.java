package dev.powerlane.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands share: where results and warnings go, and --help. */
abstract class PowerlaneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help")
    private boolean help;

    /** @throws IllegalArgumentException or IOException with one line that says what is wrong and what would be right */
    abstract void run() throws IOException;

    @Override
    public final Integer call() throws IOException {
        run();
        return status();
    }

    /** The exit status of what has run. */
    int status() {
        return 0;
    }

    /** A line of the result. */
    final void print(String line) {
        spec.commandLine().getOut().println(line);
    }

    final void print(List<String> lines) {
        lines.forEach(this::print);
        spec.commandLine().getOut().flush();
    }

    /** For what is not the result. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A line beside the result. */
    final void warn(String line) {
        err().println("powerlane: warning: " + line);
    }
}
