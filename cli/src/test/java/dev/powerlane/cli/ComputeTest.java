package dev.powerlane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.powerlane.cli.text.Compute;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.ParameterSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compute as a number, in days of a peta-FLOP/s, and as a cluster; derivatives at a point. */
class ComputeTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1e24; 1e24", "5.76e23; 5.76e23", "1PFd; 8.64e19", "1.5 PFd; 1.296e20", "2PF-days; 1.728e20", "1EFd; 8.64e22",
        "512xH100,30d,40%; 5.2521467904e23", "512 x h100, 40%, 720h; 5.2521467904e23", "1xA100,1h,100%; 1.1232e18", "2KxTPUv5e,1w,50%; 1.191456e23"})
    void textIsReadAsFlop(String text, double flop) {
        assertThat(Compute.parse("C", text)).isCloseTo(flop, within(1e-6 * flop));
    }

    @ParameterizedTest
    @ValueSource(strings = {"512xH100", "512xH100,30d", "512xH100,30d,140%", "512xH100,30d,40%,50%", "512xH100,0d,40%", "512xK80,30d,40%", "512xH100,soon,40%", "PFd", "1.5PF"})
    void whatIsIncompleteIsRefused(String text) {
        assertThatThrownBy(() -> Compute.parse("--compute", text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("--compute: ");
    }

    @Test
    void commandsTakeComputeAndSayWhatTheyCountedWith() {
        Map<String, Object> optimum = Invocation.json("optimum", "chinchilla", "--compute", "512xH100,30d,40%,1.5PFd,1e24", "--json");
        assertThat(Invocation.list(optimum, "optimum")).extracting(o -> o.get("C")).satisfies(c -> assertThat((Double) c.get(1)).isEqualTo(1.296e20)).hasSize(3);
        Invocation eval = Invocation.run("eval", "chinchilla", "--at", "N=8B,C=512xH100,30d,40%");
        assertThat(eval.out()).contains("989.4 TFLOP/s", "H100 data sheet");
    }

    /** The law of compute-optimal sizes counts C in PF-days. */
    @Test
    void aUnitIsTurnedIntoThatOfTheLaw() {
        Object size = Invocation.json("eval", "compute-optimal-size", "--at", "C=1.5", "--json").get("loss");
        assertThat((Double) Invocation.json("eval", "compute-optimal-size", "--at", "C=1.5PFd", "--json").get("loss")).isCloseTo((Double) size, within(1e-3));
    }

    @Test
    void derivativesAreThoseOfDifferences() {
        Law law = Laws.get("chinchilla");
        ParameterSet constants = law.published("hoffmann-2022");
        Map<String, Object> eval = Invocation.json("eval", "chinchilla", "--at", "N=1e9,D=2e10", "--derivatives", "--json");
        double loss = (Double) eval.get("loss");
        for (String name : law.parameterNames()) {
            double h = 1e-6 * constants.get(name);
            double other = law.at(constants.with(Map.of(name, constants.get(name) + h)), Map.of("N", 1e9, "D", 2e10));
            double slope = (Double) Invocation.object(eval, "gradient").get(name);
            assertThat(slope).as(name).isCloseTo((other - loss) / h, within(1e-4 * Math.abs(slope)));
            assertThat((Double) Invocation.object(eval, "elasticities").get(name)).isCloseTo(slope * constants.get(name) / loss, within(1e-12));
        }
        double bySize = (Double) Invocation.object(eval, "input_derivatives").get("N");
        assertThat((law.at(constants, Map.of("N", 1.000001e9, "D", 2e10)) - loss) / 1e3).isCloseTo(bySize, within(1e-4 * Math.abs(bySize)));
        assertThat(Invocation.run("eval", "chinchilla", "--at", "N=1e9,D=2e10", "--derivatives").out().lines()).hasSize(11);
    }

    @Test
    void aLawsPageSaysWhatItsSymbolsAreAndHowItIsCalled() {
        for (Law law : Laws.all()) {
            List<String> page = Invocation.run("laws", law.id()).out().lines().toList();
            law.published().keySet().stream().findFirst().ifPresent(name -> {
                String example = page.get(page.size() - 1);
                assertThat(example).startsWith("As in: powerlane eval " + law.id());
                assertThat(Invocation.run(example.substring("As in: powerlane ".length()).split(" ")).status()).as(example).isZero();
            });
            law.inputs().forEach(i -> assertThat(page).anySatisfy(line -> assertThat(line).startsWith(i.name() + " ").contains("input", i.meaning(), i.unit())));
        }
    }
}
