/** What can be concluded from fits: bands, tests, and the comparison of laws. */
package dev.powerlane.inference;
