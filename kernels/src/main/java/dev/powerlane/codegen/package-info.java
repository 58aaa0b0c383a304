/**
 * From programs to classes: one emitter with a vector and a scalar back end, and the inliner that copies the bytecode of
 * the mathematical primitives into the kernels.
 */
package dev.powerlane.codegen;
