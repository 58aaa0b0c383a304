/** The five figures: what published laws say, as data for charts. */
package dev.powerlane.cli.figure;
