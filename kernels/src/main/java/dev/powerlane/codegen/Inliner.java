package dev.powerlane.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Copies the bytecode of a primitive into a kernel, since C2 would stop inlining calls after two or three of them. On the
 * way a broadcast of a number ({@code v(c)}) becomes a constant of the kernel, calls of other primitives are copied
 * in as well, and a returned pair becomes two local variables.
 */
final class Inliner {
    private static final Map<String, ClassNode> CLASSES = new ConcurrentHashMap<>();

    private final Constants constants;

    Inliner(Constants constants) {
        this.constants = constants;
    }

    /**
     * Copies in a primitive.
     *
     * @param arguments the locals that hold the arguments
     * @return the locals that hold the results: one, or two for a pair
     */
    int[] inline(MethodVisitor code, Primitive primitive, int[] arguments) {
        MethodNode method = find(primitive);
        Type[] types = Type.getArgumentTypes(primitive.descriptor());
        Map<Integer, Integer> locals = new HashMap<>();
        int slot = 0;
        for (int i = 0; i < types.length; i++) {
            locals.put(slot, arguments[i]);
            slot += types[i].getSize();
        }
        int[] results = resultLocals(primitive);
        Map<LabelNode, Label> labels = new HashMap<>();
        Label end = new Label();
        for (AbstractInsnNode node : method.instructions) {
            copy(code, node, primitive, locals, labels, results, end);
        }
        code.visitLabel(end);
        return results;
    }

    private int[] resultLocals(Primitive primitive) {
        Type type = Type.getReturnType(primitive.descriptor());
        return switch (type.getInternalName()) {
            case Primitive.PACKAGE + "VectorPair" -> new int[] {constants.allocate(1), constants.allocate(1)};
            case Primitive.PACKAGE + "ScalarPair" -> new int[] {constants.allocate(2), constants.allocate(2)};
            default -> new int[] {constants.allocate(type.getSize())};
        };
    }

    private void copy(MethodVisitor code, AbstractInsnNode node, Primitive primitive, Map<Integer, Integer> locals,
                      Map<LabelNode, Label> labels, int[] results, Label end) {
        if (node instanceof LineNumberNode || node instanceof FrameNode) {
            return;
        }
        if (node instanceof LabelNode label) {
            code.visitLabel(labels.computeIfAbsent(label, k -> new Label()));
        } else if (node instanceof JumpInsnNode jump) {
            code.visitJumpInsn(jump.getOpcode(), labels.computeIfAbsent(jump.label, k -> new Label()));
        } else if (node instanceof VarInsnNode access) {
            code.visitVarInsn(access.getOpcode(), locals.computeIfAbsent(access.var, k -> constants.allocate(slots(access.getOpcode()))));
        } else if (isPairConstruction(node)) {
            // The two parts stay on the stack for the return.
            return;
        } else if (constantOf(node) != null && isBroadcast(node.getNext())) {
            pushBroadcast(code, constantOf(node));
        } else if (isBroadcast(node)) {
            requireConstantBefore(node, primitive);
        } else if (node instanceof MethodInsnNode call && isPrimitive(call)) {
            inlineNested(code, call);
        } else if (isReturn(node.getOpcode())) {
            storeResults(code, node.getOpcode(), results);
            if (hasCodeAfter(node)) {
                code.visitJumpInsn(Opcodes.GOTO, end);
            }
        } else if (node instanceof IincInsnNode || node instanceof FieldInsnNode field && field.owner.startsWith(Primitive.PACKAGE)) {
            throw new IllegalStateException(primitive + " is not straight-line code over literals: " + node);
        } else {
            node.accept(code);
        }
    }

    private static boolean isPairConstruction(AbstractInsnNode node) {
        if (node instanceof TypeInsnNode type && node.getOpcode() == Opcodes.NEW) {
            return isPair(type.desc);
        }
        if (node.getOpcode() == Opcodes.DUP && node.getPrevious() instanceof TypeInsnNode type
                && type.getOpcode() == Opcodes.NEW) {
            return isPair(type.desc);
        }
        return node instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESPECIAL && isPair(call.owner);
    }

