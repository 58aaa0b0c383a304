package dev.powerlane.schedule;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A learning rate for each step of a training run, steps 0 to {@link #lastStep()}. Immutable.
 *
 * <p>A decaying schedule holds its peak before step {@code from} and reaches its end rate at {@code lastStep}; with
 * f = (step - from) / (lastStep - from) it is
 *
 * <table>
 * <caption>Rates from step {@code from} on</caption>
 * <tr><td>{@link #cosine}</td><td>{@code end + (peak - end) (1 + cos(pi f)) / 2}</td></tr>
 * <tr><td>{@link #wsd}</td><td>{@code peak^(1 - f) end^f}: warm-up, stable, decay (exponential)</td></tr>
 * <tr><td>{@link #wsdLinear}</td><td>{@code peak (1 - f) + end f}</td></tr>
 * </table>
 *
 * {@link #withWarmup} then begins it with a linear rise, as in {@code Schedule.cosine(3e-4, 3e-5, 2160, 72000).withWarmup(2160)}.
 */
public final class Schedule {
    private final double[] rates;
    /** The sum of the rates of steps 1 to t, each rounded once. */
    private final double[] sums;
    private final double sumBefore;

    private Schedule(double[] rates, double[] sums, double sumBefore) {
        this.rates = rates;
        this.sums = sums;
        this.sumBefore = sumBefore;
    }

    /**
     * Any rates, that of step k at {@code [k]}.
     *
     * @throws IllegalArgumentException if there are none, or one is negative, infinite or NaN
     */
    public static Schedule of(double... rates) {
        if (rates.length == 0) {
            throw new IllegalArgumentException("a schedule needs the rate of one step at least");
        }
        for (int k = 0; k < rates.length; k++) {
            if (!(rates[k] >= 0 && rates[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the rate of step " + k + " must be a number from 0 on, not " + rates[k]);
            }
        }
        return new Schedule(rates.clone(), sums(rates), 0);
    }

    /** Prefix sums in twice the precision (Knuth's two-sum), so that a difference of two of them is right to an ulp of the larger. */
    private static double[] sums(double[] rates) {
        double[] sums = new double[rates.length];
        double high = 0;
        double low = 0;
        for (int t = 1; t < rates.length; t++) {
            double sum = high + rates[t];
            double part = sum - high;
            low += (high - (sum - part)) + (rates[t] - part);
            high = sum;
            sums[t] = high + low;
        }
        return sums;
    }

    /** One rate throughout. */
    public static Schedule constant(double rate, int lastStep) {
        requireLastStep(0, lastStep);
        double[] rates = new double[lastStep + 1];
        Arrays.fill(rates, rate);
        return of(rates);
    }

    public static Schedule cosine(double peak, double end, int from, int lastStep) {
        return decaying(peak, end, from, lastStep, f -> end + .5 * (peak - end) * (1 + StrictMath.cos(Math.PI * f)));
    }

    /** @throws IllegalArgumentException if the end rate is not positive, or as for the others */
    public static Schedule wsd(double peak, double end, int from, int lastStep) {
        if (!(end > 0)) {
            throw new IllegalArgumentException("an exponential decay ends at a positive rate, not at " + end + "; wsdLinear reaches zero");
        }
        return decaying(peak, end, from, lastStep, f -> StrictMath.pow(peak, 1 - f) * StrictMath.pow(end, f));
    }

    public static Schedule wsdLinear(double peak, double end, int from, int lastStep) {
        return decaying(peak, end, from, lastStep, f -> peak * (1 - f) + end * f);
    }

    @FunctionalInterface
    private interface Decay {
        double rate(double fraction);
    }

    private static Schedule decaying(double peak, double end, int from, int lastStep, Decay decay) {
        requireLastStep(from, lastStep);
        double[] rates = new double[lastStep + 1];
        for (int k = 0; k <= lastStep; k++) {
            rates[k] = k <= from ? peak : k == lastStep ? end : decay.rate((double) (k - from) / (lastStep - from));
        }
        return of(rates);
    }

    /** One rate before a step, another from it on. */
    public static Schedule twoStage(double first, double second, int from, int lastStep) {
        requireLastStep(from, lastStep);
        double[] rates = new double[lastStep + 1];
        Arrays.setAll(rates, k -> k < from ? first : second);
        return of(rates);
    }

    /**
     * The rates of a log, linear between its steps; before its first step the rate is the first one.
     *
     * @param steps rising, from 0 on
     * @param rates one a step
     * @throws IllegalArgumentException if the steps do not rise or the numbers differ
     */
    public static Schedule logged(int[] steps, double[] rates) {
        if (steps.length == 0 || steps.length != rates.length) {
            throw new IllegalArgumentException("a log needs as many rates as steps, one at least, not " + rates.length + " and " + steps.length);
        }
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] < 0 || i > 0 && steps[i] <= steps[i - 1]) {
                throw new IllegalArgumentException("the steps of a log must rise from 0 on, but step " + steps[i] + " comes "
                        + (i == 0 ? "first" : "after " + steps[i - 1]));
            }
        }
        double[] all = new double[steps[steps.length - 1] + 1];
        int next = 0;
        for (int i = 0; i < steps.length; i++) {
            int before = Math.max(0, i - 1);
            for (; next < steps[i]; next++) {
                double fraction = i == 0 ? 0 : (double) (next - steps[before]) / (steps[i] - steps[before]);
                all[next] = rates[before] + (rates[i] - rates[before]) * fraction;
            }
            all[next++] = rates[i];
        }
        return of(all);
    }

    /**
     * This schedule with its first steps replaced by a linear rise: from 0 at step 0 to, at step {@code steps - 1}, the rate
     * that it has at step {@code steps}.
     *
     * @throws IllegalArgumentException unless {@code steps} is from 2 to the last step
     */
    public Schedule withWarmup(int steps) {
        if (steps < 2 || steps > lastStep()) {
            throw new IllegalArgumentException("a warm-up here takes from 2 to " + lastStep() + " steps, not " + steps);
        }
        double[] warmed = rates.clone();
        for (int k = 0; k < steps; k++) {
            warmed[k] = k == steps - 1 ? rates[steps] : rates[steps] * k / (steps - 1);
        }
        return new Schedule(warmed, sums(warmed), sumBefore);
    }

    /** This schedule after steps that are not part of it, whose rates add up to this: S_W of the multi-power law. */
    public Schedule withSumBefore(double sumBefore) {
        if (!(sumBefore >= 0 && sumBefore < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the sum of the rates before must be a number from 0 on, not " + sumBefore);
        }
        return new Schedule(rates, sums, sumBefore);
    }

    private static void requireLastStep(int from, int lastStep) {
        if (from < 0 || lastStep < from) {
            throw new IllegalArgumentException("a schedule goes from step 0 on and changes before its end, but from is " + from
                    + " and lastStep " + lastStep);
        }
    }

    public int lastStep() {
        return rates.length - 1;
    }

    /** The rate of a step. */
    public double rate(int step) {
        return rates[step];
    }

    /** The sum of the rates of steps 1 to {@code step}; 0 at step 0. */
    public double sum(int step) {
        return sums[step];
    }

    /** The sum of rates spent before step 0. */
    public double sumBefore() {
        return sumBefore;
    }

    /** The rates, that of step k at {@code [k]}. */
    public double[] rates() {
        return rates.clone();
    }

    /** The steps whose rate is not that of the step before. */
    public int[] changes() {
        return IntStream.range(1, rates.length).filter(k -> rates[k] != rates[k - 1]).toArray();
    }
}
