package dev.powerlane.codegen;

/** Where a result of a program goes. */
public enum Sink {
    /** To an output column, one value a lane. */
    LANE,
    /** To a cell array, one value a row and lane. The cell arrays written follow those read. */
    CELL,
    /** Added to an output column, over the rows in their order. */
    SUM,
    /** The least value over the rows and the row where it is first met, in two output columns; NaN is passed over. */
    MINIMUM
}
