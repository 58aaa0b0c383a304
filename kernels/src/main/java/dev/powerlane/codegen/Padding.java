package dev.powerlane.codegen;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What is never reached at the end of a vector kernel, so that C2 takes the rest as it should.
 *
 * <p>C2 inlines the calls of the Vector API while it parses a method, up to 18,000 nodes (NodeCountInliningCutoff), about 35 calls. From there on
 * it puts calls off until the method is parsed, wherever it is: also in the midst of a reinterpretation, between the class of the result and the
 * conversion to it. JDK 17 then finds that class unknown, gives the conversion up for good, and boxes every vector that comes near: 50 bytes
 * an element and ten times the time. One kernel in thirty met that.
 *
 * <p>Long methods however (DesiredMethodLimit: 8,000 bytes with what was inlined, where a method of the Vector API counts as one byte)
 * have their own calls put off, as wholes. So a kernel is made so long that this begins well before the nodes run out. Of the calls that were put
 * off about 95 go by until C2 has 40,000 nodes (LiveNodeCountInliningCutoff) and would do the same again; no pass holds as many, see
 * {@link dev.powerlane.program.Passes}.
 */
final class Padding {
    /** DesiredMethodLimit, and the length of the longest method that is compiled at all (HugeMethodLimit). */
    private static final int LIMIT = 8000;
    /** What the methods that are inlined at once may count for: 12 or so each, 6 for a broadcast, with 450 and 80 nodes. */
    private static final int AT_ONCE = 400;
    private static final int FOR_A_BROADCAST = 4;

    private Padding() {}

    static void write(MethodNode method, ClassVisitor to) {
        MethodVisitor code = to.visitMethod(method.access, method.name, method.desc, null, null);
        code.visitCode();
        method.instructions.accept(code);
        Label end = new Label();
        code.visitLabel(end);
        int length = LIMIT - AT_ONCE - FOR_A_BROADCAST * broadcasts(method);
        for (int size = end.getOffset(); size < length; size++) {
            code.visitInsn(Opcodes.NOP);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static int broadcasts(MethodNode method) {
        int count = 0;
        for (var node : method.instructions) {
            count += node instanceof MethodInsnNode call && call.name.equals("broadcast") ? 1 : 0;
        }
        return count;
    }
}
