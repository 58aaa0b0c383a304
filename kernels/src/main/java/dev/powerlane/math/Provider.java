package dev.powerlane.math;

import java.util.Locale;

/**
 * Whether this process computes with vectors, and how wide: decided once, from the system property {@value #PROPERTY}.
 *
 * <ul>
 *   <li>{@code auto}, the default: vectors of the hardware's preferred width if the module {@code jdk.incubator.vector} is
 *       there, else the scalar twins after one warning;
 *   <li>{@code scalar}: the scalar twins; no vector class is loaded;
 *   <li>{@code 128}, {@code 256}, {@code 512}: vectors of that many bits.
 * </ul>
 *
 * <p>All give the same bits; only their speed differs.
 */
public final class Provider {
    /** The system property. */
    public static final String PROPERTY = "powerlane.simd";

    private static final String MODULE = "jdk.incubator.vector";

    private final int bits;

    private Provider(int bits) {
        this.bits = bits;
    }

    /**
     * The provider of this process.
     *
     * @throws IllegalStateException if the property holds none of the values above, or a vector width that is not available:
     *     the module is absent, or the hardware's vectors are narrower
     */
    public static Provider active() {
        if (Holder.FAILURE != null) {
            throw new IllegalStateException(Holder.FAILURE);
        }
        return Holder.ACTIVE;
    }

    public boolean isVector() {
        return bits > 0;
    }

    /** Bits of a vector; 64 for the scalar twins. */
    public int bits() {
        return isVector() ? bits : Double.SIZE;
    }

    /** Doubles in a vector; 1 for the scalar twins. */
    public int lanes() {
        return bits() / Double.SIZE;
    }

    /** {@code vector-512}, {@code vector-256}, {@code vector-128} or {@code scalar}. */
    public String name() {
        return isVector() ? "vector-" + bits : "scalar";
    }

    @Override
    public String toString() {
        return name();
    }

    /** The width that the property asks for, 0 if it asks for none. */
    static int forcedBits() {
        String value = requested();
        return value.equals("128") || value.equals("256") || value.equals("512") ? Integer.parseInt(value) : 0;
    }

    private static String requested() {
        return System.getProperty(PROPERTY, "auto").trim().toLowerCase(Locale.ROOT);
    }

    /** The module layer answers without loading a class of the module; a named module must read it, others always do. */
    private static boolean isModulePresent() {
        return ModuleLayer.boot().findModule(MODULE).filter(Provider.class.getModule()::canRead).isPresent();
    }

    /** Decides on first use and keeps a failure's text, so that every caller gets the same plain exception. */
    private static final class Holder {
        static final Provider ACTIVE;
        static final String FAILURE;

        static {
            String value = requested();
            int bits = 0;
            String failure = null;
            if (forcedBits() != 0 && !isModulePresent()) {
                failure = PROPERTY + "=" + value + " needs the module " + MODULE + ": add --add-modules=" + MODULE;
            } else if (forcedBits() > 0 && forcedBits() > Hardware.preferredBits()) {
                failure = PROPERTY + "=" + value + ": vectors of this machine have " + Hardware.preferredBits() + " bits";
            } else if (forcedBits() > 0) {
                bits = forcedBits();
            } else if (value.equals("auto") && isModulePresent()) {
                bits = Hardware.preferredBits();
            } else if (value.equals("auto")) {
                System.getLogger(Provider.class.getName()).log(System.Logger.Level.WARNING,
                        "The module " + MODULE + " is absent: scalar code runs, with the same results but several times slower. "
                                + "Pass --add-modules=" + MODULE + " to use vectors, or -D" + PROPERTY + "=scalar to silence this.");
            } else if (!value.equals("scalar")) {
                failure = PROPERTY + "=" + value + " is none of auto, scalar, 128, 256, 512";
            }
            ACTIVE = new Provider(bits);
            FAILURE = failure;
        }
    }

    /** Apart, so that vector classes are loaded only after the module was found. */
    private static final class Hardware {
        static int preferredBits() {
            return jdk.incubator.vector.DoubleVector.SPECIES_PREFERRED.vectorBitSize();
        }
    }
}
