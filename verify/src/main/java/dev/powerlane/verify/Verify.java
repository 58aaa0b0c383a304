package dev.powerlane.verify;

import java.util.ArrayList;
import java.util.List;

/** Runs every section, prints what was found, and exits with status 1 if anything fails. */
public final class Verify {
    private Verify() {}

    /** All sections in their quick form. */
    public static List<Section> sections() {
        return List.of(new FunctionSection(), new GradientSection(), new SquaresSection(), new HuberSection(), new CoverageSection());
    }

    /** All sections, coverage on 2,000 data sets of each kind. */
    public static List<Section> wholeSections() {
        List<Section> whole = new ArrayList<>(sections());
        whole.set(whole.size() - 1, new CoverageSection(2000, 1000));
        return whole;
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
