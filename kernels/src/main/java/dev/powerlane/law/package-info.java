/**
 * Laws as formulas: the expression graph, its parser and its symbolic derivative, and the catalogue of published laws.
 *
 * <p>A {@link dev.powerlane.law.Law} is an {@link dev.powerlane.law.Expr} whose names have been divided into inputs
 * (what a training run is given: parameters N, tokens D, compute C) and parameters (what is fitted).
 */
package dev.powerlane.law;
