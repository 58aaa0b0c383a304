package dev.powerlane.codegen;

/** A method of {@code dev.powerlane.math} that the inliner copies into kernels. */
record Primitive(String owner, String name, String descriptor) {
    static final String PACKAGE = "dev/powerlane/math/";
}
