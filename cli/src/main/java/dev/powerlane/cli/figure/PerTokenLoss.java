package dev.powerlane.cli.figure;

import dev.powerlane.cli.chart.ChartAxis;
import dev.powerlane.cli.chart.ColorScale;
import dev.powerlane.cli.chart.Curve;
import dev.powerlane.cli.chart.Curve.Style;
import dev.powerlane.cli.chart.Figure;
import dev.powerlane.cli.chart.Panel;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Loss by the place of a token in its context: six laws of Kaplan et al. 2020, a seventh predicted from them, and a schematic of how it
 * is reached in training.
 */
final class PerTokenLoss {
    private static final Law TOKEN_LAW = Laws.get("offset-power-law");
    private static final int PUBLISHED = 6;
    private static final int CONTEXT = 1024;
    private static final double PREDICTED_SIZE = 774e6;
    /** The loss before training; the largest that is drawn. */
    private static final double UNTRAINED = 10;
    private static final int[] TOKENS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000};
    private static final double SHARPNESS = .3;

    private PerTokenLoss() {}

    /** {@code E + A T^-a} of one model size. */
    record TokenLaw(double size, double e, double a, double exponent) {
        double at(double token) {
            return e + a * Math.pow(token, -exponent);
        }

        String formula() {
            return String.format(Locale.ROOT, "%.1f + %.1f T^\u2212%.2f", e, a, exponent);
        }
    }

    static Figure figure() {
        List<TokenLaw> laws = laws();
        TokenLaw predicted = laws.get(PUBLISHED);
        String caption = "Left: L(T) = a + b T^\u2212c, T the token's place in a context of 1024, loss in nats; the six published laws of "
                + "Kaplan et al. 2020 (arXiv:2001.08361), smallest model first. Their sizes are not published: each is found here as the N at "
                + "which Kaplan's L(N) = (8.8e13/N)^0.076 is the law's mean over T = 1 to 1024. The law of " + Values.size(PREDICTED_SIZE)
                + " parameters (dashed) is predicted, not published: a, b and c as straight lines in ln N through the six. N counts "
                + "non-embedding parameters.\nRight: schematic, not measured. Each line is a broken power law in the training step S, "
                + "L = a(T) + (10 \u2212 a(T)) (1 + (S/d)^(1/f))^\u2212f with d = 100 T^0.15, f = 0.3 and a(T) the value of the predicted law at the "
                + "left: near 10 at first, falling between 10^2 and 10^4 steps, then level.";
        return new Figure("figure-1-per-token-loss", "Loss by token index", caption, List.of(byToken(laws), byStep(predicted)), 2);
    }

    /** The six published laws and, last, the predicted one. */
    static List<TokenLaw> laws() {
        List<TokenLaw> laws = new ArrayList<>();
        for (int i = 1; i <= PUBLISHED; i++) {
            ParameterSet set = TOKEN_LAW.published("kaplan-2020-token-" + i);
            TokenLaw unsized = new TokenLaw(Double.NaN, set.get("E"), set.get("A"), set.get("a"));
            laws.add(new TokenLaw(sizeOf(unsized), unsized.e, unsized.a, unsized.exponent));
        }
        laws.add(predict(laws));
        return laws;
    }

    /** Kaplan's L(N) solved for N at the mean loss over the context. */
    private static double sizeOf(TokenLaw law) {
        ParameterSet bySize = Laws.get("power-law").published("kaplan-2020-N");
        double mean = IntStream.rangeClosed(1, CONTEXT).mapToDouble(law::at).average().orElseThrow();
        return bySize.get("Xc") * Math.pow(mean, -1 / bySize.get("a"));
    }

    private static TokenLaw predict(List<TokenLaw> laws) {
        double[] logSize = laws.stream().mapToDouble(l -> Math.log(l.size)).toArray();
        double at = Math.log(PREDICTED_SIZE);
        return new TokenLaw(PREDICTED_SIZE, Line.fit(logSize, laws.stream().mapToDouble(l -> l.e).toArray()).at(at),
                Line.fit(logSize, laws.stream().mapToDouble(l -> l.a).toArray()).at(at),
                Line.fit(logSize, laws.stream().mapToDouble(l -> l.exponent).toArray()).at(at));
    }

    private static Panel byToken(List<TokenLaw> laws) {
        ColorScale colors = new ColorScale("parameters N", 1e5, 1e9);
        double[] tokens = Values.spaced(1, 1000, 200);
        List<Curve> curves = new ArrayList<>();
        for (TokenLaw law : laws) {
            boolean isPredicted = law == laws.get(PUBLISHED);
            Style style = Style.line(colors.color(law.size));
            curves.add(Curve.of(Values.size(law.size) + ": " + law.formula() + (isPredicted ? " (predicted)" : ""), tokens,
                    Values.map(tokens, law::at), isPredicted ? style.width(2.4).dashed(7, 4) : style));
        }
        return Panel.of("Loss over the token index", ChartAxis.decades("token index T", 1, 1000, 1),
                ChartAxis.linear("loss (nats per token)", 2, 8, 2, 3, 4, 5, 6, 7, 8), curves).scale(colors).legend(Panel.Legend.TOP_RIGHT);
    }

    private static Panel byStep(TokenLaw law) {
        ColorScale colors = new ColorScale("token index T", 1, 1000);
        double[] steps = Values.spaced(10, 1e5, 240);
        List<Curve> curves = new ArrayList<>();
        for (int token : TOKENS) {
            curves.add(Curve.of("T = " + token, steps, Values.map(steps, s -> schematic(law, token, s)), Style.line(colors.color(token))).unlisted());
        }
        return Panel.of(Values.size(law.size) + " in training (schematic)", ChartAxis.decades("training step S", 10, 1e5, 1),
                ChartAxis.linear("loss (nats per token)", 2, 10.2, 2, 4, 6, 8, 10), curves).scale(colors);
    }

    static double schematic(TokenLaw law, double token, double step) {
        double level = law.at(token);
        return level + (UNTRAINED - level) * Math.pow(1 + Math.pow(step / (100 * Math.pow(token, .15)), 1 / SHARPNESS), -SHARPNESS);
    }
}
