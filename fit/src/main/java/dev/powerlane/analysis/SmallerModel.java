package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import java.util.Arrays;

/** The price of a model smaller than the compute-optimal one: trained for longer to the same loss, or, at the same compute, to a higher one. */
public final class SmallerModel {
    private final ComputeOptimal optimal;
    private final IsoLoss isoLoss;

    private SmallerModel(ComputeOptimal optimal) {
        this.optimal = optimal;
        isoLoss = IsoLoss.of(optimal.fitted());
    }

    public static SmallerModel of(ComputeOptimal optimal) {
        return new SmallerModel(optimal);
    }

    /**
     * @param compute  the budget C of the compute-optimal model that is to be matched
     * @param fraction N/N*, as .5 for a model of half the size
     * @throws IllegalArgumentException unless both are positive numbers
     */
    public Price at(double compute, double fraction) {
        if (!(fraction > 0 && fraction < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the fraction of the optimal size must be a positive number, not " + fraction);
        }
        FittedLaw fitted = optimal.fitted();
        Cost cost = optimal.cost();
        ComputeOptimal.Optima o = optimal.optima(optimal.logs(ComputeOptimal.logBudget(compute)));
        double[] best = ComputeOptimal.exp(o.logSize());
        double[] size = Arrays.stream(best).map(n -> fraction * n).toArray();
        double[][] inputs = new double[2][];
        inputs[fitted.law().inputIndex("N")] = size;
        inputs[fitted.law().inputIndex("D")] = size;
        double[] tokens = ComputeOptimal.exp(isoLoss.logNeeded("D", o.loss(), inputs));
        double[] ratio = new double[size.length];
        double[] rise = new double[size.length];
        double[] breakEven = new double[size.length];
        double[] atBudget = optimal.lossesAt(compute, size);
        for (int k = 0; k < size.length; k++) {
            double spent = Double.isNaN(tokens[k]) ? Double.NaN : cost.at(size[k], tokens[k]);
            ratio[k] = spent / compute;
            rise[k] = atBudget[k] - o.loss()[k];
            breakEven[k] = (spent - compute) / (2 * (best[k] - size[k]));
        }
        return new Price(compute, fraction, fitted.estimate(size), fitted.estimate(tokens), fitted.estimate(ratio),
                fitted.estimate(rise), fitted.estimate(breakEven));
    }

    /**
     * NaN where the smaller model never gets there.
     *
     * @param compute      the budget of the compute-optimal model, FLOP
     * @param fraction     the smaller model's share of the optimal size
     * @param size         its parameters
     * @param tokens       the tokens that take it to the optimum's loss
     * @param computeRatio what that costs, in units of the budget
     * @param lossRise     how much higher its loss is at the same compute
     * @param breakEven    the tokens of inference, at 2 N FLOP each, after which the longer training is paid back
     */
    public record Price(double compute, double fraction, Estimate size, Estimate tokens, Estimate computeRatio, Estimate lossRise, Estimate breakEven) {}
}
