package dev.powerlane.math;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Seeded inputs that the tests of exp, log and pow share. */
final class Samples {
    static final double[] SPECIALS = {0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, Double.MIN_VALUE, -Double.MIN_VALUE,
        Double.MIN_NORMAL, -Double.MIN_NORMAL, Math.nextDown(Double.MIN_NORMAL), Double.MAX_VALUE, -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.longBitsToDouble(0x7FF8000000000FFFL),
        Double.longBitsToDouble(0xFFF0000000000001L), Math.nextUp(1.0), Math.nextDown(1.0), 709.782712893384, 709.7827128933841,
        -708.3964185322641, -708.396418532264, -744.5, -745.1332191019411, -745.1332191019412, -746, 710, 1000, -1000, 2000, -2000,
        0x1.0p52, 0x1.0p52 + 1, 0x1.0p53, -0x1.0p53, 0x1.fffffffffffffp52};

    private Samples() {
    }

    /** Uniform in [from, to). */
    static DoubleStream uniform(long seed, int count, double from, double to) {
        return new SplittableRandom(seed).doubles(count, from, to);
    }

    /** Any bit pattern: all exponents alike, subnormals, infinities and NaN among them. */
    static DoubleStream patterns(long seed, int count) {
        return new SplittableRandom(seed).longs(count).mapToDouble(Double::longBitsToDouble);
    }

    /** Eight positive numbers from each binade, the subnormal ones included. */
    static DoubleStream binades(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.rangeClosed(-1074, 1023).boxed()
                .flatMapToDouble(e -> random.doubles(8, 1, 2).map(m -> Math.scalb(m, e)));
    }

    /** The four doubles on either side of each of the given ones, and these. */
    static DoubleStream around(DoubleStream centres) {
        return centres.flatMap(c -> LongStream.rangeClosed(-4, 4)
                .mapToDouble(i -> Double.longBitsToDouble(Double.doubleToLongBits(c) + i)));
    }
}
