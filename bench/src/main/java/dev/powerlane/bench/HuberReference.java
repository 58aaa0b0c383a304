package dev.powerlane.bench;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Huber's objective of chinchilla's log residuals, its gradient and Hessian, for eight parameter vectors in lanes, vectorised and fused
 * by hand: the yardstick of the sums that a fit evaluates. With s = e^e + e^(a - alpha ln N) + e^(b - beta ln D), r = ln s - ln loss, p the terms'
 * shares of s and g the gradient of r, the Hessian of rho(r) is (rho'' - rho') g g' + rho' sum p_k dt_k dt_k', so three exponentials,
 * one logarithm and one division serve all 21 sums.
 *
 * <p>It takes what a careful hand may: ordinary numbers (no overflow, no zero), and powers by single logarithms, which are right to a few
 * ulp where the product's own powers are right to one.
 */
public final class HuberReference {
    static final int LANES = 8;
    static final int SUMS = 21;
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final double SHIFTER = 0x1.8p52;
    private static final double INV_LN2 = 0x1.71547652b82fep0;
    private static final double LN2_HI = 0x1.62e42fefa39efp-1;
    private static final double LN2_LO = 0x1.abc9e3b39803fp-56;
    private static final double Q0 = 0x1.000000000000ap-1;
    private static final double Q1 = 0x1.555555555550dp-3;
    private static final double Q2 = 0x1.55555555507bap-5;
    private static final double Q3 = 0x1.1111111124533p-7;
    private static final double Q4 = 0x1.6c16c18431dcfp-10;
    private static final double Q5 = 0x1.a01a01385846bp-13;
    private static final double Q6 = 0x1.a0199a208ca35p-16;
    private static final double Q7 = 0x1.71df0ca89b39cp-19;
    private static final double Q8 = 0x1.28ad4d8880f76p-22;
    private static final double Q9 = 0x1.ad9f21a40dfaap-26;
    private static final double P0 = 0x1.5555555555592p-4;
    private static final double P1 = 0x1.999999997fee9p-7;
    private static final double P2 = 0x1.24924941e6678p-9;
    private static final double P3 = 0x1.c71c520e71169p-12;
    private static final double P4 = 0x1.74663e7588e08p-14;
    private static final double P5 = 0x1.39a1b974129f5p-16;
    private static final double P6 = 0x1.2f05e1685be8fp-18;

    private final double[] logN;
    private final double[] logD;
    private final double[] logLoss;
    private final double delta;
    private final double[] constant = new double[LANES];

    HuberReference(double[] n, double[] d, double[] loss, double delta) {
        logN = Arrays.stream(n).map(StrictMath::log).toArray();
        logD = Arrays.stream(d).map(StrictMath::log).toArray();
        logLoss = Arrays.stream(loss).map(StrictMath::log).toArray();
        this.delta = delta;
    }

    /**
     * @param parameters e, a, b, alpha, beta, each for eight lanes
     * @param sums       the objective, its gradient, and the lower triangle of its Hessian by rows, each for eight lanes
     */
    void run(double[][] parameters, double[][] sums) {
        for (int lane = 0; lane < LANES; lane++) {
            constant[lane] = Math.exp(parameters[0][lane]);
        }
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            run(parameters, sums, lane);
        }
    }

    private void run(double[][] parameters, double[][] sums, int lane) {
        DoubleVector a = DoubleVector.fromArray(SPECIES, parameters[1], lane);
        DoubleVector b = DoubleVector.fromArray(SPECIES, parameters[2], lane);
        DoubleVector minusAlpha = DoubleVector.fromArray(SPECIES, parameters[3], lane).neg();
        DoubleVector minusBeta = DoubleVector.fromArray(SPECIES, parameters[4], lane).neg();
        DoubleVector e1 = DoubleVector.fromArray(SPECIES, constant, lane);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector half = DoubleVector.broadcast(SPECIES, .5);
        DoubleVector shifter = DoubleVector.broadcast(SPECIES, SHIFTER);
        DoubleVector inverseLn2 = DoubleVector.broadcast(SPECIES, INV_LN2);
        DoubleVector minusLn2Hi = DoubleVector.broadcast(SPECIES, -LN2_HI);
        DoubleVector minusLn2Lo = DoubleVector.broadcast(SPECIES, -LN2_LO);
        DoubleVector bound = DoubleVector.broadcast(SPECIES, delta);
        DoubleVector minusBound = DoubleVector.broadcast(SPECIES, -delta);
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, Q0);
        DoubleVector q1 = DoubleVector.broadcast(SPECIES, Q1);
        DoubleVector q2 = DoubleVector.broadcast(SPECIES, Q2);
        DoubleVector q3 = DoubleVector.broadcast(SPECIES, Q3);
        DoubleVector q4 = DoubleVector.broadcast(SPECIES, Q4);
        DoubleVector q5 = DoubleVector.broadcast(SPECIES, Q5);
        DoubleVector q6 = DoubleVector.broadcast(SPECIES, Q6);
        DoubleVector q7 = DoubleVector.broadcast(SPECIES, Q7);
        DoubleVector q8 = DoubleVector.broadcast(SPECIES, Q8);
        DoubleVector q9 = DoubleVector.broadcast(SPECIES, Q9);
        DoubleVector c0 = DoubleVector.broadcast(SPECIES, P0);
        DoubleVector c1 = DoubleVector.broadcast(SPECIES, P1);
        DoubleVector c2 = DoubleVector.broadcast(SPECIES, P2);
        DoubleVector c3 = DoubleVector.broadcast(SPECIES, P3);
        DoubleVector c4 = DoubleVector.broadcast(SPECIES, P4);
        DoubleVector c5 = DoubleVector.broadcast(SPECIES, P5);
        DoubleVector c6 = DoubleVector.broadcast(SPECIES, P6);
        DoubleVector ln2 = DoubleVector.broadcast(SPECIES, LN2_HI);
        DoubleVector bias = DoubleVector.broadcast(SPECIES, 0x1.0p52 + 1023);
        LongVector roundUp = LongVector.broadcast(LONGS, (0x3FFL << 52) - (0x3FE6AL << 44));
        LongVector twoTo52 = LongVector.broadcast(LONGS, 0x433L << 52);
        LongVector mantissa = LongVector.broadcast(LONGS, (1L << 52) - 1);
        LongVector split = LongVector.broadcast(LONGS, 0x3FE6AL << 44);
        DoubleVector s0 = zero;
        DoubleVector g1 = zero;
        DoubleVector g2 = zero;
        DoubleVector g3 = zero;
        DoubleVector g4 = zero;
        DoubleVector g5 = zero;
        DoubleVector h11 = zero;
        DoubleVector h21 = zero;
        DoubleVector h22 = zero;
        DoubleVector h31 = zero;
        DoubleVector h32 = zero;
        DoubleVector h33 = zero;
        DoubleVector h41 = zero;
        DoubleVector h42 = zero;
        DoubleVector h43 = zero;
        DoubleVector h44 = zero;
        DoubleVector h51 = zero;
        DoubleVector h52 = zero;
        DoubleVector h53 = zero;
        DoubleVector h54 = zero;
        DoubleVector h55 = zero;
        for (int row = 0; row < logN.length; row++) {
            DoubleVector x = DoubleVector.broadcast(SPECIES, logN[row]);
            DoubleVector y = DoubleVector.broadcast(SPECIES, logD[row]);
            // e^(a - alpha x)
            DoubleVector t2 = minusAlpha.fma(x, a);
            DoubleVector u2 = t2.fma(inverseLn2, shifter);
            DoubleVector k2 = u2.sub(shifter);
            DoubleVector r2 = k2.fma(minusLn2Lo, k2.fma(minusLn2Hi, t2));
            DoubleVector poly2 = r2.fma(r2.fma(r2.fma(r2.fma(r2.fma(r2.fma(r2.fma(r2.fma(r2.fma(q9, q8), q7), q6), q5), q4), q3),
                    q2), q1), q0);
            DoubleVector y2 = r2.mul(r2).fma(poly2, r2).add(one);
            DoubleVector e2 = y2.reinterpretAsLongs().add(u2.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
            // e^(b - beta y)
            DoubleVector t3 = minusBeta.fma(y, b);
            DoubleVector u3 = t3.fma(inverseLn2, shifter);
            DoubleVector k3 = u3.sub(shifter);
            DoubleVector r3 = k3.fma(minusLn2Lo, k3.fma(minusLn2Hi, t3));
            DoubleVector poly3 = r3.fma(r3.fma(r3.fma(r3.fma(r3.fma(r3.fma(r3.fma(r3.fma(r3.fma(q9, q8), q7), q6), q5), q4), q3),
                    q2), q1), q0);
            DoubleVector y3 = r3.mul(r3).fma(poly3, r3).add(one);
            DoubleVector e3 = y3.reinterpretAsLongs().add(u3.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
            DoubleVector s = e1.add(e2).add(e3);
            // ln s
            LongVector bits = s.reinterpretAsLongs().add(roundUp);
            DoubleVector k = bits.lanewise(VectorOperators.LSHR, 52).add(twoTo52).reinterpretAsDoubles().sub(bias);
            DoubleVector m = bits.and(mantissa).add(split).reinterpretAsDoubles();
            DoubleVector f = m.sub(one);
            DoubleVector t = f.div(m.fma(half, half));
            DoubleVector w = t.mul(t);
            DoubleVector odd = w.fma(w.fma(w.fma(w.fma(w.fma(w.fma(c6, c5), c4), c3), c2), c1), c0);
            DoubleVector logS = k.fma(ln2, t.fma(w.mul(odd), t));
            DoubleVector r = logS.sub(DoubleVector.broadcast(SPECIES, logLoss[row]));
            // rho, rho', rho'' - rho'
            var inside = r.abs().compare(VectorOperators.LT, bound);
            DoubleVector slope = r.min(bound).max(minusBound);
            DoubleVector curvature = zero.blend(one, inside).sub(slope);
            s0 = slope.fma(r.sub(half.mul(slope)), s0);
            DoubleVector inverse = one.div(s);
            DoubleVector share1 = e1.mul(inverse);
            DoubleVector share2 = e2.mul(inverse);
            DoubleVector share3 = e3.mul(inverse);
            DoubleVector share4 = share2.mul(x).neg();
            DoubleVector share5 = share3.mul(y).neg();
            g1 = slope.fma(share1, g1);
            g2 = slope.fma(share2, g2);
            g3 = slope.fma(share3, g3);
            g4 = slope.fma(share4, g4);
            g5 = slope.fma(share5, g5);
            DoubleVector bent1 = curvature.mul(share1);
            DoubleVector bent2 = curvature.mul(share2);
            DoubleVector bent3 = curvature.mul(share3);
            DoubleVector bent4 = curvature.mul(share4);
            DoubleVector bent5 = curvature.mul(share5);
            h11 = slope.fma(share1, bent1.fma(share1, h11));
            h21 = bent2.fma(share1, h21);
            h22 = slope.fma(share2, bent2.fma(share2, h22));
            h31 = bent3.fma(share1, h31);
            h32 = bent3.fma(share2, h32);
            h33 = slope.fma(share3, bent3.fma(share3, h33));
            h41 = bent4.fma(share1, h41);
            h42 = slope.fma(share4, bent4.fma(share2, h42));
            h43 = bent4.fma(share3, h43);
            h44 = slope.mul(x).neg().fma(share4, bent4.fma(share4, h44));
            h51 = bent5.fma(share1, h51);
            h52 = bent5.fma(share2, h52);
            h53 = slope.fma(share5, bent5.fma(share3, h53));
            h54 = bent5.fma(share4, h54);
            h55 = slope.mul(y).neg().fma(share5, bent5.fma(share5, h55));
        }
        s0.intoArray(sums[0], lane);
        g1.intoArray(sums[1], lane);
        g2.intoArray(sums[2], lane);
        g3.intoArray(sums[3], lane);
        g4.intoArray(sums[4], lane);
        g5.intoArray(sums[5], lane);
        h11.intoArray(sums[6], lane);
        h21.intoArray(sums[7], lane);
        h22.intoArray(sums[8], lane);
        h31.intoArray(sums[9], lane);
        h32.intoArray(sums[10], lane);
        h33.intoArray(sums[11], lane);
        h41.intoArray(sums[12], lane);
        h42.intoArray(sums[13], lane);
        h43.intoArray(sums[14], lane);
        h44.intoArray(sums[15], lane);
        h51.intoArray(sums[16], lane);
        h52.intoArray(sums[17], lane);
        h53.intoArray(sums[18], lane);
        h54.intoArray(sums[19], lane);
        h55.intoArray(sums[20], lane);
    }
}
