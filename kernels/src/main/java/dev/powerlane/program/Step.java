package dev.powerlane.program;

import java.util.List;

/**
 * One assignment of a {@link Program}.
 *
 * @param op        what is done
 * @param arguments the steps it is done to, by their index in the program
 * @param constant  the number, for {@link Op#CONSTANT}
 * @param leaf      where the value comes from, for {@link Op#LEAF}; empty otherwise
 * @param axes      the set of axes, as bits, that the value depends on
 */
public record Step(Op op, List<Integer> arguments, double constant, String leaf, int axes) {

    int argument(int i) {
        return arguments.get(i);
    }
}
