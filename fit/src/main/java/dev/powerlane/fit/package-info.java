/**
 * Fits of laws to training runs. A {@link dev.powerlane.fit.Fitter} polishes many starts and bootstrap resamples at once, one a
 * SIMD lane, and gives a {@link dev.powerlane.fit.Fit} with a status and intervals.
 *
 * <p>The way of a fit: {@link dev.powerlane.fit.Data} is checked, {@code Objective} writes the objective with its
 * gradient and Hessian as formulas, {@code ReducedMap} finds starts, {@code Lockstep} runs Newton iterations in lanes,
 * {@code Terms} tells plateaus from optima, and the bootstrap repeats the last two. {@code Linearization} is the optimum row by row, from which
 * {@code Covariance}, {@code Profile} and {@code Diagnosis} say how certain it is: {@link dev.powerlane.fit.Intervals},
 * {@link dev.powerlane.fit.Diagnostics}. What is concluded from fits, as bands and tests, is in {@link dev.powerlane.inference}.
 *
 * <p>The multi-power law, which goes over whole loss curves, has a fitter of its own: {@link dev.powerlane.fit.MultiPowerFitter}.
 */
package dev.powerlane.fit;
