package dev.powerlane.math;

/**
 * Arc tangent: the constants and the scalar twin of {@link VectorAtan}, operation for operation, so that both give the same bits.
 *
 * <p>atan t = t + t^3 A(t^2) on |t| &lt;= 1 with a minimax A; beyond, pi/2 - atan(1/x). Every constant is derived by {@code
 * src/main/scripts/derive_coefficients.py}.
 */
final class Atan {
    static final double A0 = -0x1.5555555555526p-2;
    static final double A1 = 0x1.99999999955b1p-3;
    static final double A2 = -0x1.249249237f4b5p-3;
    static final double A3 = 0x1.c71c717fccda1p-4;
    static final double A4 = -0x1.745d11ae4f6d5p-4;
    static final double A5 = 0x1.3b136698eebafp-4;
    static final double A6 = -0x1.110e5120da834p-4;
    static final double A7 = 0x1.e1bba64fcfdd9p-5;
    static final double A8 = -0x1.ae5e72fa88df8p-5;
    static final double A9 = 0x1.82dada92d2d30p-5;
    static final double A10 = -0x1.59a40c09e4439p-5;
    static final double A11 = 0x1.2c2e80331e4ecp-5;
    static final double A12 = -0x1.e9fa974a66ca5p-6;
    static final double A13 = 0x1.683d8de63d0bap-6;
    static final double A14 = -0x1.c7916c1b51aeap-7;
    static final double A15 = 0x1.d7bbaa87e1835p-8;
    static final double A16 = -0x1.7a3c6281c31abp-9;
    static final double A17 = 0x1.b3fef6d7f4a4fp-11;
    static final double A18 = -0x1.3f3a18ae1e95dp-13;
    static final double A19 = 0x1.bbf3f5fdf7f2dp-17;

    static final long SIGN = Long.MIN_VALUE;

    private Atan() {
    }

    /** @see VectorAtan#atan */
    static double atan(double x) {
        // Beyond 1 it is pi/2 - atan(1/|x|).
        double size = Math.abs(x);
        boolean isSteep = size > 1.0;
        double inverse = -1.0 / size;
        double t = isSteep ? inverse : size;
        double z = t * t;
        double w = z * z;
        double fourth = w * w;
        double p0 = Math.fma(z, A1, A0);
        double p2 = Math.fma(z, A3, A2);
        double p4 = Math.fma(z, A5, A4);
        double p6 = Math.fma(z, A7, A6);
        double p8 = Math.fma(z, A9, A8);
        double p10 = Math.fma(z, A11, A10);
        double p12 = Math.fma(z, A13, A12);
        double p14 = Math.fma(z, A15, A14);
        double p16 = Math.fma(z, A17, A16);
        double p18 = Math.fma(z, A19, A18);
        double p = Math.fma(fourth, Math.fma(fourth, Math.fma(fourth, Math.fma(fourth, Math.fma(w, p18, p16), Math.fma(w, p14, p12)), Math.fma(w, p10, p8)), Math.fma(w, p6, p4)), Math.fma(w, p2, p0));
        double right = isSteep ? SinCos.HALF_PI_HI : 0.0;
        double rightLow = isSteep ? SinCos.HALF_PI_MID : 0.0;
        double sum = right + t;
        double low = Math.fma(t * z, p, right - sum + t + rightLow);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sum + low) | (Double.doubleToRawLongBits(x) & SIGN));
    }
}
