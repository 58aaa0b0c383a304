package dev.powerlane.schedule;

import dev.powerlane.law.ParameterSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The loss curve of a training run as a law of its whole learning-rate schedule eta_0, eta_1, ... (Luo et al. 2025,
 * arXiv:2503.12811), nats per token:
 *
 * <pre>
 * L(t) = L0 + A (S1(t) + SW)^-alpha - B sum_{k=1..t} (eta_{k-1} - eta_k) G(eta_k^-gamma S_k(t))
 * G(x) = 1 - (C x + 1)^-beta,   S_k(t) = eta_k + ... + eta_t
 * </pre>
 *
 * SW is the sum of the rates spent before the schedule ({@link Schedule#withSumBefore}). Warm-up steps belong to the schedule: their
 * rising rates are negative drops, and the published constants are worth nothing without them. Where no rate has
 * been spent at all, at step 0 without SW, the law is infinite.
 *
 * <pre>{@code
 * Schedule schedule = Schedule.cosine(3e-4, 3e-5, 2160, 72000).withWarmup(2160);
 * LossCurve curve = MultiPowerLaw.along(schedule, 10000, 40000, 72000);
 * curve.evaluate(MultiPowerLaw.published("luo-2025-400m").toArray(), loss);
 * }</pre>
 *
 * It is the one law of the catalogue that is no formula of a point, and so not among {@code dev.powerlane.law.Laws}.
 */
public final class MultiPowerLaw {
    /** As in the catalogue of laws. */
    public static final String ID = "multi-power-law";
    /**
     * The order in which the parameters' values are given: L0, the loss in the limit; A and alpha, coefficient and
     * exponent of the rates' sum; B, what a drop of the rate by 1 brings; C, beta and gamma, how soon it brings that.
     */
    public static final List<String> PARAMETERS = List.of("L0", "A", "alpha", "B", "C", "beta", "gamma");

    private static final Map<String, ParameterSet> PUBLISHED = new LinkedHashMap<>();

    static {
        publish("luo-2025-25m", "25M", 3.040, .525, .508, 363.788, 2.066, .583, .641);
        publish("luo-2025-100m", "100M", 2.651, .601, .453, 437.946, 2.132, .598, .655);
        publish("luo-2025-400m", "400M", 2.375, .654, .429, 523.425, 2.025, .594, .635);
    }

    private MultiPowerLaw() {}

    private static void publish(String name, String size, double... values) {
        PUBLISHED.put(name, ParameterSet.of(name, "Luo et al. 2025, arXiv:2503.12811: a model of " + size + " parameters, peak rate 3e-4, 16,000 to "
                + "72,000 steps, the first 2,160 of them a linear warm-up from 0", named(values)));
    }

    private static Map<String, Double> named(double[] values) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int j = 0; j < values.length; j++) {
            named.put(PARAMETERS.get(j), values[j]);
        }
        return named;
    }

    /** The published sets by name: luo-2025-25m, -100m and -400m. */
    public static Map<String, ParameterSet> published() {
        return Collections.unmodifiableMap(PUBLISHED);
    }

    /** @throws IllegalArgumentException if no set of that name is published */
    public static ParameterSet published(String name) {
        ParameterSet set = PUBLISHED.get(name);
        if (set == null) {
            throw new IllegalArgumentException("no published constants " + name + " for " + ID + "; there are " + String.join(", ", PUBLISHED.keySet()));
        }
        return set;
    }

    /**
     * Values given by hand, in the order of {@link #PARAMETERS}.
     *
     * @throws IllegalArgumentException unless there are seven
     */
    public static ParameterSet parameterSet(double... values) {
        if (values.length != PARAMETERS.size()) {
            throw new IllegalArgumentException(ID + " has " + PARAMETERS.size() + " parameters (" + String.join(", ", PARAMETERS) + "), but "
                    + values.length + " values are given");
        }
        return ParameterSet.of("", "", named(values));
    }

    /**
     * The law at these steps of a schedule, in any order.
     *
     * @throws IllegalArgumentException if a step is not one of the schedule's
     */
    public static LossCurve along(Schedule schedule, int... steps) {
        return new LossCurve(schedule, steps);
    }
}
