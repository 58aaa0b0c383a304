/**
 * exp, log, pow and their relatives, log-sum-exp, sine, cosine and arc tangent: as primitives on vectors that the code generator
 * splices into kernels, and as scalar twins with the same bits. As functions over arrays they are in {@code dev.powerlane.kernel.ArrayMath}.
 *
 * <p>A primitive is one static method of straight-line code; its twin does the same IEEE operations in the same order. Only
 * add, subtract, multiply, divide, fma, integer operations on the bits, compares and blends are used.
 */
package dev.powerlane.math;
