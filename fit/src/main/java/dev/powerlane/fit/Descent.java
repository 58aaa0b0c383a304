package dev.powerlane.fit;

/** One fit on its way down, in reverse communication: {@link Newton}, or {@link ArrowNewton} for groups. Read after its end. */
interface Descent {

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
}
