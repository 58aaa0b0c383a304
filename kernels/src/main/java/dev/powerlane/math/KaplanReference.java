package dev.powerlane.math;

import static dev.powerlane.math.Vectors.SPECIES;
import static dev.powerlane.math.Vectors.v;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code ((Nc/N)^(aN/aD) + Dc/D)^aD}, the law kaplan-nd, and its gradient, vectorised and fused by hand; see
 * {@link ChinchillaReference} for what it is good for. Here the base of the outer power is a sum, so that each point takes a
 * logarithm as well ({@link VectorLog#logPair}, written out).
 *
 * <p>Needs the module {@code jdk.incubator.vector}.
 */
public final class KaplanReference {
    private final double[] d;
    private final double[] inverseD;
    private final LogColumns logN;

    /**
     * Binds columns of N and D; the logarithm of N and the inverse of D are taken here. A value that is not positive gives NaN.
     *
     * @throws IllegalArgumentException if the columns differ in length
     */
    public KaplanReference(double[] n, double[] d) {
        if (n.length != d.length) {
            throw new IllegalArgumentException("n has " + n.length + " values, d has " + d.length);
        }
        this.d = LogColumns.inside(d, n);
        inverseD = Arrays.stream(this.d).map(x -> 1 / x).toArray();
        logN = LogColumns.of(LogColumns.inside(n, d));
    }

    /**
     * The loss at each point.
     *
     * @param parameters Nc, Dc, aN, aD
     */
    public void evaluate(double[] parameters, double[] out) {
        double[] d = this.d;
        double[] logNHi = logN.hi();
        double[] logNLo = logN.lo();
        ScalarPair logNc = Log.logPair(parameters[0]);
        DoubleVector ncLogHi = v(logNc.hi());
        DoubleVector ncLogLo = v(logNc.lo());
        DoubleVector dc = v(parameters[1]);
        DoubleVector ratio = v(parameters[2] / parameters[3]);
        DoubleVector ratioToZero = v(parameters[2] / parameters[3] * Pow.TO_ZERO);
        DoubleVector aD = v(parameters[3]);
        DoubleVector aDToZero = v(parameters[3] * Pow.TO_ZERO);
        DoubleVector one = v(1.0);
        DoubleVector shifter = v(Exp.SHIFTER);
        DoubleVector minusInvLn2 = v(-Exp.INV_LN2);
        DoubleVector coarse = v(Pow.COARSE);
        DoubleVector ln2Hi = v(Pow.LN2_HI);
        DoubleVector minusLn2Lo = v(-Pow.LN2_LO);
        DoubleVector q0 = v(Exp.Q0);
        DoubleVector q1 = v(Exp.Q1);
        DoubleVector q2 = v(Exp.Q2);
        DoubleVector q3 = v(Exp.Q3);
        DoubleVector q4 = v(Exp.Q4);
        DoubleVector q5 = v(Exp.Q5);
        DoubleVector q6 = v(Exp.Q6);
        DoubleVector q7 = v(Exp.Q7);
        DoubleVector q8 = v(Exp.Q8);
        DoubleVector q9 = v(Exp.Q9);
        LongVector halfBits = v(Pow.HALF_BITS);
        LongVector twoBits = v(Pow.TWO_BITS);
        LongVector leastK = v(Pow.LEAST_K);
        LongVector greatestK = v(Pow.GREATEST_K);
        LongVector oneBits = v(Pow.ONE_BITS);
        DoubleVector zero = v(0.0);
        DoubleVector half = v(0.5);
        DoubleVector minusHalf = v(-0.5);
        DoubleVector infinity = v(Double.POSITIVE_INFINITY);
        DoubleVector nan = v(Double.NaN);
        DoubleVector minNormal = v(Double.MIN_NORMAL);
        DoubleVector subnormalScale = v(Log.SUBNORMAL_SCALE);
        DoubleVector bias = v(Log.BIAS);
        DoubleVector subnormalBias = v(Log.SUBNORMAL_BIAS);
        LongVector roundUp = v(Log.ROUND_UP);
        LongVector two52Bits = v(Log.TWO_52_BITS);
        LongVector mantissa = v(Log.MANTISSA);
        LongVector splitBits = v(Log.SPLIT_BITS);
        DoubleVector t0 = v(Log.T0);
        DoubleVector minusT1 = v(-Log.T1);
        DoubleVector t2 = v(Log.T2);
        DoubleVector minusT3 = v(-Log.T3);
        DoubleVector t4 = v(Log.T4);
        DoubleVector minusT5 = v(-Log.T5);
        DoubleVector t6 = v(Log.T6);
        DoubleVector minusLeft = v(-Log.LEFT);
        DoubleVector cubic = v(Log.CUBIC);
        DoubleVector minusCubic = v(-Log.CUBIC);
        DoubleVector slope0 = v(Log.SLOPE0);
        DoubleVector minusSlope1 = v(-Log.SLOPE1);
        DoubleVector slope2 = v(Log.SLOPE2);
        DoubleVector ln2Short = v(Log.LN2_SHORT);
        DoubleVector ln2Rest = v(Log.LN2_REST);
        DoubleVector finiteInfinity = v(Log.FINITE_INFINITY);
        DoubleVector minusFiniteInfinity = v(-Log.FINITE_INFINITY);
        int bound = SPECIES.loopBound(d.length);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            // log Nc - log N in two parts (Knuth's two-sum)
            DoubleVector minusLogN = DoubleVector.fromArray(SPECIES, logNHi, i).neg();
            DoubleVector logHi = ncLogHi.add(minusLogN);
            DoubleVector added = logHi.sub(ncLogHi);
            DoubleVector error = ncLogHi.sub(logHi.sub(added)).add(minusLogN.sub(added));
            DoubleVector logLo = error.add(ncLogLo.sub(DoubleVector.fromArray(SPECIES, logNLo, i)));
            // (Nc/N)^(aN/aD)
            DoubleVector nMinusHi = coarse.sub(ratio.fma(logHi, coarse));
            DoubleVector nT = nMinusHi.fma(minusInvLn2, shifter);
            DoubleVector nK = nT.sub(shifter);
            DoubleVector nMinusR = nK.fma(ln2Hi, nMinusHi);
            DoubleVector nRest = ratio.fma(logLo, nK.fma(minusLn2Lo, ratio.fma(logHi, nMinusHi)));
            DoubleVector nReduced = nRest.sub(nMinusR);
            DoubleVector nSquare = nReduced.mul(nReduced);
            DoubleVector nFourth = nSquare.mul(nSquare);
            DoubleVector nLow = nSquare.fma(nReduced.fma(q3, q2), nReduced.fma(q1, q0));
            DoubleVector nMiddle = nSquare.fma(nReduced.fma(q7, q6), nReduced.fma(q5, q4));
            DoubleVector nHigh = nFourth.fma(nReduced.fma(q9, q8), nMiddle);
            DoubleVector nY = one.sub(nMinusR).add(nSquare.fma(nFourth.fma(nHigh, nLow), nRest));
            LongVector nBounded = nY.reinterpretAsLongs().max(halfBits).min(twoBits);
            LongVector nExponent = nT.reinterpretAsLongs().max(leastK).min(greatestK);
            LongVector nHalf = nExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector nFirst = nBounded.add(nHalf).reinterpretAsDoubles();
            DoubleVector nSecond = nExponent.lanewise(VectorOperators.LSHL, 52).sub(nHalf).add(oneBits).reinterpretAsDoubles();
            DoubleVector nTerm = nFirst.fma(nSecond, logHi.mul(ratioToZero));
            DoubleVector base = nTerm.add(dc.div(DoubleVector.fromArray(SPECIES, d, i)));
            // log of the base in two parts
            VectorMask<Double> baseSubnormal = base.compare(VectorOperators.LT, minNormal);
            DoubleVector baseNormal = base.blend(base.mul(subnormalScale), baseSubnormal);
            DoubleVector baseBias = bias.blend(subnormalBias, baseSubnormal);
            LongVector baseBits = baseNormal.reinterpretAsLongs().add(roundUp);
            DoubleVector baseK = baseBits.lanewise(VectorOperators.LSHR, 52).add(two52Bits).reinterpretAsDoubles().sub(baseBias);
            DoubleVector baseM = baseBits.and(mantissa).add(splitBits).reinterpretAsDoubles();
            DoubleVector baseF = baseM.sub(one);
            DoubleVector baseInverse = one.div(baseM.fma(half, half));
            DoubleVector baseT = baseF.mul(baseInverse);
            DoubleVector baseRest = baseT.fma(baseF.mul(minusHalf), baseF.sub(baseT)).mul(baseInverse);
            DoubleVector baseMinus = baseT.neg();
            DoubleVector baseSquare = baseMinus.mul(baseT);
            DoubleVector baseSquareLow = baseT.fma(baseT, baseSquare);
            DoubleVector baseW = baseSquare.mul(baseSquare);
            DoubleVector baseEven = baseW.fma(baseW.fma(t6, t4), t2);
            DoubleVector baseOdd = baseW.fma(baseW.fma(minusT5, minusT3), minusT1);
            DoubleVector baseSeries = baseW.fma(baseSquare.fma(baseEven, baseOdd), baseSquare.fma(t0, minusLeft));
            DoubleVector baseCube = baseT.mul(baseSquare);
            DoubleVector baseCubeLow = baseT.fma(baseSquareLow, baseMinus.fma(baseSquare, baseCube));
            DoubleVector baseCubic = baseCube.mul(cubic);
            DoubleVector baseCubicLow = baseCubeLow.fma(cubic, baseCube.fma(minusCubic, baseCubic));
            DoubleVector baseSlope = baseW.fma(slope2, baseSquare.fma(minusSlope1, slope0));
            DoubleVector baseTail = baseRest.fma(baseSlope, baseCube.fma(baseSeries, baseCubicLow));
            DoubleVector baseWhole = baseK.mul(ln2Short);
            DoubleVector baseSum = baseWhole.add(baseT);
            DoubleVector baseLow = baseK.fma(ln2Rest, baseWhole.sub(baseSum).add(baseT));
            DoubleVector baseHead = baseSum.sub(baseCubic);
            DoubleVector baseHeadLow = baseSum.sub(baseHead).sub(baseCubic).add(baseLow.add(baseTail));
            DoubleVector baseHi = baseHead.add(baseHeadLow);
            DoubleVector baseLo = baseHead.sub(baseHi).add(baseHeadLow);
            DoubleVector baseBounded = baseHi.blend(finiteInfinity, base.compare(VectorOperators.EQ, infinity));
            DoubleVector baseAtZero = baseBounded.blend(minusFiniteInfinity, base.compare(VectorOperators.EQ, zero));
            VectorMask<Double> baseDefined = base.compare(VectorOperators.GE, zero);
            DoubleVector baseLogHi = nan.blend(baseAtZero, baseDefined);
            DoubleVector baseLogLo = nan.blend(baseLo, baseDefined);
            // base^aD
            DoubleVector lossMinusHi = coarse.sub(aD.fma(baseLogHi, coarse));
            DoubleVector lossT = lossMinusHi.fma(minusInvLn2, shifter);
            DoubleVector lossK = lossT.sub(shifter);
            DoubleVector lossMinusR = lossK.fma(ln2Hi, lossMinusHi);
            DoubleVector lossRest = aD.fma(baseLogLo, lossK.fma(minusLn2Lo, aD.fma(baseLogHi, lossMinusHi)));
            DoubleVector lossReduced = lossRest.sub(lossMinusR);
            DoubleVector lossSquare = lossReduced.mul(lossReduced);
            DoubleVector lossFourth = lossSquare.mul(lossSquare);
            DoubleVector lossLow = lossSquare.fma(lossReduced.fma(q3, q2), lossReduced.fma(q1, q0));
            DoubleVector lossMiddle = lossSquare.fma(lossReduced.fma(q7, q6), lossReduced.fma(q5, q4));
            DoubleVector lossHigh = lossFourth.fma(lossReduced.fma(q9, q8), lossMiddle);
            DoubleVector lossY = one.sub(lossMinusR).add(lossSquare.fma(lossFourth.fma(lossHigh, lossLow), lossRest));
            LongVector lossBounded = lossY.reinterpretAsLongs().max(halfBits).min(twoBits);
            LongVector lossExponent = lossT.reinterpretAsLongs().max(leastK).min(greatestK);
            LongVector lossHalf = lossExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector lossFirst = lossBounded.add(lossHalf).reinterpretAsDoubles();
            DoubleVector lossSecond = lossExponent.lanewise(VectorOperators.LSHL, 52).sub(lossHalf).add(oneBits).reinterpretAsDoubles();
            DoubleVector loss = lossFirst.fma(lossSecond, baseLogHi.mul(aDToZero));
            loss.intoArray(out, i);
        }
        for (int i = bound; i < d.length; i++) {
            double nTerm = power(parameters[2] / parameters[3], logRatio(logNc, i));
            out[i] = power(parameters[3], Log.logPair(nTerm + parameters[1] / d[i]));
        }
    }

    /**
     * The loss and its derivatives at each point.
     *
     * @param parameters Nc, Dc, aN, aD
     * @param gradient   one array a parameter, in that order
     */
    public void gradient(double[] parameters, double[] out, double[][] gradient) {
        double[] d = this.d;
        double[] inverseD = this.inverseD;
        double[] logNHi = logN.hi();
        double[] logNLo = logN.lo();
        double[] byNc = gradient[0];
        double[] byDc = gradient[1];
        double[] byAN = gradient[2];
        double[] byAD = gradient[3];
        ScalarPair logNc = Log.logPair(parameters[0]);
        DoubleVector ncLogHi = v(logNc.hi());
        DoubleVector ncLogLo = v(logNc.lo());
        DoubleVector dc = v(parameters[1]);
        DoubleVector ratio = v(parameters[2] / parameters[3]);
        DoubleVector ratioToZero = v(parameters[2] / parameters[3] * Pow.TO_ZERO);
        DoubleVector aD = v(parameters[3]);
        DoubleVector aDToZero = v(parameters[3] * Pow.TO_ZERO);
        DoubleVector ratioByAN = v(1 / parameters[3]);
        DoubleVector ratioByAD = v(-(parameters[2] / parameters[3] * (1 / parameters[3])));
        DoubleVector degreeInNc = v(parameters[2] / parameters[3] * (1 / parameters[0]));
        DoubleVector one = v(1.0);
        DoubleVector shifter = v(Exp.SHIFTER);
        DoubleVector minusInvLn2 = v(-Exp.INV_LN2);
        DoubleVector coarse = v(Pow.COARSE);
        DoubleVector ln2Hi = v(Pow.LN2_HI);
        DoubleVector minusLn2Lo = v(-Pow.LN2_LO);
        DoubleVector q0 = v(Exp.Q0);
        DoubleVector q1 = v(Exp.Q1);
        DoubleVector q2 = v(Exp.Q2);
        DoubleVector q3 = v(Exp.Q3);
        DoubleVector q4 = v(Exp.Q4);
        DoubleVector q5 = v(Exp.Q5);
        DoubleVector q6 = v(Exp.Q6);
        DoubleVector q7 = v(Exp.Q7);
        DoubleVector q8 = v(Exp.Q8);
        DoubleVector q9 = v(Exp.Q9);
        LongVector halfBits = v(Pow.HALF_BITS);
        LongVector twoBits = v(Pow.TWO_BITS);
        LongVector leastK = v(Pow.LEAST_K);
        LongVector greatestK = v(Pow.GREATEST_K);
        LongVector oneBits = v(Pow.ONE_BITS);
        DoubleVector zero = v(0.0);
        DoubleVector half = v(0.5);
        DoubleVector minusHalf = v(-0.5);
        DoubleVector infinity = v(Double.POSITIVE_INFINITY);
        DoubleVector nan = v(Double.NaN);
        DoubleVector minNormal = v(Double.MIN_NORMAL);
        DoubleVector subnormalScale = v(Log.SUBNORMAL_SCALE);
        DoubleVector bias = v(Log.BIAS);
        DoubleVector subnormalBias = v(Log.SUBNORMAL_BIAS);
        LongVector roundUp = v(Log.ROUND_UP);
        LongVector two52Bits = v(Log.TWO_52_BITS);
        LongVector mantissa = v(Log.MANTISSA);
        LongVector splitBits = v(Log.SPLIT_BITS);
        DoubleVector t0 = v(Log.T0);
        DoubleVector minusT1 = v(-Log.T1);
        DoubleVector t2 = v(Log.T2);
        DoubleVector minusT3 = v(-Log.T3);
        DoubleVector t4 = v(Log.T4);
        DoubleVector minusT5 = v(-Log.T5);
        DoubleVector t6 = v(Log.T6);
        DoubleVector minusLeft = v(-Log.LEFT);
        DoubleVector cubic = v(Log.CUBIC);
        DoubleVector minusCubic = v(-Log.CUBIC);
        DoubleVector slope0 = v(Log.SLOPE0);
        DoubleVector minusSlope1 = v(-Log.SLOPE1);
        DoubleVector slope2 = v(Log.SLOPE2);
        DoubleVector ln2Short = v(Log.LN2_SHORT);
        DoubleVector ln2Rest = v(Log.LN2_REST);
        DoubleVector finiteInfinity = v(Log.FINITE_INFINITY);
        DoubleVector minusFiniteInfinity = v(-Log.FINITE_INFINITY);
        int bound = SPECIES.loopBound(d.length);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            // log Nc - log N in two parts (Knuth's two-sum)
            DoubleVector minusLogN = DoubleVector.fromArray(SPECIES, logNHi, i).neg();
            DoubleVector logHi = ncLogHi.add(minusLogN);
            DoubleVector added = logHi.sub(ncLogHi);
            DoubleVector error = ncLogHi.sub(logHi.sub(added)).add(minusLogN.sub(added));
            DoubleVector logLo = error.add(ncLogLo.sub(DoubleVector.fromArray(SPECIES, logNLo, i)));
            // (Nc/N)^(aN/aD)
            DoubleVector nMinusHi = coarse.sub(ratio.fma(logHi, coarse));
            DoubleVector nT = nMinusHi.fma(minusInvLn2, shifter);
            DoubleVector nK = nT.sub(shifter);
            DoubleVector nMinusR = nK.fma(ln2Hi, nMinusHi);
            DoubleVector nRest = ratio.fma(logLo, nK.fma(minusLn2Lo, ratio.fma(logHi, nMinusHi)));
            DoubleVector nReduced = nRest.sub(nMinusR);
            DoubleVector nSquare = nReduced.mul(nReduced);
            DoubleVector nFourth = nSquare.mul(nSquare);
            DoubleVector nLow = nSquare.fma(nReduced.fma(q3, q2), nReduced.fma(q1, q0));
            DoubleVector nMiddle = nSquare.fma(nReduced.fma(q7, q6), nReduced.fma(q5, q4));
            DoubleVector nHigh = nFourth.fma(nReduced.fma(q9, q8), nMiddle);
            DoubleVector nY = one.sub(nMinusR).add(nSquare.fma(nFourth.fma(nHigh, nLow), nRest));
            LongVector nBounded = nY.reinterpretAsLongs().max(halfBits).min(twoBits);
            LongVector nExponent = nT.reinterpretAsLongs().max(leastK).min(greatestK);
            LongVector nHalf = nExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector nFirst = nBounded.add(nHalf).reinterpretAsDoubles();
            DoubleVector nSecond = nExponent.lanewise(VectorOperators.LSHL, 52).sub(nHalf).add(oneBits).reinterpretAsDoubles();
            DoubleVector nTerm = nFirst.fma(nSecond, logHi.mul(ratioToZero));
            DoubleVector base = nTerm.add(dc.div(DoubleVector.fromArray(SPECIES, d, i)));
            // log of the base in two parts
            VectorMask<Double> baseSubnormal = base.compare(VectorOperators.LT, minNormal);
            DoubleVector baseNormal = base.blend(base.mul(subnormalScale), baseSubnormal);
            DoubleVector baseBias = bias.blend(subnormalBias, baseSubnormal);
            LongVector baseBits = baseNormal.reinterpretAsLongs().add(roundUp);
            DoubleVector baseK = baseBits.lanewise(VectorOperators.LSHR, 52).add(two52Bits).reinterpretAsDoubles().sub(baseBias);
            DoubleVector baseM = baseBits.and(mantissa).add(splitBits).reinterpretAsDoubles();
            DoubleVector baseF = baseM.sub(one);
            DoubleVector baseInverse = one.div(baseM.fma(half, half));
            DoubleVector baseT = baseF.mul(baseInverse);
            DoubleVector baseRest = baseT.fma(baseF.mul(minusHalf), baseF.sub(baseT)).mul(baseInverse);
            DoubleVector baseMinus = baseT.neg();
            DoubleVector baseSquare = baseMinus.mul(baseT);
            DoubleVector baseSquareLow = baseT.fma(baseT, baseSquare);
            DoubleVector baseW = baseSquare.mul(baseSquare);
            DoubleVector baseEven = baseW.fma(baseW.fma(t6, t4), t2);
            DoubleVector baseOdd = baseW.fma(baseW.fma(minusT5, minusT3), minusT1);
            DoubleVector baseSeries = baseW.fma(baseSquare.fma(baseEven, baseOdd), baseSquare.fma(t0, minusLeft));
            DoubleVector baseCube = baseT.mul(baseSquare);
            DoubleVector baseCubeLow = baseT.fma(baseSquareLow, baseMinus.fma(baseSquare, baseCube));
            DoubleVector baseCubic = baseCube.mul(cubic);
            DoubleVector baseCubicLow = baseCubeLow.fma(cubic, baseCube.fma(minusCubic, baseCubic));
            DoubleVector baseSlope = baseW.fma(slope2, baseSquare.fma(minusSlope1, slope0));
            DoubleVector baseTail = baseRest.fma(baseSlope, baseCube.fma(baseSeries, baseCubicLow));
            DoubleVector baseWhole = baseK.mul(ln2Short);
            DoubleVector baseSum = baseWhole.add(baseT);
            DoubleVector baseLow = baseK.fma(ln2Rest, baseWhole.sub(baseSum).add(baseT));
            DoubleVector baseHead = baseSum.sub(baseCubic);
            DoubleVector baseHeadLow = baseSum.sub(baseHead).sub(baseCubic).add(baseLow.add(baseTail));
            DoubleVector baseHi = baseHead.add(baseHeadLow);
            DoubleVector baseLo = baseHead.sub(baseHi).add(baseHeadLow);
            DoubleVector baseBounded = baseHi.blend(finiteInfinity, base.compare(VectorOperators.EQ, infinity));
            DoubleVector baseAtZero = baseBounded.blend(minusFiniteInfinity, base.compare(VectorOperators.EQ, zero));
            VectorMask<Double> baseDefined = base.compare(VectorOperators.GE, zero);
            DoubleVector baseLogHi = nan.blend(baseAtZero, baseDefined);
            DoubleVector baseLogLo = nan.blend(baseLo, baseDefined);
            // base^aD
            DoubleVector lossMinusHi = coarse.sub(aD.fma(baseLogHi, coarse));
            DoubleVector lossT = lossMinusHi.fma(minusInvLn2, shifter);
            DoubleVector lossK = lossT.sub(shifter);
            DoubleVector lossMinusR = lossK.fma(ln2Hi, lossMinusHi);
            DoubleVector lossRest = aD.fma(baseLogLo, lossK.fma(minusLn2Lo, aD.fma(baseLogHi, lossMinusHi)));
            DoubleVector lossReduced = lossRest.sub(lossMinusR);
            DoubleVector lossSquare = lossReduced.mul(lossReduced);
            DoubleVector lossFourth = lossSquare.mul(lossSquare);
            DoubleVector lossLow = lossSquare.fma(lossReduced.fma(q3, q2), lossReduced.fma(q1, q0));
            DoubleVector lossMiddle = lossSquare.fma(lossReduced.fma(q7, q6), lossReduced.fma(q5, q4));
            DoubleVector lossHigh = lossFourth.fma(lossReduced.fma(q9, q8), lossMiddle);
            DoubleVector lossY = one.sub(lossMinusR).add(lossSquare.fma(lossFourth.fma(lossHigh, lossLow), lossRest));
            LongVector lossBounded = lossY.reinterpretAsLongs().max(halfBits).min(twoBits);
            LongVector lossExponent = lossT.reinterpretAsLongs().max(leastK).min(greatestK);
            LongVector lossHalf = lossExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector lossFirst = lossBounded.add(lossHalf).reinterpretAsDoubles();
            DoubleVector lossSecond = lossExponent.lanewise(VectorOperators.LSHL, 52).sub(lossHalf).add(oneBits).reinterpretAsDoubles();
            DoubleVector loss = lossFirst.fma(lossSecond, baseLogHi.mul(aDToZero));
            loss.intoArray(out, i);
            DoubleVector byBase = aD.mul(loss.div(base));
            nTerm.mul(degreeInNc).mul(byBase).intoArray(byNc, i);
            DoubleVector.fromArray(SPECIES, inverseD, i).mul(byBase).intoArray(byDc, i);
            DoubleVector byRatio = nTerm.mul(logHi.add(logLo));
            ratioByAN.mul(byRatio).mul(byBase).intoArray(byAN, i);
            loss.fma(baseLogHi, ratioByAD.mul(byRatio).mul(byBase)).intoArray(byAD, i);
        }
        for (int i = bound; i < d.length; i++) {
            ScalarPair logRatio = logRatio(logNc, i);
            double nTerm = power(parameters[2] / parameters[3], logRatio);
            double base = nTerm + parameters[1] / d[i];
            ScalarPair log = Log.logPair(base);
            double loss = power(parameters[3], log);
            double byBase = parameters[3] * (loss / base);
            double byRatio = nTerm * (logRatio.hi() + logRatio.lo());
            out[i] = loss;
            byNc[i] = nTerm * (parameters[2] / parameters[3] * (1 / parameters[0])) * byBase;
            byDc[i] = inverseD[i] * byBase;
            byAN[i] = 1 / parameters[3] * byRatio * byBase;
            byAD[i] = Math.fma(loss, log.hi(), -(parameters[2] / parameters[3] * (1 / parameters[3])) * byRatio * byBase);
        }
    }

    private ScalarPair logRatio(ScalarPair logNc, int i) {
        double minusLogN = -logN.hi()[i];
        double hi = logNc.hi() + minusLogN;
        double added = hi - logNc.hi();
        double error = logNc.hi() - (hi - added) + (minusLogN - added);
        return new ScalarPair(hi, error + (logNc.lo() - logN.lo()[i]));
    }

    private static double power(double p, ScalarPair log) {
        return Pow.powFromLog(p, log.hi(), log.lo());
    }
}
