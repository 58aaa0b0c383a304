package dev.powerlane.cli.figure;

import dev.powerlane.analysis.Allocation;
import dev.powerlane.analysis.ComputeOptimal;
import dev.powerlane.cli.chart.ChartAxis;
import dev.powerlane.cli.chart.ColorScale;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Curve.Marker;
import dev.powerlane.cli.chart.Curve.Style;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import dev.powerlane.fit.Data;
import dev.powerlane.fit.Estimate;
import dev.powerlane.fit.Fit;
import dev.powerlane.fit.Fitter;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The chinchilla law fitted to the 234 runs: training curves, their envelope, and what it says of larger budgets. */
final class TrainingFrontier {
    static final double[] SIZES = {75e6, 250e6, 500e6, 1e9, 2.5e9, 5e9, 10e9};
    static final double PROJECTED = 5.76e23;
    private static final double LEAST = 1e17;
    private static final double MOST = 1e25;
    private static final Color FITTED = new Color(0x2a788e);
    private static final Color HOFFMANN = new Color(0xd1495b);
    private static final int POINTS = 240;

    private final Law law = Laws.get("chinchilla");
    private final Data runs = Samples.runs();
    private final Fit fit = Fitter.of(law).fit(runs);
    private final ComputeOptimal fitted = ComputeOptimal.of(fit);
    private final ComputeOptimal hoffmann = ComputeOptimal.of(law, law.published("hoffmann-2022"));
    private final double largestRun = Samples.largest(runs.column("C"));

    /** Where one of the sizes is the best of them, at budgets at which a smaller and a larger one are worse. */
    record Envelope(double[] compute, double[] size) {}

    Figure figure() {
        Allocation own = fitted.at(PROJECTED);
        Allocation published = hoffmann.at(PROJECTED);
        String caption = String.format(Locale.ROOT, "L = E + A/N^alpha + B/D^beta with D = C/(6 N), fitted to the 234 runs that were read off a "
                + "figure of Hoffmann et al. 2022 (arXiv:2203.15556): E %.4f, A %.1f, B %.1f, alpha %.4f, beta %.4f (Huber loss 1e-3 of log "
                + "residuals, intervals of 95 %% from 4,000 bootstrap resamples). C is training compute in FLOP, N parameters, D tokens. The "
                + "envelope is the best of the seven sizes, the dotted line a power law fitted to it; shaded: beyond the largest run, %.1e FLOP. "
                + "At %.2e FLOP the fitted law's optimum is N %s (%s to %s), D %s (%s to %s); that of hoffmann-2022, the paper's own "
                + "constants (approach 3, unrounded), N %s, D %s; the paper's approach 1 projects 67B and 1.5T.",
                fit.parameters().get("E"), fit.parameters().get("A"), fit.parameters().get("B"), fit.parameters().get("alpha"),
                fit.parameters().get("beta"), largestRun, PROJECTED, Values.size(own.size().value()), Values.size(own.size().lo()),
                Values.size(own.size().hi()), Values.size(own.tokens().value()), Values.size(own.tokens().lo()), Values.size(own.tokens().hi()),
                Values.size(published.size().value()), Values.size(published.tokens().value()));
        return new Figure("figure-4-training-frontier", "Training curves, their envelope, and what to train with more compute", caption,
                List.of(curves(), data(), frontier("Parameters of the envelope", ChartAxis.decades("N (parameters)", 1e7, 1e12, 1), 67e9, Allocation::size),
                        frontier("Tokens of the envelope", ChartAxis.decades("D (tokens)", 1e8, 1e13, 1), 1.5e12, Allocation::tokens)), 2);
    }

    /** The fitted law for one size over compute. */
    double[] loss(double size, double[] compute) {
        return Values.of(law, fit.parameters(), Values.constant(size, compute.length), Values.map(compute, c -> c / (6 * size)));
    }

    double[] leastLoss(double[] compute) {
        double[] least = Values.constant(Double.POSITIVE_INFINITY, compute.length);
        for (double size : SIZES) {
            double[] loss = loss(size, compute);
            Arrays.setAll(least, i -> Math.min(least[i], loss[i]));
        }
        return least;
    }

    Envelope envelope() {
        double[] compute = Values.spaced(LEAST, 1e23, 193);
        List<double[]> points = new ArrayList<>();
        for (double c : compute) {
            int best = 0;
            for (int k = 1; k < SIZES.length; k++) {
                best = loss(SIZES[k], new double[] {c})[0] < loss(SIZES[best], new double[] {c})[0] ? k : best;
            }
            if (best > 0 && best < SIZES.length - 1) {
                points.add(new double[] {c, SIZES[best]});
            }
        }
        return new Envelope(points.stream().mapToDouble(p -> p[0]).toArray(), points.stream().mapToDouble(p -> p[1]).toArray());
    }

    Allocation fittedAt(double compute) {
        return fitted.at(compute);
    }

    Allocation hoffmannAt(double compute) {
        return hoffmann.at(compute);
    }

