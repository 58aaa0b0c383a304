package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitCommandTest {
    static final String RUNS = "samples/chinchilla.csv";

    @TempDir
    Path folder;

    /** Optima of the 234 runs, polished in 50-digit arithmetic (the last one in double arithmetic). */
    @ParameterizedTest
    @CsvSource({
        "huber:1e-3, log, .00084009311995742433701, .3426260429165018, .3420019007936978",
        "huber:1e-4, log, .00009379363135897726169, .3395481598679733, .3490463013014088",
        "squares, log, .00350528868838973257, .3512613259684641, .3440615453286876",
        "squares, linear, .023171447043966283, .347047426948831, .358764114704456"})
    void theRealRunsGiveTheReferenceOptimum(String loss, String residual, double objective, double alpha, double beta) {
        Map<String, Object> fit = Invocation.json("fit", RUNS, "--loss", loss, "--residual", residual, "--bootstrap", "0", "--json");
        assertThat(fit).containsEntry("law", "chinchilla").containsEntry("n", 234);
        assertThat(fit.get("status")).isIn("CONVERGED", "ROUNDOFF");
        assertThat((Double) fit.get("objective")).isCloseTo(objective, within(1e-10 * objective));
        assertThat(value(fit, "alpha")).isCloseTo(alpha, within(1e-7));
        assertThat(value(fit, "beta")).isCloseTo(beta, within(1e-7));
    }

    @Test
    void jsonHasIntervalsAroundEveryParameterAndOptimum() {
        Map<String, Object> fit = Invocation.json("fit", RUNS, "--bootstrap", "200", "--seed", "7", "--json");
        assertThat(fit).containsKeys("law", "formula", "n", "objective", "status", "parameters", "optimum", "starts", "warnings",
                "seconds");
        for (String name : List.of("E", "A", "B", "alpha", "beta")) {
            Map<String, Object> parameter = Invocation.object(Invocation.object(fit, "parameters"), name);
            assertThat((Double) parameter.get("value")).as(name).isBetween((Double) parameter.get("lo"), (Double) parameter.get("hi"));
            assertThat((Double) parameter.get("se")).as(name).isPositive();
            assertThat(parameter.containsKey("se_log")).as(name).isEqualTo(name.length() == 1);
        }
        List<Map<String, Object>> optimum = Invocation.list(fit, "optimum");
        assertThat(optimum).extracting(o -> o.get("C")).containsExactly(1e20, 1e22, 1e24, 1e26);
        for (Map<String, Object> at : optimum) {
            assertThat((Double) at.get("N")).isBetween((Double) at.get("N_lo"), (Double) at.get("N_hi"));
            assertThat((Double) at.get("loss")).isBetween((Double) at.get("loss_lo"), (Double) at.get("loss_hi"));
            assertThat(6 * (Double) at.get("N") * (Double) at.get("D")).isCloseTo((Double) at.get("C"),
                    within(1e-9 * (Double) at.get("C")));
        }
    }

    @Test
    void numbersThatAreNotKnownAreNullInJson() {
        Invocation fit = Invocation.run("fit", RUNS, "--bootstrap", "0", "--json");
        assertThat(fit.out()).contains("\"lo\" : null").doesNotContain("NaN");
    }

    @Test
    void theTableNamesParametersStatusStartsAndOptimum() {
        Invocation fit = Invocation.run("fit", RUNS, "--bootstrap", "200");
        assertThat(fit.status()).isZero();
        assertThat(fit.err()).isEmpty();
        assertThat(fit.out()).contains("E + A/N^alpha + B/D^beta", "234 runs", "alpha", "0.342626", "95 % interval", "8.400931",
                "CONVERGED", "agree", "1e20", "1e26", "Ten times the compute");
        assertThat(fit.out().lines()).noneMatch(line -> line.endsWith(" "));
    }

    /** Its parameters stand in another order, which may move the last digits. */
    @Test
    void aFormulaGivesTheDigitsOfTheCatalogue() {
        Map<String, Object> catalogue = Invocation.json("fit", RUNS, "--bootstrap", "100", "--json");
        Map<String, Object> formula = Invocation.json("fit", RUNS, "--law", "E + A/N^alpha + B/D^beta", "--bootstrap", "100", "--json");
        assertThat((Double) formula.get("objective")).isCloseTo((Double) catalogue.get("objective"), withinPercentage(1e-10));
        for (String name : List.of("E", "A", "B", "alpha", "beta")) {
            assertThat(value(formula, name)).as(name).isCloseTo(value(catalogue, name), withinPercentage(1e-7));
        }
    }

    @Test
    void aSavedFitGoesIntoOptimumEvalAndSweep() throws IOException {
        for (String law : List.of("chinchilla", "E + A/N^alpha + B/D^beta")) {
            Path saved = folder.resolve("fit.json");
            Invocation fit = Invocation.run("fit", RUNS, "--law", law, "--bootstrap", "0", "--json");
            Files.writeString(saved, fit.out());
            Map<String, Object> optimum = Invocation.json("optimum", saved.toString(), "--compute", "1e20:1e26:4", "--json");
            List<Map<String, Object>> fitted = Invocation.list(Invocation.json("fit", RUNS, "--law", law, "--bootstrap", "0", "--json"),
                    "optimum");
            assertThat(Invocation.list(optimum, "optimum")).extracting(o -> o.get("N"))
                    .containsExactlyElementsOf(fitted.stream().map(o -> o.get("N")).toList());
            assertThat(Invocation.run("eval", saved.toString(), "--at", "N=70B,D=1.4T", "--set", "E=1.8").status()).isZero();
            assertThat(Invocation.run("sweep", saved.toString(), "--grid", "N=1e6:1e9:4", "--grid", "C=1e18:1e20:3", "--out",
                    folder.resolve("grid.npy").toString()).status()).isZero();
        }
    }

    @Test
    void parquetAndJsonGiveTheDigitsOfTheCsv() throws SQLException {
        Object expected = Invocation.json("fit", RUNS, "--bootstrap", "0", "--json").get("objective");
        for (String ending : List.of("parquet", "json")) {
            String file = folder.resolve("runs." + ending).toString();
            try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
                duck.createStatement().execute("COPY (SELECT * FROM read_csv('" + RUNS + "')) TO '" + file + "'");
            }
            assertThat(Invocation.json("fit", file, "--bootstrap", "0", "--json").get("objective")).as(ending).isEqualTo(expected);
        }
    }

    @Test
    void columnsAreFoundInAnyOrderAmongOthersAndWithQuotedCells() throws IOException {
        StringBuilder text = new StringBuilder("name;loss;D;N\r\n");
        List<String> lines = Files.readAllLines(Path.of(RUNS));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            text.append("\"run; one\";").append(cells[3]).append(";\"").append(cells[2]).append("\";").append(cells[1]).append("\r\n");
        }
        Path file = Files.writeString(folder.resolve("runs, as 'we' have them.csv"), text);
        Map<String, Object> fit = Invocation.json("fit", file.toString(), "--bootstrap", "0", "--json");
        assertThat(value(fit, "alpha")).isCloseTo(.3426260429165018, within(1e-7));
    }

    @Test
    void aLawInOtherInputsIsFittedWithoutAnAllocation() throws IOException {
        StringBuilder text = new StringBuilder("X,loss\n");
        for (int i = 0; i < 20; i++) {
            double x = Math.pow(10, 6 + .2 * i);
            text.append(x).append(',').append(1.7 + 40 * Math.pow(x, -.25)).append('\n');
        }
        Path file = Files.writeString(folder.resolve("x.csv"), text);
        Map<String, Object> fit = Invocation.json("fit", file.toString(), "--law", "offset-power-law", "--loss", "squares", "--bootstrap",
                "0", "--json");
        assertThat(value(fit, "a")).isCloseTo(.25, within(1e-8));
        assertThat(Invocation.list(fit, "optimum")).isEmpty();
    }

    @Test
    void tooFewRunsAreAStatusRatherThanAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), "N,D,loss\n1e9,2e10,2.5\n2e9,4e10,2.4\n");
        Map<String, Object> fit = Invocation.json("fit", file.toString(), "--json");
        assertThat(fit).containsEntry("status", "TOO_FEW_POINTS").containsEntry("n", 2);
        assertThat(Invocation.run("fit", file.toString()).out()).contains("TOO_FEW_POINTS", "Warning: ");
    }

    @Test
    void aSizeThatIsNoColumnIsFittedWithAWarning() throws IOException {
        Path file = Files.writeString(folder.resolve("n.csv"), "N,loss\n1e9,2.5\n2e9,2.4\n4e9,2.32\n8e9,2.27\n");
        Invocation fit = Invocation.run("fit", file.toString(), "--law", "E + A/N^.3 + D", "--bootstrap", "0");
        assertThat(fit.err()).containsOnlyOnce("powerlane: warning: ").contains("no column D");
    }

    private static double value(Map<String, Object> fit, String parameter) {
        return (Double) Invocation.object(Invocation.object(fit, "parameters"), parameter).get("value");
    }
}
