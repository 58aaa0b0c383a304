package dev.powerlane.math;

/** A number as the unevaluated sum hi + lo of two doubles, lo below the last bits of hi. */
record ScalarPair(double hi, double lo) {
}
