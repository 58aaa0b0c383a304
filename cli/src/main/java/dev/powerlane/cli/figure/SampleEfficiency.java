package dev.powerlane.cli.figure;

import dev.powerlane.cli.chart.ChartAxis;
import dev.powerlane.cli.chart.ColorScale;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Curve.Marker;
import dev.powerlane.cli.chart.Curve.Style;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kaplan's loss at batches of 2^19 tokens over tokens and over compute: larger models need fewer samples. */
final class SampleEfficiency {
    static final double BATCH = 0x1p19;
    static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final Law LAW = Laws.get("kaplan-batch");
    private static final ParameterSet KAPLAN = LAW.published("kaplan-2020");
    /** Sizes among which the law's own frontier is sought at each compute. */
    private static final double[] ALL_SIZES = Values.spaced(1, 1e12, 2401);
    private static final ColorScale COLORS = new ColorScale("non-embedding parameters N", 1e3, 1e9);
    private static final int POINTS = 240;

    private SampleEfficiency() {}

    static Figure figure() {
        double above = 100 * KAPLAN.get("aN") / KAPLAN.get("aS");
        String caption = "L = (Nc/N)^aN + (Sc (1 + B_crit(L)/B)/S)^aS, B_crit(L) = B*/L^(1/aB), solved for L; Kaplan et al. 2020 "
                + "(arXiv:2001.08361): aN 0.077, Nc 6.5e13, aS 0.76, Sc 2.1e3, B* 2e8 tokens, aB 0.21. S are the steps taken, at batches of "
                + "B = 2^19 = 524,288 tokens; tokens processed are B S; compute is 6 N B S, not adjusted to small batches (not C_min), in PF-days "
                + "of 8.64e19 FLOP; N counts non-embedding parameters. The envelope is the least of the seven curves, the frontier the law's "
                + "least loss over all sizes. " + String.format("Marks: compute-efficient training stops at a loss aN/aS (%.0f %%) above "
                + "the level that the curve tends to, (Nc/N)^aN.", above);
        return new Figure("figure-2-sample-efficiency", "Larger models need fewer samples (batches of 2^19 tokens)", caption,
                List.of(byTokens(), byCompute()), 2);
    }

    /** The law after so many tokens. */
    static double[] atTokens(double size, double[] tokens) {
        return Values.of(LAW, KAPLAN, Values.constant(size, tokens.length), Values.map(tokens, t -> t / BATCH), Values.constant(BATCH, tokens.length));
    }

    /** The law after so much compute, in PF-days. */
    static double[] atCompute(double size, double[] compute) {
        return atTokens(size, Values.map(compute, c -> c * Values.PF_DAY / (6 * size)));
    }

    /** The loss that a size tends to. */
    static double level(double size) {
        return Math.pow(KAPLAN.get("Nc") / size, KAPLAN.get("aN"));
    }

    /** The loss at which compute-efficient training stops. */
    static double stop(double size) {
        return (1 + KAPLAN.get("aN") / KAPLAN.get("aS")) * level(size);
    }

    /** Tokens after which the law reaches the stop: S B = S_min B + E_min. */
    static double tokensToStop(double size) {
        double loss = stop(size);
        return StepsAndExamples.minimumSteps(size, loss) * BATCH + StepsAndExamples.minimumTokens(size, loss);
    }

    /** The least loss over sizes at each compute, in PF-days. */
    static double[] frontier(double[] compute, double[] sizes) {
        double[] least = Values.constant(Double.POSITIVE_INFINITY, compute.length);
        for (double size : sizes) {
            double[] loss = atCompute(size, compute);
            Arrays.setAll(least, i -> Math.min(least[i], loss[i]));
        }
        return least;
    }

    private static Panel byTokens() {
        double[] tokens = Values.spaced(1e7, 1e11, POINTS);
        List<Curve> curves = new ArrayList<>();
        for (double size : SIZES) {
            curves.add(Curve.of("N = " + Values.power(size), tokens, atTokens(size, tokens), Style.line(COLORS.color(size))).unlisted());
        }
        double[] least = Values.constant(Double.POSITIVE_INFINITY, POINTS);
        curves.forEach(c -> Arrays.setAll(least, i -> Math.min(least[i], c.y()[i])));
        curves.add(0, envelope(tokens, least));
        curves.add(stops(Arrays.stream(SIZES).map(SampleEfficiency::tokensToStop).toArray()));
        return Panel.of("Loss over tokens", ChartAxis.decades("tokens processed", 1e7, 1e11, 1), losses(), curves)
                .scale(COLORS);
    }

    private static Panel byCompute() {
        double[] compute = Values.spaced(1e-9, 1, POINTS);
        List<Curve> curves = new ArrayList<>();
        for (double size : SIZES) {
            curves.add(Curve.of("N = " + Values.power(size), compute, atCompute(size, compute), Style.line(COLORS.color(size))).unlisted());
        }
        curves.add(0, envelope(compute, frontier(compute, SIZES)));
        curves.add(Curve.of("frontier of the law, over all sizes", compute, frontier(compute, ALL_SIZES),
                Style.line(Color.BLACK).width(1.6).dashed(2, 3)));
        curves.add(stops(Arrays.stream(SIZES).map(n -> 6 * n * tokensToStop(n) / Values.PF_DAY).toArray()));
        return Panel.of("Loss over compute", ChartAxis.decades("compute (PF-days)", 1e-9, 1, 1), losses(), curves)
                .scale(COLORS);
    }

    private static ChartAxis losses() {
        return ChartAxis.log("loss (nats per token)", 2, 10, 4, 6, 8, 10);
    }

    private static Curve envelope(double[] x, double[] least) {
        return Curve.of("lower envelope of the seven sizes", x, least, Style.line(new Color(0xf0b9c0)).width(8));
    }

    private static Curve stops(double[] x) {
        return Curve.of("compute-efficient training stops", x, Values.map(SIZES, SampleEfficiency::stop), Style.points(Color.BLACK, Marker.STAR));
    }
}
