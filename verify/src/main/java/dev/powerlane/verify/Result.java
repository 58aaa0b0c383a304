package dev.powerlane.verify;

/**
 * One claim and the worst case found against it.
 *
 * @param name  what was checked
 * @param worst the largest error found; NaN if nothing could be compared
 * @param bound the largest error allowed
 * @param unit  of both, as "ulp"
 * @param where the worst case is, so that it can be repeated
 */
public record Result(String name, double worst, double bound, String unit, String where) {

    /** A NaN never passes. */
    public boolean passed() {
        return worst <= bound;
    }
}
