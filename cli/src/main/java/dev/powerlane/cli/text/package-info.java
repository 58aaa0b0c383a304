/** Numbers, ranges and tables as people write and read them, and JSON. */
package dev.powerlane.cli.text;
