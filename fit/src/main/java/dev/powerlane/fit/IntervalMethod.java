package dev.powerlane.fit;

/** Where a confidence interval comes from. */
public enum IntervalMethod {
    /**
     * From one variance for all residuals: s^2 (J'J)^-1, with s^2 the sum of squares over n - p; for other losses s^2 is the mean of psi^2 over the squared
     * mean of psi' (Huber 1981, section 7.6). Too narrow where the noise is larger in some rows than in others.
     */
    WALD("Wald"),
    /**
     * The sandwich B^-1 M B^-1 with each row's own residual, corrected for its leverage, M = sum (psi_i / (1 - h_i))^2 J_i J_i' (MacKinnon and White 1985). B is J'J for
     * squares, the exact Hessian for Huber's loss, one smoothed over residuals for losses with a kink. The default for squares; not to be trusted
     * for Huber's loss with a small delta, whose Hessian sees the few rows inside delta only.
     */
    HC3("HC3"),
    /** Where the objective, that parameter held, rises by as much as the t quantile allows: follows the curvature, but supposes one variance as Wald does. */
    PROFILE("profile"),
    /** Percentiles of the fits to bootstrap resamples (Efron and Tibshirani 1993, chapter 13). The default for every loss but squares. */
    BOOTSTRAP("bootstrap");

    private final String title;

    IntervalMethod(String title) {
        this.title = title;
    }

    /** HC3 for squares, the bootstrap for the others. */
    public static IntervalMethod defaultFor(Loss loss) {
        return loss instanceof Loss.Squares ? HC3 : BOOTSTRAP;
    }

    @Override
    public String toString() {
        return title;
    }
}
