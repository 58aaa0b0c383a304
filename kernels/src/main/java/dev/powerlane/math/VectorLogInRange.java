package dev.powerlane.math;

import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link VectorLog} for positive normal numbers; {@link LogInRange} is the scalar twin. */
final class VectorLogInRange {
    private VectorLogInRange() {
    }

    /** log x, 30 vector operations, one of them a division: the bits of {@link VectorLog#log}. */
    static DoubleVector log(DoubleVector x) {
        LongVector mantissa = x.reinterpretAsLongs().add(v(Log.ROUND_UP));
        DoubleVector k = mantissa.lanewise(VectorOperators.LSHR, 52).add(v(Log.TWO_52_BITS)).reinterpretAsDoubles().sub(v(Log.BIAS));
        DoubleVector m = mantissa.and(v(Log.MANTISSA)).add(v(Log.SPLIT_BITS)).reinterpretAsDoubles();
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
        return sum.add(t.mul(square).fma(square.fma(odd, even), low));
    }

    /** log x as hi + lo, 48 vector operations, one of them a division: the bits of {@link VectorLog#logPair}. */
    static VectorPair logPair(DoubleVector x) {
        LongVector mantissa = x.reinterpretAsLongs().add(v(Log.ROUND_UP));
        DoubleVector k = mantissa.lanewise(VectorOperators.LSHR, 52).add(v(Log.TWO_52_BITS)).reinterpretAsDoubles().sub(v(Log.BIAS));
        DoubleVector m = mantissa.and(v(Log.MANTISSA)).add(v(Log.SPLIT_BITS)).reinterpretAsDoubles();
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
        return new VectorPair(hi, head.sub(hi).add(headLow));
    }
}
