package dev.powerlane.codegen;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.powerlane.program.Op;
import dev.powerlane.program.Program;
import dev.powerlane.program.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes one program as one flat method:
 * <pre>
 * uniform steps
 * for each lane (or vector of lanes)
 *     lane steps
 *     for each row            if anything varies along rows
 *         the other steps, accumulation of results
 *     results to their columns
 * </pre>
 * The same code serves both back ends, so that they compute the same thing in the same order.
 */
final class Emitter {
    private static final String FRAME = Type.getInternalName(Frame.class);
    private static final int THIS_AND_FRAME = 2;

    /** Vector operations a row up to which minima are gathered side by side, and how many. */
    private static final int SHORT = 16;
    private static final int SIDE_BY_SIDE = 4;

    /** The loop nest's levels, outermost first. */
    private static final int CALL = 0;
    private static final int LANE = 1;
    private static final int ROW = 2;

    private final Program program;
    private final Shape shape;
    private final Backend backend;
    private final Constants constants;
    private final Inliner inliner;
    private final MethodVisitor code;
    private final int[] level;
    private final int[] uses;
    private final Map<Integer, Integer> locals = new HashMap<>();
    private final Map<Integer, Integer> lowParts = new HashMap<>();

    private int[] laneArrays;
    private int[] laneStarts;
    private int[] rowArrays;
    private int[] cellArrays;
    private int[] cellOffsets;
    private int[] outputArrays;
    private int[] outputStarts;
    private int rowStart;
    private int rowCount;
    private int cellStride;
    private int lane;
    private int row;
    /** How far ahead of the loop's row the code reads that is being written. */
    private int rowAhead;
    private int rowNumber = -1;
    private Accumulators accumulators;

    private Emitter(Program program, Shape shape, Backend backend, Constants constants, MethodVisitor code) {
        this.program = program;
        this.shape = shape;
        this.backend = backend;
        this.constants = constants;
        this.inliner = new Inliner(constants);
        this.code = code;
        this.level = levels(program, shape);
        this.uses = uses(program, shape);
    }

    /** The bytes of a class that implements {@link Code} over vectors of the given width. */
    static byte[] vectorClass(String name, Program program, Shape shape, int bits) {
        Constants constants = new Constants(bits, THIS_AND_FRAME);
        return emit(name, program, shape, new VectorBackend(bits / Double.SIZE, constants), constants);
    }

    /** The bytes of a class that implements {@link Code} one element at a time. */
    static byte[] scalarClass(String name, Program program, Shape shape) {
        return emit(name, program, shape, new ScalarBackend(), new Constants(0, THIS_AND_FRAME));
    }