    private static boolean isPair(String type) {
        return type.equals(Primitive.PACKAGE + "VectorPair") || type.equals(Primitive.PACKAGE + "ScalarPair");
    }

    private static Number constantOf(AbstractInsnNode node) {
        if (node instanceof LdcInsnNode ldc && ldc.cst instanceof Number number) {
            return number;
        }
        return switch (node.getOpcode()) {
            case Opcodes.DCONST_0 -> 0.0;
            case Opcodes.DCONST_1 -> 1.0;
            case Opcodes.LCONST_0 -> 0L;
            case Opcodes.LCONST_1 -> 1L;
            default -> null;
        };
    }

    private static boolean isBroadcast(AbstractInsnNode node) {
        return node instanceof MethodInsnNode call && call.owner.equals(Primitive.PACKAGE + "Vectors") && call.name.equals("v");
    }

    private void pushBroadcast(MethodVisitor code, Number value) {
        if (value instanceof Long l) {
            constants.pushLong(code, l);
        } else {
            constants.pushDouble(code, value.doubleValue());
        }
    }

    private static void requireConstantBefore(AbstractInsnNode node, Primitive primitive) {
        if (constantOf(node.getPrevious()) == null) {
            throw new IllegalStateException(primitive + " broadcasts something that is not a literal");
        }
    }

    private static boolean isPrimitive(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC && call.owner.startsWith(Primitive.PACKAGE);
    }

    private void inlineNested(MethodVisitor code, MethodInsnNode call) {
        Type[] types = Type.getArgumentTypes(call.desc);
        int[] arguments = new int[types.length];
        for (int i = types.length - 1; i >= 0; i--) {
            arguments[i] = constants.allocate(types[i].getSize());
            code.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), arguments[i]);
        }
        int[] results = inline(code, new Primitive(call.owner.substring(Primitive.PACKAGE.length()), call.name, call.desc), arguments);
        if (results.length > 1) {
            throw new IllegalStateException("a primitive may not take another's pair apart: " + call.name);
        }
        code.visitVarInsn(Type.getReturnType(call.desc).getOpcode(Opcodes.ILOAD), results[0]);
    }

    private static boolean isReturn(int opcode) {
        return opcode == Opcodes.ARETURN || opcode == Opcodes.DRETURN || opcode == Opcodes.LRETURN;
    }

    private static void storeResults(MethodVisitor code, int returnOpcode, int[] results) {
        boolean scalar = returnOpcode == Opcodes.DRETURN || results.length > 1 && results[1] - results[0] == 2;
        int store = returnOpcode == Opcodes.LRETURN ? Opcodes.LSTORE : scalar ? Opcodes.DSTORE : Opcodes.ASTORE;
        for (int r = results.length - 1; r >= 0; r--) {
            code.visitVarInsn(store, results[r]);
        }
    }

    private static boolean hasCodeAfter(AbstractInsnNode node) {
        for (AbstractInsnNode next = node.getNext(); next != null; next = next.getNext()) {
            if (next.getOpcode() >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int slots(int opcode) {
        return opcode == Opcodes.DLOAD || opcode == Opcodes.DSTORE || opcode == Opcodes.LLOAD || opcode == Opcodes.LSTORE ? 2 : 1;
    }

    private static MethodNode find(Primitive primitive) {
        ClassNode owner = CLASSES.computeIfAbsent(primitive.owner(), Inliner::read);
        return owner.methods.stream()
                .filter(m -> m.name.equals(primitive.name()) && m.desc.equals(primitive.descriptor()))
                .findFirst().orElseThrow(() -> new IllegalStateException("no " + primitive));
    }

    private static ClassNode read(String owner) {
        try (InputStream bytes = Inliner.class.getResourceAsStream("/" + Primitive.PACKAGE + owner + ".class")) {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bytecode of " + owner, e);
        }
    }
}
