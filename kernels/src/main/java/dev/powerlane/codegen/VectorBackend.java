package dev.powerlane.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;

import dev.powerlane.program.Op;
import org.objectweb.asm.MethodVisitor;

/**
 * Values are DoubleVectors of one species.
 */
final class VectorBackend implements Backend {
    static final String DOUBLE_VECTOR = "jdk/incubator/vector/DoubleVector";
    private static final String VECTOR = "Ljdk/incubator/vector/Vector;";
    private static final String MASK = "Ljdk/incubator/vector/VectorMask;";
    private static final String OPERATORS = "jdk/incubator/vector/VectorOperators";
    private static final String COMPARISON = "Ljdk/incubator/vector/VectorOperators$Comparison;";
    private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";

    private final int lanes;
    private final Constants constants;

    VectorBackend(int lanes, Constants constants) {
        this.lanes = lanes;
        this.constants = constants;
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public String descriptor() {
        return "L" + DOUBLE_VECTOR + ";";
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void load(MethodVisitor code, int local) {
        code.visitVarInsn(ALOAD, local);
    }

    @Override
    public void store(MethodVisitor code, int local) {
        code.visitVarInsn(ASTORE, local);
    }

    @Override
    public void constant(MethodVisitor code, double value) {
        constants.pushDouble(code, value);
    }

    @Override
    public void broadcast(MethodVisitor code) {
        constants.pushSpecies(code);
        // double species -> species double
        code.visitInsn(DUP_X2);
        code.visitInsn(POP);
        code.visitMethodInsn(INVOKESTATIC, DOUBLE_VECTOR, "broadcast", "(" + SPECIES + "D)" + descriptor(), false);
    }

    @Override
    public void fromArray(MethodVisitor code) {
        constants.pushSpecies(code);
        // array index species -> species array index
        code.visitInsn(DUP_X2);
        code.visitInsn(POP);
        code.visitMethodInsn(INVOKESTATIC, DOUBLE_VECTOR, "fromArray", "(" + SPECIES + "[DI)" + descriptor(), false);
    }

    @Override
    public void intoArray(MethodVisitor code) {
        code.visitMethodInsn(INVOKEVIRTUAL, DOUBLE_VECTOR, "intoArray", "([DI)V", false);
    }

    @Override
    public void operation(MethodVisitor code, Op op, int[] arguments) {
        switch (op) {
            case NEGATE -> method(code, "neg", arguments);
            case ABS -> method(code, "abs", arguments);
            case SQRT -> method(code, "sqrt", arguments);
            case ADD -> method(code, "add", arguments);
            case SUBTRACT -> method(code, "sub", arguments);
            case MULTIPLY -> method(code, "mul", arguments);
            case DIVIDE -> method(code, "div", arguments);
            case FMA -> method(code, "fma", arguments);
            case MIN, MAX -> {
                load(code, arguments[1]);
                load(code, arguments[0]);
                compare(code, op == Op.MIN ? "LT" : "GT", arguments[0], arguments[1]);
                blend(code);
                load(code, arguments[0]);
                compare(code, "NE", arguments[0], arguments[0]);
                blend(code);
            }
            case SELECT -> {
                load(code, arguments[3]);
                load(code, arguments[2]);
                compare(code, "LT", arguments[0], arguments[1]);
                blend(code);
            }
            case POSITIVE, DOMAIN -> {
                constants.pushDouble(code, Double.NaN);
                if (op == Op.POSITIVE) {
                    load(code, arguments[0]);
                } else {
                    constants.pushDouble(code, -0.0);
                }
                load(code, arguments[0]);
                code.visitFieldInsn(GETSTATIC, OPERATORS, "GT", COMPARISON);
                constants.pushDouble(code, 0.0);
                code.visitMethodInsn(INVOKEVIRTUAL, DOUBLE_VECTOR, "compare", "(" + COMPARISON + VECTOR + ")" + MASK, false);
                blend(code);
            }
            default -> throw new IllegalArgumentException(op + " is a primitive");
        }
    }

    private void method(MethodVisitor code, String name, int[] arguments) {
        for (int a : arguments) {
            load(code, a);
        }
        code.visitMethodInsn(INVOKEVIRTUAL, DOUBLE_VECTOR, name,
                "(" + VECTOR.repeat(arguments.length - 1) + ")" + descriptor(), false);
    }

    private void compare(MethodVisitor code, String comparison, int a, int b) {
        load(code, a);
        code.visitFieldInsn(GETSTATIC, OPERATORS, comparison, COMPARISON);
        load(code, b);
        code.visitMethodInsn(INVOKEVIRTUAL, DOUBLE_VECTOR, "compare", "(" + COMPARISON + VECTOR + ")" + MASK, false);
    }

    private void blend(MethodVisitor code) {
        code.visitMethodInsn(INVOKEVIRTUAL, DOUBLE_VECTOR, "blend", "(" + VECTOR + MASK + ")" + descriptor(), false);
    }

    @Override
    public Primitive primitive(Op op) {
        String vector = descriptor();
        return switch (op) {
            case EXP -> new Primitive("VectorExp", "exp", "(" + vector + ")" + vector);
            case LOG -> new Primitive("VectorLog", "log", "(" + vector + ")" + vector);
            case EXP2 -> new Primitive("VectorExp2", "exp2", "(" + vector + ")" + vector);
            case EXPM1 -> new Primitive("VectorExpm1", "expm1", "(" + vector + ")" + vector);
            case LOG2 -> new Primitive("VectorLog2", "log2", "(" + vector + ")" + vector);
            case LOG10 -> new Primitive("VectorLog10", "log10", "(" + vector + ")" + vector);
            case LOG1P -> new Primitive("VectorLog1p", "log1p", "(" + vector + ")" + vector);
            case SIN -> new Primitive("VectorSinCos", "sin", "(" + vector + ")" + vector);
            case COS -> new Primitive("VectorSinCos", "cos", "(" + vector + ")" + vector);
            case ATAN -> new Primitive("VectorAtan", "atan", "(" + vector + ")" + vector);
            case LOG_SUM_EXP -> new Primitive("VectorLogSumExp", "logSumExp", "(" + vector.repeat(2) + ")" + vector);
            case LOG_HIGH -> new Primitive("VectorLog", "logPair", "(" + vector + ")Ldev/powerlane/math/VectorPair;");
            case LOG_IN_RANGE -> new Primitive("VectorLogInRange", "log", "(" + vector + ")" + vector);
            case LOG_HIGH_IN_RANGE -> new Primitive("VectorLogInRange", "logPair", "(" + vector + ")Ldev/powerlane/math/VectorPair;");
            case POW_FROM_LOG -> new Primitive("VectorPow", "powFromLog", "(" + vector.repeat(3) + ")" + vector);
            case POW_IN_RANGE -> new Primitive("VectorPowInRange", "powFromLog", "(" + vector.repeat(3) + ")" + vector);
            default -> throw new IllegalArgumentException(op + " is no primitive");
        };
    }
}
