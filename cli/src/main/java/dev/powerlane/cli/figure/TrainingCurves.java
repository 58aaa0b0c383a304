package dev.powerlane.cli.figure;

import dev.powerlane.cli.chart.ChartAxis;
import dev.powerlane.cli.chart.ColorScale;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Curve.Style;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measured training curves of three sizes: what the schematic of figure 1 stands for. */
final class TrainingCurves {
    private TrainingCurves() {}

    static Figure figure() {
        String caption = "Measured: loss over training steps for models of 25M, 100M and 400M parameters under a cosine schedule of the learning rate "
                + "over 72,000 steps (2,160 of them warm-up), from the data of the multi-power law, arXiv:2503.12811 (thu-yao-01-luo/MultiPowerLaw, MIT "
                + "licence). The loss is the mean over all token indices: losses by token index are not published. No law is drawn here.";
        return new Figure("figure-1-training-curves", "Measured training curves beside figure 1", caption, List.of(panel()), 1);
    }

    private static Panel panel() {
        ColorScale colors = new ColorScale("parameters", 1.5e7, 8e8);
        List<Curve> curves = new ArrayList<>();
        for (int size : new int[] {25, 100, 400}) {
            Map<String, double[]> curve = Samples.columns("cosine-72000-" + size + "m.csv");
            curves.add(Curve.of(size + "M", curve.get("step"), curve.get("loss"), Style.line(colors.color(size * 1e6))));
        }
        return Panel.of("Loss over steps, cosine schedule", ChartAxis.log("training step", 2e3, 8e4, 2e3, 5e3, 1e4, 2e4, 5e4),
                ChartAxis.linear("loss (nats per token)", 2.4, 4.4, 2.4, 2.8, 3.2, 3.6, 4, 4.4), curves).legend(Panel.Legend.TOP_RIGHT);
    }
}
