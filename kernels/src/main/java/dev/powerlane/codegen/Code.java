package dev.powerlane.codegen;

/** A compiled kernel. Thread-safe: all state is in the frame. */
public interface Code {
    void run(Frame frame);
}
