/** Files that appear whole or not at all. */
package dev.powerlane.cli.output;
