package dev.powerlane.codegen;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The vector constants of a kernel: each is broadcast once into a local variable at the head of the method. Static final
 * vectors would be loaded anew in each turn of the loop, since the loop's stores might change any double[], and such a
 * load straddles two cache lines; broadcasts where they are used would exhaust the JIT's inlining.
 */
final class Constants {
    private static final String SPECIES_TYPE = "Ljdk/incubator/vector/VectorSpecies;";
    private static final String PACKAGE = "jdk/incubator/vector/";

    private final int bits;
    private final Map<Double, Integer> doubles = new LinkedHashMap<>();
    private final Map<Long, Integer> longs = new LinkedHashMap<>();
    private int nextLocal;

    /** @param firstFreeLocal of the method that is written */
    Constants(int bits, int firstFreeLocal) {
        this.bits = bits;
        this.nextLocal = firstFreeLocal;
    }

    /** A local variable of the method; all are handed out here, so that constants may turn up at any time. */
    int allocate(int slots) {
        int local = nextLocal;
        nextLocal += slots;
        return local;
    }

    void pushSpecies(MethodVisitor code) {
        code.visitFieldInsn(Opcodes.GETSTATIC, PACKAGE + "DoubleVector", "SPECIES_" + bits, SPECIES_TYPE);
    }

    void pushDouble(MethodVisitor code, double value) {
        code.visitVarInsn(Opcodes.ALOAD, doubles.computeIfAbsent(value, k -> allocate(1)));
    }

    void pushLong(MethodVisitor code, long value) {
        code.visitVarInsn(Opcodes.ALOAD, longs.computeIfAbsent(value, k -> allocate(1)));
    }

    /** What has to stand at the head of the method. */
    InsnList prologue() {
        InsnList list = new InsnList();
        doubles.forEach((value, local) -> define(list, "DoubleVector", value, "D", local));
        longs.forEach((value, local) -> define(list, "LongVector", value, "J", local));
        return list;
    }

    private void define(InsnList list, String type, Object value, String element, int local) {
        list.add(new FieldInsnNode(Opcodes.GETSTATIC, PACKAGE + type, "SPECIES_" + bits, SPECIES_TYPE));
        list.add(new LdcInsnNode(value));
        list.add(new MethodInsnNode(Opcodes.INVOKESTATIC, PACKAGE + type, "broadcast", "(" + SPECIES_TYPE + element + ")L" + PACKAGE + type + ";"));
        list.add(new VarInsnNode(Opcodes.ASTORE, local));
    }
}
