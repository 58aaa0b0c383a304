package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sine and cosine on vectors, as straight-line code that the code generator copies; {@link SinCos} is the scalar twin. */
final class VectorSinCos {
    private VectorSinCos() {
    }

    /**
     * sin x, 47 vector operations, for |x| &lt;= 2^43; NaN beyond, where a quotient to 53 bits no longer tells the quarter of the circle.
     *
     * <p>At most .748 ulp off, found at -0x1.7256d1689e261p13. Searched over 9 million inputs against 113 bits: uniform and log-uniform ones, the
     * neighbours of multiples of pi/4.
     */
    static DoubleVector sin(DoubleVector x) {
        DoubleVector t = x.fma(v(SinCos.TWO_OVER_PI), v(Exp.SHIFTER));
        DoubleVector k = t.sub(v(Exp.SHIFTER));
        DoubleVector first = k.fma(v(-SinCos.HALF_PI_HI), x);
        DoubleVector product = k.mul(v(SinCos.HALF_PI_MID));
        DoubleVector productLow = k.fma(v(-SinCos.HALF_PI_MID), product);
        DoubleVector r = first.sub(product);
        DoubleVector rest = k.fma(v(-SinCos.HALF_PI_LO), first.sub(r).sub(product).add(productLow));
        DoubleVector z = r.mul(r);
        DoubleVector w = z.mul(z);
        DoubleVector sineTail = w.fma(w.fma(z.fma(v(SinCos.S5), v(SinCos.S4)), z.fma(v(SinCos.S3), v(SinCos.S2))), z.fma(v(SinCos.S1), v(SinCos.S0)));
        DoubleVector cosineTail = w.fma(w.fma(z.fma(v(SinCos.C5), v(SinCos.C4)), z.fma(v(SinCos.C3), v(SinCos.C2))), z.fma(v(SinCos.C1), v(SinCos.C0)));
        DoubleVector half = r.mul(v(-0.5));
        DoubleVector sine = r.add(r.mul(z).fma(sineTail, half.fma(r.mul(rest), rest)));
        DoubleVector top = half.fma(r, v(1.0));
        DoubleVector cosine = top.add(w.fma(cosineTail, r.neg().fma(rest, half.fma(r, v(1.0).sub(top)))));
        VectorMask<Double> isOdd = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63).or(v(Pow.ONE_BITS)).reinterpretAsDoubles().compare(VectorOperators.LT, v(0.0));
        LongVector sign = t.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 63);
        DoubleVector y = sine.blend(cosine, isOdd).reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
        DoubleVector signed = y.blend(x, x.compare(VectorOperators.EQ, v(0.0)));
        return v(Double.NaN).blend(signed, x.abs().compare(VectorOperators.LE, v(SinCos.LARGEST)));
    }

    /**
     * cos x, 46 vector operations, for |x| &lt;= 2^43; NaN beyond.
     *
     * <p>At most .758 ulp off, found at -0x1.0faffdb776929p28. Searched over 9 million inputs as the sine.
     */
    static DoubleVector cos(DoubleVector x) {
        DoubleVector t = x.fma(v(SinCos.TWO_OVER_PI), v(Exp.SHIFTER));
        DoubleVector k = t.sub(v(Exp.SHIFTER));
        DoubleVector first = k.fma(v(-SinCos.HALF_PI_HI), x);
        DoubleVector product = k.mul(v(SinCos.HALF_PI_MID));
        DoubleVector productLow = k.fma(v(-SinCos.HALF_PI_MID), product);
        DoubleVector r = first.sub(product);
        DoubleVector rest = k.fma(v(-SinCos.HALF_PI_LO), first.sub(r).sub(product).add(productLow));
        DoubleVector z = r.mul(r);
        DoubleVector w = z.mul(z);
        DoubleVector sineTail = w.fma(w.fma(z.fma(v(SinCos.S5), v(SinCos.S4)), z.fma(v(SinCos.S3), v(SinCos.S2))), z.fma(v(SinCos.S1), v(SinCos.S0)));
        DoubleVector cosineTail = w.fma(w.fma(z.fma(v(SinCos.C5), v(SinCos.C4)), z.fma(v(SinCos.C3), v(SinCos.C2))), z.fma(v(SinCos.C1), v(SinCos.C0)));
        DoubleVector half = r.mul(v(-0.5));
        DoubleVector sine = r.add(r.mul(z).fma(sineTail, half.fma(r.mul(rest), rest)));
        DoubleVector top = half.fma(r, v(1.0));
        DoubleVector cosine = top.add(w.fma(cosineTail, r.neg().fma(rest, half.fma(r, v(1.0).sub(top)))));
        VectorMask<Double> isOdd = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63).or(v(Pow.ONE_BITS)).reinterpretAsDoubles().compare(VectorOperators.LT, v(0.0));
        LongVector sign = t.reinterpretAsLongs().add(v(SinCos.LOW_BIT)).lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 63);
        DoubleVector y = cosine.blend(sine, isOdd).reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
        return v(Double.NaN).blend(y, x.abs().compare(VectorOperators.LE, v(SinCos.LARGEST)));
    }
}
