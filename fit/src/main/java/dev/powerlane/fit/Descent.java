package dev.powerlane.fit;

/** One fit on its way down, in reverse communication: {@link Newton}, or {@link ArrowNewton} for groups. Read after its end; the limits are those of both. */
interface Descent {
    /** Decrement, relative to the objective, below which differences of the objective are round-off. */
    double END_GAME = 1e-12;
    /** Decrement, relative to the objective, at which a fit has converged: a relative gradient of 1e-12. */
    double CONVERGED = 1e-24;
    /** As far as rounding lets a fit come, its relative gradient must still be below 1e-10. */
    double ROUNDOFF = 1e-20;
    /** Decrements of this many times the floor are round-off. */
    double NOISE = 100;
    /** A scaled pivot of the Hessian below this is zero but for rounding. */
    double SINGULAR = 1e-13;
    /** The Hessian of coordinates that occur only together holds what is left of the gradient: pivots of this many times that are zero too. */
    double REMNANT = 1e3;
    /** A coordinate that would still move by this share of its size, where the objective has settled, is on its way to infinity. */
    double STILL_MOVING = 1e-3;
    double FIRST_DAMPING = 1e-3;
    /** Damping below this is none. */
    double NO_DAMPING = 1e-9;
    double MOST_DAMPING = 1e20;
    int MOST_ITERATIONS = 300;

    /** Goes on with an objective that has changed a little: undamped, and without a new count of iterations or new scales. */
    void restart(double[] from);

    /** The point where the fit ended. */
    double[] result();

    double objective();

    /** The objective of residuals that are nothing but round-off. */
    double floor();

    Status status();

    int iterations();

    /** The root of the decrement over the objective: zero at an optimum. */
    double relativeGradient();

    /** Holds coordinates at a bound that the step would lead out of; whether there were any. */
    static boolean holdMore(boolean[] held, double[] point, double[] step, double[] lower, double[] upper) {
        boolean more = false;
        for (int i = 0; i < held.length; i++) {
            if (!held[i] && (point[i] <= lower[i] && step[i] < 0 || point[i] >= upper[i] && step[i] > 0)) {
                held[i] = true;
                more = true;
            }
        }
        return more;
    }
}
