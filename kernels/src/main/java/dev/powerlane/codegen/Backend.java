package dev.powerlane.codegen;

import dev.powerlane.program.Op;
import org.objectweb.asm.MethodVisitor;

/** How one element type, a double or a vector of them, spells values and operations in bytecode. */
interface Backend {

    /** Elements a step of the lane loop covers. */
    int lanes();

    /** The type descriptor of a value. */
    String descriptor();

    /** Local variable slots of a value. */
    int slots();

    void load(MethodVisitor code, int local);

    void store(MethodVisitor code, int local);

    /** Pushes a constant; the class declares it as a field if the back end needs one. */
    void constant(MethodVisitor code, double value);

    /** double on the stack becomes a value. */
    void broadcast(MethodVisitor code);

    /** double[] and int on the stack become the value there. */
    void fromArray(MethodVisitor code);

    /** A value, double[] and int on the stack: the value is stored there. */
    void intoArray(MethodVisitor code);

    /** The arguments are in these locals; the result is left on the stack. For all operations that are not primitives. */
    void operation(MethodVisitor code, Op op, int[] arguments);

    /** The method whose bytecode is copied in for a primitive operation. */
    Primitive primitive(Op op);
}
