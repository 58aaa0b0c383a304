package dev.powerlane.verify;

import java.util.List;

/** One concern, checked. What is checked is passed to a section's constructor, so that a test can pass something wrong. */
public interface Section {

    /** A heading of a few words. */
    String title();

    /** Runs the checks, which takes seconds. The same on every run: random points are seeded. */
    List<Result> run();
}
