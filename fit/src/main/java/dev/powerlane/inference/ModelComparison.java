package dev.powerlane.inference;

import dev.powerlane.fit.Data;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.fit.HeldOut;
import dev.powerlane.fit.Loss;
import dev.powerlane.law.Law;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Laws side by side on the same runs: by likelihood with a price for parameters, by runs that were held out at random, and by the largest runs predicted from
 * the others. The last is what a scaling law is for; a law may win on the first two and lose there.
 */
public final class ModelComparison {
    private static final int FOLDS = 10;
    private static final double LARGEST = .2;

    /**
     * One law.
     *
     * @param name          as given
     * @param fit           to all runs; not converged if the law could not be fitted, and then all numbers are NaN
     * @param parameters    that were free
     * @param aicc          Akaike's criterion, corrected; lower is better, and a difference of 10 is decisive
     * @param bic           Schwarz's criterion
     * @param leaveOneOut   the prediction of each run by the fit to all others
     * @param folds         the prediction of each tenth of the runs by the fit to the others
     * @param extrapolation the prediction of the largest fifth of the runs by the fit to the others
     */
    public record Row(String name, Fit fit, int parameters, double aicc, double bic, HeldOut leaveOneOut, HeldOut folds, HeldOut extrapolation) {}

    private final List<Row> rows;
    private final String size;

    private ModelComparison(List<Row> rows, String size) {
        this.rows = rows;
        this.size = size;
    }

    /**
     * Compares laws by squares of log residuals.
     *
     * @param size by what runs are large: a column of the data, or {@code N*D}
     */
    public static ModelComparison of(Data data, String size, List<Law> laws) {
        Map<String, Fitter> fitters = new LinkedHashMap<>();
        laws.forEach(law -> fitters.put(law.id().isEmpty() ? law.formula() : law.id(), Fitter.of(law).loss(Loss.squares())));
        return of(data, size, fitters);
    }

    /** Compares fitters, by name: other losses, fixed or tied parameters. Their resamples are not drawn. */
    public static ModelComparison of(Data data, String size, Map<String, Fitter> fitters) {
        List<Row> rows = new ArrayList<>();
        fitters.forEach((name, fitter) -> rows.add(row(name, fitter.bootstrap(0).fit(data), size)));
        return new ModelComparison(List.copyOf(rows), size);
    }

    private static Row row(String name, Fit fit, String size) {
        if (!fit.status().isConverged()) {
            HeldOut unknown = new HeldOut(0, Double.NaN, Double.NaN, Double.NaN, fit.rows());
            return new Row(name, fit, fit.law().parameters().size(), Double.NaN, Double.NaN, unknown, unknown, unknown);
        }
        HeldOut folds = fit.rows() > FOLDS ? fit.folds(FOLDS) : fit.leaveOneOut();
        return new Row(name, fit, fit.freeParameters().size(), fit.aicc(), fit.bic(), fit.leaveOneOut(), folds, fit.extrapolation(size, LARGEST));
    }

    /** In the order given. */
    public List<Row> rows() {
        return rows;
    }

    /** The name of the law with the least of something, as {@code best(Row::aicc)}; empty if no law could be fitted. */
    public String best(ToDoubleFunction<Row> measure) {
        Row best = null;
        for (Row row : rows) {
            if (!Double.isNaN(measure.applyAsDouble(row)) && (best == null || measure.applyAsDouble(row) < measure.applyAsDouble(best))) {
                best = row;
            }
        }
        return best == null ? "" : best.name();
    }

    /** A table; errors are roots of mean squared residuals. */
    public List<String> lines() {
        int width = rows.stream().mapToInt(r -> r.name().length()).max().orElse(0);
        double least = rows.stream().mapToDouble(Row::aicc).filter(Double::isFinite).min().orElse(Double.NaN);
        double leastBic = rows.stream().mapToDouble(Row::bic).filter(Double::isFinite).min().orElse(Double.NaN);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-" + Math.max(3, width) + "s %10s %9s %9s %11s %11s %13s %9s", "law", "parameters", "AICc", "BIC", "one out", "tenth out",
                "largest fifth", "bias"));
        for (Row r : rows) {
            lines.add(String.format(Locale.ROOT, "%-" + Math.max(3, width) + "s %10d %9s %9s %11s %11s %13s %9s", r.name(), r.parameters(), difference(r.aicc(), least),
                    difference(r.bic(), leastBic), error(r.leaveOneOut().rms()), error(r.folds().rms()), error(r.extrapolation().rms()), error(r.extrapolation().bias())));
        }
        lines.add("AICc and BIC above the least; largest by " + size);
        return lines;
    }

    private static String difference(double value, double least) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "+%.1f", value - least);
    }

    private static String error(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5f", value);
    }
}
