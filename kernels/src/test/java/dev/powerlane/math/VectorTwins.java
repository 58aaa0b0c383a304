package dev.powerlane.math;

import static dev.powerlane.math.Vectors.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** The vector primitives over arrays of a multiple of 8 elements; apart, so that tests load without the vector module. */
final class VectorTwins {
    private VectorTwins() {
    }

    static int preferredBits() {
        return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    }

    static void exp(double[] x, double[] y) {
        for (int i = 0; i < x.length; i += SPECIES.length()) {
            VectorExp.exp(load(x, i)).intoArray(y, i);
        }
    }

    static void log(double[] x, double[] y) {
        for (int i = 0; i < x.length; i += SPECIES.length()) {
            VectorLog.log(load(x, i)).intoArray(y, i);
        }
    }

    static void logPair(double[] x, double[] hi, double[] lo) {
        for (int i = 0; i < x.length; i += SPECIES.length()) {
            VectorPair log = VectorLog.logPair(load(x, i));
            log.hi().intoArray(hi, i);
            log.lo().intoArray(lo, i);
        }
    }

    static void powFromLog(double[] p, double[] hi, double[] lo, double[] y) {
        for (int i = 0; i < p.length; i += SPECIES.length()) {
            VectorPow.powFromLog(load(p, i), load(hi, i), load(lo, i)).intoArray(y, i);
        }
    }

    private static DoubleVector load(double[] a, int i) {
        return DoubleVector.fromArray(SPECIES, a, i);
    }
}
