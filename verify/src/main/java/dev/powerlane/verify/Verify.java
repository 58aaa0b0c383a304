package dev.powerlane.verify;

import java.util.List;

/** Runs every section, prints what was found, and exits with status 1 if anything fails. */
public final class Verify {
    private Verify() {}

    /** All sections in their quick form. */
    public static List<Section> sections() {
        return List.of(new FunctionSection(), new GradientSection(), new SquaresSection(), new HuberSection(), new CoverageSection());
    }

    public static void main(String[] arguments) {
        Summary summary = Summary.of(sections());
        summary.lines().forEach(System.out::println);
        System.out.println(summary.passed() ? "All passed." : "Something FAILED.");
        if (!summary.passed()) {
            System.exit(1);
        }
    }
}
