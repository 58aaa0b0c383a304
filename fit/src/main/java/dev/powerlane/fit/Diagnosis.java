package dev.powerlane.fit;

import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import dev.powerlane.law.Parameter;
import dev.powerlane.statistics.Distributions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Looks for what makes a fit doubtful. */
final class Diagnosis {
    private static final double CORRELATED = .99;
    private static final double COLLINEAR = .999;
    private static final double SMALL_SHARE = 1e-3;
    private static final double WIDE = Math.log(100);
    private static final double INFLUENTIAL = .5;
    /** Rows named in one sentence. */
    private static final int MOST_NAMED = 5;

    private final Linearization fit;
    private final Data data;
    private final Coordinates coordinates;
    private final double[] wald;

    Diagnosis(Linearization fit, Data data) {
        this.fit = fit;
        this.data = data;
        coordinates = fit.objective().coordinates();
        wald = Covariance.wald(fit);
    }

    /** @param point the optimum */
    Diagnostics of(double[] point, double conditionNumber) {
        Law law = coordinates.law();
        Map<String, Double> shares = new Terms(law).meanShares(coordinates.toReduced(point), data, law);
        List<Diagnostics.Row> rows = rows();
        double critical = fit.degreesOfFreedom() < 2 ? Double.POSITIVE_INFINITY
                : Distributions.studentQuantile(1 - .025 / fit.weighted(), fit.degreesOfFreedom() - 1);
        double high = 3. * fit.size() / fit.weighted();
        List<Diagnostics.Row> outliers = those(rows, r -> Math.abs(r.studentised()), critical);
        List<Diagnostics.Row> leverage = those(rows, Diagnostics.Row::leverage, high);
        List<Diagnostics.Row> influential = those(rows, Diagnostics.Row::cook, INFLUENTIAL);
        List<Diagnostics.Correlation> correlations = correlations();
        List<String> undetermined = undetermined(point);
        List<String> words = new ArrayList<>(aboutInputs(law, data));
        correlations.forEach(c -> words.add(String.format(Locale.ROOT, "the estimates of %s and %s are correlated %.4f: only a combination of them is well determined",
                c.one(), c.other(), c.value())));
        words.addAll(aboutParameters(law, shares, undetermined));
        if (!outliers.isEmpty()) {
            words.add(rows("outlying", outliers, r -> String.format(Locale.ROOT, "residual %.3g, %.1f standard deviations", r.residual(), Math.abs(r.studentised()))));
        }
        if (!leverage.isEmpty()) {
            words.add(rows("far from the others in its inputs", leverage, r -> String.format(Locale.ROOT, "leverage %.2f", r.leverage())));
        }
        words.addAll(aboutInfluence(influential));
        return new Diagnostics(conditionNumber, correlations, shares, undetermined, constant(law, data), collinear(law, data), outliers, leverage, influential,
                List.copyOf(words));
    }

    /** What a reader should hear of even if they do not ask. */
    static List<String> warnings(Diagnostics d, Law law, Data data) {
        List<String> words = new ArrayList<>(aboutInputs(law, data));
        words.addAll(aboutParameters(law, d.termShares(), d.undetermined()));
        words.addAll(aboutInfluence(d.influential()));
        return words;
    }

    /** Inputs that do not vary, or not apart from each other: nothing can be learnt of what depends on them. */
    static List<String> aboutInputs(Law law, Data data) {
        List<String> words = new ArrayList<>();
        for (String name : constant(law, data)) {
            List<String> parameters = law.parameterNames().stream().filter(p -> law.expression().derivative(p).names().contains(name)).toList();
            words.add("the input " + name + " is the same in all rows: the data say nothing of how the law depends on it; " + String.join(", ", parameters)
                    + (parameters.size() == 1 ? " cannot be determined" : " cannot be told apart"));
        }
        collinear(law, data).forEach(c -> words.add(String.format(Locale.ROOT,
                "the inputs %s and %s rise together (correlation %.5f of their logarithms): their effects cannot be told apart", c.one(), c.other(), c.value())));
        return words;
    }

    private static List<String> aboutParameters(Law law, Map<String, Double> shares, List<String> undetermined) {
        List<String> words = new ArrayList<>();
        shares.forEach((term, share) -> {
            if (share < SMALL_SHARE) {
                words.add(String.format(Locale.ROOT, "the term of %s makes up %.2g of the law on average: its parameters are hardly seen", term, share));
            }
        });
        undetermined.forEach(name -> words.add("the data do not determine " + name
                + (law.parameters().get(law.parameterIndex(name)).positive() ? ": its interval spans more than a factor of 100" : ": its interval contains zero")));
        return words;
    }

