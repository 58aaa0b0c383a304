package dev.powerlane.math;

import static dev.powerlane.math.Vectors.SPECIES;
import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The vector loops of {@link ArrayMath}, apart so that a process without vectors never loads them; each returns how far it
 * got. Written by {@code src/main/scripts/flatten_array_loops.py} from {@link VectorExp}, {@link VectorLog} and {@link
 * VectorPow}, because vectors stay unboxed in flat code only. Do not edit.
 */
final class VectorArrayMath {
    private static final DoubleVector EXP_FAR = v(Exp.FAR);
    private static final DoubleVector EXP_INV_LN2 = v(Exp.INV_LN2);
    private static final LongVector EXP_NEXT_BINADE = v(Exp.NEXT_BINADE);
    private static final LongVector EXP_ONE_BITS = v(Exp.ONE_BITS);
    private static final DoubleVector EXP_OVERFLOW = v(Exp.OVERFLOW);
    private static final DoubleVector EXP_Q0 = v(Exp.Q0);
    private static final DoubleVector EXP_Q1 = v(Exp.Q1);
    private static final DoubleVector EXP_Q2 = v(Exp.Q2);
    private static final DoubleVector EXP_Q3 = v(Exp.Q3);
    private static final DoubleVector EXP_Q4 = v(Exp.Q4);
    private static final DoubleVector EXP_Q5 = v(Exp.Q5);
    private static final DoubleVector EXP_Q6 = v(Exp.Q6);
    private static final DoubleVector EXP_Q7 = v(Exp.Q7);
    private static final DoubleVector EXP_Q8 = v(Exp.Q8);
    private static final DoubleVector EXP_Q9 = v(Exp.Q9);
    private static final DoubleVector EXP_SHIFTER = v(Exp.SHIFTER);
    private static final DoubleVector EXP_SUBNORMAL = v(Exp.SUBNORMAL);
    private static final DoubleVector EXP_UNDERFLOW = v(Exp.UNDERFLOW);
    private static final DoubleVector HALF = v(0.5);
    private static final DoubleVector INFINITY = v(Double.POSITIVE_INFINITY);
    private static final DoubleVector LOG_BIAS = v(Log.BIAS);
    private static final DoubleVector LOG_CUBIC = v(Log.CUBIC);
    private static final DoubleVector LOG_LN2_REST = v(Log.LN2_REST);
    private static final DoubleVector LOG_LN2_SHORT = v(Log.LN2_SHORT);
    private static final LongVector LOG_MANTISSA = v(Log.MANTISSA);
    private static final DoubleVector LOG_P0 = v(Log.P0);
    private static final DoubleVector LOG_P1 = v(Log.P1);
    private static final DoubleVector LOG_P2 = v(Log.P2);
    private static final DoubleVector LOG_P3 = v(Log.P3);
    private static final DoubleVector LOG_P4 = v(Log.P4);
    private static final DoubleVector LOG_P5 = v(Log.P5);
    private static final DoubleVector LOG_P6 = v(Log.P6);
    private static final LongVector LOG_ROUND_UP = v(Log.ROUND_UP);
    private static final DoubleVector LOG_SLOPE0 = v(Log.SLOPE0);
    private static final DoubleVector LOG_SLOPE2 = v(Log.SLOPE2);
    private static final LongVector LOG_SPLIT_BITS = v(Log.SPLIT_BITS);
    private static final DoubleVector LOG_SUBNORMAL_BIAS = v(Log.SUBNORMAL_BIAS);
    private static final DoubleVector LOG_SUBNORMAL_SCALE = v(Log.SUBNORMAL_SCALE);
    private static final DoubleVector LOG_T0 = v(Log.T0);
    private static final DoubleVector LOG_T2 = v(Log.T2);
    private static final DoubleVector LOG_T4 = v(Log.T4);
    private static final DoubleVector LOG_T6 = v(Log.T6);
    private static final LongVector LOG_TWO_52_BITS = v(Log.TWO_52_BITS);
    private static final DoubleVector MINUS_EXP_FAR = v(-Exp.FAR);
    private static final DoubleVector MINUS_EXP_LN2_HI = v(-Exp.LN2_HI);
    private static final DoubleVector MINUS_EXP_LN2_LO = v(-Exp.LN2_LO);
    private static final DoubleVector MINUS_EXP_ULP = v(-Exp.ULP);
    private static final DoubleVector MINUS_HALF = v(-0.5);
    private static final DoubleVector MINUS_INFINITY = v(Double.NEGATIVE_INFINITY);
    private static final DoubleVector MINUS_LOG_CUBIC = v(-Log.CUBIC);
    private static final DoubleVector MINUS_LOG_LEFT = v(-Log.LEFT);
    private static final DoubleVector MINUS_LOG_SLOPE1 = v(-Log.SLOPE1);
    private static final DoubleVector MINUS_LOG_T1 = v(-Log.T1);
    private static final DoubleVector MINUS_LOG_T3 = v(-Log.T3);
    private static final DoubleVector MINUS_LOG_T5 = v(-Log.T5);
    private static final DoubleVector MIN_NORMAL = v(Double.MIN_NORMAL);
    private static final DoubleVector NAN = v(Double.NaN);
    private static final LongVector NO_SIGN = v(Long.MAX_VALUE);
    private static final DoubleVector ONE = v(1.0);
    private static final DoubleVector ONE_AND_ULP = v(1 + Exp.ULP);
    private static final DoubleVector ZERO = v(0.0);

