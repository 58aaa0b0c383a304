package dev.powerlane.cli.figure;

import dev.powerlane.cli.chart.ChartAxis;
import dev.powerlane.cli.chart.ColorScale;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Curve.Marker;
import dev.powerlane.cli.chart.Curve.Style;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import dev.powerlane.grid.Axis;
import dev.powerlane.grid.Grid;
import dev.powerlane.kernel.Kernel;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loss over model size at fixed compute, where it has a minimum, and at fixed steps, where it has none. */
final class ComputeSlices {
    static final double[] BUDGETS = Values.spaced(1e-5, 1, 9);
    static final double[] STEPS = {1e4, 1.5e4, 2e4, 3e4, 5e4, 7e4, 1e5};
    private static final ParameterSet KAPLAN = Laws.get("kaplan-batch").published("kaplan-2020");
    private static final ParameterSet PUBLISHED = Laws.get("compute-optimal-size").published("kaplan-2020");
    /** C_min = 6 N B_crit(L) S_min, put into kaplan-ns and solved for the loss; C in PF-days. */
    private static final Law AT_COMPUTE = Law.of("root(L, (Nc/N)^aN, 1e6, "
            + "L - (Nc/N)^aN - (Sc*6*N*Bstar/L^(1/aB)/(8.64e19*C))^aS)").inputs("N", "C");
    private static final ParameterSet CONSTANTS = AT_COMPUTE.parameterSet(Map.of("Nc", KAPLAN.get("Nc"), "aN", KAPLAN.get("aN"),
            "Sc", KAPLAN.get("Sc"), "aS", KAPLAN.get("aS"), "Bstar", KAPLAN.get("Bstar"), "aB", KAPLAN.get("aB")));

    private ComputeSlices() {}

    static Figure figure() {
        double[] own = Arrays.stream(BUDGETS).map(ComputeSlices::bestSize).toArray();
        int last = BUDGETS.length - 1;
        String caption = "Left: L = (Nc/N)^aN + (Sc/S_min)^aS with C_min = 6 N B_crit(L) S_min and B_crit(L) = B*/L^(1/aB), solved for L; C_min is "
                + "compute adjusted to batches far below the critical size, in PF-days of 8.64e19 FLOP. " + String.format(Locale.ROOT,
                "The law's own minimum at 1 PF-day lies at %s, the published frontier 1.3e9 C_min^0.73 at 1.3B parameters; the loss there is "
                + "%.2f %% above the minimum. ", Values.size(own[last]),
                100 * (atCompute(new double[] {PUBLISHED.get("a")}, 1)[0] / atCompute(new double[] {own[last]}, 1)[0] - 1))
                + "Right: kaplan-batch, S steps at batches of 2^19 tokens: more parameters are always better. Both: Kaplan et al. 2020 "
                + "(arXiv:2001.08361), aN 0.077, Nc 6.5e13, aS 0.76, Sc 2.1e3, B* 2e8 tokens, aB 0.21; N counts non-embedding parameters.";
        return new Figure("figure-5-compute-slices", "Loss over model size at fixed compute and at fixed steps", caption,
                List.of(atFixedCompute(own), atFixedSteps()), 2);
    }

    /** The loss of sizes trained with a budget in PF-days. */
    static double[] atCompute(double[] sizes, double budget) {
        return Values.of(AT_COMPUTE, CONSTANTS, sizes, Values.constant(budget, sizes.length));
    }

    static double[] atSteps(double[] sizes, double steps) {
        return Values.of(Laws.get("kaplan-batch"), KAPLAN, sizes, Values.constant(steps, sizes.length),
                Values.constant(SampleEfficiency.BATCH, sizes.length));
    }

    /** The law's own minimum over N at a budget. */
    static double bestSize(double budget) {
        Kernel kernel = Kernel.compile(AT_COMPUTE);
        Grid line = Grid.of(Axis.log("N", 1, 1e14, 201), Axis.of("C", budget));
        return kernel.refine(CONSTANTS, line, kernel.minimise(CONSTANTS, line, "N")).place()[0];
    }

    static double publishedSize(double budget) {
        return PUBLISHED.get("a") * Math.pow(budget, PUBLISHED.get("b"));
    }

    private static Panel atFixedCompute(double[] own) {
        ColorScale colors = new ColorScale("compute C_min (PF-days)", 1e-5, 1);
        double[] sizes = Values.spaced(1e4, 1e9, 26);
        List<Curve> curves = new ArrayList<>();
        for (double budget : BUDGETS) {
            curves.add(Curve.of("C_min = " + String.format(Locale.ROOT, "%.3g", budget) + " PF-days", sizes, atCompute(sizes, budget),
                    Style.line(colors.color(budget)).marked(Marker.CIRCLE, 5)).unlisted());
        }
        double[] ownLoss = minima(own);
        double[] published = Arrays.stream(BUDGETS).map(ComputeSlices::publishedSize).toArray();
        curves.add(Curve.of("the law's own minimum", own, ownLoss, Style.line(new Color(0xd1495b)).width(2.6)));
        curves.add(Curve.of("published frontier 1.3e9 C_min^0.73", published, minima(published), Style.line(Color.BLACK).width(2).dashed(7, 4)));
        return Panel.of("At fixed compute: a minimum", ChartAxis.decades("non-embedding parameters N", 1e4, 1e9, 1),
                ChartAxis.linear("loss (nats per token)", 2, 8, 2, 3, 4, 5, 6, 7, 8), curves).scale(colors);
    }

    private static double[] minima(double[] sizes) {
        double[] loss = new double[sizes.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = atCompute(new double[] {sizes[i]}, BUDGETS[i])[0];
        }
        return loss;
    }

    private static Panel atFixedSteps() {
        ColorScale colors = new ColorScale("steps", 8e3, 1.2e5);
        double[] sizes = Values.spaced(1e6, 1e9, 31);
        List<Curve> curves = new ArrayList<>();
        for (double steps : STEPS) {
            curves.add(Curve.of("S = " + String.format(Locale.ROOT, "%,.0f", steps), sizes, atSteps(sizes, steps),
                    Style.line(colors.color(steps)).marked(Marker.CIRCLE, 5)));
        }
        return Panel.of("At fixed steps of 2^19 tokens: none", ChartAxis.decades("non-embedding parameters N", 1e6, 1e9, 1),
                ChartAxis.linear("loss (nats per token)", 2.4, 5.4, 2.4, 3, 3.6, 4.2, 4.8, 5.4), curves).legend(Panel.Legend.TOP_RIGHT);
    }
}
