/**
 * A formula as straight-line steps in single assignment: lowering with shared subexpressions, placement of each step on
 * the fewest axes that it needs, and splitting of what is too long for the JIT.
 */
package dev.powerlane.program;
