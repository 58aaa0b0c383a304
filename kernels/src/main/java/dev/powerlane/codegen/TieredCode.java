package dev.powerlane.codegen;

/**
 * A vector kernel and its scalar twin. The twin takes the lanes that do not fill a vector.
 */
final class TieredCode implements Code {
    private final Code vector;
    private final Code scalar;
    private final int lanes;

    TieredCode(Code vector, Code scalar, int lanes) {
        this.vector = vector;
        this.scalar = scalar;
        this.lanes = lanes;
    }

    @Override
    public void run(Frame frame) {
        int from = frame.from;
        int to = frame.to;
        int whole = to - (to - from) % lanes;
        if (whole > from) {
            frame.to = whole;
            vector.run(frame);
        }
        if (whole < to) {
            frame.from = whole;
            frame.to = to;
            scalar.run(frame);
        }
        frame.from = from;
        frame.to = to;
    }
}
