package dev.powerlane.fit;

import dev.powerlane.kernel.Kernel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well a law predicts runs that were kept from the fit. Residuals are those of the fit: for log residuals .01 is one per cent.
 *
 * @param runs     how many runs were predicted
 * @param rms      the root of their mean squared residual
 * @param absolute their mean absolute residual
 * @param bias     their mean residual: positive where the law predicts too high a loss
 * @param failed   runs whose fit did not converge; they are left out
 */
public record HeldOut(int runs, double rms, double absolute, double bias, int failed) {

    /** Folds of n rows, as even as can be; row i's place in the shuffle depends on the seed alone. */
    static int[] deal(int folds, int rows, long seed) {
        if (folds < 2 || folds > rows) {
            throw new IllegalArgumentException("there must be 2 to " + rows + " folds, the number of runs, not " + folds);
        }
        Resampling random = new Resampling(seed, rows);
        Integer[] order = IntStream.range(0, rows).boxed().sorted(Comparator.comparingDouble(i -> random.uniform(0, i))).toArray(Integer[]::new);
        int[] foldOf = new int[rows];
        for (int place = 0; place < rows; place++) {
            foldOf[order[place]] = place % folds;
        }
        return foldOf;
    }

    /** Each row by the fit of its own fold in a batch. */
    static HeldOut of(int[] foldOf, int folds, Linearization fit, FitBatch batch, Data data) {
        double[] residuals = new double[foldOf.length];
        Arrays.fill(residuals, Double.NaN);
        for (int k = 0; k < folds; k++) {
            int fold = k;
            int[] rows = IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
            if (batch.status(k).isConverged()) {
                double[] predicted = residuals(fit.objective(), batch.parameters(k), data, rows);
                for (int i = 0; i < rows.length; i++) {
                    residuals[rows[i]] = predicted[i];
                }
            }
        }
        return of(residuals, IntStream.range(0, foldOf.length).filter(i -> fit.weight(i) > 0).toArray());
    }

    static HeldOut ofLargest(String column, double share, Fit fit, Fitter fitter) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share that is held out must lie between 0 and 1, not be " + share);
        }
        Data data = fit.data();
        double[] size = sizes(column, data);
        int rows = data.rows();
        int held = Math.max(1, (int) Math.round(share * rows));
        int[] order = IntStream.range(0, rows).boxed().sorted(Comparator.comparingDouble((Integer i) -> size[i]).thenComparing(i -> i)).mapToInt(i -> i).toArray();
        int[] largest = Arrays.stream(order, rows - held, rows).sorted().toArray();
        Fit smaller = fitter.bootstrap(0).fit(data.select(Arrays.stream(order, 0, rows - held).sorted().toArray()));
        double[] residuals = new double[rows];
        Arrays.fill(residuals, Double.NaN);
        if (smaller.status().isConverged()) {
            double[] predicted = residuals(fit.linearization().objective(), smaller.parameters().toArray(), data, largest);
            for (int i = 0; i < held; i++) {
                residuals[largest[i]] = predicted[i];
            }
        }
        return of(residuals, Arrays.stream(largest).filter(i -> fit.linearization().weight(i) > 0).toArray());
    }

    private static double[] sizes(String column, Data data) {
        if (column.equals("N*D") && !data.names().contains(column)) {
            double[] n = data.values("N");
            double[] d = data.values("D");
            return IntStream.range(0, n.length).mapToDouble(i -> n[i] * d[i]).toArray();
        }
        return data.values(column);
    }

    private static double[] residuals(Objective objective, double[] parameters, Data data, int[] rows) {
        Kernel kernel = Kernel.compile(objective.coordinates().whole()).withThreads(1);
        double[][] columns = kernel.law().inputNames().stream().map(name -> {
            double[] values = data.values(name);
            return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
        }).toArray(double[][]::new);
        double[] residuals = new double[rows.length];
        kernel.evaluate(parameters, columns, residuals);
        double[] y = data.values(data.response());
        for (int i = 0; i < rows.length; i++) {
            residuals[i] = objective.residual() == Residual.LOG ? StrictMath.log(residuals[i] / y[rows[i]]) : residuals[i] - y[rows[i]];
        }
        return residuals;
    }

    private static HeldOut of(double[] residuals, int[] rows) {
        double[] known = Arrays.stream(rows).mapToDouble(i -> residuals[i]).filter(Double::isFinite).toArray();
        double n = known.length;
        return new HeldOut(known.length, Math.sqrt(Arrays.stream(known).map(r -> r * r / n).sum()), Arrays.stream(known).map(r -> Math.abs(r) / n).sum(),
                Arrays.stream(known).map(r -> r / n).sum(), rows.length - known.length);
    }
}
