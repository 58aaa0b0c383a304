package dev.powerlane.fit;

/** How a fit ended. */
public enum Status {
    /** At a stationary point with a positive definite Hessian: the Newton decrement is below 1e-12 of the objective's root. */
    CONVERGED,
    /** At a stationary point as far as double arithmetic can tell, though the decrement stayed above the threshold. */
    ROUNDOFF,
    MAX_ITERATIONS,
    /** No step makes the objective smaller, but the gradient is not zero. */
    STALLED,
    /** A term of the law has died: the fit is on a plateau where the law has lost part of its form. */
    TERM_EVAPORATED,
    /** A parameter went far outside the range in which it means anything. */
    RUNAWAY,
    /** At the best point within the bounds: on a bound that the objective would be smaller beyond, stationary in everything else. */
    AT_BOUND,
    /** At a stationary point, but the Hessian is singular: the data do not determine every parameter. */
    SINGULAR_HESSIAN,
    /** The objective is not a finite number at the start. */
    NONFINITE,
    /** Fewer runs than parameters. */
    TOO_FEW_POINTS;

    /** Whether the parameters are an optimum, under the bounds if there are any. */
    public boolean isConverged() {
        return this == CONVERGED || this == ROUNDOFF || this == AT_BOUND;
    }
}
