/** What a fitted law is for: the compute-optimal allocation, with intervals where the law comes from a fit. */
package dev.powerlane.analysis;
