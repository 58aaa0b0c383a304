package dev.powerlane.program;

import java.util.List;
import java.util.Optional;

/**
 * One assignment of a {@link Program}.
 *
 * @param op        what is done
 * @param arguments the steps it is done to, by their index in the program
 * @param constant  the number, for {@link Op#CONSTANT}
 * @param leaf      where the value comes from, for {@link Op#LEAF}; empty otherwise
 * @param axes      the set of axes, as bits, that the value depends on
 * @param body      the equation and its slope by the unknown, for {@link Op#ROOT}
 */
public record Step(Op op, List<Integer> arguments, double constant, String leaf, int axes, Optional<Program> body) {

    Step(Op op, List<Integer> arguments, double constant, String leaf, int axes) {
        this(op, arguments, constant, leaf, axes, Optional.empty());
    }

    /** The same of another operation. */
    Step as(Op operation) {
        return new Step(operation, arguments, constant, leaf, axes, body);
    }

    int argument(int i) {
        return arguments.get(i);
    }
}
