package dev.powerlane.fit;

import java.util.Arrays;

/**
 * Newton's method as in {@link Newton}, for groups of rows that share some coordinates: the Hessian is an {@link Arrow}. The caller
 * evaluates each group at {@link #trial()}, hands the sums to {@link #add}, and then calls {@link #advance()}.
 *
 * <p>Priors are those of {@link Penalty}. What is kept is P, its gradient and its Hessian divided by the penalty e: F, a + F u and M + a u' + u a' + F u u',
 * with a the gradient of F and M an arrow; the rest, of rank two, is dealt with by Woodbury's formula.
 */
final class ArrowNewton implements Descent {
    private final Layout layout;
    private final int n;
    private final double floor;
    private final boolean[] logarithms;
    private final double[] stepLimits;
    private final double[] lower;
    private final double[] upper;
    private final double[] centre;
    /** The prior's strength over its variance. */
    private final double[] pull;
    private final boolean hasPriors;

    private final double[] trial;
    private final double[] trialSlope;
    private final Arrow trialHessian;
    private double trialValue;

    private final double[] point;
    private final double[] slope;
    private final double[] gradient;
    private final double[] prior;
    private final Arrow hessian;
    private final Arrow work;
    private final double[] scale;
    private final double[] added;
    private final boolean[] held;
    private final double[] step;
    private final double[] left;
    private final double[] right;
    private final double[] head;
    private final double[] best;

    private double value;
    private double exponent;
    private double damping;
    private double growth;
    private double predicted;
    private double decrement;
    private double bestDecrement;
    private double bestValue;
    private double bestExponent;
    private double bestDrift;
    private int drifting;
    private boolean bestIsSingular;
    private boolean bestHeld;
    private boolean clipped;
    private boolean started;
    private boolean endGame;
    private int iterations;
    private int evaluations;
    private Status status;

    /**
     * @param floor    the objective of residuals that are nothing but round-off
     * @param strength of the priors: the loss's degree over the number of runs
     */
    ArrowNewton(Layout layout, Coordinates coordinates, double floor, double strength) {
        this.layout = layout;
        this.floor = floor;
        n = layout.size();
        stepLimits = layout.spread(coordinates.stepLimits());
        lower = layout.spread(coordinates.lower());
        upper = layout.spread(coordinates.upper());
        hasPriors = coordinates.hasPriors();
        logarithms = new boolean[n];
        centre = new double[n];
        pull = new double[n];
        for (int i = 0; i < n; i++) {
            int j = layout.coordinate(i);
            logarithms[i] = coordinates.isLog(j);
            centre[i] = coordinates.centre(j);
            pull[i] = strength * coordinates.precision(j);
        }
        trial = new double[n];
        trialSlope = new double[n];
        trialHessian = new Arrow(layout);
        point = new double[n];
        slope = new double[n];
        gradient = new double[n];
        prior = new double[n];
        hessian = new Arrow(layout);
        work = new Arrow(layout);
        scale = new double[n];
        added = new double[n];
        held = new boolean[n];
        step = new double[n];
        left = new double[n];
        right = new double[n];
        head = new double[layout.shared().length];
        best = new double[n];
    }

    void start(double[] from) {
        restart(from);
        Arrays.fill(scale, 0);
        damping = FIRST_DAMPING;
        iterations = 0;
        evaluations = 0;
    }

    @Override
    public void restart(double[] from) {
        System.arraycopy(from, 0, trial, 0, n);
        clear();
        clipped = false;
        damping = 0;
        growth = 2;
        bestDecrement = Double.POSITIVE_INFINITY;
        started = false;
        endGame = false;
        status = null;
    }

    double[] trial() {
        return trial;
    }

    private void clear() {
        trialValue = 0;
        Arrays.fill(trialSlope, 0);
        trialHessian.clear();
    }

    /** Adds what one group's rows sum to at the trial point: value, gradient, lower triangle of the Hessian, each at {@code [sum][lane]}. */
    void add(int group, double[][] sums, int lane) {
        int p = layout.p();
        int q = layout.shared().length;
        int k = layout.own().length;
        trialValue += sums[0][lane];
        int next = p + 1;
        for (int i = 0; i < p; i++) {
            int a = layout.place(group, i);
            trialSlope[a] += sums[1 + i][lane];
            for (int j = 0; j <= i; j++) {
                int b = layout.place(group, j);
                double h = sums[next++][lane];
                if (a < q && b < q) {
                    trialHessian.shared[a * q + b] += h;
                    trialHessian.shared[b * q + a] = trialHessian.shared[a * q + b];
                } else if (a < q || b < q) {
                    trialHessian.cross[group][(Math.max(a, b) - q - group * k) * q + Math.min(a, b)] = h;
                } else {
                    int r = a - q - group * k;
                    int s = b - q - group * k;
                    trialHessian.own[group][r * k + s] = h;
                    trialHessian.own[group][s * k + r] = h;
                }
            }
        }
    }

