/**
 * Laws of a whole learning-rate schedule: {@link dev.powerlane.schedule.MultiPowerLaw} along a
 * {@link dev.powerlane.schedule.Schedule}.
 */
package dev.powerlane.schedule;
