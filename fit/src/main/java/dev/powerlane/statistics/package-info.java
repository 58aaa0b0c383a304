/** Tails and quantiles of the distributions that intervals and tests of fits refer to. Not part of the public API. */
package dev.powerlane.statistics;
