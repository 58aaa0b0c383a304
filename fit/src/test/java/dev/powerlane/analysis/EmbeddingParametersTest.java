package dev.powerlane.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingParametersTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 768, 1e5, 1e7, 1.5e9, 1e12, 1e18})
    void theInverseReturnsTheSize(double n) {
        assertThat(EmbeddingParameters.nonEmbedding(EmbeddingParameters.total(n))).isCloseTo(n, Percentage.withPercentage(1e-11));
    }

    @Test
    void aModelOfAMillionIsMostlyEmbeddings() {
        assertThat(EmbeddingParameters.total(1e6)).isCloseTo(1e6 + 4749100, Percentage.withPercentage(1e-12));
        assertThat(EmbeddingParameters.total(1e12) / 1e12).isBetween(1.0004, 1.0005);
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddingParameters.total(0)).withMessageContaining("0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddingParameters.nonEmbedding(Double.NaN)).withMessageContaining("NaN");
    }

    /** Counted without embeddings, in N and in C = 6 N D, small models have Kaplan's exponent near .73 and large ones Hoffmann's (Pearce and Song). */
    @Test
    void withoutEmbeddingsTheExponentOfSmallModelsIsKaplans() {
        Law chinchilla = Laws.get("chinchilla");
        ComputeOptimal total = ComputeOptimal.of(chinchilla, chinchilla.published("besiroglu-2024"));
        ComputeOptimal without = ComputeOptimal.of(total.fitted().with("N", EmbeddingParameters.TOTAL));
        // All embeddings, N_T is as N^(1/3): a = beta/(alpha/3 + beta).
        assertThat(without.at(1e10).sizeExponent().value()).isCloseTo(.3658 / (.3478 / 3 + .3658), Percentage.withPercentage(.1));
        double low = without.at(1e14).size().value();
        double high = without.at(1e20).size().value();
        assertThat(low).isBetween(1e3, 1e6);
        assertThat(Math.log(high / low) / Math.log(1e6)).isBetween(.70, .80);
        assertThat(without.at(1e26).sizeExponent().value()).isCloseTo(total.at(1e26).sizeExponent().value(), Percentage.withPercentage(1));
    }
}
