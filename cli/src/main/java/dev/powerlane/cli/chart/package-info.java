/** Figures as data, and how they become SVG, PNG and CSV. */
package dev.powerlane.cli.chart;
