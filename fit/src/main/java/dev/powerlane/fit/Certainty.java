package dev.powerlane.fit;

/**
 * How sure it is that no better optimum exists.
 *
 * @param level        0 no optimum was found; 1 local: a stationary point with a positive definite Hessian, reached by one start;
 *                     2 several starts ended there; 3 the reduced map was searched, and every minimum on its grid polished
 * @param starts       m, the starts that ended at some optimum; plateaus and other failures are left out
 * @param optima       w, how many distinct optima they ended at
 * @param unseenOptima how many more there are, by the estimate of Boender and Rinnooy Kan (1987) for random starts: w (w + 1)/(m - w - 2);
 *                     infinite if m is not above w + 2
 * @param unseenShare  the share of starts that would end at an optimum not seen yet, by the same: w (w + 1)/(m (m - 1)), at most 1
 */
public record Certainty(int level, int starts, int optima, double unseenOptima, double unseenShare) {
    static Certainty of(int starts, int agreeing, int optima, boolean map) {
        double seen = optima * (optima + 1.);
        double unseen = starts > optima + 2 ? seen / (starts - optima - 2) : Double.POSITIVE_INFINITY;
        double share = starts > 1 ? Math.min(1, seen / (starts * (starts - 1.))) : 1;
        int level = agreeing == 0 ? 0 : map ? 3 : agreeing > 1 ? 2 : 1;
        return new Certainty(level, starts, optima, unseen, share);
    }
}