    private VectorArrayMath() {
    }

    static int exp(double[] in, int inOffset, double[] out, int outOffset, int count) {
        int bound = SPECIES.loopBound(count);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, in, inOffset + i);
            DoubleVector t = x.fma(EXP_INV_LN2, EXP_SHIFTER);
            DoubleVector k = t.sub(EXP_SHIFTER);
            DoubleVector r = k.fma(MINUS_EXP_LN2_HI, x);
            LongVector scale = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            VectorMask<Double> subnormal = x.compare(VectorOperators.LT, EXP_SUBNORMAL);
            DoubleVector anchor = MINUS_EXP_ULP.blend(EXP_NEXT_BINADE.sub(scale).reinterpretAsDoubles(), subnormal);
            LongVector shift = scale.reinterpretAsDoubles().blend(scale.sub(EXP_NEXT_BINADE).reinterpretAsDoubles(), subnormal).reinterpretAsLongs();
            DoubleVector one = anchor.add(ONE_AND_ULP);
            DoubleVector sum = one.add(r);
            DoubleVector square = r.mul(r);
            DoubleVector cube = square.mul(r);
            DoubleVector even = square.fma(square.fma(square.fma(EXP_Q8, EXP_Q6), EXP_Q4), EXP_Q2);
            DoubleVector odd = square.fma(square.fma(square.fma(square.fma(EXP_Q9, EXP_Q7), EXP_Q5), EXP_Q3), EXP_Q1);
            DoubleVector low = cube.fma(r.fma(even, odd), square.fma(EXP_Q0, one.sub(sum).add(r)));
            DoubleVector y = sum.add(k.fma(r.add(low).fma(MINUS_EXP_LN2_LO, MINUS_EXP_LN2_LO), low));
            DoubleVector scaled = y.reinterpretAsLongs().add(shift).reinterpretAsDoubles();
            DoubleVector bounded = x.add(INFINITY).blend(scaled, x.compare(VectorOperators.LE, EXP_OVERFLOW));
            bounded.blend(ZERO, x.compare(VectorOperators.LT, EXP_UNDERFLOW)).intoArray(out, outOffset + i);
        }
        return bound;
    }

    static int log(double[] in, int inOffset, double[] out, int outOffset, int count) {
        int bound = SPECIES.loopBound(count);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, in, inOffset + i);
            VectorMask<Double> subnormal = x.compare(VectorOperators.LT, MIN_NORMAL);
            DoubleVector normal = x.blend(x.mul(LOG_SUBNORMAL_SCALE), subnormal);
            DoubleVector bias = LOG_BIAS.blend(LOG_SUBNORMAL_BIAS, subnormal);
            LongVector bits = normal.reinterpretAsLongs().add(LOG_ROUND_UP);
            DoubleVector k = bits.lanewise(VectorOperators.LSHR, 52).add(LOG_TWO_52_BITS).reinterpretAsDoubles().sub(bias);
            DoubleVector m = bits.and(LOG_MANTISSA).add(LOG_SPLIT_BITS).reinterpretAsDoubles();
            DoubleVector f = m.sub(ONE);
            DoubleVector inverse = ONE.div(m.fma(HALF, HALF));
            DoubleVector t = f.mul(inverse);
            DoubleVector remainder = t.fma(f.mul(MINUS_HALF), f.sub(t));
            DoubleVector square = t.mul(t);
            DoubleVector w = square.mul(square);
            DoubleVector even = w.fma(w.fma(w.fma(LOG_P6, LOG_P4), LOG_P2), LOG_P0);
            DoubleVector odd = w.fma(w.fma(LOG_P5, LOG_P3), LOG_P1);
            DoubleVector whole = k.mul(LOG_LN2_SHORT);
            DoubleVector sum = whole.add(t);
            DoubleVector low = remainder.fma(inverse, k.fma(LOG_LN2_REST, whole.sub(sum).add(t)));
            DoubleVector y = sum.add(t.mul(square).fma(square.fma(odd, even), low));
            DoubleVector bounded = x.blend(y, x.compare(VectorOperators.LT, INFINITY));
            DoubleVector atZero = bounded.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
            atZero.blend(NAN, x.compare(VectorOperators.LT, ZERO)).intoArray(out, outOffset + i);
        }
        return bound;
    }

    /** As {@link Pow#pow}, whose cases by p are settled here once: the sign to keep, and what a negative base gives. */
    static int pow(double[] in, int inOffset, double p, double[] out, int outOffset, int count) {
        if (p == 0 || p == 1) {
            return 0;
        }
        DoubleVector power = v(p);
        LongVector keptSign = v(Pow.isOdd(p) ? Long.MIN_VALUE : 0L);
        DoubleVector ofNegative = v(Pow.isInteger(p) ? 0.0 : Double.NaN);
        int bound = SPECIES.loopBound(count);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, in, inOffset + i);
            LongVector inBits = x.reinterpretAsLongs();
            DoubleVector base = inBits.and(NO_SIGN).reinterpretAsDoubles();
            VectorMask<Double> logSubnormal = base.compare(VectorOperators.LT, MIN_NORMAL);
            DoubleVector logNormal = base.blend(base.mul(LOG_SUBNORMAL_SCALE), logSubnormal);
            DoubleVector logBias = LOG_BIAS.blend(LOG_SUBNORMAL_BIAS, logSubnormal);
            LongVector logBits = logNormal.reinterpretAsLongs().add(LOG_ROUND_UP);
            DoubleVector logK = logBits.lanewise(VectorOperators.LSHR, 52).add(LOG_TWO_52_BITS).reinterpretAsDoubles().sub(logBias);
            DoubleVector logM = logBits.and(LOG_MANTISSA).add(LOG_SPLIT_BITS).reinterpretAsDoubles();
            DoubleVector logF = logM.sub(ONE);
            DoubleVector logInverse = ONE.div(logM.fma(HALF, HALF));
            DoubleVector logT = logF.mul(logInverse);
            DoubleVector logRest = logT.fma(logF.mul(MINUS_HALF), logF.sub(logT)).mul(logInverse);
            DoubleVector logMinus = logT.neg();
            DoubleVector logSquare = logMinus.mul(logT);
            DoubleVector logSquareLow = logT.fma(logT, logSquare);
            DoubleVector logW = logSquare.mul(logSquare);
            DoubleVector logEven = logW.fma(logW.fma(LOG_T6, LOG_T4), LOG_T2);
            DoubleVector logOdd = logW.fma(logW.fma(MINUS_LOG_T5, MINUS_LOG_T3), MINUS_LOG_T1);
            DoubleVector logSeries = logW.fma(logSquare.fma(logEven, logOdd), logSquare.fma(LOG_T0, MINUS_LOG_LEFT));
            DoubleVector logCube = logT.mul(logSquare);
            DoubleVector logCubeLow = logT.fma(logSquareLow, logMinus.fma(logSquare, logCube));
            DoubleVector logCubic = logCube.mul(LOG_CUBIC);
            DoubleVector logCubicLow = logCubeLow.fma(LOG_CUBIC, logCube.fma(MINUS_LOG_CUBIC, logCubic));
            DoubleVector logSlope = logW.fma(LOG_SLOPE2, logSquare.fma(MINUS_LOG_SLOPE1, LOG_SLOPE0));
            DoubleVector logTail = logRest.fma(logSlope, logCube.fma(logSeries, logCubicLow));
            DoubleVector logWhole = logK.mul(LOG_LN2_SHORT);
            DoubleVector logSum = logWhole.add(logT);
            DoubleVector logLow = logK.fma(LOG_LN2_REST, logWhole.sub(logSum).add(logT));
            DoubleVector logHead = logSum.sub(logCubic);
            DoubleVector logHeadLow = logSum.sub(logHead).sub(logCubic).add(logLow.add(logTail));
            DoubleVector logHi = logHead.add(logHeadLow);
            DoubleVector logLo = logHead.sub(logHi).add(logHeadLow);
            DoubleVector logBounded = logHi.blend(INFINITY, base.compare(VectorOperators.EQ, INFINITY));
            DoubleVector logAtZero = logBounded.blend(MINUS_INFINITY, base.compare(VectorOperators.EQ, ZERO));
            VectorMask<Double> logDefined = base.compare(VectorOperators.GE, ZERO);
            DoubleVector logResult = NAN.blend(logAtZero, logDefined);
            DoubleVector logResultLow = NAN.blend(logLo, logDefined);
            DoubleVector chosenLog = logResult.blend(logResultLow, power.compare(VectorOperators.EQ, ZERO));
            DoubleVector product = power.mul(chosenLog);
            DoubleVector productLow = power.fma(logResultLow, power.fma(chosenLog, product.neg()));
            DoubleVector expT = product.fma(EXP_INV_LN2, EXP_SHIFTER);
            DoubleVector expK = expT.sub(EXP_SHIFTER);
            DoubleVector expR = expK.fma(MINUS_EXP_LN2_HI, product);
            DoubleVector expRest = expK.fma(MINUS_EXP_LN2_LO, productLow);
            DoubleVector expReduced = expR.add(expRest);
            DoubleVector expSum = ONE.add(expR);
            DoubleVector expLow = ONE.sub(expSum).add(expR).add(expRest);
            DoubleVector expSquare = expReduced.mul(expReduced);
            DoubleVector expEven = expSquare.fma(expSquare.fma(expSquare.fma(expSquare.fma(EXP_Q8, EXP_Q6), EXP_Q4), EXP_Q2), EXP_Q0);
            DoubleVector expOdd = expSquare.fma(expSquare.fma(expSquare.fma(expSquare.fma(EXP_Q9, EXP_Q7), EXP_Q5), EXP_Q3), EXP_Q1);
            DoubleVector expY = expSum.add(expSquare.fma(expReduced.fma(expOdd, expEven), expLow));
            LongVector expExponent = expT.reinterpretAsLongs();
            LongVector expHalf = expExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector expFirst = expY.reinterpretAsLongs().add(expHalf).reinterpretAsDoubles();
            DoubleVector expSecond = expExponent.lanewise(VectorOperators.LSHL, 52).sub(expHalf).add(EXP_ONE_BITS).reinterpretAsDoubles();
            DoubleVector expScaled = expFirst.mul(expSecond);
            DoubleVector expBounded = product.add(INFINITY).blend(expScaled, product.compare(VectorOperators.LE, EXP_FAR));
            DoubleVector expResult = expBounded.blend(ZERO, product.compare(VectorOperators.LT, MINUS_EXP_FAR));
            // Adding NaN only to negative finite bases: -infinity and -0 are their own case in Math.pow.
            VectorMask<Double> negative = x.compare(VectorOperators.LT, ZERO).and(x.compare(VectorOperators.GT, MINUS_INFINITY));
            LongVector magnitude = expResult.blend(expResult.add(ofNegative), negative).reinterpretAsLongs();
            magnitude.or(inBits.and(keptSign)).reinterpretAsDoubles().intoArray(out, outOffset + i);
        }
        return bound;
    }
}
