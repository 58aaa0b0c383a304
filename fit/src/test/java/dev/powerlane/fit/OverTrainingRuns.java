package dev.powerlane.fit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The 104 models of over-training.csv (see the notice beside it), labelled by the data set that they were trained on. */
final class OverTrainingRuns {
    private static final List<String[]> ROWS = read();

    private OverTrainingRuns() {}

    static Data data() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("N", column(2));
        columns.put("D", column(3));
        columns.put("multiple", column(4));
        columns.put("loss", column(5));
        return Data.of(columns, "loss").labelled("dataset", ROWS.stream().map(r -> r[0]).toArray(String[]::new));
    }

    /** The five models of a data set to which the paper fits its law: four at 20 tokens a parameter and the smallest at 320. */
    static Data fitted(String dataset) {
        return data().select(IntStream.range(0, ROWS.size()).filter(i -> {
            String[] r = ROWS.get(i);
            double multiple = Double.parseDouble(r[4]);
            boolean small = r[1].startsWith("d=96");
            return r[0].equals(dataset) && r[1].startsWith("d=") && (multiple == 1 || small && multiple == 16);
        }).toArray());
    }

    private static double[] column(int place) {
        return ROWS.stream().mapToDouble(r -> Double.parseDouble(r[place])).toArray();
    }

    private static List<String[]> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                OverTrainingRuns.class.getResourceAsStream("over-training.csv"), StandardCharsets.UTF_8))) {
            reader.readLine();
            return reader.lines().map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
