package dev.powerlane.analysis;

/**
 * Total against non-embedding parameters: N_T = N + 47491 N^(1/3) (Pearce and Song 2406.12907). Small models are mostly embeddings, which explains most of the
 * difference between Kaplan's exponent of N* and Hoffmann's.
 *
 * <p>{@code fitted.with("N", EmbeddingParameters.TOTAL)} turns a law in total parameters into one in non-embedding parameters.
 */
public final class EmbeddingParameters {
    /** N_T as a formula of N. */
    public static final String TOTAL = "N + 47491*N^(1/3)";

    private static final double OMEGA = 47491;

    private EmbeddingParameters() {}

    /** N_T of a model of N non-embedding parameters. */
    public static double total(double nonEmbedding) {
        require(nonEmbedding);
        return nonEmbedding + OMEGA * StrictMath.cbrt(nonEmbedding);
    }

    /** N of a model of N_T parameters in all: the real root of x^3 + 47491 x = N_T, cubed. */
    public static double nonEmbedding(double total) {
        require(total);
        // Cardano's root in the form that does not cancel: 2 (w/3)^(1/2) sinh(asinh(t)/3), t = (3 N_T/2w) (3/w)^(1/2).
        double scale = Math.sqrt(OMEGA / 3);
        double t = total / (2 * scale * scale * scale);
        double asinh = t > 1e8 ? StrictMath.log(2 * t) : StrictMath.log1p(t + t * t / (1 + Math.sqrt(1 + t * t)));
        double x = 2 * scale * StrictMath.sinh(asinh / 3);
        for (int i = 0; i < 2; i++) {
            x -= (x * x * x + OMEGA * x - total) / (3 * x * x + OMEGA);
        }
        return x * x * x;
    }

    private static void require(double parameters) {
        if (!(parameters > 0 && parameters < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the parameters of a model must be a positive number, not " + parameters);
        }
    }
}
