package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The best bits of precision to train in (Kumar et al. 2411.04330). Where a FLOP at P bits costs P/16 of one at 16 bits, the size that
 * compute pays for falls as 1/P, and what it is worth rises as N_eff/N = prod_i (1 - exp(-P/gamma_i)). So the best P solves sum_i u_i/(e^u_i - 1) = 1
 * with u_i = P/gamma_i, whatever the compute. With k equal gammas k u e^-u = 1 - e^-u: u = 1.9038 for weights, activations and cache together.
 */
public final class BestBits {
    private static final List<String> GAMMAS = List.of("gw", "ga", "gkv");

    private final FittedLaw fitted;
    private final int[] gammas;

    private BestBits(FittedLaw fitted) {
        this.fitted = fitted;
        gammas = GAMMAS.stream().mapToInt(fitted.law()::parameterIndex).toArray();
    }

    /** @throws IllegalArgumentException if the law is not {@code training-precision}, or one with its inputs and parameters */
    public static BestBits of(FittedLaw fitted) {
        return new BestBits(fitted.require(List.of("N", "D", "Pw", "Pa", "Pkv"), GAMMAS, "training-precision"));
    }

    /** The best number of bits, the same for weights, activations and cache. */
    public Estimate bits() {
        return fitted.estimate(this::bits);
    }

    /** What a parameter at that precision is worth: N_eff/N. */
    public Estimate worth() {
        return fitted.estimate(p -> {
            double bits = bits(p);
            double worth = 1;
            for (int j : gammas) {
                worth *= -StrictMath.expm1(-bits / p[j]);
            }
            return worth;
        });
    }

    /**
     * The compute-optimal allocation at the best number of bits of the law's own parameters.
     *
     * @param compute in FLOP at 16 bits; the cost is 6 N D P/16
     */
    public Allocation at(double compute) {
        return allocation(bits(fitted.own()), compute);
    }

    /** The compute-optimal allocation at so many bits, for compute in FLOP at 16 bits. */
    public Allocation allocation(double bits, double compute) {
        if (!(bits > 0 && bits < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bits must be a positive number, not " + bits);
        }
        String text = Double.toString(bits);
        FittedLaw fixed = fitted.with("Pw", text).with("Pa", text).with("Pkv", text);
        if (fixed.law().inputNames().contains("Ppost")) {
            throw new IllegalArgumentException("fix Ppost first: fitted.with(\"Ppost\", \"16\")");
        }
        return ComputeOptimal.of(fixed).cost(Cost.of("6*N*D*P/16").with("P", bits)).at(compute);
    }

    /**
     * u = P/gamma for k equal gammas, the root of k u e^-u = 1 - e^-u.
     *
     * @throws IllegalArgumentException if k is below 2: with one, the fewer bits the better
     */
    public static double ofEqual(int k) {
        if (k < 2) {
            throw new IllegalArgumentException("with " + k + " of them there is no best number of bits: the fewer the better");
        }
        return root(u -> k * ratio(u) - 1);
    }

    private double bits(double[] parameters) {
        for (int j : gammas) {
            if (!(parameters[j] > 0)) {
                return Double.NaN;
            }
        }
        return root(bits -> {
            double sum = -1;
            for (int j : gammas) {
                sum += ratio(bits / parameters[j]);
            }
            return sum;
        });
    }

    /** u/(e^u - 1), falling from 1 to 0. */
    private static double ratio(double u) {
        return u / StrictMath.expm1(u);
    }

    /** Of a falling function, to the last bit. */
    private static double root(DoubleUnaryOperator f) {
        double low = 1e-9;
        double high = 1e6;
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
            if (f.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
