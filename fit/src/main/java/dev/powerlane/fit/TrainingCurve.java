package dev.powerlane.fit;

import dev.powerlane.schedule.Schedule;
import java.util.Objects;

/** The losses that a training run logged, with its learning-rate schedule. Immutable. */
public final class TrainingCurve {
    private final String name;
    private final Schedule schedule;
    private final int[] steps;
    private final double[] losses;

    /**
     * @param name   for messages
     * @param steps  where the loss was logged, each once some rate has been spent
     * @param losses one a step, positive
     * @throws IllegalArgumentException naming curve and row if a number is missing, not positive, or not a step of the schedule
     */
    public TrainingCurve(String name, Schedule schedule, int[] steps, double[] losses) {
        this.name = Objects.requireNonNull(name, "name");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        if (steps.length != losses.length) {
            throw new IllegalArgumentException("curve " + name + " has " + steps.length + " steps, but " + losses.length + " losses");
        }
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] < 0 || steps[i] > schedule.lastStep()) {
                throw new IllegalArgumentException("curve " + name + ", row " + i + ": step " + steps[i]
                        + " is not one of the schedule's, 0 to " + schedule.lastStep());
            }
            if (!(schedule.sumBefore() + schedule.sum(steps[i]) > 0)) {
                throw new IllegalArgumentException("curve " + name + ", row " + i + ": up to step " + steps[i]
                        + " no rate has been spent, so the law is infinite there; leave the row out");
            }
            if (!(losses[i] > 0 && losses[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("curve " + name + ", row " + i + ": the loss must be a positive number, not " + losses[i]);
            }
        }
        this.steps = steps.clone();
        this.losses = losses.clone();
    }

    public String name() {
        return name;
    }

    public Schedule schedule() {
        return schedule;
    }

    /** How many losses were logged. */
    public int size() {
        return steps.length;
    }

    public int[] steps() {
        return steps.clone();
    }

    public double[] losses() {
        return losses.clone();
    }

    /** Every {@code stride}-th row, counted from the last one. */
    TrainingCurve thinned(int stride) {
        int kept = (size() + stride - 1) / stride;
        int[] fewSteps = new int[kept];
        double[] fewLosses = new double[kept];
        for (int i = 0; i < kept; i++) {
            int row = size() - 1 - (kept - 1 - i) * stride;
            fewSteps[i] = steps[row];
            fewLosses[i] = losses[row];
        }
        return new TrainingCurve(name, schedule, fewSteps, fewLosses);
    }

    @Override
    public String toString() {
        return name + ", " + size() + " losses to step " + schedule.lastStep();
    }
}
