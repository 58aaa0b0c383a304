package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code optimum} beyond training alone, and {@code next}. */
class PlanningCommandsTest {
    @TempDir
    static Path folder;

    private static String saved;

    @BeforeAll
    static void fit() throws IOException {
        Invocation fit = Invocation.run("fit", FitCommandTest.RUNS, "--bootstrap", "200", "--fix", "E=1.78", "--json");
        saved = Files.writeString(folder.resolve("fit.json"), fit.out()).toString();
    }

    private static double number(Map<String, Object> object, String name) {
        return ((Number) object.get(name)).doubleValue();
    }

    /** At the cheapest life no other size reaches the same loss for less. */
    @Test
    void tokensThatAreReadMakeTheBestModelSmaller() {
        Law law = Laws.get("chinchilla");
        ParameterSet constants = law.published("hoffmann-2022");
        Map<String, Object> best = Invocation.list(Invocation.json("optimum", "chinchilla", "--compute", "1e23", "--inference-tokens", "2T", "--json"), "optimum").get(0);
        assertThat(number(best, "N")).isLessThan(number(best, "N_training_only"));
        assertThat(law.at(constants, Map.of("N", number(best, "N"), "D", number(best, "D")))).isCloseTo(number(best, "loss"), within(1e-9));
        assertThat(6 * number(best, "N") * number(best, "D") + 2 * number(best, "N") * 2e12).isCloseTo(number(best, "C_life"), within(1e-6 * number(best, "C_life")));
        for (double factor : new double[] {.95, 1.05}) {
            double size = factor * number(best, "N");
            double rest = number(best, "loss") - constants.get("E") - constants.get("A") / Math.pow(size, constants.get("alpha"));
            double tokens = Math.pow(constants.get("B") / rest, 1 / constants.get("beta"));
            assertThat(6 * size * tokens + 2 * size * 2e12).isGreaterThan(number(best, "C_life"));
        }
        assertThat(6 * number(best, "N_training_only") * number(best, "D_training_only")).isCloseTo(1e23, within(1e17));
    }

    @Test
    void fewUniqueTokensMakeTheLossLarger() {
        String[] few = {"optimum", "data-constrained", "--compute", "1e22", "--json", "--unique-tokens"};
        Map<String, Object> scarce = first(few, "1e10");
        Map<String, Object> ample = first(few, "1e13");
        assertThat(number(scarce, "epochs")).isGreaterThan(2);
        assertThat(number(ample, "epochs")).isEqualTo(1);
        assertThat(number(scarce, "loss")).isGreaterThan(number(ample, "loss"));
        assertThat(number(scarce, "penalty")).isCloseTo(number(scarce, "loss") - number(ample, "loss"), within(1e-6));
        assertThat(number(scarce, "N_unconstrained")).isCloseTo(number(ample, "N"), within(1e-4 * number(ample, "N")));
        Invocation other = Invocation.run("optimum", "chinchilla", "--compute", "1e22", "--unique-tokens", "1e10");
        assertThat(other.out()).contains("10.00B unique tokens", "RD, RN", "muennighoff-2023");
    }

    private static Map<String, Object> first(String[] command, String tokens) {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = tokens;
        return Invocation.list(Invocation.json(all), "optimum").get(0);
    }

    @Test
    void nextRunsCostNoMoreThanTheBudgetAndNarrowTheInterval() {
        Map<String, Object> next = Invocation.json("next", saved, "--compute", "1e24", "--budget", "1e22", "--runs", "3", "--json");
        List<Map<String, Object>> runs = Invocation.list(next, "runs");
        assertThat(runs).hasSize(3).allSatisfy(run -> assertThat(6 * number(run, "N") * number(run, "D")).isCloseTo(number(run, "C"), within(1e-9 * number(run, "C"))));
        assertThat(number(next, "cost")).isPositive().isLessThanOrEqualTo(1.0001e22).isCloseTo(runs.stream().mapToDouble(r -> number(r, "C")).sum(), within(1e16));
        assertThat(number(next, "width_ratio")).isBetween(.2, 1.);
        Map<String, Object> optimum = Invocation.list(Invocation.json("optimum", saved, "--compute", "1e24", "--json"), "optimum").get(0);
        assertThat(number(Invocation.object(next, "now"), "value")).isCloseTo(number(optimum, "N"), within(1e-6 * number(optimum, "N")));
        Map<String, Object> poorer = Invocation.json("next", saved, "--compute", "1e24", "--budget", "1e20", "--json");
        assertThat(number(poorer, "width_ratio")).isGreaterThan(number(next, "width_ratio"));
        assertThat(Invocation.run("next", saved, "--compute", "1e24", "--budget", "1e22").out()).contains("run", "% as wide");
    }

    @Test
    void aGroupIsChosenFromAFitOfGroups() throws IOException {
        StringBuilder text = new StringBuilder("N,D,loss,family\n");
        for (int i = 0; i < 72; i++) {
            double n = 1e7 * Math.pow(3, i % 6);
            double d = 1e9 * Math.pow(3, i / 6 % 6);
            text.append(n).append(',').append(d).append(',').append((i < 36 ? 1.7 : 1.9) + 300 / Math.pow(n, .3) + 2000 / Math.pow(d, .4)).append(',').append(i < 36 ? "a" : "b").append('\n');
        }
        Path data = Files.writeString(folder.resolve("groups.csv"), text);
        Path groups = Files.writeString(folder.resolve("groups.json"), Invocation.run("fit", data.toString(), "--by", "family", "--loss", "squares", "--json").out());
        Map<String, Object> b = Invocation.json("eval", groups.toString(), "--group", "b", "--at", "N=1e9,D=2e10", "--json");
        assertThat(number(b, "loss")).isCloseTo(1.9 + 300 / Math.pow(1e9, .3) + 2000 / Math.pow(2e10, .4), within(1e-8));
        assertThat(b.get("constants").toString()).contains("group b");
        Invocation none = Invocation.run("eval", groups.toString(), "--at", "N=1e9,D=2e10");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("--group", "a, b").hasLineCount(1);
        assertThat(Invocation.run("eval", groups.toString(), "--group", "c", "--at", "N=1e9,D=2e10").err()).contains("no group c", "a, b").hasLineCount(1);
        assertThat(Invocation.run("next", groups.toString(), "--compute", "1e22", "--budget", "1e20").err()).hasLineCount(1);
    }
}
