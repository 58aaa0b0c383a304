/** Fits of laws to runs, thousands at once in SIMD lanes, and the analyses that the fits are for. */
module dev.powerlane.fit {
    requires transitive dev.powerlane.kernels;

    exports dev.powerlane.analysis;
    exports dev.powerlane.fit;
    exports dev.powerlane.inference;
}
