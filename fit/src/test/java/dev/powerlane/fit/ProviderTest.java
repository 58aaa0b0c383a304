package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.powerlane.math.Provider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vectors")
class ProviderTest {
    @Test
    void theProviderIsTheOneThatTheBuildDemands() {
        String demanded = System.getProperty("powerlane.test.provider");
        assumeTrue(demanded != null, "powerlane.test.provider is not set");
        if (demanded.equals("vector-preferred")) {
            assertThat(Provider.active().isVector()).as("vectors, not %s", Provider.active()).isTrue();
        } else {
            assertThat(Provider.active().name()).isEqualTo(demanded);
        }
    }
}
