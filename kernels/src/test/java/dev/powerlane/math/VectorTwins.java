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

    static void apply(String function, double[] x, double[] y) {
        for (int i = 0; i < x.length; i += SPECIES.length()) {
            DoubleVector v = load(x, i);
            DoubleVector result = switch (function) {
                case "exp" -> VectorExp.exp(v);
                case "log" -> VectorLog.log(v);
                case "exp2" -> VectorExp2.exp2(v);
                case "expm1" -> VectorExpm1.expm1(v);
                case "log2" -> VectorLog2.log2(v);
                case "log10" -> VectorLog10.log10(v);
                case "log1p" -> VectorLog1p.log1p(v);
                case "sin" -> VectorSinCos.sin(v);
                case "cos" -> VectorSinCos.cos(v);
                case "atan" -> VectorAtan.atan(v);
                default -> throw new IllegalArgumentException(function);
            };
            result.intoArray(y, i);
        }
    }

    static void logSumExp(double[] a, double[] b, double[] y) {
        for (int i = 0; i < a.length; i += SPECIES.length()) {
            VectorLogSumExp.logSumExp(load(a, i), load(b, i)).intoArray(y, i);
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
