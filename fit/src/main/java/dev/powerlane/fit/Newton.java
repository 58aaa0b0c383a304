package dev.powerlane.fit;

import java.util.Arrays;

/**
 * Damped Newton iterations with the exact Hessian for one fit, in reverse communication: the caller evaluates
 * {@link #trial()} and hands the objective, gradient and Hessian to {@link #advance}. Damping follows Nielsen (1999), its scale is
 * Moré's running maximum of the Hessian's diagonal (1978). Allocates nothing after construction.
 *
 * <p>All tests are free of scale: what counts is the decrement, half g' H^-1 g, against the objective itself. Once that is below the
 * objective's own round-off, full steps go on for as long as they still make the decrement smaller, so that the last
 * digits are reached.
 */
final class Newton implements Descent {
    /** Above this a scaled pivot is not taken for zero. */
    private static final double SMALL = 1e-8;
    /** A coordinate that round-off of the residuals moves by this share of its size is not determined. */
    private static final double UNKNOWN = 1e-5;

    /** A trial loses more than this of what it gains by its linear coordinates lagging behind: they are solved for first. */
    private static final double WORTH_PROJECTING = .1;

    private final int p;
    private final double[] stepLimits;
    private final boolean[] logarithms;
    private final LinearStep linear;
    private final boolean[] follows;
    private double floor;
    private double[] lower;
    private double[] upper;
    /** Coordinates that are held at a bound in the present step. */
    private final boolean[] held;
    /** Coordinates that this fit is not to move. */
    private final boolean[] fixed;
    private boolean clipped;
    private boolean bestHeld;
    private final double[] point;
    private final double[] trial;
    private final double[] best;
    private final double[] gradient;
    private final double[] hessian;
    private final double[] scale;
    private final double[] step;
    private final double[] work;
    private final double[] column;

    private double objective;
    private double damping;
    private double growth;
    private double predicted;
    private double decrement;
    private double bestDecrement;
    private double bestObjective;
    private boolean bestIsSingular;
    private boolean bestMayBeSingular;
    private double bestDrift;
    private int drifting;
    private boolean started;
    private boolean projecting;
    private boolean projected;
    private boolean endGame;
    private int iterations;
    private int evaluations;
    private Status status;

    /**
     * @param stepLimits how far each coordinate may move in one step; if it is not a logarithm, by its own size if that is more
     * @param logarithms which coordinates are logarithms
     * @param floor      the objective of residuals that are nothing but round-off
     * @param linear     the coordinates in which the objective is quadratic: at each trial they follow the others
     */
    Newton(double[] stepLimits, boolean[] logarithms, double floor, LinearStep linear) {
        this.p = stepLimits.length;
        this.stepLimits = stepLimits;
        this.logarithms = logarithms;
        this.linear = linear;
        follows = new boolean[p];
        for (int i = 0; i < p; i++) {
            follows[i] = linear.contains(i);
        }
        this.floor = floor;
        lower = new double[p];
        upper = new double[p];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        held = new boolean[p];
        fixed = new boolean[p];
        point = new double[p];
        trial = new double[p];
        best = new double[p];
        gradient = new double[p];
        hessian = new double[p * p];
        scale = new double[p];
        step = new double[p];
        work = new double[p * p];
        column = new double[p];
    }