    private static byte[] emit(String name, Program program, Shape shape, Backend backend, Constants constants) {
        if (shape.sinks().size() != program.outputs().size()) {
            throw new IllegalArgumentException(program.outputs().size() + " results but " + shape.sinks().size() + " sinks");
        }
        ClassWriter writer = new FlatClassWriter();
        writer.visit(V17, ACC_FINAL, name, null, "java/lang/Object", new String[] {Type.getInternalName(Code.class)});
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodNode run = new MethodNode(ACC_PUBLIC, "run", "(L" + FRAME + ";)V", null, null);
        new Emitter(program, shape, backend, constants, run).body();
        run.instructions.insert(constants.prologue());
        if (backend.lanes() > 1) {
            Padding.write(run, writer);
        } else {
            run.accept(writer);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void body() {
        laneArrays = arrays("lanes", shape.lanes().size());
        laneStarts = ints("laneStarts", shape.lanes().size());
        rowArrays = arrays("rows", shape.rows().size());
        int cellSinks = (int) shape.sinks().stream().filter(s -> s == Sink.CELL).count();
        cellArrays = arrays("cells", shape.cells().size() + cellSinks);
        outputArrays = arrays("outputs", Sink.columns(shape.sinks()));
        outputStarts = ints("outputStarts", Sink.columns(shape.sinks()));
        if (shape.hasRows()) {
            rowStart = field("rowStart");
            rowCount = field("rowCount");
            cellStride = cellArrays.length > 0 ? field("cellStride") : -1;
        }
        steps(CALL);
        lane = field("from");
        int to = field("to");
        Label loop = new Label();
        Label end = new Label();
        code.visitLabel(loop);
        code.visitVarInsn(ILOAD, lane);
        code.visitVarInsn(ILOAD, to);
        code.visitJumpInsn(IF_ICMPGE, end);
        steps(LANE);
        if (shape.hasRows()) {
            openAccumulators();
            rowLoop();
            closeAccumulators();
        } else {
            for (int k = 0; k < shape.sinks().size(); k++) {
                storeLane(locals.get(program.outputs().get(k)), k);
            }
        }
        code.visitIincInsn(lane, backend.lanes());
        code.visitJumpInsn(GOTO, loop);
        code.visitLabel(end);
        code.visitInsn(RETURN);
    }

    private void rowLoop() {
        row = constants.allocate(1);
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, row);
        cellOffsets = new int[cellArrays.length];
        for (int j = 0; j < cellArrays.length; j++) {
            pushInt("cellStarts", j);
            code.visitVarInsn(ILOAD, lane);
            code.visitInsn(IADD);
            cellOffsets[j] = constants.allocate(1);
            code.visitVarInsn(ISTORE, cellOffsets[j]);
        }
        if (isWideEnough()) {
            severalRows();
        }
        rows(List.of(accumulators));
    }

    /** The minimum of a short program waits for its last comparison: several are gathered side by side. */
    private boolean isWideEnough() {
        int cost = 0;
        for (int i = 0; i < level.length; i++) {
            cost += level[i] == ROW && uses[i] > 0 ? program.step(i).op().cost() : 0;
        }
        return cost <= SHORT && shape.cells().isEmpty() && shape.sinks().stream().allMatch(s -> s == Sink.MINIMUM || s == Sink.TWO_LEAST);
    }

    private void severalRows() {
        List<Accumulators> sideBySide = new ArrayList<>(List.of(accumulators));
        for (int k = 1; k < SIDE_BY_SIDE; k++) {
            sideBySide.add(new Accumulators(code, backend, constants, shape.sinks()));
            sideBySide.get(k).openEmpty();
        }
        rows(sideBySide);
        for (int k = 1; k < SIDE_BY_SIDE; k++) {
            accumulators.join(sideBySide.get(k), k);
        }
    }

    /** Rows as long as there are as many as there are accumulators, the k-th of which takes every k-th row. */
    private void rows(List<Accumulators> sideBySide) {
        Label loop = new Label();
        Label end = new Label();
        code.visitLabel(loop);
        code.visitVarInsn(ILOAD, row);
        code.visitVarInsn(ILOAD, rowCount);
        push(sideBySide.size() - 1);
        code.visitInsn(ISUB);
        code.visitJumpInsn(IF_ICMPGE, end);
        for (rowAhead = 0; rowAhead < sideBySide.size(); rowAhead++) {
            steps(ROW);
            gather(sideBySide.get(rowAhead));
        }
        if (rowNumber >= 0) {
            int ahead = constants.allocate(backend.slots());
            backend.constant(code, sideBySide.size());
            backend.store(code, ahead);
            backend.operation(code, Op.ADD, new int[] {rowNumber, ahead});
            backend.store(code, rowNumber);
        }
        for (int offset : cellOffsets) {
            code.visitVarInsn(ILOAD, offset);
            code.visitVarInsn(ILOAD, cellStride);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, offset);
        }
        code.visitIincInsn(row, sideBySide.size());
        code.visitJumpInsn(GOTO, loop);
        code.visitLabel(end);
    }

    // Steps

    private void steps(int wanted) {
        for (int i = 0; i < level.length; i++) {
            if (level[i] == wanted && uses[i] > 0) {
                step(i, program.step(i));
            }
        }
    }

    private void step(int i, Step step) {
        switch (step.op()) {
            case CONSTANT -> backend.constant(code, step.constant());
            case LEAF -> leaf(step.leaf());
            case LOG_LOW -> {
                locals.put(i, lowParts.get(step.arguments().get(0)));
                return;
            }
            default -> {
                if (step.op().isPrimitive()) {
                    int[] results = inliner.inline(code, backend.primitive(step.op()), arguments(step));
                    locals.put(i, results[0]);
                    if (results.length > 1) {
                        lowParts.put(i, results[1]);
                    }
                    return;
                }
                backend.operation(code, step.op(), arguments(step));
            }
        }
        keep(i);
    }

    private void keep(int i) {
        int local = constants.allocate(backend.slots());
        backend.store(code, local);
        locals.put(i, local);
    }

    private int[] arguments(Step step) {
        return step.arguments().stream().mapToInt(locals::get).toArray();
    }

    private void leaf(String leaf) {
        switch (shape.kind(leaf)) {
            case UNIFORM -> {
                pushArray("uniforms");
                push(shape.uniforms().indexOf(leaf));
                code.visitInsn(DALOAD);
                backend.broadcast(code);
            }
            case LANE -> {
                int j = shape.lanes().indexOf(leaf);
                code.visitVarInsn(ALOAD, laneArrays[j]);
                pushSum(laneStarts[j], lane);
                backend.fromArray(code);
            }
            case ROW -> {
                code.visitVarInsn(ALOAD, rowArrays[shape.rows().indexOf(leaf)]);
                pushSum(rowStart, row);
                if (rowAhead > 0) {
                    push(rowAhead);
                    code.visitInsn(IADD);
                }
                code.visitInsn(DALOAD);
                backend.broadcast(code);
            }
            case CELL -> {
                int j = shape.cells().indexOf(leaf);
                code.visitVarInsn(ALOAD, cellArrays[j]);
                code.visitVarInsn(ILOAD, cellOffsets[j]);
                backend.fromArray(code);
            }
        }
    }

    // Results

    private void storeLane(int local, int column) {
        backend.load(code, local);
        code.visitVarInsn(ALOAD, outputArrays[column]);
        pushSum(outputStarts[column], lane);
        backend.intoArray(code);
    }

