package dev.powerlane.math;

import static dev.powerlane.math.Vectors.SPECIES;
import static dev.powerlane.math.Vectors.v;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code E + A/N^alpha + B/D^beta} and its gradient, vectorised and fused by hand: what the code generator is meant to
 * produce, to be read beside it, compared with it bit for bit and timed against it. It does the same operations in the same
 * order as the generated program; the powers are {@link VectorPow#powFromLog} written out, because C2 stops inlining after
 * two or three of them, and constants are broadcast once, before the loop. For computing, {@code dev.powerlane.kernel.Kernel} is the thing to use.
 *
 * <p>Needs the module {@code jdk.incubator.vector}. It stands in this package for the coefficients' sake, of which there is
 * one copy only.
 */
public final class ChinchillaReference {
    private final LogColumns logN;
    private final LogColumns logD;
    /** Added to a derivative that reads neither column. */
    private final double[] domain;

    /**
     * Binds columns of N and D; their logarithms are taken here. A value that is not positive gives NaN.
     *
     * @throws IllegalArgumentException if the columns differ in length
     */
    public ChinchillaReference(double[] n, double[] d) {
        if (n.length != d.length) {
            throw new IllegalArgumentException("n has " + n.length + " values, d has " + d.length);
        }
        logN = LogColumns.of(LogColumns.inside(n, d));
        logD = LogColumns.of(LogColumns.inside(d, n));
        domain = LogColumns.domain(n, d);
    }

    /**
     * The loss at each point.
     *
     * @param parameters E, A, B, alpha, beta
     */
    public void evaluate(double[] parameters, double[] out) {
        double[] logNHi = logN.hi();
        double[] logNLo = logN.lo();
        double[] logDHi = logD.hi();
        double[] logDLo = logD.lo();
        DoubleVector e = v(parameters[0]);
        DoubleVector a = v(parameters[1]);
        DoubleVector b = v(parameters[2]);
        DoubleVector minusAlpha = v(-parameters[3]);
        DoubleVector minusAlphaToZero = v(-parameters[3] * Pow.TO_ZERO);
        DoubleVector minusBeta = v(-parameters[4]);
        DoubleVector minusBetaToZero = v(-parameters[4] * Pow.TO_ZERO);
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
        int bound = SPECIES.loopBound(logNHi.length);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            DoubleVector nLogHi = DoubleVector.fromArray(SPECIES, logNHi, i);
            DoubleVector nLogLo = DoubleVector.fromArray(SPECIES, logNLo, i);
            // N^-alpha
            DoubleVector nMinusHi = coarse.sub(minusAlpha.fma(nLogHi, coarse));
            DoubleVector nT = nMinusHi.fma(minusInvLn2, shifter);
            DoubleVector nK = nT.sub(shifter);
            DoubleVector nMinusR = nK.fma(ln2Hi, nMinusHi);
            DoubleVector nRest = minusAlpha.fma(nLogLo, nK.fma(minusLn2Lo, minusAlpha.fma(nLogHi, nMinusHi)));
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
            DoubleVector nPower = nFirst.fma(nSecond, nLogHi.mul(minusAlphaToZero));
            DoubleVector dLogHi = DoubleVector.fromArray(SPECIES, logDHi, i);
            DoubleVector dLogLo = DoubleVector.fromArray(SPECIES, logDLo, i);
            // D^-beta
            DoubleVector dMinusHi = coarse.sub(minusBeta.fma(dLogHi, coarse));
            DoubleVector dT = dMinusHi.fma(minusInvLn2, shifter);
            DoubleVector dK = dT.sub(shifter);
            DoubleVector dMinusR = dK.fma(ln2Hi, dMinusHi);
            DoubleVector dRest = minusBeta.fma(dLogLo, dK.fma(minusLn2Lo, minusBeta.fma(dLogHi, dMinusHi)));
            DoubleVector dReduced = dRest.sub(dMinusR);
            DoubleVector dSquare = dReduced.mul(dReduced);
            DoubleVector dFourth = dSquare.mul(dSquare);
            DoubleVector dLow = dSquare.fma(dReduced.fma(q3, q2), dReduced.fma(q1, q0));
            DoubleVector dMiddle = dSquare.fma(dReduced.fma(q7, q6), dReduced.fma(q5, q4));
            DoubleVector dHigh = dFourth.fma(dReduced.fma(q9, q8), dMiddle);
            DoubleVector dY = one.sub(dMinusR).add(dSquare.fma(dFourth.fma(dHigh, dLow), dRest));
            LongVector dBounded = dY.reinterpretAsLongs().max(halfBits).min(twoBits);
            LongVector dExponent = dT.reinterpretAsLongs().max(leastK).min(greatestK);
            LongVector dHalf = dExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector dFirst = dBounded.add(dHalf).reinterpretAsDoubles();
            DoubleVector dSecond = dExponent.lanewise(VectorOperators.LSHL, 52).sub(dHalf).add(oneBits).reinterpretAsDoubles();
            DoubleVector dPower = dFirst.fma(dSecond, dLogHi.mul(minusBetaToZero));
            b.fma(dPower, a.fma(nPower, e)).intoArray(out, i);
        }
        for (int i = bound; i < logNHi.length; i++) {
            double nPower = Pow.powFromLog(-parameters[3], logNHi[i], logNLo[i]);
            double dPower = Pow.powFromLog(-parameters[4], logDHi[i], logDLo[i]);
            out[i] = Math.fma(parameters[2], dPower, Math.fma(parameters[1], nPower, parameters[0]));
        }
    }

    /**
     * The loss and its derivatives at each point.
     *
     * @param parameters E, A, B, alpha, beta
     * @param gradient   one array a parameter, in that order
     */
    public void gradient(double[] parameters, double[] out, double[][] gradient) {
        double[] logNHi = logN.hi();
        double[] logNLo = logN.lo();
        double[] logDHi = logD.hi();
        double[] logDLo = logD.lo();
        double[] domain = this.domain;
        double[] byE = gradient[0];
        double[] byA = gradient[1];
        double[] byB = gradient[2];
        double[] byAlpha = gradient[3];
        double[] byBeta = gradient[4];
        DoubleVector e = v(parameters[0]);
        DoubleVector a = v(parameters[1]);
        DoubleVector b = v(parameters[2]);
        DoubleVector minusA = v(-parameters[1]);
        DoubleVector minusB = v(-parameters[2]);
        DoubleVector minusAlpha = v(-parameters[3]);
        DoubleVector minusAlphaToZero = v(-parameters[3] * Pow.TO_ZERO);
        DoubleVector minusBeta = v(-parameters[4]);
        DoubleVector minusBetaToZero = v(-parameters[4] * Pow.TO_ZERO);
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
        int bound = SPECIES.loopBound(logNHi.length);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            DoubleVector nLogHi = DoubleVector.fromArray(SPECIES, logNHi, i);
            DoubleVector nLogLo = DoubleVector.fromArray(SPECIES, logNLo, i);
            // N^-alpha
            DoubleVector nMinusHi = coarse.sub(minusAlpha.fma(nLogHi, coarse));
            DoubleVector nT = nMinusHi.fma(minusInvLn2, shifter);
            DoubleVector nK = nT.sub(shifter);
            DoubleVector nMinusR = nK.fma(ln2Hi, nMinusHi);
            DoubleVector nRest = minusAlpha.fma(nLogLo, nK.fma(minusLn2Lo, minusAlpha.fma(nLogHi, nMinusHi)));
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
            DoubleVector nPower = nFirst.fma(nSecond, nLogHi.mul(minusAlphaToZero));
            DoubleVector dLogHi = DoubleVector.fromArray(SPECIES, logDHi, i);
            DoubleVector dLogLo = DoubleVector.fromArray(SPECIES, logDLo, i);
            // D^-beta
            DoubleVector dMinusHi = coarse.sub(minusBeta.fma(dLogHi, coarse));
            DoubleVector dT = dMinusHi.fma(minusInvLn2, shifter);
            DoubleVector dK = dT.sub(shifter);
            DoubleVector dMinusR = dK.fma(ln2Hi, dMinusHi);
            DoubleVector dRest = minusBeta.fma(dLogLo, dK.fma(minusLn2Lo, minusBeta.fma(dLogHi, dMinusHi)));
            DoubleVector dReduced = dRest.sub(dMinusR);
            DoubleVector dSquare = dReduced.mul(dReduced);
            DoubleVector dFourth = dSquare.mul(dSquare);
            DoubleVector dLow = dSquare.fma(dReduced.fma(q3, q2), dReduced.fma(q1, q0));
            DoubleVector dMiddle = dSquare.fma(dReduced.fma(q7, q6), dReduced.fma(q5, q4));
            DoubleVector dHigh = dFourth.fma(dReduced.fma(q9, q8), dMiddle);
            DoubleVector dY = one.sub(dMinusR).add(dSquare.fma(dFourth.fma(dHigh, dLow), dRest));
            LongVector dBounded = dY.reinterpretAsLongs().max(halfBits).min(twoBits);
            LongVector dExponent = dT.reinterpretAsLongs().max(leastK).min(greatestK);
            LongVector dHalf = dExponent.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 52);
            DoubleVector dFirst = dBounded.add(dHalf).reinterpretAsDoubles();
            DoubleVector dSecond = dExponent.lanewise(VectorOperators.LSHL, 52).sub(dHalf).add(oneBits).reinterpretAsDoubles();
            DoubleVector dPower = dFirst.fma(dSecond, dLogHi.mul(minusBetaToZero));
            b.fma(dPower, a.fma(nPower, e)).intoArray(out, i);
            DoubleVector.fromArray(SPECIES, domain, i).add(one).intoArray(byE, i);
            nPower.intoArray(byA, i);
            dPower.intoArray(byB, i);
            minusA.mul(nPower).mul(nLogHi).intoArray(byAlpha, i);
            minusB.mul(dPower).mul(dLogHi).intoArray(byBeta, i);
        }
        for (int i = bound; i < logNHi.length; i++) {
            double nPower = Pow.powFromLog(-parameters[3], logNHi[i], logNLo[i]);
            double dPower = Pow.powFromLog(-parameters[4], logDHi[i], logDLo[i]);
            out[i] = Math.fma(parameters[2], dPower, Math.fma(parameters[1], nPower, parameters[0]));
            byE[i] = 1 + domain[i];
            byA[i] = nPower;
            byB[i] = dPower;
            byAlpha[i] = -parameters[1] * nPower * logNHi[i];
            byBeta[i] = -parameters[2] * dPower * logDHi[i];
        }
    }
}
