package dev.powerlane.inference;

/**
 * The outcome of a test.
 *
 * @param hypothesis what was tested, in words
 * @param statistic  the statistic: F, divided by its degrees of freedom, or a rise of the objective in units of its dispersion
 * @param above      degrees of freedom of the hypothesis: how many equations it is
 * @param below      degrees of freedom of the noise
 * @param p          the chance of a statistic at least as large if the hypothesis is true
 * @param method     where the reference distribution comes from
 */
public record TestResult(String hypothesis, double statistic, int above, int below, double p, String method) {

    /** Whether the hypothesis is rejected at a level such as .05. */
    public boolean rejects(double level) {
        return p < level;
    }
}
