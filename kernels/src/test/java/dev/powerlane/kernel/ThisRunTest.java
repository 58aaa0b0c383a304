package dev.powerlane.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.powerlane.math.Provider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The build runs all tests three times; a run that fell back to something else must not pass for the one it was meant to be. */
class ThisRunTest {
    private final String demanded = System.getProperty("powerlane.test.provider");

    @BeforeEach
    void onlyInTheBuild() {
        assumeTrue(demanded != null, "powerlane.test.provider is not set");
    }

    @Test
    void itComputesWithWhatItWasAskedFor() {
        String name = Provider.active().name();
        assertThat(demanded.equals("vector-preferred") ? name.startsWith("vector-") : name.equals(demanded)).as(name).isTrue();
    }

    @Test
    void theFirstRunIsOnTheModulePathAndTheOthersOnTheClassPath() {
        assertThat(Kernel.class.getModule().isNamed()).isEqualTo(demanded.equals("vector-preferred"));
    }
}
