package dev.powerlane.math;

import jdk.incubator.vector.DoubleVector;

/** Numbers as the unevaluated sum hi + lo, lane by lane: the vector twin of {@link ScalarPair}. */
record VectorPair(DoubleVector hi, DoubleVector lo) {
}
