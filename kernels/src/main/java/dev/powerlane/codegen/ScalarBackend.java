package dev.powerlane.codegen;

import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.DCMPL;
import static org.objectweb.asm.Opcodes.DDIV;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DMUL;
import static org.objectweb.asm.Opcodes.DNEG;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.DSUB;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.DUP2_X2;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.POP2;

import dev.powerlane.program.Op;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Values are doubles: the twin that serves where there are no vectors, for tails, and as the vectors' oracle. */
final class ScalarBackend implements Backend {

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public String descriptor() {
        return "D";
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void load(MethodVisitor code, int local) {
        code.visitVarInsn(DLOAD, local);
    }

    @Override
    public void store(MethodVisitor code, int local) {
        code.visitVarInsn(DSTORE, local);
    }

    @Override
    public void constant(MethodVisitor code, double value) {
        code.visitLdcInsn(value);
    }

    @Override
    public void broadcast(MethodVisitor code) {
        // A double is its own broadcast.
    }

    @Override
    public void fromArray(MethodVisitor code) {
        code.visitInsn(DALOAD);
    }

    @Override
    public void intoArray(MethodVisitor code) {
        // value array index -> array index value
        code.visitInsn(DUP2_X2);
        code.visitInsn(POP2);
        code.visitInsn(DASTORE);
    }

    @Override
    public void operation(MethodVisitor code, Op op, int[] arguments) {
        switch (op) {
            case NEGATE -> arithmetic(code, DNEG, arguments);
            case ADD -> arithmetic(code, DADD, arguments);
            case SUBTRACT -> arithmetic(code, DSUB, arguments);
            case MULTIPLY -> arithmetic(code, DMUL, arguments);
            case DIVIDE -> arithmetic(code, DDIV, arguments);
            case FMA -> math(code, "fma", "(DDD)D", arguments);
            case SQRT -> math(code, "sqrt", "(D)D", arguments);
            case ABS -> math(code, "abs", "(D)D", arguments);
            case MIN, MAX -> {
                // a if a is the one sought or NaN, else b: a NaN in b is not "sought", so it is returned.
                Label takeA = new Label();
                Label end = new Label();
                less(code, op == Op.MIN ? arguments[0] : arguments[1], op == Op.MIN ? arguments[1] : arguments[0], takeA);
                load(code, arguments[0]);
                code.visitInsn(DUP2);
                code.visitInsn(DCMPL);
                code.visitJumpInsn(org.objectweb.asm.Opcodes.IFNE, takeA);
                load(code, arguments[1]);
                code.visitJumpInsn(GOTO, end);
                code.visitLabel(takeA);
                load(code, arguments[0]);
                code.visitLabel(end);
            }
            case SELECT -> {
                Label take = new Label();
                Label end = new Label();
                less(code, arguments[0], arguments[1], take);
                load(code, arguments[3]);
                code.visitJumpInsn(GOTO, end);
                code.visitLabel(take);
                load(code, arguments[2]);
                code.visitLabel(end);
            }
            case POSITIVE, DOMAIN -> {
                Label outside = new Label();
                Label end = new Label();
                load(code, arguments[0]);
                code.visitLdcInsn(0.0);
                code.visitInsn(DCMPL);
                code.visitJumpInsn(IFLE, outside);
                if (op == Op.POSITIVE) {
                    load(code, arguments[0]);
                } else {
                    code.visitLdcInsn(-0.0);
                }
                code.visitJumpInsn(GOTO, end);
                code.visitLabel(outside);
                code.visitLdcInsn(Double.NaN);
                code.visitLabel(end);
            }
            default -> throw new IllegalArgumentException(op + " is a primitive");
        }
    }

    /** Jumps where a < b; NaN does not jump. */
    private void less(MethodVisitor code, int a, int b, Label target) {
        Label no = new Label();
        load(code, a);
        load(code, b);
        code.visitInsn(DCMPG);
        code.visitJumpInsn(IFGE, no);
        code.visitJumpInsn(GOTO, target);
        code.visitLabel(no);
    }

    private void arithmetic(MethodVisitor code, int opcode, int[] arguments) {
        for (int a : arguments) {
            load(code, a);
        }
        code.visitInsn(opcode);
    }

    private void math(MethodVisitor code, String name, String descriptor, int[] arguments) {
        for (int a : arguments) {
            load(code, a);
        }
        code.visitMethodInsn(INVOKESTATIC, "java/lang/Math", name, descriptor, false);
    }

    @Override
    public Primitive primitive(Op op) {
        return switch (op) {
            case EXP -> new Primitive("Exp", "exp", "(D)D");
            case LOG -> new Primitive("Log", "log", "(D)D");
            case EXP2 -> new Primitive("Exp2", "exp2", "(D)D");
            case EXPM1 -> new Primitive("Expm1", "expm1", "(D)D");
            case LOG2 -> new Primitive("Log2", "log2", "(D)D");
            case LOG10 -> new Primitive("Log10", "log10", "(D)D");
            case LOG1P -> new Primitive("Log1p", "log1p", "(D)D");
            case SIN -> new Primitive("SinCos", "sin", "(D)D");
            case COS -> new Primitive("SinCos", "cos", "(D)D");
            case ATAN -> new Primitive("Atan", "atan", "(D)D");
            case LOG_SUM_EXP -> new Primitive("LogSumExp", "logSumExp", "(DD)D");
            case LOG_HIGH -> new Primitive("Log", "logPair", "(D)Ldev/powerlane/math/ScalarPair;");
            case LOG_IN_RANGE -> new Primitive("LogInRange", "log", "(D)D");
            case LOG_HIGH_IN_RANGE -> new Primitive("LogInRange", "logPair", "(D)Ldev/powerlane/math/ScalarPair;");
            case POW_FROM_LOG -> new Primitive("Pow", "powFromLog", "(DDD)D");
            case POW_IN_RANGE -> new Primitive("PowInRange", "powFromLog", "(DDD)D");
            default -> throw new IllegalArgumentException(op + " is no primitive");
        };
    }
}
