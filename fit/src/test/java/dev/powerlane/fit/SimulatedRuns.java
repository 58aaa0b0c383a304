package dev.powerlane.fit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Runs at the N and D of the 234 (or the first of them), their losses drawn around chinchilla's law. */
public final class SimulatedRuns {
    /** E, A, B, alpha, beta of the simulated law: near the fit to the runs. */
    public static final double[] TRUTH = {1.8, 500, 1300, .35, .344};

    private SimulatedRuns() {}

    /** ln loss = ln law + a normal number times .005. */
    public static Data of(long seed) {
        return of(seed, TRUTH, tokens -> .005);
    }

    /** @param spread the standard deviation of ln loss at D tokens */
    public static Data of(long seed, double[] truth, DoubleUnaryOperator spread) {
        Map<String, double[]> columns = ChinchillaRuns.columns();
        double[] n = columns.get("N");
        double[] d = columns.get("D");
        double[] loss = new double[n.length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < loss.length; i++) {
            loss[i] = law(truth, n[i], d[i]) * Math.exp(spread.applyAsDouble(d[i]) * normal(random));
        }
        Map<String, double[]> drawn = new LinkedHashMap<>();
        drawn.put("N", n);
        drawn.put("D", d);
        drawn.put("loss", loss);
        return Data.of(drawn, "loss");
    }

    public static double law(double[] truth, double n, double d) {
        return truth[0] + truth[1] / Math.pow(n, truth[3]) + truth[2] / Math.pow(d, truth[4]);
    }

    public static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
