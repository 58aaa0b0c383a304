package dev.powerlane.fit;

/** What is made small at each run. */
public enum Residual {
    /** ln law - ln loss: relative errors. */
    LOG,
    /** law - loss. */
    LINEAR
}
