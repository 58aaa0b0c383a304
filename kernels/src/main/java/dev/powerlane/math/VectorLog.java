package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Logarithms on vectors, as straight-line code that the code generator copies; {@link Log} is the scalar twin and says how it works. */
final class VectorLog {
    private VectorLog() {
    }

    /**
     * log x, 40 vector operations, one of them a division.
     *
     * <p>At most .561 ulp off, found at 0x1.67b4aeed13a85p0. Searched over 40 million inputs against 113 bits: all exponents,
     * subnormal ones, mantissas at the ends of the reduction, ratios near 1.
     */
    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> subnormal = x.compare(VectorOperators.LT, v(Double.MIN_NORMAL));
        DoubleVector normal = x.blend(x.mul(v(Log.SUBNORMAL_SCALE)), subnormal);
        DoubleVector bias = v(Log.BIAS).blend(v(Log.SUBNORMAL_BIAS), subnormal);
        LongVector bits = normal.reinterpretAsLongs().add(v(Log.ROUND_UP));
        DoubleVector k = bits.lanewise(VectorOperators.LSHR, 52).add(v(Log.TWO_52_BITS)).reinterpretAsDoubles().sub(bias);
        DoubleVector m = bits.and(v(Log.MANTISSA)).add(v(Log.SPLIT_BITS)).reinterpretAsDoubles();
        DoubleVector f = m.sub(v(1.0));
        DoubleVector inverse = v(1.0).div(m.fma(v(0.5), v(0.5)));
        DoubleVector t = f.mul(inverse);
        DoubleVector remainder = t.fma(f.mul(v(-0.5)), f.sub(t));
        DoubleVector square = t.mul(t);
        DoubleVector w = square.mul(square);
        DoubleVector even = w.fma(w.fma(w.fma(v(Log.P6), v(Log.P4)), v(Log.P2)), v(Log.P0));
        DoubleVector odd = w.fma(w.fma(v(Log.P5), v(Log.P3)), v(Log.P1));
        DoubleVector whole = k.mul(v(Log.LN2_SHORT));
        DoubleVector sum = whole.add(t);
        DoubleVector low = remainder.fma(inverse, k.fma(v(Log.LN2_REST), whole.sub(sum).add(t)));
        DoubleVector y = sum.add(t.mul(square).fma(square.fma(odd, even), low));
        DoubleVector bounded = x.blend(y, x.compare(VectorOperators.LT, v(Double.POSITIVE_INFINITY)));
        DoubleVector atZero = bounded.blend(v(Double.NEGATIVE_INFINITY), x.compare(VectorOperators.EQ, v(0.0)));
        return atZero.blend(v(Double.NaN), x.compare(VectorOperators.LT, v(0.0)));
    }

    /**
     * log x as hi + lo, |lo| &lt;= ulp(hi)/2, 59 vector operations, one of them a division: what {@link VectorPow} needs. hi is
     * a better log x than {@link #log} gives, for half as much again; their bits differ. Instead of an infinite logarithm hi is
     * +-2^1000, so that 0 times it is 0, and lo is finite and means nothing; where hi is NaN so is lo.
     *
     * <p>The relative error of hi + lo is at most 2^-64.5, found at 0x1.6a04a28d48657p-1, and hi is at most .5002 ulp off, found at
     * 0x1.7141151a8ca06p-1. Searched over 6.6 million inputs against 113 bits.
     */
    static VectorPair logPair(DoubleVector x) {
        VectorMask<Double> subnormal = x.compare(VectorOperators.LT, v(Double.MIN_NORMAL));
        DoubleVector normal = x.blend(x.mul(v(Log.SUBNORMAL_SCALE)), subnormal);
        DoubleVector bias = v(Log.BIAS).blend(v(Log.SUBNORMAL_BIAS), subnormal);
        LongVector bits = normal.reinterpretAsLongs().add(v(Log.ROUND_UP));
        DoubleVector k = bits.lanewise(VectorOperators.LSHR, 52).add(v(Log.TWO_52_BITS)).reinterpretAsDoubles().sub(bias);
        DoubleVector m = bits.and(v(Log.MANTISSA)).add(v(Log.SPLIT_BITS)).reinterpretAsDoubles();
        DoubleVector f = m.sub(v(1.0));
        DoubleVector inverse = v(1.0).div(m.fma(v(0.5), v(0.5)));
        DoubleVector t = f.mul(inverse);
        DoubleVector rest = t.fma(f.mul(v(-0.5)), f.sub(t)).mul(inverse);
        DoubleVector minus = t.neg();
        DoubleVector square = minus.mul(t);
        DoubleVector squareLow = t.fma(t, square);
        DoubleVector w = square.mul(square);
        DoubleVector even = w.fma(w.fma(v(Log.T6), v(Log.T4)), v(Log.T2));
        DoubleVector odd = w.fma(w.fma(v(-Log.T5), v(-Log.T3)), v(-Log.T1));
        DoubleVector series = w.fma(square.fma(even, odd), square.fma(v(Log.T0), v(-Log.LEFT)));
        DoubleVector cube = t.mul(square);
        DoubleVector cubeLow = t.fma(squareLow, minus.fma(square, cube));
        DoubleVector cubic = cube.mul(v(Log.CUBIC));
        DoubleVector cubicLow = cubeLow.fma(v(Log.CUBIC), cube.fma(v(-Log.CUBIC), cubic));
        DoubleVector slope = w.fma(v(Log.SLOPE2), square.fma(v(-Log.SLOPE1), v(Log.SLOPE0)));
        DoubleVector tail = rest.fma(slope, cube.fma(series, cubicLow));
        DoubleVector whole = k.mul(v(Log.LN2_SHORT));
        DoubleVector sum = whole.add(t);
        DoubleVector low = k.fma(v(Log.LN2_REST), whole.sub(sum).add(t));
        DoubleVector head = sum.sub(cubic);
        DoubleVector headLow = sum.sub(head).sub(cubic).add(low.add(tail));
        DoubleVector hi = head.add(headLow);
        DoubleVector lo = head.sub(hi).add(headLow);
        DoubleVector bounded = hi.blend(v(Log.FINITE_INFINITY), x.compare(VectorOperators.EQ, v(Double.POSITIVE_INFINITY)));
        DoubleVector atZero = bounded.blend(v(-Log.FINITE_INFINITY), x.compare(VectorOperators.EQ, v(0.0)));
        VectorMask<Double> defined = x.compare(VectorOperators.GE, v(0.0));
        return new VectorPair(v(Double.NaN).blend(atZero, defined), v(Double.NaN).blend(lo, defined));
    }
}
