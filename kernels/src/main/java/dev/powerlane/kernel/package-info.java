/** What callers hold: laws compiled for points and for grids, and sums over rows for many parameter vectors at once. */
package dev.powerlane.kernel;
