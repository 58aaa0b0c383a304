package dev.powerlane.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one vector width of a process, and constants as vectors. The code generator knows {@code v(constant)} and puts a
 * local variable of the generated method in its place.
 */
final class Vectors {
    /** The width in the system property {@code powerlane.simd} if that is a number, else the one the hardware prefers. */
    static final VectorSpecies<Double> SPECIES = Provider.forcedBits() == 0
            ? DoubleVector.SPECIES_PREFERRED
            : VectorSpecies.of(double.class, VectorShape.forBitSize(Provider.forcedBits()));
    static final VectorSpecies<Long> LONG_SPECIES = SPECIES.withLanes(long.class);

    private Vectors() {
    }

    static DoubleVector v(double c) {
        return DoubleVector.broadcast(SPECIES, c);
    }

    static LongVector v(long c) {
        return LongVector.broadcast(LONG_SPECIES, c);
    }
}
