package dev.powerlane.math;

/**
 * Arc tangent: the constants and the scalar twin of {@link VectorAtan}, operation for operation, so that both give the same bits.
 *
 * <p>atan t = t + t^3 A(t^2) on |t| &lt;= 1/2 with a minimax A; atan x = pi/4 + atan((x - 1)/(x + 1)) from 1/2 to 2 and pi/2 - atan(1/x)
 * beyond. Every constant is derived by {@code src/main/scripts/derive_coefficients.py}.
 */
final class Atan {
    static final double QUARTER_PI_HI = 0x1.921fb54442d18p-1;
    static final double QUARTER_PI_LO = 0x1.1a62633145c07p-55;
    static final double A0 = -0x1.5555555555516p-2;
    static final double A1 = 0x1.999999999113ap-3;
    static final double A2 = -0x1.249249215da88p-3;
    static final double A3 = 0x1.c71c7090d009p-4;
    static final double A4 = -0x1.745cf4c85bde8p-4;
    static final double A5 = 0x1.3b113d8ea0d79p-4;
    static final double A6 = -0x1.10f31ce682c5p-4;
    static final double A7 = 0x1.dfe957a0fbde1p-5;
    static final double A8 = -0x1.a397ce0937ec2p-5;
    static final double A9 = 0x1.56f4063b5fe7dp-5;
    static final double A10 = -0x1.c179f952b2456p-6;
    static final double A11 = 0x1.4b7b97ac0a19cp-7;

    /** Its arc tangent, and that of anything larger, rounds to pi/2. */
    static final double LARGEST = 0x1.0p60;
    static final long SIGN = Long.MIN_VALUE;

    private Atan() {
    }

    /** @see VectorAtan#atan */
    static double atan(double x) {
        // x = 1 between 1/2 and 2, so that t = (|x| - 1)/(|x| + 1); t = |x| below, -1/|x| above. From 2^60 on the result is pi/2.
        double size = Math.abs(x);
        double bounded = size > LARGEST ? LARGEST : size;
        boolean isFlat = size <= 0.5;
        boolean isSteep = size >= 2.0;
        double one = isSteep ? 0.0 : 1.0;
        double other = isFlat ? 0.0 : 1.0;
        double factor = isFlat ? 0.0 : bounded;
        double numerator = (isSteep ? 0.0 : bounded) - other;
        double denominator = factor + one;
        double inverse = 1.0 / denominator;
        double t = numerator * inverse;
        // What the rounded denominator and quotient leave out.
        double left = factor - (denominator - one);
        double rest = Math.fma(-t, left, Math.fma(-t, denominator, numerator)) * inverse;
        double z = t * t;
        double w = z * z;
        double fourth = w * w;
        double p0 = Math.fma(w, Math.fma(z, A3, A2), Math.fma(z, A1, A0));
        double p4 = Math.fma(w, Math.fma(z, A7, A6), Math.fma(z, A5, A4));
        double p8 = Math.fma(w, Math.fma(z, A11, A10), Math.fma(z, A9, A8));
        double p = Math.fma(fourth, Math.fma(fourth, p8, p4), p0);
        // The quarters of pi to add: 0, 1 or 2.
        double quarters = other - one + 1.0;
        double right = quarters * QUARTER_PI_HI;
        double sum = right + t;
        double low = Math.fma(t * z, p, Math.fma(-z, rest, rest) + Math.fma(quarters, QUARTER_PI_LO, right - sum + t));
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sum + low) | (Double.doubleToRawLongBits(x) & SIGN));
    }
}
