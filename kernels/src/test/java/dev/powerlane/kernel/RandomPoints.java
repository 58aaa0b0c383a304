package dev.powerlane.kernel;

import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Seeded inputs and parameters for a law, with the same bits everywhere. */
final class RandomPoints {
    private RandomPoints() {}

    /** Evenly spread in the logarithm. */
    static double[] logUniform(long seed, int count, double low, double high) {
        return new SplittableRandom(seed).doubles(count, StrictMath.log(low), StrictMath.log(high)).map(StrictMath::exp).toArray();
    }

    /** A column for each input of the law over its range, in the logarithm where it is positive: eighteen powers of ten for counts. */
    static double[][] columns(Law law, long seed, int count) {
        double[][] columns = new double[law.inputs().size()][];
        for (int j = 0; j < columns.length; j++) {
            Input input = law.inputs().get(j);
            columns[j] = input.positive() ? logUniform(seed + j, count, input.low(), input.high())
                    : new SplittableRandom(seed + j).doubles(count, input.low(), input.high()).toArray();
        }
        return columns;
    }

    /** The law's default constants, or else values among the starts of a fit, each moved by up to a tenth. */
    static double[] parameters(Law law, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = law.published().isEmpty() ? law.parameters().stream().mapToDouble(RandomPoints::among).toArray()
                : law.published().values().iterator().next().toArray();
        for (int p = 0; p < values.length; p++) {
            values[p] *= random.nextDouble(.9, 1.1);
        }
        return values;
    }

    /** Values anywhere among those at which a fit may start. */
    static double[] amongTheStarts(Law law, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return law.parameters().stream().mapToDouble(p -> p.positive()
                ? StrictMath.exp(random.nextDouble(StrictMath.log(p.low()), StrictMath.log(p.high()))) : random.nextDouble(p.low(), p.high())).toArray();
    }

    private static double among(Parameter p) {
        return p.low() > 0 ? Math.sqrt(p.low() * p.high()) : p.low() + .6 * (p.high() - p.low());
    }

    /** All names of the law with their values at one point. */
    static Map<String, Double> values(Law law, double[] parameters, double[][] columns, int point) {
        Map<String, Double> values = new HashMap<>(inputs(law, columns, point));
        for (Parameter p : law.parameters()) {
            values.put(p.name(), parameters[law.parameterIndex(p.name())]);
        }
        return values;
    }

    static Map<String, Double> inputs(Law law, double[][] columns, int point) {
        Map<String, Double> values = new HashMap<>();
        for (int j = 0; j < columns.length; j++) {
            values.put(law.inputNames().get(j), columns[j][point]);
        }
        return values;
    }
}
