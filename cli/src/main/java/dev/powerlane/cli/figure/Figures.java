package dev.powerlane.cli.figure;

import dev.powerlane.cli.chart.Figure;
import java.util.List;

/** All figures, in their order. */
public final class Figures {
    private Figures() {}

    public static List<Figure> all() {
        return List.of(PerTokenLoss.figure(), TrainingCurves.figure(), SampleEfficiency.figure(), StepsAndExamples.figure(),
                new TrainingFrontier().figure(), ComputeSlices.figure());
    }
}
