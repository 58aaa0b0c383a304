package dev.powerlane.law;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of published-values.txt: what a law is with 20 digits, by formulas and constants that were written down once more elsewhere.
 *
 * @param constants the name of the published set, or values of all parameters
 */
public record PublishedValue(Law law, String constants, ParameterSet parameters, Map<String, Double> point, BigDecimal exact) {

    public static List<PublishedValue> all() {
        try (InputStream file = PublishedValue.class.getResourceAsStream("published-values.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).map(PublishedValue::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublishedValue parse(String line) {
        String[] fields = line.split(" \\| ");
        Law law = Laws.get(fields[0]);
        ParameterSet parameters = fields[1].contains(",")
                ? law.parameterSet(Arrays.stream(fields[1].split(", ")).mapToDouble(Double::parseDouble).toArray()) : law.published(fields[1]);
        Map<String, Double> point = new HashMap<>();
        for (String assignment : fields[2].split(" ")) {
            String[] sides = assignment.split("=");
            point.put(sides[0], Double.valueOf(sides[1]));
        }
        return new PublishedValue(law, fields[1], parameters, point, new BigDecimal(fields[3]));
    }

    /** All names of the law with their values. */
    public Map<String, Double> values() {
        Map<String, Double> values = new HashMap<>(parameters.values());
        values.putAll(point);
        return values;
    }

    /** How far a result is off, in ulp. */
    public double ulps(double result) {
        return new BigDecimal(result).subtract(exact).abs().doubleValue() / Math.ulp(exact.doubleValue());
    }

    @Override
    public String toString() {
        return law + " " + constants + " at " + point;
    }
}