    /** After all groups have been added. @return whether the fit has ended */
    boolean advance() {
        evaluations++;
        boolean usable = isFinite();
        if (!started) {
            if (!usable) {
                return end(Status.NONFINITE);
            }
            started = true;
            accept();
        } else if (endGame) {
            if (!usable) {
                return end(endStatus());
            }
            accept();
        } else {
            double reached = trialValue * StrictMath.exp(exponent(trial) - exponent);
            double gain = (value - reached) / predicted;
            if (usable && gain > 1e-4) {
                double x = 2 * gain - 1;
                damping *= Math.max(.1, 1 - x * x * x);
                damping = damping < NO_DAMPING ? 0 : damping;
                growth = 2;
                accept();
            } else {
                increaseDamping();
            }
        }
        clear();
        return propose();
    }

    private boolean isFinite() {
        double total = trialValue * 0;
        for (int i = 0; i < n; i++) {
            total += trialSlope[i] * 0 + trialHessian.diagonal(i) * 0;
        }
        return total == 0;
    }

    private double exponent(double[] at) {
        double sum = 0;
        for (int i = 0; hasPriors && i < n; i++) {
            sum += pull[i] * (at[i] - centre[i]) * (at[i] - centre[i]) / 2;
        }
        return sum;
    }

    private void accept() {
        iterations++;
        System.arraycopy(trial, 0, point, 0, n);
        System.arraycopy(trialSlope, 0, slope, 0, n);
        value = trialValue;
        exponent = exponent(point);
        Arrays.fill(held, false);
        for (int i = 0; i < n; i++) {
            prior[i] = pull[i] * (point[i] - centre[i]);
            gradient[i] = slope[i] + value * prior[i];
            added[i] = value * pull[i];
        }
        hessian.copy(trialHessian, added, held);
        for (int i = 0; i < n; i++) {
            double steep = value > 0 ? gradient[i] * gradient[i] / value : 0;
            scale[i] = Math.max(scale[i], Math.max(Math.abs(hessian.diagonal(i)), steep));
        }
    }

    private boolean propose() {
        if (iterations > MOST_ITERATIONS || evaluations > 3 * MOST_ITERATIONS) {
            return end(Status.MAX_ITERATIONS);
        }
        while (!solve()) {
            if (endGame) {
                return end(endStatus());
            }
            increaseDamping();
            if (damping > MOST_DAMPING) {
                return end(isStationary() ? Status.SINGULAR_HESSIAN : Status.STALLED);
            }
        }
        decrement = decrement();
        if (!endGame && decrement <= settled()) {
            tryEndGame();
        }
        if (endGame && !improves()) {
            return end(endStatus());
        }
        if (value <= floor || decrement == 0) {
            damping = 0;
            if (!solve()) {
                return end(Status.SINGULAR_HESSIAN);
            }
            keepPoint();
            return end(endStatus());
        }
        move();
        while (!endGame && !(predicted > 0)) {
            increaseDamping();
            if (damping > MOST_DAMPING) {
                return end(isStationary() ? Status.SINGULAR_HESSIAN : Status.STALLED);
            }
            if (solve()) {
                move();
            }
        }
        return false;
    }

    private void tryEndGame() {
        double damped = damping;
        damping = 0;
        double full = solve() ? decrement() : Double.POSITIVE_INFINITY;
        if (full <= settled()) {
            endGame = true;
            decrement = full;
        } else {
            damping = damped;
            solve();
        }
    }

    private boolean improves() {
        boolean muchBetter = decrement < bestDecrement / 4 || clipped;
        if (decrement < bestDecrement) {
            keepPoint();
        }
        return muchBetter;
    }

    private double decrement() {
        return -dot(gradient, step) / 2;
    }

    private double settled() {
        return Math.max(END_GAME * value, NOISE * floor);
    }

    /** The damped step in what is not held at a bound; false if the matrix is not positive definite. */
    private boolean solve() {
        for (int i = 0; i < n; i++) {
            held[i] = point[i] <= lower[i] && gradient[i] > 0 || point[i] >= upper[i] && gradient[i] < 0;
        }
        do {
            for (int i = 0; i < n; i++) {
                added[i] = damping * (scale[i] > 0 ? scale[i] : 1);
                step[i] = held[i] ? 0 : -gradient[i];
            }
            work.copy(hessian, added, held);
            if (!work.factor()) {
                return false;
            }
            work.solve(step, head);
            if (hasPriors && !correct()) {
                return false;
            }
        } while (Descent.holdMore(held, point, step, lower, upper));
        return true;
    }

