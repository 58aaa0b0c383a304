package dev.powerlane.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit status 0: done; 2: the input is wrong, one line on stderr says how; 1: a fault of the program. */
public final class Main {
    static final int FAULT = 1;
    static final int WRONG_INPUT = 2;

    /** Wide enough for the examples, each on a line. */
    private static final int HELP_WIDTH = 120;

    private static final Map<String, Supplier<PowerlaneCommand>> COMMANDS = commands();

    /** The name under which the commands stand, and the help that lists them. */
    @Command(name = "powerlane", description = "Fits, evaluates and optimises neural scaling laws.", synopsisSubcommandLabel = "COMMAND",
            commandListHeading = "%nCommands:%n", footer = {"", "\"powerlane COMMAND --help\" explains one, with examples."})
    private static final class Powerlane extends PowerlaneCommand {
        @Override
        void run() {
            throw new IllegalArgumentException("no command is given; there are " + String.join(", ", COMMANDS.keySet())
                    + ", as in: powerlane fit runs.csv");
        }
    }

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false);
        PrintWriter err = new PrintWriter(System.err, true);
        int status = run(args, out, err);
        out.flush();
        System.exit(status);
    }

    /** Runs a command in this process and returns its exit status. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine powerlane = commandLine(args).setOut(out).setErr(err).setUsageHelpWidth(HELP_WIDTH);
        powerlane.setParameterExceptionHandler((e, arguments) -> wrongInput(err, message(e)));
        powerlane.setExecutionExceptionHandler((e, command, parsed) -> failed(err, e));
        try {
            return powerlane.execute(args);
        } catch (OutOfMemoryError e) {
            return wrongInput(err, "there is not enough memory for this; give fewer nodes, or more memory with java -Xmx");
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Only the command that is asked for is read by reflection: that takes milliseconds for each. */
    private static CommandLine commandLine(String[] args) {
        CommandLine powerlane = new CommandLine(new Powerlane());
        boolean known = args.length > 0 && COMMANDS.containsKey(args[0]);
        COMMANDS.forEach((name, command) -> {
            if (!known || name.equals(args[0])) {
                powerlane.addSubcommand(name, command.get());
            }
        });
        return powerlane;
    }

    private static Map<String, Supplier<PowerlaneCommand>> commands() {
        Map<String, Supplier<PowerlaneCommand>> commands = new LinkedHashMap<>();
        commands.put("laws", LawsCommand::new);
        commands.put("eval", EvalCommand::new);
        commands.put("sweep", SweepCommand::new);
        commands.put("fit", FitCommand::new);
        commands.put("optimum", OptimumCommand::new);
        commands.put("next", NextCommand::new);
        commands.put("figures", FiguresCommand::new);
        commands.put("verify", VerifyCommand::new);
        return commands;
    }

    private static String message(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String commands = e.getCommandLine().getParent() == null
                ? "; the commands are " + String.join(", ", COMMANDS.keySet())
                : "; \"powerlane " + e.getCommandLine().getCommandName() + " --help\" lists what there is";
        return e.getMessage() + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?") + commands;
    }

    /** The one place where what went wrong becomes a line and a status. */
    private static int failed(PrintWriter err, Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return wrongInput(err, missing.getFile() + ": there is no such file");
        }
        if (e instanceof AccessDeniedException denied) {
            return wrongInput(err, denied.getFile() + ": this user has no access to it");
        }
        if (e instanceof IOException || e instanceof InvalidPathException || e instanceof IllegalArgumentException) {
            return wrongInput(err, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        err.println("powerlane: " + oneLine(e.toString()) + " (a fault of the program; set POWERLANE_TRACE=1 to see where)");
        trace(err, e);
        return FAULT;
    }

    private static int wrongInput(PrintWriter err, String message) {
        err.println("powerlane: " + oneLine(message));
        return WRONG_INPUT;
    }

    private static void trace(PrintWriter err, Exception e) {
        if (System.getenv("POWERLANE_TRACE") != null) {
            e.printStackTrace(err);
        }
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).collect(Collectors.joining(" "));
    }
}
