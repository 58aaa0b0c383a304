/** Runs read from files, through an embedded DuckDB. */
package dev.powerlane.cli.data;
