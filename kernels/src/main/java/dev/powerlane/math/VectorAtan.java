package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Arc tangent on vectors, as straight-line code that the code generator copies; {@link Atan} is the scalar twin. */
final class VectorAtan {
    private VectorAtan() {
    }

    /** atan x, 37 vector operations, one of them a division. */
    static DoubleVector atan(DoubleVector x) {
        DoubleVector size = x.abs();
        VectorMask<Double> isSteep = size.compare(VectorOperators.GT, v(1.0));
        DoubleVector inverse = v(-1.0).div(size);
        DoubleVector t = size.blend(inverse, isSteep);
        DoubleVector z = t.mul(t);
        DoubleVector w = z.mul(z);
        DoubleVector fourth = w.mul(w);
        DoubleVector p0 = z.fma(v(Atan.A1), v(Atan.A0));
        DoubleVector p2 = z.fma(v(Atan.A3), v(Atan.A2));
        DoubleVector p4 = z.fma(v(Atan.A5), v(Atan.A4));
        DoubleVector p6 = z.fma(v(Atan.A7), v(Atan.A6));
        DoubleVector p8 = z.fma(v(Atan.A9), v(Atan.A8));
        DoubleVector p10 = z.fma(v(Atan.A11), v(Atan.A10));
        DoubleVector p12 = z.fma(v(Atan.A13), v(Atan.A12));
        DoubleVector p14 = z.fma(v(Atan.A15), v(Atan.A14));
        DoubleVector p16 = z.fma(v(Atan.A17), v(Atan.A16));
        DoubleVector p18 = z.fma(v(Atan.A19), v(Atan.A18));
        DoubleVector p = fourth.fma(fourth.fma(fourth.fma(fourth.fma(w.fma(p18, p16), w.fma(p14, p12)), w.fma(p10, p8)), w.fma(p6, p4)), w.fma(p2, p0));
        DoubleVector right = v(0.0).blend(v(SinCos.HALF_PI_HI), isSteep);
        DoubleVector rightLow = v(0.0).blend(v(SinCos.HALF_PI_MID), isSteep);
        DoubleVector sum = right.add(t);
        DoubleVector low = t.mul(z).fma(p, right.sub(sum).add(t).add(rightLow));
        return sum.add(low).reinterpretAsLongs().or(x.reinterpretAsLongs().and(v(Atan.SIGN))).reinterpretAsDoubles();
    }
}
