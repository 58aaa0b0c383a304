package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fit} can be told, on runs of two families whose laws differ in the constant and the coefficients alone. */
class FitOptionsTest {
    private static final String MAP = "N=params,D=flops/(6*params),loss=val_loss";

    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void writeRuns() throws IOException {
        file = write("runs.csv", 0, 2).toString();
    }

    /** Families a and b of a law with alpha .3 and beta .4; some rows are marked by a weight of zero and another loss. */
    private Path write(String name, int from, int to) throws IOException {
        List<String> lines = new ArrayList<>(List.of("params,flops,val_loss,family,seen"));
        for (int family = from; family < to; family++) {
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    double n = 1e7 * Math.pow(3, i);
                    double d = 1e9 * Math.pow(3, j);
                    double loss = (family == 0 ? 1.7 : 1.9) + (family == 0 ? 300 : 400) / Math.pow(n, .3) + 2000 / Math.pow(d, .4);
                    boolean bad = i == 2 && j == 3;
                    lines.add(String.join(",", "" + n, "" + 6 * n * d, "" + (bad ? 1.2 * loss : loss), family == 0 ? "a" : "b", bad ? "0" : "1"));
                }
            }
        }
        return Files.write(folder.resolve(name), lines);
    }

    private Map<String, Object> fit(String... options) {
        return Invocation.json(Stream.concat(Stream.of("fit", file, "--map", MAP, "--json"), Arrays.stream(options)).toArray(String[]::new));
    }

    private static Map<String, Object> parameter(Map<String, Object> fit, String name) {
        return Invocation.object(Invocation.object(fit, "parameters"), name);
    }

    private static double value(Map<String, Object> fit, String name) {
        return ((Number) parameter(fit, name).get("value")).doubleValue();
    }

    @Test
    void columnsAreComputedAndRowsChosen() {
        Map<String, Object> fit = fit("--where", "family = 'a' and seen > 0", "--loss", "squares");
        assertThat(fit).containsEntry("n", 35);
        assertThat(value(fit, "E")).isCloseTo(1.7, within(1e-9));
        assertThat(value(fit, "alpha")).isCloseTo(.3, within(1e-9));
        assertThat(value(fit, "beta")).isCloseTo(.4, within(1e-9));
    }

    @Test
    void aWeightOfZeroIsAsGoodAsAnAbsentRow() {
        Map<String, Object> fit = fit("--where", "family = 'b'", "--loss", "squares", "--weights", "seen");
        assertThat(value(fit, "E")).isCloseTo(1.9, within(1e-9));
        assertThat(fit).containsEntry("weighted", true).containsEntry("n", 36);
    }

    @Test
    void absoluteLossesPassOverOutliers() {
        Map<String, Object> fit = fit("--where", "family = 'a'", "--loss", "abs", "--bootstrap", "0");
        assertThat(value(fit, "A")).isCloseTo(300, within(1e-3));
        assertThat(fit).containsEntry("loss", "abs");
    }

    @Test
    void parametersAreFixedTiedAndBounded() {
        Map<String, Object> fixed = fit("--where", "family = 'a'", "--loss", "squares", "--fix", "E=1.6");
        assertThat(parameter(fixed, "E")).containsEntry("value", 1.6).containsEntry("lo", 1.6).containsEntry("hi", 1.6);
        Map<String, Object> tied = fit("--where", "family = 'a' and seen > 0", "--loss", "squares", "--tie", "alpha=beta");
        assertThat(value(tied, "alpha")).isEqualTo(value(tied, "beta")).isBetween(.3, .4);
        Map<String, Object> bounded = fit("--where", "family = 'a' and seen > 0", "--loss", "squares", "--bound", "alpha=.35:1");
        assertThat(value(bounded, "alpha")).isEqualTo(.35);
        assertThat(bounded).containsEntry("status", "AT_BOUND");
        Map<String, Object> believed = fit("--where", "family = 'a'", "--loss", "squares", "--prior", "alpha=.5:.001");
        assertThat(value(believed, "alpha")).isCloseTo(.5, within(.02));
    }

    @Test
    void aSignedParameterMayBeBelowZero() throws IOException {
        List<String> lines = new ArrayList<>(List.of("X,loss"));
        for (int i = 1; i <= 20; i++) {
            lines.add(i + "," + (3 - 2 * Math.pow(i, -.5)));
        }
        String rising = Files.write(folder.resolve("rising.csv"), lines).toString();
        Map<String, Object> fit = Invocation.json("fit", rising, "--law", "E + A*X^-a", "--signed", "A", "--loss", "squares", "--json");
        assertThat(value(fit, "A")).isCloseTo(-2, within(1e-6));
        assertThat(parameter(fit, "A")).doesNotContainKey("se_log");
    }

    @Test
    void groupsAreFittedByThemselves() {
        Map<String, Object> fit = fit("--where", "seen > 0", "--loss", "squares", "--by", "family");
        Map<String, Object> groups = Invocation.object(fit, "groups");
        assertThat(groups.keySet()).containsExactly("a", "b");
        assertThat(value(Invocation.object(groups, "a"), "A")).isCloseTo(300, within(1e-5));
        assertThat(value(Invocation.object(groups, "b"), "A")).isCloseTo(400, within(1e-5));
        assertThat(Invocation.object(groups, "b")).containsEntry("n", 35).containsKeys("status", "objective", "optimum");
        assertThat(fit).containsEntry("n", 70).containsEntry("parameters", Map.of());
    }

    /** Versions 1.1 and 1.10 are two groups although they are one number; a computed number is written without a decimal point. */
    @Test
    void groupsAreWhatTheFileSays() throws IOException {
        List<String> lines = new ArrayList<>(List.of("X,loss,version"));
        for (int i = 1; i <= 24; i++) {
            lines.add(i + "," + (1 + 2 * Math.pow(i, -.5)) + "," + (i % 2 == 0 ? "1.1" : "1.10"));
        }
        String versions = Files.write(folder.resolve("versions.csv"), lines).toString();
        String[] common = {"fit", versions, "--law", "E + A*X^-a", "--loss", "squares", "--json", "--by"};
        assertThat(Invocation.object(Invocation.json(with(common, "version")), "groups").keySet()).containsExactly("1.10", "1.1");
        assertThat(Invocation.object(Invocation.json(with(common, "version", "--where", "X < 21")), "groups").keySet()).containsExactly("1.10", "1.1");
        assertThat(Invocation.object(Invocation.json(with(common, "half", "--map", "half=floor(X/13)")), "groups").keySet()).containsExactly("0", "1");
        assertThat(Invocation.object(Invocation.json(with(common, "version", "--where", "X < 21")), "groups").values())
                .allSatisfy(group -> assertThat((Map<?, ?>) group).extracting("n").isEqualTo(10));
    }

    @Test
    void groupsShareParameters() {
        Map<String, Object> fit = fit("--where", "seen > 0", "--loss", "squares", "--by", "family", "--share", "alpha,beta", "--bootstrap", "20");
        assertThat(Invocation.object(fit, "parameters").keySet()).containsExactly("alpha", "beta");
        assertThat(value(fit, "alpha")).isCloseTo(.3, within(1e-7));
        Map<String, Object> groups = Invocation.object(fit, "groups");
        assertThat(value(Invocation.object(groups, "b"), "E")).isCloseTo(1.9, within(1e-7));
        assertThat(value(Invocation.object(groups, "b"), "alpha")).isEqualTo(value(fit, "alpha"));
        String text = Invocation.run("fit", file, "--map", MAP, "--by", "family", "--share", "alpha,beta", "--bootstrap", "0").out();
        assertThat(text).contains("with one alpha, beta", "group", "intervals   none");
    }

    @Test
    void intervalsComeFromTheMethodThatIsAskedFor() {
        String[] common = {"fit", FitCommandTest.RUNS, "--json", "--loss", "squares"};
        double hc3 = width(common);
        double wald = width(with(common, "--intervals", "wald"));
        double profile = width(with(common, "--intervals", "profile"));
        assertThat(wald).isLessThan(hc3);
        assertThat(profile).isCloseTo(wald, within(.2 * wald));
        assertThat(Invocation.json(with(common, "--bootstrap", "50", "--resample", "wild")).get("intervals").toString()).contains("wild", "50 resamples");
    }

    private static String[] with(String[] common, String... more) {
        return Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new);
    }

    private static double width(String... command) {
        Map<String, Object> beta = parameter(Invocation.json(command), "beta");
        return (Double) beta.get("hi") - (Double) beta.get("lo");
    }

    @Test
    void lawsAreComparedAsTableAndAsJson() {
        String[] command = {"fit", FitCommandTest.RUNS, "--compare", "chinchilla,A/N^a + B/D^b", "--loss", "squares"};
        Map<String, Object> comparison = Invocation.json(with(command, "--json"));
        List<Map<String, Object>> laws = Invocation.list(comparison, "comparison");
        assertThat(laws).extracting(law -> law.get("law")).containsExactly("chinchilla", "A/N^a + B/D^b");
        assertThat(Invocation.object(comparison, "best")).containsEntry("aicc", "chinchilla").containsEntry("largest_fifth", "chinchilla");
        assertThat((Double) laws.get(0).get("aicc")).isLessThan((Double) laws.get(1).get("aicc"));
        assertThat(Invocation.run(command).out()).contains("AICc", "A/N^a + B/D^b", "Least by bic: chinchilla");
    }

    @Test
    void severalFilesAndPatternsAreOneTable() throws IOException {
        write("part-1.csv", 0, 1);
        write("part-2.csv", 1, 2);
        String[] rest = {"--map", MAP, "--loss", "squares", "--by", "family", "--json"};
        Object whole = Invocation.json(with(new String[] {"fit", file}, rest)).get("groups");
        assertThat(Invocation.json(with(new String[] {"fit", folder.resolve("part-*.csv").toString()}, rest)).get("groups")).isEqualTo(whole);
        assertThat(Invocation.json(with(new String[] {"fit", folder.resolve("part-1.csv").toString(), folder.resolve("part-2.csv").toString()}, rest)).get("groups"))
                .isEqualTo(whole);
    }

    @Test
    void aRowOfASecondFileIsNamedByThatFile() throws IOException {
        write("part-1.csv", 0, 1);
        Files.write(folder.resolve("part-2.csv"), List.of("params,flops,val_loss", "1e8,6e18,2.5", "1e8,6e18,none"));
        Invocation fit = Invocation.run("fit", folder.resolve("part-*.csv").toString(), "--map", MAP);
        assertThat(fit.status()).isEqualTo(2);
        assertThat(fit.err()).contains("part-2.csv: row 2, column loss = val_loss").hasLineCount(1);
    }
}
