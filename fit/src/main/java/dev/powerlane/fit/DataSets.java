package dev.powerlane.fit;

/**
 * Many data sets of the same columns, of any number of rows each, as {@link Fitter#fitEach(DataSets, Results)} reads them. Several
 * threads read at once, each set once.
 */
public interface DataSets {
    /** How many data sets there are. */
    long count();

    /** No set has more rows than this. */
    int mostRows();

    /**
     * Writes one data set.
     *
     * @param columns row r of column j goes to {@code [j][from + r]}: first the law's inputs in the law's order, then the response, then the column of
     *                weights if the fitter has one
     * @return its number of rows
     */
    int read(long set, double[][] columns, int from);

    /** Takes fits as they are done. */
    @FunctionalInterface
    interface Results {
        /**
         * Called with one block after the other, in the order of the sets, by one thread at a time.
         *
         * @param first the number of the data set that fit 0 of the block belongs to
         * @param fits  one fit a data set; overwritten after the call
         */
        void accept(long first, FitBatch fits);
    }
}
