/**
 * Checks of Powerlane against others' code: Commons Math's automatic derivatives and optimisers, big-math's arbitrary
 * precision, and numbers known to many digits. A {@link dev.powerlane.verify.Section} checks one concern and gives a
 * {@link dev.powerlane.verify.Result} for each claim; {@link dev.powerlane.verify.Verify} runs them all.
 */
package dev.powerlane.verify;
