package dev.powerlane.kernel;

import dev.powerlane.program.Passes.Loop;
import java.util.List;

/** The order in which the passes over one tile run, where some are repeated until a root is found for every element. */
final class Turns {
    /** Turns after which a search is given up; halving alone needs fewer on any bracket whose bounds have one sign. */
    private static final int MOST = 1200;

    /** A loop's columns as numbers of scratch columns. */
    private record Repetition(int from, int to, int[] state, int[] next) {}

    private final Repetition[] loops;
    private final int[] taken;

    /** @param scratch the names of the scratch columns */
    Turns(List<Loop> loops, List<String> scratch) {
        this.loops = loops.stream().map(l -> new Repetition(l.from(), l.to(), numbers(l.state(), scratch), numbers(l.next(), scratch)))
                .toArray(Repetition[]::new);
        taken = new int[this.loops.length];
    }

    private static int[] numbers(List<String> columns, List<String> scratch) {
        return columns.stream().mapToInt(scratch::indexOf).toArray();
    }

    /**
     * The pass to run after a pass.
     *
     * @param tiles  the scratch columns
     * @param count  rows in use of a tile
     * @param width  elements in use of a row
     * @param stride from one row to the next
     */
    int after(int pass, double[][] tiles, int count, int width, int stride) {
        for (int l = 0; l < loops.length; l++) {
            Repetition loop = loops[l];
            if (loop.to == pass + 1) {
                for (int k = 0; k < loop.state.length; k++) {
                    System.arraycopy(tiles[loop.next[k]], 0, tiles[loop.state[k]], 0, (count - 1) * stride + width);
                }
                if (++taken[l] < MOST && isMoving(tiles[loop.state[loop.state.length - 1]], count, width, stride)) {
                    return loop.from;
                }
                taken[l] = 0;
            }
        }
        return pass + 1;
    }

    private static boolean isMoving(double[] steps, int count, int width, int stride) {
        for (int row = 0; row < count; row++) {
            for (int j = 0; j < width; j++) {
                if (steps[row * stride + j] != 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
