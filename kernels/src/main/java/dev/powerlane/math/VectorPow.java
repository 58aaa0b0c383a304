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
     * e^(p (logHi + logLo)), 35 vector operations, 3 of which depend on p alone: x^p for x &gt;= 0 from {@link VectorLog#logPair} of x,
     * whose logarithms of 0 and infinity are finite. NaN if a part is NaN or p is not finite.
     *
     * @POWBOUND@
     */
    static DoubleVector powFromLog(DoubleVector p, DoubleVector logHi, DoubleVector logLo) {
        DoubleVector hi = p.mul(logHi);
        DoubleVector t = p.mul(v(Exp.INV_LN2)).fma(logHi, v(Exp.SHIFTER));
        DoubleVector k = t.sub(v(Exp.SHIFTER));
        DoubleVector r = k.fma(v(-Exp.LN2_HI), hi);
        DoubleVector minus = p.neg();
        DoubleVector excess = minus.fma(logLo, k.fma(v(Exp.LN2_LO), minus.fma(logHi, hi)));
        DoubleVector reduced = r.sub(excess);
        DoubleVector square = reduced.mul(reduced);
        DoubleVector fourth = square.mul(square);
        DoubleVector q01 = reduced.fma(v(Exp.Q1), v(Exp.Q0));
        DoubleVector q23 = reduced.fma(v(Exp.Q3), v(Exp.Q2));
        DoubleVector q45 = reduced.fma(v(Exp.Q5), v(Exp.Q4));
        DoubleVector q67 = reduced.fma(v(Exp.Q7), v(Exp.Q6));
        DoubleVector q89 = reduced.fma(v(Exp.Q9), v(Exp.Q8));
        DoubleVector low = square.fma(q23, q01);
        DoubleVector high = fourth.fma(q89, square.fma(q67, q45));
        DoubleVector y = v(1.0).add(square.fma(fourth.fma(high, low), reduced));
        LongVector bounded = y.reinterpretAsLongs().max(v(Pow.HALF_BITS)).min(v(Pow.TWO_BITS));
        LongVector exponent = t.reinterpretAsLongs().max(v(Pow.LEAST_K)).min(v(Pow.GREATEST_K));
        LongVector half = exponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
        DoubleVector first = bounded.add(half).reinterpretAsDoubles();
        DoubleVector second = exponent.lanewise(VectorOperators.LSHL, 52).sub(half).add(v(Pow.ONE_BITS)).reinterpretAsDoubles();
        return first.fma(second, logHi.mul(p.mul(v(Pow.TO_ZERO))));
    }
}
