package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** {@link VectorPow} where the result is known to be a normal number; {@link PowInRange} is the scalar twin. */
final class VectorPowInRange {
    private VectorPowInRange() {
    }

    /**
     * e^(p (logHi + logLo)), 24 vector operations, for finite p and |p logHi| &lt;= 700: the bits of {@link VectorPow#powFromLog}. A NaN
     * logarithm gives NaN, as long as the low bits of its payload are zero, which they are in what {@link VectorLog#logPair} gives.
     */
    static DoubleVector powFromLog(DoubleVector p, DoubleVector logHi, DoubleVector logLo) {
        DoubleVector minusHi = v(Pow.COARSE).sub(p.fma(logHi, v(Pow.COARSE)));
        DoubleVector t = minusHi.fma(v(-Exp.INV_LN2), v(Exp.SHIFTER));
        DoubleVector k = t.sub(v(Exp.SHIFTER));
        DoubleVector minusR = k.fma(v(Pow.LN2_HI), minusHi);
        DoubleVector rest = p.fma(logLo, k.fma(v(-Pow.LN2_LO), p.fma(logHi, minusHi)));
        DoubleVector reduced = rest.sub(minusR);
        DoubleVector square = reduced.mul(reduced);
        DoubleVector fourth = square.mul(square);
        DoubleVector q01 = reduced.fma(v(Exp.Q1), v(Exp.Q0));
        DoubleVector q23 = reduced.fma(v(Exp.Q3), v(Exp.Q2));
        DoubleVector q45 = reduced.fma(v(Exp.Q5), v(Exp.Q4));
        DoubleVector q67 = reduced.fma(v(Exp.Q7), v(Exp.Q6));
        DoubleVector q89 = reduced.fma(v(Exp.Q9), v(Exp.Q8));
        DoubleVector low = square.fma(q23, q01);
        DoubleVector high = fourth.fma(q89, square.fma(q67, q45));
        DoubleVector y = v(1.0).sub(minusR).add(square.fma(fourth.fma(high, low), rest));
        return y.reinterpretAsLongs().add(t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
    }
}
