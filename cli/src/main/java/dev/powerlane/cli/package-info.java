/** The commands: what they are called, what they print, and how they fail. */
package dev.powerlane.cli;