    private static List<String> aboutInfluence(List<Diagnostics.Row> influential) {
        return influential.isEmpty() ? List.of()
                : List.of(rows("so influential that without it the parameters would be elsewhere", influential, r -> String.format(Locale.ROOT, "Cook's distance %.2f", r.cook())));
    }

    private static String rows(String what, List<Diagnostics.Row> rows, Function<Diagnostics.Row, String> detail) {
        String named = rows.stream().limit(MOST_NAMED).map(r -> r.number() + " (" + detail.apply(r) + ")").collect(Collectors.joining(", "));
        String more = rows.size() > MOST_NAMED ? " and " + (rows.size() - MOST_NAMED) + " more" : "";
        return rows.size() == 1 ? "row " + named + " is " + what : "rows " + named + more + " are each " + what;
    }

    private static List<Diagnostics.Row> those(List<Diagnostics.Row> rows, ToDoubleFunction<Diagnostics.Row> measure, double above) {
        return rows.stream().filter(r -> measure.applyAsDouble(r) > above).sorted(Comparator.comparingDouble(measure).reversed()).toList();
    }

    private List<Diagnostics.Row> rows() {
        List<Diagnostics.Row> rows = new ArrayList<>();
        double[] leverage = Covariance.leverage(fit);
        int p = fit.size();
        boolean squares = fit.loss().degree() == 2;
        double spread = fit.spread();
        for (int i = 0; i < fit.rows(); i++) {
            if (!(fit.weight(i) > 0)) {
                continue;
            }
            double rest = 1 - leverage[i];
            double standard = fit.residual(i) * fit.sharpness(i) / Math.sqrt(rest) / spread;
            // Of the other rows alone, whose residual variance is (n - p - t^2)/(n - p - 1) of that of all.
            double others = squares ? (fit.degreesOfFreedom() - standard * standard) / (fit.degreesOfFreedom() - 1) : 1;
            rows.add(new Diagnostics.Row(i + 1, fit.residual(i), standard / Math.sqrt(others), leverage[i], standard * standard * leverage[i] / rest / p));
        }
        return rows;
    }

    private List<Diagnostics.Correlation> correlations() {
        List<Diagnostics.Correlation> found = new ArrayList<>();
        int p = fit.size();
        for (int i = 0; i < p && wald.length > 0; i++) {
            for (int j = 0; j < i; j++) {
                double value = wald[i * p + j] / Math.sqrt(wald[i * p + i] * wald[j * p + j]);
                if (Math.abs(value) > CORRELATED) {
                    found.add(new Diagnostics.Correlation(coordinate(j), coordinate(i), value));
                }
            }
        }
        found.sort(Comparator.comparingDouble(c -> -Math.abs(c.value())));
        return List.copyOf(found);
    }

    private String coordinate(int j) {
        int coordinate = fit.free()[j];
        return (coordinates.isLog(coordinate) ? "ln " : "") + coordinates.names().get(coordinate);
    }

    private List<String> undetermined(double[] point) {
        List<String> names = new ArrayList<>();
        if (fit.degreesOfFreedom() < 1) {
            return names;
        }
        double quantile = Distributions.studentQuantile(.975, fit.degreesOfFreedom());
        for (int j = 0; j < fit.size(); j++) {
            int coordinate = fit.free()[j];
            Parameter parameter = coordinates.law().parameters().get(coordinate);
            double half = wald.length == 0 ? Double.POSITIVE_INFINITY : quantile * Math.sqrt(wald[j * fit.size() + j]);
            boolean isExponent = !parameter.positive() && parameter.low() > 0;
            if (coordinates.isLog(coordinate) ? 2 * half > WIDE : isExponent && half > Math.abs(point[coordinate])) {
                names.add(parameter.name());
            }
        }
        return List.copyOf(names);
    }

    private static List<String> constant(Law law, Data data) {
        return law.inputNames().stream().filter(name -> {
            double[] values = data.values(name);
            for (double v : values) {
                if (v != values[0]) {
                    return false;
                }
            }
            return true;
        }).toList();
    }

    private static List<Diagnostics.Correlation> collinear(Law law, Data data) {
        List<Diagnostics.Correlation> found = new ArrayList<>();
        List<Input> inputs = law.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j < i; j++) {
                double value = correlation(column(inputs.get(j), data), column(inputs.get(i), data));
                if (Math.abs(value) > COLLINEAR) {
                    found.add(new Diagnostics.Correlation(inputs.get(j).name(), inputs.get(i).name(), value));
                }
            }
        }
        return List.copyOf(found);
    }

    private static double[] column(Input input, Data data) {
        double[] values = data.column(input.name());
        for (int i = 0; i < values.length && input.positive(); i++) {
            values[i] = StrictMath.log(values[i]);
        }
        return values;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            meanA += a[i] / a.length;
            meanB += b[i] / a.length;
        }
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
            ab += (a[i] - meanA) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }
}
