package dev.powerlane.fit;

import dev.powerlane.schedule.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The training curves of Luo et al. 2025 (arXiv:2503.12811), thu-yao-01-luo/MultiPowerLaw, MIT licence beside the files: three model
 * sizes, nine schedules each. Rates between logged steps are interpolated, and 2,160 warm-up steps come before them.
 */
final class MultiPowerCurves {
    static final int WARM_UP = 2160;
    private static final List<String> FILES = List.of("constant_24000", "constant_72000", "cosine_24000", "cosine_72000", "wsd_20000_24000",
            "wsdld_20000_24000", "wsdcon_3", "wsdcon_9", "wsdcon_18");

    private MultiPowerCurves() {}

    /** @param size 25, 100 or 400 million parameters */
    static List<TrainingCurve> all(int size) {
        return FILES.stream().map(name -> curve(size, name)).toList();
    }

    static TrainingCurve curve(int size, String name) {
        double[][] rows = rows("multi-power-law/csv_" + size + "/" + name + ".csv");
        int[] steps = new int[rows.length];
        double[] rates = new double[rows.length];
        double[] losses = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            steps[i] = (int) rows[i][0];
            rates[i] = rows[i][1];
            losses[i] = rows[i][2];
        }
        return new TrainingCurve(name, Schedule.logged(steps, rates).withWarmup(WARM_UP), steps, losses);
    }

    private static double[][] rows(String file) {
        try (InputStream in = MultiPowerCurves.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(line -> {
                String[] cells = line.split(",");
                return new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1]), Double.parseDouble(cells[2])};
            }).toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
