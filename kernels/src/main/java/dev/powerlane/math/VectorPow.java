package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Powers on vectors from logarithms in two parts, as straight-line code that the code generator copies; {@link Pow} is the scalar twin. */
final class VectorPow {
    private VectorPow() {
    }

    /**
     * e^(p (logHi + logLo)), 39 vector operations with those of {@link VectorExp#exp(DoubleVector, DoubleVector)}: x^p for x
     * &gt;= 0 from {@link VectorLog#logPair} of x. An infinite log gives 0, 1 or infinity by the sign of p, a NaN log NaN.
     *
     * <p>With such a pair at most .760 ulp off where the result is normal (x 0x1.61b4fb160a694p0, p -0x1.e446f33d63802p10), .818
     * where it is subnormal (x 0x1.654c640bf8c34p0, p -0x1.09a258dd74ddp11). Searched over 21 million pairs, most of them with
     * results near the ends of the range, against 113 bits; the parts' measured bounds add up to less than 1.
     */
    static DoubleVector powFromLog(DoubleVector p, DoubleVector logHi, DoubleVector logLo) {
        DoubleVector log = logHi.blend(logLo, p.compare(VectorOperators.EQ, v(0.0)));
        DoubleVector hi = p.mul(log);
        DoubleVector lo = p.fma(logLo, p.fma(log, hi.neg()));
        return VectorExp.exp(hi, lo);
    }
}
