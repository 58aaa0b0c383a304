package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** 2^x on vectors, as straight-line code that the code generator copies; {@link Exp2} is the scalar twin and says how it works. */
final class VectorExp2 {
    private VectorExp2() {
    }

    /**
     * 2^x, 33 vector operations, exact for whole x.
     *
     * <p>At most .652 ulp off, found at -0x1.ffbe0e91872a8p-2. Searched over 11 million inputs against 113 bits: uniform ones, all bit patterns,
     * results near and among the subnormal numbers.
     */
    static DoubleVector exp2(DoubleVector x) {
        DoubleVector t = x.add(v(Exp.SHIFTER));
        DoubleVector r = x.sub(t.sub(v(Exp.SHIFTER)));
        LongVector scale = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        VectorMask<Double> subnormal = x.compare(VectorOperators.LT, v(Exp2.SUBNORMAL));
        DoubleVector anchor = v(-Exp.ULP).blend(v(Exp.NEXT_BINADE).sub(scale).reinterpretAsDoubles(), subnormal);
        LongVector shift = scale.reinterpretAsDoubles().blend(scale.sub(v(Exp.NEXT_BINADE)).reinterpretAsDoubles(), subnormal).reinterpretAsLongs();
        DoubleVector one = anchor.add(v(1 + Exp.ULP));
        DoubleVector sum = r.fma(v(Exp.LN2_HI), one);
        DoubleVector low = r.fma(v(Exp.LN2_LO), r.fma(v(Exp.LN2_HI), one.sub(sum)));
        DoubleVector square = r.mul(r);
        DoubleVector fourth = square.mul(square);
        DoubleVector q0 = square.fma(r.fma(v(Exp2.Q3), v(Exp2.Q2)), r.fma(v(Exp2.Q1), v(Exp2.Q0)));
        DoubleVector q4 = square.fma(r.fma(v(Exp2.Q7), v(Exp2.Q6)), r.fma(v(Exp2.Q5), v(Exp2.Q4)));
        DoubleVector q = fourth.fma(fourth.fma(r.fma(v(Exp2.Q9), v(Exp2.Q8)), q4), q0);
        DoubleVector y = sum.add(square.fma(q, low));
        DoubleVector scaled = y.reinterpretAsLongs().add(shift).reinterpretAsDoubles();
        DoubleVector bounded = x.add(v(Double.POSITIVE_INFINITY)).blend(scaled, x.compare(VectorOperators.LT, v(Exp2.OVERFLOW)));
        return bounded.blend(v(0.0), x.compare(VectorOperators.LT, v(Exp2.UNDERFLOW)));
    }
}
