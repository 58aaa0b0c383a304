package dev.powerlane.analysis;

import dev.powerlane.fit.Estimate;
import dev.powerlane.law.Quantity;
import java.util.List;
import java.util.Map;

/**
 * Steps, batches and tokens (Kaplan et al. 2001.08361, sections 5 and 6; McCandlish et al. 1812.06162). With x = (Nc/N)^aN and y = (Sc/S_min)^aS,
 * L = x + y; a loss is reached in S_min steps at least, and with E_min = B_crit S_min tokens at least, and all ways between obey
 * (S/S_min - 1)(E/E_min - 1) = 1. B_crit = Bstar/L^(1/aB).
 *
 * <p>Batches and examples are in tokens, compute in FLOP, 6 N each token.
 */
public final class BatchSize {
    private final FittedLaw fitted;
    private final int nc;
    private final int sc;
    private final int an;
    private final int as;
    private final int bstar;
    private final int ab;

    private BatchSize(FittedLaw fitted) {
        this.fitted = fitted;
        nc = fitted.law().parameterIndex("Nc");
        sc = fitted.law().parameterIndex("Sc");
        an = fitted.law().parameterIndex("aN");
        as = fitted.law().parameterIndex("aS");
        bstar = fitted.law().parameterIndex("Bstar");
        ab = fitted.law().parameterIndex("aB");
    }

    /** @throws IllegalArgumentException if the law is not {@code kaplan-batch}, or one with its inputs and parameters */
    public static BatchSize of(FittedLaw fitted) {
        return new BatchSize(fitted.require(List.of("N", "S", "B"), List.of("Nc", "Sc", "aN", "aS", "Bstar", "aB"), "kaplan-batch"));
    }

    /** B_crit(L): the batch, in tokens, at which a loss takes twice the fewest steps and twice the fewest tokens. */
    public Estimate critical(double loss) {
        ComputeOptimal.requireLoss(loss);
        return fitted.estimate(p -> critical(p, loss));
    }

    /** S_min: the fewest steps to a loss, at endless batches; NaN where N parameters never reach it. */
    public Estimate minimumSteps(double size, double loss) {
        check(size, loss);
        return fitted.estimate(p -> minimumSteps(p, size, loss));
    }

    /** E_min: the fewest tokens to a loss, at batches of hardly any. */
    public Estimate minimumTokens(double size, double loss) {
        check(size, loss);
        return fitted.estimate(p -> minimumSteps(p, size, loss) * critical(p, loss));
    }

    /** C_min = 6 N E_min, in FLOP. */
    public Estimate minimumCompute(double size, double loss) {
        check(size, loss);
        return fitted.estimate(p -> 6 * size * minimumSteps(p, size, loss) * critical(p, loss));
    }

    /** The size below which a loss is never reached: Nc/l^(1/aN). */
    public Estimate leastSize(double loss) {
        ComputeOptimal.requireLoss(loss);
        return fitted.estimate(p -> p[nc] * StrictMath.pow(loss, -1 / p[an]));
    }

    /** The steps to a loss at a batch: S_min (1 + B_crit/B). */
    public Estimate steps(double size, double loss, double batch) {
        check(size, loss);
        require("a batch", batch);
        return fitted.estimate(p -> minimumSteps(p, size, loss) * (1 + critical(p, loss) / batch));
    }

    /** The tokens to a loss at a batch: E_min (1 + B/B_crit). */
    public Estimate tokens(double size, double loss, double batch) {
        check(size, loss);
        require("a batch", batch);
        return fitted.estimate(p -> minimumSteps(p, size, loss) * (critical(p, loss) + batch));
    }

    /**
     * The batch at which a loss takes so many times the fewest steps, and 1 + 1/(times - 1) times the fewest tokens: B_crit/(times - 1).
     *
     * @throws IllegalArgumentException unless {@code times} is above 1
     */
    public Estimate batchFor(double loss, double times) {
        ComputeOptimal.requireLoss(loss);
        if (!(times > 1)) {
            throw new IllegalArgumentException("no batch reaches a loss in " + times + " times the fewest steps; it takes more than 1 times");
        }
        return fitted.estimate(p -> critical(p, loss) / (times - 1));
    }

    /** The loss of N parameters after S steps at batches of B tokens. */
    public Estimate loss(double size, double steps, double batch) {
        return fitted.estimate(Quantity.value(), Map.of("N", size, "S", steps, "B", batch));
    }

    /** aC = 1/(1/aS + 1/aB + 1/aN): how fast the least loss falls with C_min (.05199 with the paper's rounded constants). */
    public Estimate computeExponent() {
        return fitted.estimate(this::computeExponent);
    }

    /** How fast the best size grows with C_min: aC/aN. */
    public Estimate sizeExponent() {
        return fitted.estimate(p -> computeExponent(p) / p[an]);
    }

    /** How fast the critical batch grows with C_min on the frontier: aC/aB. */
    public Estimate batchExponent() {
        return fitted.estimate(p -> computeExponent(p) / p[ab]);
    }

    /** How fast the steps grow with C_min on the frontier: aC/aS. */
    public Estimate stepsExponent() {
        return fitted.estimate(p -> computeExponent(p) / p[as]);
    }

    /** How far above its converged loss a model stops on the frontier, as a share: aN/aS. */
    public Estimate stoppingShare() {
        return fitted.estimate(p -> p[an] / p[as]);
    }

    /**
     * The frontier of the law itself: the least loss for C_min = 6 N S_min B_crit(L) FLOP. There y = (aN/aS) x.
     *
     * @param compute C_min, in FLOP
     */
    public BatchPlan frontier(double compute) {
        require("compute", compute);
        return new BatchPlan(compute, fitted.estimate(p -> frontierLoss(p, compute)), fitted.estimate(p -> frontierSize(p, frontierLoss(p, compute))),
                fitted.estimate(p -> frontierSteps(p, frontierLoss(p, compute))), fitted.estimate(p -> critical(p, frontierLoss(p, compute))));
    }

    private double critical(double[] p, double loss) {
        return p[bstar] * StrictMath.pow(loss, -1 / p[ab]);
    }

    private double minimumSteps(double[] p, double size, double loss) {
        double rest = loss - StrictMath.pow(p[nc] / size, p[an]);
        return rest > 0 ? p[sc] * StrictMath.pow(rest, -1 / p[as]) : Double.NaN;
    }

    private double computeExponent(double[] p) {
        return 1 / (1 / p[as] + 1 / p[ab] + 1 / p[an]);
    }

    /** x = L/(1 + aN/aS): the loss of the same model trained to the end. */
    private double frontierSize(double[] p, double loss) {
        return p[nc] * StrictMath.pow(loss / (1 + p[an] / p[as]), -1 / p[an]);
    }

    private double frontierSteps(double[] p, double loss) {
        return p[sc] * StrictMath.pow(loss / (1 + p[as] / p[an]), -1 / p[as]);
    }

    /** All factors of C_min are powers of the loss, so that L = (C_1/C)^aC with C_1 the compute at a loss of 1. */
    private double frontierLoss(double[] p, double compute) {
        double atOne = 6 * frontierSize(p, 1) * frontierSteps(p, 1) * critical(p, 1);
        return StrictMath.pow(atOne / compute, computeExponent(p));
    }

    private static void check(double size, double loss) {
        require("a size", size);
        ComputeOptimal.requireLoss(loss);
    }

    private static void require(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be a positive number, not " + value);
        }
    }
}
