package dev.powerlane.fit;

import dev.powerlane.law.Law;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Many fits at once, as the fitter runs them, with each fit's own result. */
final class Batches {
    private Batches() {}

    /** Polishes each start, given as parameters in the law's order. */
    static FitBatch polish(Law law, Data data, Residual residual, Loss loss, int threads, double[][] starts) {
        Objective objective = new Objective(law, residual, loss);
        Coordinates coordinates = new Coordinates(law);
        double[][] points = Arrays.stream(starts)
                .map(start -> IntStream.range(0, start.length).mapToDouble(j -> coordinates.toCoordinate(j, start[j])).toArray())
                .toArray(double[][]::new);
        return Lockstep.run(objective, objective.bind(data), coordinates, 0, threads, from(points));
    }

    static Lockstep.Fits from(double[][] points) {
        return new Lockstep.Fits() {
            @Override
            public int count() {
                return points.length;
            }

            @Override
            public double[] start(int fit) {
                return points[fit];
            }
        };
    }

    /** A fit's parameters, objective and iterations as bits. */
    static long[] bits(FitBatch batch, int fit) {
        long[] bits = Arrays.stream(batch.parameters(fit)).mapToLong(Double::doubleToRawLongBits).toArray();
        long[] all = Arrays.copyOf(bits, bits.length + 3);
        all[bits.length] = Double.doubleToRawLongBits(batch.objective(fit));
        all[bits.length + 1] = batch.iterations(fit);
        all[bits.length + 2] = batch.status(fit).ordinal();
        return all;
    }

    /** All fits' bits in one number. */
    static long hash(FitBatch batch) {
        long hash = 0;
        for (int k = 0; k < batch.size(); k++) {
            hash = 31 * hash + Arrays.hashCode(bits(batch, k));
        }
        return hash;
    }
}
