package dev.powerlane.cli.figure;

import dev.powerlane.analysis.BatchSize;
import dev.powerlane.analysis.FittedLaw;
import dev.powerlane.cli.chart.ChartAxis;
import dev.powerlane.cli.chart.ColorScale;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Curve.Style;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/** The fewest steps and the fewest examples that reach a loss, over model size. */
final class StepsAndExamples {
    static final double[] LOSSES = {2.5, 2.75, 3, 3.25, 3.5, 3.75, 4, 4.5, 5, 5.5};
    private static final double SMALLEST = 1e6;
    private static final double LARGEST = 1.5e9;
    private static final ParameterSet KAPLAN = Laws.get("kaplan-batch").published("kaplan-2020");
    private static final BatchSize BATCH_SIZE = BatchSize.of(FittedLaw.of(Laws.get("kaplan-batch"), KAPLAN));
    private static final int POINTS = 300;

    private StepsAndExamples() {}

    static Figure figure() {
        String caption = "S_min = Sc/(L \u2212 (Nc/N)^aN)^(1/aS), the steps that reach a loss at batches far above the critical size, and "
                + "E_min = B_crit(L) S_min with B_crit(L) = B*/L^(1/aB), the tokens that reach it at batches far below; Kaplan et al. 2020 "
                + "(arXiv:2001.08361): aN 0.077, Nc 6.5e13, aS 0.76, Sc 2.1e3, B* 2e8 tokens, aB 0.21; N counts non-embedding parameters. "
                + "A loss L is reached only by models of more than Nc/L^(1/aN) parameters: each line begins at that asymptote, drawn dotted "
                + "where it lies above 1e6.";
        return new Figure("figure-3-steps-and-examples", "Steps and examples that reach a loss", caption,
                List.of(panel("Fewest steps", ChartAxis.log("S_min (steps)", 3e2, 1e5, 1e3, 1e4, 1e5), StepsAndExamples::minimumSteps),
                        panel("Fewest examples", ChartAxis.log("E_min (tokens)", 3e7, 1e11, 1e8, 1e9, 1e10, 1e11), StepsAndExamples::minimumTokens)), 2);
    }

    /** The size below which a loss is never reached. */
    static double asymptote(double loss) {
        return KAPLAN.get("Nc") / Math.pow(loss, 1 / KAPLAN.get("aN"));
    }

    /** S_min; NaN for sizes that do not reach the loss. */
    static double minimumSteps(double size, double loss) {
        return BATCH_SIZE.minimumSteps(size, loss).value();
    }

    static double minimumTokens(double size, double loss) {
        return BATCH_SIZE.minimumTokens(size, loss).value();
    }

    private static Panel panel(String title, ChartAxis y, DoubleBinaryOperator f) {
        ColorScale colors = new ColorScale("loss", 2.4, 5.8);
        List<Curve> curves = new ArrayList<>();
        for (double loss : LOSSES) {
            double[] sizes = sizes(loss);
            curves.add(Curve.of(String.format(Locale.ROOT, "L = %s", loss), sizes, Values.map(sizes, n -> f.applyAsDouble(n, loss)),
                    Style.line(colors.color(loss)).width(2.2)));
        }
        for (double loss : LOSSES) {
            if (asymptote(loss) > SMALLEST) {
                curves.add(Curve.of("asymptote of L = " + loss, new double[] {asymptote(loss), asymptote(loss)}, new double[] {y.low(), y.high()},
                        Style.line(colors.color(loss)).width(1.2).dashed(2, 4)).unlisted());
            }
        }
        return Panel.of(title, ChartAxis.decades("non-embedding parameters N", SMALLEST, LARGEST, 1), y, curves);
    }

    /** Close together where the line rises to its asymptote. */
    private static double[] sizes(double loss) {
        double begin = asymptote(loss);
        if (begin < SMALLEST / 2) {
            return Values.spaced(SMALLEST, LARGEST, POINTS);
        }
        double[] beyond = Values.spaced(Math.max(1e-6, SMALLEST / begin - 1), LARGEST / begin - 1, POINTS);
        return Values.map(beyond, b -> begin * (1 + b));
    }
}