    /** Sums and minima go on from what their columns hold, so that rows may come in several calls. */
    private void openAccumulators() {
        accumulators = new Accumulators(code, backend, constants, shape.sinks());
        accumulators.open(c -> {
            code.visitVarInsn(ALOAD, outputArrays[c]);
            pushSum(outputStarts[c], lane);
            backend.fromArray(code);
        });
        if (shape.sinks().stream().anyMatch(Sink::hasPlaces)) {
            rowNumber = constants.allocate(backend.slots());
            code.visitVarInsn(ILOAD, rowStart);
            code.visitInsn(I2D);
            backend.broadcast(code);
            backend.store(code, rowNumber);
        }
    }

    private void gather(Accumulators to) {
        int cell = shape.cells().size();
        for (int k = 0; k < shape.sinks().size(); k++) {
            int output = program.outputs().get(k);
            switch (shape.sinks().get(k)) {
                case SUM -> {
                    if (program.step(output).op() == Op.MULTIPLY) {
                        fusedSum(program.step(output), to.local(k, 0));
                    } else {
                        to.gather(k, locals.get(output), rowNumber);
                    }
                }
                case MINIMUM, TWO_LEAST, ZEROS -> to.gather(k, locals.get(output), rowNumber);
                case CELL -> {
                    backend.load(code, locals.get(output));
                    code.visitVarInsn(ALOAD, cellArrays[cell]);
                    code.visitVarInsn(ILOAD, cellOffsets[cell]);
                    backend.intoArray(code);
                    cell++;
                }
                case LANE -> throw new IllegalArgumentException("result " + k + " varies along rows but is kept by lane");
            }
        }
    }

    private void fusedSum(Step product, int accumulator) {
        backend.operation(code, Op.FMA, new int[] {locals.get(product.arguments().get(0)), locals.get(product.arguments().get(1)), accumulator});
        backend.store(code, accumulator);
    }

    private void closeAccumulators() {
        int column = 0;
        for (int k = 0; k < shape.sinks().size(); k++) {
            for (int c = 0; c < shape.sinks().get(k).columns(); c++) {
                storeLane(accumulators.local(k, c), column++);
            }
        }
    }

    // Placement

    private static int[] levels(Program program, Shape shape) {
        int[] level = new int[program.steps().size()];
        for (int i = 0; i < level.length; i++) {
            Step step = program.step(i);
            if (step.op() == Op.LEAF) {
                level[i] = switch (shape.kind(step.leaf())) {
                    case UNIFORM -> CALL;
                    case LANE -> LANE;
                    case ROW, CELL -> ROW;
                };
            }
            for (int a : step.arguments()) {
                level[i] = Math.max(level[i], level[a]);
            }
        }
        return level;
    }

    /** How often each step is read; a product that is only summed is fused into the sum and need not be kept. */
    private static int[] uses(Program program, Shape shape) {
        int[] uses = new int[program.steps().size()];
        for (int k = 0; k < shape.sinks().size(); k++) {
            int output = program.outputs().get(k);
            if (shape.sinks().get(k) == Sink.SUM && program.step(output).op() == Op.MULTIPLY) {
                program.step(output).arguments().forEach(a -> uses[a]++);
            } else {
                uses[output]++;
            }
        }
        for (int i = uses.length - 1; i >= 0; i--) {
            if (uses[i] > 0) {
                program.step(i).arguments().forEach(a -> uses[a]++);
            }
        }
        return uses;
    }

    // Bytecode

    private int[] arrays(String name, int count) {
        int[] arrays = new int[count];
        for (int j = 0; j < count; j++) {
            pushArray(name, "[[D");
            push(j);
            code.visitInsn(AALOAD);
            arrays[j] = constants.allocate(1);
            code.visitVarInsn(ASTORE, arrays[j]);
        }
        return arrays;
    }

    private int[] ints(String name, int count) {
        int[] values = new int[count];
        for (int j = 0; j < count; j++) {
            pushInt(name, j);
            values[j] = constants.allocate(1);
            code.visitVarInsn(ISTORE, values[j]);
        }
        return values;
    }

    private void pushInt(String name, int j) {
        pushArray(name, "[I");
        push(j);
        code.visitInsn(IALOAD);
    }

    private void pushArray(String name) {
        pushArray(name, "[D");
    }

    private void pushArray(String name, String descriptor) {
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(GETFIELD, FRAME, name, descriptor);
    }

    private int field(String name) {
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(GETFIELD, FRAME, name, "I");
        int local = constants.allocate(1);
        code.visitVarInsn(ISTORE, local);
        return local;
    }

    private void pushSum(int a, int b) {
        code.visitVarInsn(ILOAD, a);
        code.visitVarInsn(ILOAD, b);
        code.visitInsn(IADD);
    }

    private void push(int value) {
        code.visitLdcInsn(value);
    }

    /** Kernels never merge two classes of reference, so frames need no class loading. */
    private static final class FlatClassWriter extends ClassWriter {
        FlatClassWriter() {
            super(COMPUTE_FRAMES | COMPUTE_MAXS);
        }

        @Override
        protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
        }
    }
}
