package dev.powerlane.codegen;

import dev.powerlane.math.Provider;
import dev.powerlane.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The room's front door: a program and its shape in, runnable code out. With vectors the code is a vector kernel with its
 * scalar twin for tails, otherwise the twin alone.
 *
 * <p>The system property {@code powerlane.dump} names a folder to which every generated class is written, with a listing
 * of its program beside it.
 */
public final class Compiler {
    private static final String PACKAGE = "dev/powerlane/codegen/";
    private static final AtomicInteger SERIAL = new AtomicInteger();
    /** What has been compiled, so that equal programs share one class and stay warm; let go when memory is short. */
    private static final Map<Key, SoftReference<Code>> COMPILED = new ConcurrentHashMap<>();

    private record Key(Program program, Shape shape) {}

    private Compiler() {}

    /** @param name what the kernel is, for stack traces, profilers and dumps */
    public static Code compile(String name, Program program, Shape shape) {
        Key key = new Key(program, shape);
        SoftReference<Code> there = COMPILED.get(key);
        Code code = there == null ? null : there.get();
        if (code == null) {
            code = generate(name, program, shape);
            COMPILED.put(key, new SoftReference<>(code));
        }
        return code;
    }

    private static Code generate(String name, Program program, Shape shape) {
        String className = className(name);
        Code scalar = define(className + "_scalar", Emitter.scalarClass(className + "_scalar", program, shape), program);
        Provider provider = Provider.active();
        if (!provider.isVector()) {
            return scalar;
        }
        String vectorName = className + "_" + provider.bits();
        return new TieredCode(scalar, provider.lanes(),
                () -> define(vectorName, Emitter.vectorClass(vectorName, program, shape, provider.bits()), program));
    }

    /** The scalar twin alone, whatever the provider: the oracle of the vector back end. */
    public static Code compileScalar(String name, Program program, Shape shape) {
        String className = className(name) + "_scalar";
        return define(className, Emitter.scalarClass(className, program, shape), program);
    }

    private static String className(String name) {
        return PACKAGE + name.replaceAll("[^A-Za-z0-9]+", "_") + "_" + SERIAL.incrementAndGet();
    }

    private static Code define(String className, byte[] bytes, Program program) {
        dump(className.substring(PACKAGE.length()), bytes, program);
        try {
            MethodHandles.Lookup kernel = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Code) kernel.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated kernel " + className + " cannot be loaded", e);
        }
    }

    private static void dump(String name, byte[] bytes, Program program) {
        String folder = System.getProperty("powerlane.dump");
        if (folder == null) {
            return;
        }
        try {
            Path to = Files.createDirectories(Path.of(folder));
            Files.write(to.resolve(name + ".class"), bytes);
            Files.writeString(to.resolve(name + ".txt"), program.listing());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write generated classes to powerlane.dump=" + folder, e);
        }
    }
}
