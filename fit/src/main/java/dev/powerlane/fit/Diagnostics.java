package dev.powerlane.fit;

import java.util.List;
import java.util.Map;

/**
 * What a fit's data and optimum look like from close by.
 *
 * @param conditionNumber of the Hessian, scaled to a unit diagonal
 * @param correlations    between estimates, of pairs beyond .99 in size, the largest first
 * @param termShares      by the parameters of each term of the law's sum, the mean share that it makes up of the sum
 * @param undetermined    parameters whose 95 % Wald interval is so wide that it says nothing: of an exponent, one that contains zero; of a positive
 *                        parameter, one that spans more than a factor of 100
 * @param constantInputs  inputs that have one value in all rows
 * @param collinearInputs pairs of inputs whose logarithms are correlated beyond .999
 * @param outliers        rows whose studentised residual is beyond the 5 % quantile of the largest of so many (Bonferroni), the largest first
 * @param highLeverage    rows whose leverage is above 3 p/n, the largest first
 * @param influential     rows whose Cook's distance is above .5: without them, the estimates would be elsewhere, the largest first
 * @param words           all of this in sentences; empty if there is nothing to say
 */
public record Diagnostics(double conditionNumber, List<Correlation> correlations, Map<String, Double> termShares, List<String> undetermined,
                          List<String> constantInputs, List<Correlation> collinearInputs, List<Row> outliers, List<Row> highLeverage, List<Row> influential,
                          List<String> words) {

    /** Of two parameters or inputs, in logarithms where they are positive. */
    public record Correlation(String one, String other, double value) {}

    /**
     * A row of the data.
     *
     * @param number      counted from 1
     * @param residual    as the fit takes it
     * @param studentised r / (s (1 - h)^(1/2)), for squares with the s of the other rows, for other losses with 1.4826 times the median |r|
     * @param leverage    h
     * @param cook        Cook's distance, t^2 h / ((1 - h) p) with t = r / (s (1 - h)^(1/2))
     */
    public record Row(int number, double residual, double studentised, double leverage, double cook) {}
}
