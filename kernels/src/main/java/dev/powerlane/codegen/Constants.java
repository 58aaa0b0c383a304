package dev.powerlane.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** The broadcast constants of a vector kernel, each once, as static final fields. */
final class Constants {
    private static final String SPECIES_TYPE = "Ljdk/incubator/vector/VectorSpecies;";
    private static final String PACKAGE = "jdk/incubator/vector/";

    private final String owner;
    private final int bits;
    private final Map<Long, String> doubles = new LinkedHashMap<>();
    private final Map<Long, String> longs = new LinkedHashMap<>();

    Constants(String owner, int bits) {
        this.owner = owner;
        this.bits = bits;
    }

    void pushSpecies(MethodVisitor code) {
        code.visitFieldInsn(GETSTATIC, PACKAGE + "DoubleVector", "SPECIES_" + bits, SPECIES_TYPE);
    }

    void pushDouble(MethodVisitor code, double value) {
        String field = doubles.computeIfAbsent(Double.doubleToRawLongBits(value), k -> "D" + doubles.size());
        code.visitFieldInsn(GETSTATIC, owner, field, type("DoubleVector"));
    }

    void pushLong(MethodVisitor code, long value) {
        String field = longs.computeIfAbsent(value, k -> "L" + longs.size());
        code.visitFieldInsn(GETSTATIC, owner, field, type("LongVector"));
    }

    /** Declares the fields and the static initialiser that fills them; call when all code has been written. */
    void declare(ClassVisitor target) {
        MethodVisitor init = target.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        init.visitCode();
        doubles.forEach((key, field) -> {
            pushSpecies(init);
            init.visitLdcInsn(Double.longBitsToDouble(key));
            define(target, init, field, "DoubleVector", "D");
        });
        longs.forEach((key, field) -> {
            init.visitFieldInsn(GETSTATIC, PACKAGE + "LongVector", "SPECIES_" + bits, SPECIES_TYPE);
            init.visitLdcInsn(key);
            define(target, init, field, "LongVector", "J");
        });
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
    }

    private void define(ClassVisitor target, MethodVisitor init, String field, String type, String element) {
        target.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, field, type(type), null, null).visitEnd();
        init.visitMethodInsn(INVOKESTATIC, PACKAGE + type, "broadcast", "(" + SPECIES_TYPE + element + ")" + type(type), false);
        init.visitFieldInsn(PUTSTATIC, owner, field, type(type));
    }

    private static String type(String name) {
        return "L" + PACKAGE + name + ";";
    }
}