    /**
     * Keeps the point within bounds. A coordinate at a bound is held there as long as the objective falls, or the step leads, beyond it; it is
     * let go when neither does, so that what ends as stationary is so for every direction that stays within the bounds.
     */
    void bound(double[] lower, double[] upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /** Another floor, for another data set. */
    void floor(double floor) {
        this.floor = floor;
    }

    void start(double[] from) {
        Arrays.fill(fixed, false);
        begin(from);
    }

    /** As above; fixed coordinates stay where they are. */
    void start(double[] from, boolean[] fixed) {
        System.arraycopy(fixed, 0, this.fixed, 0, p);
        begin(from);
    }

    private void begin(double[] from) {
        restart(from);
        Arrays.fill(scale, 0);
        damping = FIRST_DAMPING;
        iterations = 0;
        evaluations = 0;
    }

    @Override
    public void restart(double[] from) {
        System.arraycopy(from, 0, trial, 0, p);
        clipped = false;
        damping = 0;
        growth = 2;
        bestDecrement = Double.POSITIVE_INFINITY;
        started = false;
        projecting = !linear.isEmpty();
        for (int i = 0; i < p; i++) {
            projecting &= !(follows[i] && fixed[i]);
        }
        projected = false;
        endGame = false;
        status = null;
    }

    /** Where the caller is to evaluate next. */
    double[] trial() {
        return trial;
    }

    /**
     * Takes the objective (sum 0), gradient (sums 1 to p) and lower triangle of the Hessian (by rows) at the trial point, each
     * at {@code [sum][lane]}.
     *
     * @return whether the fit has ended
     */
    boolean advance(double[][] sums, int lane) {
        evaluations++;
        double value = sums[0][lane];
        boolean usable = isFinite(sums, lane);
        if (!started) {
            return begin(value, usable, sums, lane);
        }
        if (endGame && !usable) {
            return end(endStatus());
        }
        if (endGame || projected && usable && value < objective) {
            // In the end game differences of the objective are noise; the decrement that comes out decides.
            accept(sums, lane);
        } else if (projected) {
            increaseDamping();
        } else {
            boolean follow = usable && projecting && linear.solve(trial, sums, lane);
            double reached = follow ? value - linear.reduction() : value;
            double gain = (objective - reached) / predicted;
            if (!(usable && gain > 1e-4)) {
                increaseDamping();
            } else {
                decreaseDamping(gain);
                if (follow && linear.reduction() > WORTH_PROJECTING * Math.abs(objective - reached)) {
                    return project();
                }
                accept(sums, lane);
            }
        }
        projected = false;
        return propose();
    }

    /** The start itself, then the start with the linear coordinates solved for. */
    private boolean begin(double value, boolean usable, double[][] sums, int lane) {
        if (projected && !(usable && value <= objective)) {
            // Rounding has spoilt the projection: from the start as it is.
            projecting = false;
            projected = false;
            System.arraycopy(point, 0, trial, 0, p);
            return false;
        }
        if (!usable) {
            return end(Status.NONFINITE);
        }
        if (projecting && !projected && linear.solve(trial, sums, lane) && linear.reduction() > WORTH_PROJECTING * value) {
            System.arraycopy(trial, 0, point, 0, p);
            objective = value;
            return project();
        }
        started = true;
        projected = false;
        accept(sums, lane);
        return propose();
    }

    private boolean project() {
        linear.move(trial);
        projected = true;
        return false;
    }

    private void accept(double[][] sums, int lane) {
        iterations++;
        System.arraycopy(trial, 0, point, 0, p);
        objective = sums[0][lane];
        int next = p + 1;
        for (int i = 0; i < p; i++) {
            gradient[i] = sums[1 + i][lane];
            for (int j = 0; j <= i; j++) {
                double h = sums[next++][lane];
                hessian[i * p + j] = h;
                hessian[j * p + i] = h;
            }
            // The slope's square over the objective has the unit of a curvature, and is there where the Hessian is zero.
            double slope = objective > 0 ? gradient[i] * gradient[i] / objective : 0;
            scale[i] = Math.max(scale[i], Math.max(Math.abs(hessian[i * p + i]), slope));
        }
    }

    /** Finds the next trial point, or ends. */
    private boolean propose() {
        if (iterations > MOST_ITERATIONS || evaluations > 3 * MOST_ITERATIONS) {
            return end(Status.MAX_ITERATIONS);
        }
        while (!solve()) {
            if (endGame) {
                return end(endStatus());
            }
            increaseDamping();
            if (damping > MOST_DAMPING && projecting) {
                // The linear coordinates by themselves are not determined: they are damped like the others from here on.
                projecting = false;
                damping = FIRST_DAMPING;
                growth = 2;
            } else if (damping > MOST_DAMPING) {
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
        if (objective <= floor || decrement == 0) {
            damping = 0;
            boolean determined = solve();
            decrement = decrement();
            keepPoint();
            bestIsSingular |= !determined || objective <= floor && !isDeterminedByRoundOff();
            return end(endStatus());
        }
        if (damping > MOST_DAMPING) {
            return end(isStationary() ? Status.SINGULAR_HESSIAN : Status.STALLED);
        }
        move();
        while (!endGame && !(predicted > 0)) {
            // Cut off at the bounds, the step may lead uphill; with more damping it does not.
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

    /** Where full steps promise no more than round-off, the objective stops being the judge; elsewhere nothing changes. */
    private void tryEndGame() {
        double damped = damping;
        damping = 0;
        boolean positiveDefinite = solve();
        double full = positiveDefinite ? decrement() : Double.POSITIVE_INFINITY;
        if (full <= settled()) {
            endGame = true;
            decrement = full;
        } else {
            damping = damped;
            solve();
        }
    }

    /** Keeps the point if it is the best so far; false if it has converged, or is not much better, so that going on is no use. */
    private boolean improves() {
        boolean muchBetter = decrement < bestDecrement / 4 || clipped;
        if (decrement < bestDecrement) {
            keepPoint();
        }
        return muchBetter && decrement > CONVERGED * objective;
    }

    private double decrement() {
        double sum = 0;
        for (int i = 0; i < p; i++) {
            sum -= gradient[i] * step[i] / 2;
        }
        return sum;
    }

    /** Solves (H + damping * scale) step = -gradient in the coordinates that are not held; false if the matrix is not positive definite. */
    private boolean solve() {
        for (int i = 0; i < p; i++) {
            held[i] = fixed[i] || point[i] <= lower[i] && gradient[i] > 0 || point[i] >= upper[i] && gradient[i] < 0;
        }
        do {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j <= i; j++) {
                    work[i * p + j] = held[i] || held[j] ? 0 : hessian[i * p + j];
                }
                work[i * p + i] = held[i] ? 1 : work[i * p + i] + (projecting && follows[i] ? 0 : damping * (scale[i] > 0 ? scale[i] : 1));
                step[i] = held[i] ? 0 : -gradient[i];
            }
            if (!Cholesky.factor(work, p)) {
                return false;
            }
            Cholesky.solve(work, step, p);
        } while (Descent.holdMore(held, point, step, lower, upper));
        return true;
    }

    private void move() {
        double fraction = 1;
        for (int i = 0; i < p; i++) {
            if (!projecting || !follows[i] || logarithms[i]) {
                double limit = logarithms[i] ? stepLimits[i] : Math.max(stepLimits[i], Math.abs(point[i]));
                fraction = Math.min(fraction, limit / Math.abs(step[i]));
            }
        }
        predicted = 0;
        clipped = false;
        for (int i = 0; i < p; i++) {
            step[i] *= fraction;
            trial[i] = point[i] + step[i];
            if (trial[i] < lower[i] || trial[i] > upper[i]) {
                trial[i] = trial[i] < lower[i] ? lower[i] : upper[i];
                step[i] = trial[i] - point[i];
                clipped = true;
            }
            predicted -= gradient[i] * step[i];
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                predicted -= step[i] * hessian[i * p + j] * step[j] / 2;
            }
        }
    }

    private void decreaseDamping(double gain) {
        damping *= Math.max(.1, 1 - cube(2 * gain - 1));
        if (damping < NO_DAMPING) {
            damping = 0;
        }
        growth = 2;
    }

    private void increaseDamping() {
        damping = damping == 0 ? FIRST_DAMPING / 10 : damping * growth;
        growth *= 2;
    }

    private boolean isStationary() {
        double largest = 0;
        for (int i = 0; i < p; i++) {
            largest = Math.max(largest, scale[i] > 0 && !held[i] ? gradient[i] * gradient[i] / scale[i] : 0);
        }
        return largest <= END_GAME * objective;
    }

    /** Whether residuals that are nothing but round-off leave each coordinate known to a few digits. */
    private boolean isDeterminedByRoundOff() {
        for (int i = 0; i < p; i++) {
            Arrays.fill(column, 0);
            column[i] = 1;
            Cholesky.solve(work, column, p);
            double size = logarithms[i] ? 1 : Math.max(stepLimits[i] / 1024, Math.abs(point[i]));
            if (!held[i] && !(Math.sqrt(2 * floor * column[i]) < UNKNOWN * size)) {
                return false;
            }
        }
        return true;
    }

    /** Decrement below which differences of the objective are round-off. */
    private double settled() {
        return Math.max(END_GAME * objective, NOISE * floor);
    }

    private Status endStatus() {
        if (bestIsSingular) {
            return Status.SINGULAR_HESSIAN;
        }
        if (bestDrift > STILL_MOVING) {
            return Status.RUNAWAY;
        }
        if (bestDecrement <= CONVERGED * bestObjective || bestObjective <= floor) {
            return bestHeld ? Status.AT_BOUND : Status.CONVERGED;
        }
        if (bestDecrement > Math.max(ROUNDOFF * bestObjective, NOISE * floor)) {
            return bestMayBeSingular ? Status.SINGULAR_HESSIAN : Status.STALLED;
        }
        return bestHeld ? Status.AT_BOUND : Status.ROUNDOFF;
    }

    /** Keeps the point, and what its factored Hessian and the step from it say. */
    private void keepPoint() {
        bestDecrement = decrement;
        bestObjective = objective;
        System.arraycopy(point, 0, best, 0, p);
        double leastPivot = 1;
        double remnant = 0;
        bestDrift = 0;
        bestHeld = false;
        for (int i = 0; i < p; i++) {
            bestHeld |= held[i] && !fixed[i];
            if (held[i]) {
                continue;
            }
            double curvature = hessian[i * p + i];
            double root = work[i * p + i];
            leastPivot = Math.min(leastPivot, root * root / curvature);
            double size = logarithms[i] ? 1 : Math.max(stepLimits[i] / 1024, Math.abs(point[i]));
            remnant = Math.max(remnant, Math.abs(gradient[i]) / (curvature * size));
            double drift = Math.abs(step[i]) / (logarithms[i] ? 1 : Math.max(stepLimits[i], Math.abs(point[i])));
            if (drift > bestDrift) {
                bestDrift = drift;
                drifting = i;
            }
        }
        bestMayBeSingular = leastPivot < REMNANT * remnant;
        bestIsSingular = leastPivot < SINGULAR || bestMayBeSingular && leastPivot < SMALL;
    }

    private boolean end(Status how) {
        status = how;
        if (bestDecrement == Double.POSITIVE_INFINITY) {
            bestObjective = how == Status.NONFINITE ? Double.NaN : objective;
            bestDecrement = Double.NaN;
            System.arraycopy(how == Status.NONFINITE ? trial : point, 0, best, 0, p);
        }
        return true;
    }

    private boolean isFinite(double[][] sums, int lane) {
        double total = 0;
        for (double[] sum : sums) {
            total += sum[lane] * 0;
        }
        return total == 0;
    }

    private static double cube(double x) {
        return x * x * x;
    }

    // After the end

    /** The coordinate on its way to infinity; -1 if there is none. */
    int runaway() {
        return status == Status.RUNAWAY ? drifting : -1;
    }

    @Override
    public double[] result() {
        return best;
    }

    @Override
    public double objective() {
        return bestObjective;
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

    int evaluations() {
        return evaluations;
    }

    /** The root of the decrement over the objective: how far the fit is from its optimum, in units of the objective's scale. */
    @Override
    public double relativeGradient() {
        return bestObjective <= floor ? 0 : Math.sqrt(Math.max(0, bestDecrement) / bestObjective);
    }
}
