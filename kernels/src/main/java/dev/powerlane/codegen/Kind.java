package dev.powerlane.codegen;

/** Where a leaf of a program is read from; see {@link Frame}. */
public enum Kind {
    UNIFORM, LANE, ROW, CELL
}
