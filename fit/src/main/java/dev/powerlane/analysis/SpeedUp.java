package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.law.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The effective speed-up of one law over another: how many times as much compute (or data, or steps) the baseline needs for the loss that the other
 * reaches. With an interval that joins the uncertainties of both, which are taken to be independent: the distances of each one's limits from the
 * value are added in squares, in logarithms (Zou and Donner 2008).
 */
public final class SpeedUp {
    private interface Amount {
        /** What the loss needs, or the loss that is reached. */
        Estimate of(double value);
    }

    private final Amount reached;
    private final Amount needed;
    private final Amount neededByOther;

    private SpeedUp(Amount reached, Amount needed, Amount neededByOther) {
        this.reached = reached;
        this.needed = needed;
        this.neededByOther = neededByOther;
    }

    /**
     * Of curves of one input, as {@code C} in E + A C^-a.
     *
     * @throws IllegalArgumentException if a law has several inputs
     */
    public static SpeedUp of(FittedLaw baseline, FittedLaw other) {
        return of(baseline, other, only(baseline), only(other), Map.of());
    }

    /** Of laws in several inputs: by how much of one input the baseline needs more, with all others the same. */
    public static SpeedUp of(FittedLaw baseline, FittedLaw other, String input, Map<String, Double> others) {
        return of(baseline, other, input, input, others);
    }

    private static SpeedUp of(FittedLaw baseline, FittedLaw other, String input, String inputOfOther, Map<String, Double> others) {
        IsoLoss base = IsoLoss.of(baseline);
        IsoLoss faster = IsoLoss.of(other);
        return new SpeedUp(x -> {
            Map<String, Double> point = new LinkedHashMap<>(others);
            point.put(inputOfOther, x);
            return other.estimate(Quantity.value(), point);
        }, loss -> base.needed(input, loss, others), loss -> faster.needed(inputOfOther, loss, others));
    }

    /** Of compute-optimal frontiers: how many times the compute the baseline needs, each law's compute spent as is best for it. */
    public static SpeedUp of(ComputeOptimal baseline, ComputeOptimal other) {
        return new SpeedUp(c -> other.at(c).loss(), loss -> baseline.reaching(loss).compute(), loss -> other.reaching(loss).compute());
    }

    private static String only(FittedLaw fitted) {
        if (fitted.law().inputs().size() != 1) {
            throw new IllegalArgumentException(fitted.law() + " is a law in " + String.join(", ", fitted.law().inputNames())
                    + "; name the input that is compared, or compare compute-optimal frontiers");
        }
        return fitted.law().inputNames().get(0);
    }

    /** The multiplier where the other law has been given so much; NaN where the baseline never gets there. */
    public Estimate at(double amount) {
        return atLoss(reached.of(amount).value());
    }

    /** The multiplier at a loss: the baseline's need over the other's. */
    public Estimate atLoss(double loss) {
        Estimate slow = needed.of(loss);
        Estimate fast = neededByOther.of(loss);
        double value = slow.value() / fast.value();
        double lo = value * StrictMath.exp(-StrictMath.hypot(below(slow), above(fast)));
        double hi = value * StrictMath.exp(StrictMath.hypot(above(slow), below(fast)));
        double seLog = StrictMath.hypot(zeroIfNone(slow.seLog()), zeroIfNone(fast.seLog()));
        boolean known = Double.isFinite(slow.lo()) || Double.isFinite(fast.lo());
        return known ? new Estimate(value, lo, hi, value * seLog, seLog) : Estimate.exact(value);
    }

    private static double below(Estimate e) {
        return zeroIfNone(StrictMath.log(e.value() / e.lo()));
    }

    private static double above(Estimate e) {
        return zeroIfNone(StrictMath.log(e.hi() / e.value()));
    }

    /** A law that is given, not fitted, adds nothing. */
    private static double zeroIfNone(double distance) {
        return Double.isNaN(distance) ? 0 : distance;
    }
}
