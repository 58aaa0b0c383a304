package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Powers on vectors from logarithms in two parts, as straight-line code that the code generator copies; {@link Pow} is the scalar twin. */
final class VectorPow {
    private VectorPow() {
    }

    /**
     * e^(p (logHi + logLo)), 36 vector operations, one of which depends on p alone: x^p for x &gt;= 0 from {@link VectorLog#logPair} of x,
     * whose logarithms of 0 and infinity are finite; |p| &lt; 2^-990 is too small to make 0 or infinity of these again. NaN
     * if logHi is NaN or p is not finite.
     *
     * <p>With such a pair at most .780 ulp off where the result is normal (x 0x1.6a006212c33b9p-1, p 0x1.b99cda9c78c75p10), .859 where it
     * is subnormal (x 0x1.6a2bd6a70a34dp-1, p 0x1.ff99cd65493a8p10), .701 for 1 &lt;= x &lt; e^70 and |p| &lt;= 2 (x
     * 0x1.6d1366c4d5515p49, p 0x1.9b25f4ead5d94p0). Searched over 72 million pairs, those with results near the ends of the
     * range and near 1 most densely, against 113 bits; the parts' bounds add up to less than 1.
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
        LongVector bounded = y.reinterpretAsLongs().max(v(Pow.HALF_BITS)).min(v(Pow.TWO_BITS));
        LongVector exponent = t.reinterpretAsLongs().max(v(Pow.LEAST_K)).min(v(Pow.GREATEST_K));
        LongVector half = exponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
        DoubleVector first = bounded.add(half).reinterpretAsDoubles();
        DoubleVector second = exponent.lanewise(VectorOperators.LSHL, 52).sub(half).add(v(Pow.ONE_BITS)).reinterpretAsDoubles();
        return first.fma(second, logHi.mul(p.mul(v(Pow.TO_ZERO))));
    }
}
