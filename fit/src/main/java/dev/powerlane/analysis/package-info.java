/**
 * What a fitted law is for: compute-optimal allocation, Hoffmann's three approaches, iso-loss curves and marginal values, batch sizes, allocation
 * with inference, scarce data or few bits, extrapolation, speed-ups, and which runs to do next. Each class answers one question, from published
 * constants or from a fit: then every answer has its interval.
 */
package dev.powerlane.analysis;
