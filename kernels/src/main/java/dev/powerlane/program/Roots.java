package dev.powerlane.program;

import dev.powerlane.law.Expr.Root;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * The search for a root, as two programs over the same state: one makes the state from the bounds, the other improves it by one
 * step and is repeated until no element moves. A step is Newton's where that stays between the bounds and is less than half as
 * long as the step before, and otherwise halves the bracket, as in rtsafe (Press et al., Numerical Recipes, section 9.4); an
 * element whose root is found stands still, so that its result does not depend on its neighbours.
 *
 * <p>The state is the point, the two bounds (the equation is negative at the first and positive at the second, whichever is
 * greater), and the last step's length: 0 once the root is found.
 */
final class Roots {
    static final int STATE = 4;
    private static final int POINT = 0;
    private static final int NEGATIVE = 1;
    private static final int POSITIVE = 2;
    static final int STEP = 3;
    /** A step of less than this part of the point moves it by an ulp at most. */
    private static final double ULP = 0x1p-52;
    /** Operations of the two programs beyond the equation's own. */
    private static final int OWN_COST = 60;
    /** Newton steps that a search usually takes. */
    private static final int USUAL_STEPS = 7;

    private final Program.Builder program;
    private final int zero;

    private Roots(Program.Builder program) {
        this.program = program;
        this.zero = program.constant(0);
    }

    /** Vector operations of a usual search. */
    static int cost(Program body) {
        return USUAL_STEPS * (body.cost() + OWN_COST);
    }

    /**
     * The state to begin with.
     *
     * @param value the step of {@code program} that holds argument i of the root
     */
    static List<Integer> begin(Program.Builder program, Program body, int arguments, IntUnaryOperator value) {
        Roots roots = new Roots(program);
        int low = value.applyAsInt(0);
        int high = value.applyAsInt(1);
        int atLow = roots.equation(body, low, arguments, value).get(0);
        int atHigh = roots.equation(body, high, arguments, value).get(0);
        return roots.begin(low, high, atLow, atHigh);
    }

    /** The state after one step. */
    static List<Integer> next(Program.Builder program, Program body, int arguments, IntUnaryOperator value, List<Integer> state) {
        Roots roots = new Roots(program);
        List<Integer> equation = roots.equation(body, state.get(POINT), arguments, value);
        return roots.next(state, equation.get(0), equation.get(1));
    }

    /** The root, or NaN where it has not been found. */
    static int result(Program.Builder program, List<Integer> state) {
        return program.op(Op.SELECT, program.constant(0), state.get(STEP), program.constant(Double.NaN), state.get(POINT));
    }

    private List<Integer> equation(Program body, int unknown, int arguments, IntUnaryOperator value) {
        Map<String, Integer> leaves = new HashMap<>();
        leaves.put(Root.UNKNOWN, unknown);
        for (int i = 2; i < arguments; i++) {
            leaves.put(Root.outer(i - 2), value.applyAsInt(i));
        }
        return program.inline(body, leaves);
    }

    private List<Integer> begin(int low, int high, int atLow, int atHigh) {
        int nan = program.constant(Double.NaN);
        int rises = both(atLow, zero, zero, atHigh, program.constant(1), zero);
        int falls = both(atHigh, zero, zero, atLow, program.constant(1), zero);
        int negative = select(zero, rises, low, high);
        int positive = select(zero, rises, high, low);
        int middle = middle(low, high);
        // Where the signs do not differ the root is at a bound, or nowhere.
        int atABound = select(program.op(Op.ABS, atHigh), program.constant(Double.MIN_VALUE), high, nan);
        atABound = select(program.op(Op.ABS, atLow), program.constant(Double.MIN_VALUE), low, atABound);
        int proper = program.op(Op.ADD, rises, falls);
        int length = select(zero, proper, program.op(Op.ABS, program.op(Op.SUBTRACT, high, low)), zero);
        return List.of(select(zero, proper, middle, atABound), negative, positive, length);
    }

    private List<Integer> next(List<Integer> state, int f, int slope) {
        int x = state.get(POINT);
        int length = state.get(STEP);
        int negative = select(f, zero, x, state.get(NEGATIVE));
        int positive = select(zero, f, x, state.get(POSITIVE));
        int low = select(negative, positive, negative, positive);
        int high = select(negative, positive, positive, negative);
        int newton = program.op(Op.SUBTRACT, x, program.op(Op.DIVIDE, f, slope));
        int newtonLength = program.op(Op.ABS, program.op(Op.SUBTRACT, newton, x));
        int middle = middle(low, high);
        int moved = both(low, newton, newton, high, newton, middle);
        moved = select(program.op(Op.ADD, newtonLength, newtonLength), length, moved, middle);
        // A step that moves the point by less than an ulp ends on a bound: on the point itself.
        moved = select(newtonLength, program.op(Op.MULTIPLY, program.constant(ULP), program.op(Op.ABS, x)), newton, moved);
        // At a root, or where the equation is not a number, there is nothing more to do.
        int size = program.op(Op.ABS, f);
        moved = select(zero, size, moved, program.op(Op.ADD, x, f));
        int movedLength = program.op(Op.ABS, program.op(Op.SUBTRACT, moved, x));
        int far = select(program.op(Op.MULTIPLY, program.constant(ULP), program.op(Op.ABS, moved)), movedLength, movedLength, zero);
        List<Integer> next = new ArrayList<>(List.of(select(zero, length, moved, x), negative, positive, select(zero, length, far, zero)));
        return next;
    }

    /** Between two bounds: the geometric middle where they are positive and far apart. */
    private int middle(int a, int b) {
        int half = program.constant(.5);
        int arithmetic = program.op(Op.FMA, half, a, program.op(Op.MULTIPLY, half, b));
        int low = select(a, b, a, b);
        int high = select(a, b, b, a);
        int geometric = program.op(Op.MULTIPLY, program.op(Op.SQRT, low), program.op(Op.SQRT, high));
        return both(zero, low, program.op(Op.MULTIPLY, program.constant(4), low), high, geometric, arithmetic);
    }

    /** {@code a < b && c < d ? then : otherwise}. */
    private int both(int a, int b, int c, int d, int then, int otherwise) {
        return select(a, b, select(c, d, then, otherwise), otherwise);
    }

    private int select(int a, int b, int less, int otherwise) {
        return program.op(Op.SELECT, a, b, less, otherwise);
    }
}