    /** Woodbury's formula for a u' + u a' + F u u'; false if the sum is not positive definite. */
    private boolean correct() {
        for (int i = 0; i < n; i++) {
            left[i] = held[i] ? 0 : slope[i];
            right[i] = held[i] ? 0 : prior[i];
        }
        double as = dot(left, step);
        double us = dot(right, step);
        work.solve(left, head);
        work.solve(right, head);
        double aa = 0;
        double au = 0;
        double uu = 0;
        for (int i = 0; i < n; i++) {
            if (!held[i]) {
                aa += slope[i] * left[i];
                au += slope[i] * right[i];
                uu += prior[i] * right[i];
            }
        }
        if (uu == 0) {
            return true;
        }
        // The inverse of the middle matrix is (-F 1; 1 0).
        double c11 = aa - value;
        double c12 = au + 1;
        double determinant = c11 * uu - c12 * c12;
        if (!(determinant < 0)) {
            return false;
        }
        double x = (uu * as - c12 * us) / determinant;
        double y = (c11 * us - c12 * as) / determinant;
        for (int i = 0; i < n; i++) {
            step[i] -= left[i] * x + right[i] * y;
        }
        return true;
    }

    private void move() {
        double fraction = 1;
        for (int i = 0; i < n; i++) {
            double limit = logarithms[i] ? stepLimits[i] : Math.max(stepLimits[i], Math.abs(point[i]));
            fraction = Math.min(fraction, limit / Math.abs(step[i]));
        }
        clipped = false;
        for (int i = 0; i < n; i++) {
            trial[i] = point[i] + fraction * step[i];
            if (trial[i] < lower[i] || trial[i] > upper[i]) {
                trial[i] = trial[i] < lower[i] ? lower[i] : upper[i];
                clipped = true;
            }
            step[i] = trial[i] - point[i];
        }
        double us = dot(prior, step);
        predicted = -dot(gradient, step) - hessian.quadratic(step) / 2 - dot(slope, step) * us - value * us * us / 2;
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void increaseDamping() {
        damping = damping == 0 ? FIRST_DAMPING / 10 : damping * growth;
        growth *= 2;
    }

    private boolean isStationary() {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, scale[i] > 0 && !held[i] ? gradient[i] * gradient[i] / scale[i] : 0);
        }
        return largest <= END_GAME * value;
    }

    private Status endStatus() {
        if (bestIsSingular) {
            return Status.SINGULAR_HESSIAN;
        }
        if (bestDrift > STILL_MOVING) {
            return Status.RUNAWAY;
        }
        if (bestDecrement <= CONVERGED * bestValue || bestValue <= floor) {
            return bestHeld ? Status.AT_BOUND : Status.CONVERGED;
        }
        if (bestDecrement > Math.max(ROUNDOFF * bestValue, NOISE * floor)) {
            return Status.STALLED;
        }
        return bestHeld ? Status.AT_BOUND : Status.ROUNDOFF;
    }

    private void keepPoint() {
        bestDecrement = decrement;
        bestValue = value;
        bestExponent = exponent;
        System.arraycopy(point, 0, best, 0, n);
        double leastPivot = 1;
        double remnant = 0;
        bestDrift = 0;
        bestHeld = false;
        for (int i = 0; i < n; i++) {
            bestHeld |= held[i];
            if (held[i]) {
                continue;
            }
            double curvature = hessian.diagonal(i);
            double root = work.diagonal(i);
            leastPivot = Math.min(leastPivot, root * root / curvature);
            double size = logarithms[i] ? 1 : Math.max(stepLimits[i] / 1024, Math.abs(point[i]));
            remnant = Math.max(remnant, Math.abs(gradient[i]) / (curvature * size));
            double drift = Math.abs(step[i]) / (logarithms[i] ? 1 : Math.max(stepLimits[i], Math.abs(point[i])));
            if (drift > bestDrift) {
                bestDrift = drift;
                drifting = i;
            }
        }
        bestIsSingular = leastPivot < Math.max(SINGULAR, REMNANT * remnant);
    }

    private boolean end(Status how) {
        status = how;
        if (bestDecrement == Double.POSITIVE_INFINITY) {
            bestValue = how == Status.NONFINITE ? Double.NaN : value;
            bestExponent = exponent;
            bestDecrement = Double.NaN;
            System.arraycopy(how == Status.NONFINITE ? trial : point, 0, best, 0, n);
        }
        return true;
    }

    // After the end

    /** The place in the vector of what is on its way to infinity. */
    int runaway() {
        return drifting;
    }

    @Override
    public double[] result() {
        return best;
    }

    @Override
    public double objective() {
        return bestValue * StrictMath.exp(bestExponent);
    }

    @Override
    public double floor() {
        return floor;
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public double relativeGradient() {
        return bestValue <= floor ? 0 : Math.sqrt(Math.max(0, bestDecrement) / bestValue);
    }
}
