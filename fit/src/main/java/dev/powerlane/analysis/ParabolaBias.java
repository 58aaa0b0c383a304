package dev.powerlane.analysis;

import dev.powerlane.analysis.IsoFlopParabolas.Parabola;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far parabolas through noiseless losses of a known law miss its optimum. Over a grid centred on the optimum, the same in ln N/N* at every
 * budget, the factor is the same at every budget for E + A/N^alpha + B/D^beta, so that only N* is biased; over the same sizes at every budget the
 * exponent is too.
 */
public final class ParabolaBias {
    private final double[] budgets;
    private final double[] factors;
    private final double exponent;
    private final double trueExponent;

    private ParabolaBias(double[] budgets, double[] factors, double exponent, double trueExponent) {
        this.budgets = budgets;
        this.factors = factors;
        this.exponent = exponent;
        this.trueExponent = trueExponent;
    }

    /**
     * With so many sizes evenly spaced in ln N, from 1/span to span times the optimum at each budget.
     *
     * @throws IllegalArgumentException unless the span is above 1 and there are at least three sizes and two budgets
     */
    public static ParabolaBias centred(ComputeOptimal law, double[] budgets, double span, int sizes) {
        if (!(span > 1) || sizes < 3) {
            throw new IllegalArgumentException("needs a span above 1 and three sizes, not " + span + " and " + sizes);
        }
        return of(law, budgets, best -> {
            double[] grid = new double[sizes];
            Arrays.setAll(grid, i -> best * StrictMath.pow(span, 2.0 * i / (sizes - 1) - 1));
            return grid;
        });
    }

    /**
     * With the same sizes at every budget.
     *
     * @throws IllegalArgumentException unless there are at least three sizes and two budgets
     */
    public static ParabolaBias fixed(ComputeOptimal law, double[] budgets, double... sizes) {
        if (sizes.length < 3) {
            throw new IllegalArgumentException("a parabola needs three sizes, not " + sizes.length);
        }
        return of(law, budgets, best -> sizes);
    }

    private interface Sizes {
        double[] around(double best);
    }

    private static ParabolaBias of(ComputeOptimal law, double[] budgets, Sizes sizes) {
        if (budgets.length < 2) {
            throw new IllegalArgumentException("an exponent needs two budgets, not " + budgets.length);
        }
        double[] factors = new double[budgets.length];
        double[] found = new double[budgets.length];
        double[] best = new double[budgets.length];
        for (int i = 0; i < budgets.length; i++) {
            double size = law.at(budgets[i]).size().value();
            double[] grid = sizes.around(size);
            double[] loss = Arrays.stream(law.slice(budgets[i], grid)).mapToDouble(e -> e.value()).toArray();
            Optional<Parabola> p = IsoFlopParabolas.vertex(Arrays.stream(grid).map(StrictMath::log).toArray(), loss);
            best[i] = StrictMath.log(size);
            found[i] = p.isPresent() ? p.get().vertex() : Double.NaN;
            factors[i] = StrictMath.exp(found[i] - best[i]);
        }
        return new ParabolaBias(budgets.clone(), factors, slope(budgets, found), slope(budgets, best));
    }

    private static double slope(double[] budgets, double[] y) {
        double[] x = Arrays.stream(budgets).map(StrictMath::log).toArray();
        double meanX = Arrays.stream(x).average().getAsDouble();
        double meanY = Arrays.stream(y).average().getAsDouble();
        double square = 0;
        double cross = 0;
        for (int i = 0; i < x.length; i++) {
            square += (x[i] - meanX) * (x[i] - meanX);
            cross += (x[i] - meanX) * (y[i] - meanY);
        }
        return cross / square;
    }

    public double[] budgets() {
        return budgets.clone();
    }

    /** The parabola's N* over the law's, budget by budget; NaN where the parabola has no minimum. */
    public double[] factors() {
        return factors.clone();
    }

    /** The exponent of N* by the parabolas. */
    public double exponent() {
        return exponent;
    }

    /** The law's own, over the same budgets. */
    public double trueExponent() {
        return trueExponent;
    }
}