    private Panel curves() {
        ColorScale colors = new ColorScale("parameters", 5e7, 1.5e10);
        double[] compute = Values.spaced(LEAST, 1e23, POINTS);
        List<Curve> curves = new ArrayList<>();
        for (double size : SIZES) {
            curves.add(Curve.of(Values.size(size), compute, loss(size, compute), Style.line(colors.color(size))));
        }
        curves.add(Curve.of("lower envelope", compute, leastLoss(compute), Style.line(Color.BLACK).width(2.6).dashed(8, 5)));
        return Panel.of("Training curves of the fitted law", computeAxis(1e23), losses(), curves).legend(Panel.Legend.TOP_RIGHT);
    }

    private Panel data() {
        ColorScale colors = new ColorScale("parameters", 4e7, 2e10);
        double[] compute = Values.spaced(LEAST, 1e23, POINTS);
        List<Curve> curves = new ArrayList<>();
        double[] c = runs.column("C");
        double[] n = runs.column("N");
        double[] loss = runs.column("loss");
        for (int i = 0; i < c.length; i++) {
            curves.add(Curve.of("run " + (i + 1), new double[] {c[i]}, new double[] {loss[i]}, Style.points(colors.color(n[i]), Marker.CIRCLE)).unlisted());
        }
        curves.add(Curve.of("frontier of the fitted law", compute, Values.map(compute, x -> fitted.at(x).loss().value()),
                Style.line(Color.BLACK).width(2)));
        curves.add(Curve.of("frontier of hoffmann-2022", compute, Values.map(compute, x -> hoffmann.at(x).loss().value()),
                Style.line(HOFFMANN).width(2).dashed(8, 5)));
        return Panel.of("The 234 runs", computeAxis(1e23), losses(), curves).scale(colors).legend(Panel.Legend.TOP_RIGHT);
    }

    private Panel frontier(String title, ChartAxis y, double paper, Function<Allocation, Estimate> what) {
        double[] compute = Values.spaced(LEAST, MOST, 81);
        Envelope envelope = envelope();
        double[] logCompute = Values.map(envelope.compute, Math::log);
        boolean isSize = what.apply(hoffmann.at(1e20)).value() == hoffmann.at(1e20).size().value();
        double[] points = isSize ? envelope.size : new double[envelope.size.length];
        for (int i = 0; i < points.length && !isSize; i++) {
            points[i] = envelope.compute[i] / (6 * envelope.size[i]);
        }
        Line line = Line.fit(logCompute, Values.map(points, Math::log));
        List<Curve> curves = new ArrayList<>();
        curves.add(Curve.of("best of the seven sizes", envelope.compute, points, Style.points(Color.GRAY, Marker.CIRCLE).marked(Marker.CIRCLE, 4)));
        curves.add(Curve.of(String.format(Locale.ROOT, "power law through them, C^%.3f", line.slope()), compute,
                Values.map(compute, c -> Math.exp(line.at(Math.log(c)))), Style.line(Color.BLACK).width(1.8).dashed(2, 4)));
        Estimate[] estimates = Arrays.stream(compute).mapToObj(c -> what.apply(fitted.at(c))).toArray(Estimate[]::new);
        curves.add(Curve.of("fitted law", compute, Arrays.stream(estimates).mapToDouble(Estimate::value).toArray(), Style.line(FITTED).width(2.2)));
        curves.add(Curve.of("its 95 % interval", compute, Arrays.stream(estimates).mapToDouble(Estimate::lo).toArray(), Style.line(FITTED).width(1).dashed(5, 3)));
        curves.add(Curve.of("its 95 % interval, upper end", compute, Arrays.stream(estimates).mapToDouble(Estimate::hi).toArray(),
                Style.line(FITTED).width(1).dashed(5, 3)).unlisted());
        curves.add(Curve.of("hoffmann-2022", compute, Values.map(compute, c -> what.apply(hoffmann.at(c)).value()), Style.line(HOFFMANN).width(2).dashed(8, 5)));
        Estimate own = what.apply(fitted.at(PROJECTED));
        double published = what.apply(hoffmann.at(PROJECTED)).value();
        curves.add(Curve.of("interval at 5.76e23 FLOP", new double[] {PROJECTED, PROJECTED}, new double[] {own.lo(), own.hi()}, Style.line(FITTED).width(4)).unlisted());
        curves.add(Curve.of("fitted law at 5.76e23 FLOP: " + Values.size(own.value()), new double[] {PROJECTED}, new double[] {own.value()},
                Style.points(FITTED, Marker.CIRCLE).marked(Marker.CIRCLE, 13)));
        curves.add(Curve.of("hoffmann-2022: " + Values.size(published), new double[] {PROJECTED}, new double[] {published},
                Style.points(HOFFMANN, Marker.SQUARE).marked(Marker.SQUARE, 9)));
        curves.add(Curve.of("the paper's approach 1: " + Values.size(paper), new double[] {PROJECTED}, new double[] {paper},
                Style.points(Color.BLACK, Marker.STAR).marked(Marker.STAR, 7)));
        return Panel.of(title, computeAxis(MOST), y, curves).bands(List.of(new Panel.Band("extrapolated", largestRun, MOST))).legend(Panel.Legend.TOP_LEFT);
    }

    private static ChartAxis computeAxis(double most) {
        return ChartAxis.decades("training compute C (FLOP)", LEAST, most, 1);
    }

    private static ChartAxis losses() {
        return ChartAxis.linear("loss (nats per token)", 2, 6, 2, 3, 4, 5, 6);
    }
}
