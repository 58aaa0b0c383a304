package dev.powerlane.program;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Expr.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Products and sums taken apart by the axes along which their parts vary, so that a power of a product or an exponential of a sum becomes
 * a product of powers or exponentials, each of which is then taken once per node of its axis. Nothing is taken apart unless
 * each part varies along one axis only: those parts are all computed before any cell, and can be checked for overflow.
 */
final class AxisSplit {
    private final ToIntFunction<Expr> axes;
    private final Predicate<Expr> positive;

    /**
     * @param axes     the grid's axes, as bits, along which a formula varies; parameters are none
     * @param positive whether a formula is sure to be positive
     */
    AxisSplit(ToIntFunction<Expr> axes, Predicate<Expr> positive) {
        this.axes = axes;
        this.positive = positive;
    }

    /** A factor or a term: with a minus, a divisor or what is subtracted. */
    private record Part(Expr value, boolean minus) {}

    /** The power as a product of powers; empty if it stays whole. */
    List<Expr.Binary> powers(Expr base, Expr exponent) {
        List<Expr.Binary> powers = new ArrayList<>();
        List<Part> factors = new ArrayList<>();
        if (factors(base, false, factors)) {
            for (List<Part> group : groups(factors, axes.applyAsInt(exponent))) {
                boolean allBelow = group.stream().allMatch(Part::minus);
                powers.add(power(product(group, allBelow), allBelow ? Expr.negate(exponent) : exponent));
            }
        }
        if (powers.isEmpty() && axes.applyAsInt(base) == 0 && positive.test(base)) {
            terms(exponent).forEach(term -> powers.add(power(base, term)));
        }
        return powers;
    }

    /** The sum as terms of which each varies along one axis; empty if it stays whole. */
    List<Expr> terms(Expr sum) {
        List<Part> terms = new ArrayList<>();
        terms(sum, false, Expr.ONE, terms);
        return groups(terms, 0).stream().map(AxisSplit::total).toList();
    }

    private static Expr.Binary power(Expr base, Expr exponent) {
        return new Expr.Binary(Operation.POWER, base, exponent);
    }

    /** The factors of a product; false if one of several may not be positive. */
    private boolean factors(Expr e, boolean minus, List<Part> to) {
        if (e instanceof Expr.Binary b && (b.operation() == Operation.MULTIPLY || b.operation() == Operation.DIVIDE)) {
            return factors(b.left(), minus, to) && factors(b.right(), minus ^ b.operation() == Operation.DIVIDE, to);
        }
        to.add(new Part(e, minus));
        return positive.test(e);
    }

    private void terms(Expr e, boolean minus, Expr factor, List<Part> to) {
        if (e instanceof Expr.Binary b && (b.operation() == Operation.ADD || b.operation() == Operation.SUBTRACT)) {
            terms(b.left(), minus, factor, to);
            terms(b.right(), minus ^ b.operation() == Operation.SUBTRACT, factor, to);
        } else if (e instanceof Expr.Unary u && u.function() == Expr.Function.NEGATE) {
            terms(u.argument(), !minus, factor, to);
        } else if (e instanceof Expr.Binary b && b.operation() == Operation.MULTIPLY && axes.applyAsInt(b.left()) == 0) {
            terms(b.right(), minus, Expr.multiply(factor, b.left()), to);
        } else if (e instanceof Expr.Binary b && b.operation() == Operation.MULTIPLY && axes.applyAsInt(b.right()) == 0) {
            terms(b.left(), minus, Expr.multiply(factor, b.right()), to);
        } else {
            to.add(new Part(Expr.multiply(factor, e), minus));
        }
    }

    /** The parts by axis; those that vary along none join those that follow. Empty unless there are several groups of one axis each. */
    private List<List<Part>> groups(List<Part> parts, int others) {
        Map<Integer, List<Part>> groups = new LinkedHashMap<>();
        List<Part> uniform = new ArrayList<>();
        int last = 0;
        for (Part part : parts) {
            int key = axes.applyAsInt(part.value);
            if (key == 0) {
                uniform.add(part);
            } else {
                last = key | others;
                List<Part> group = groups.computeIfAbsent(last, k -> new ArrayList<>());
                group.addAll(uniform);
                group.add(part);
                uniform.clear();
            }
        }
        boolean split = groups.size() > 1 && groups.keySet().stream().allMatch(k -> Integer.bitCount(k) == 1);
        if (!split) {
            return List.of();
        }
        groups.get(last).addAll(uniform);
        return List.copyOf(groups.values());
    }

    private static Expr product(List<Part> group, boolean below) {
        Expr product = null;
        for (Part part : group) {
            if (below || !part.minus) {
                product = product == null ? part.value : Expr.multiply(product, part.value);
            }
        }
        for (Part part : group) {
            product = !below && part.minus ? Expr.divide(product, part.value) : product;
        }
        return product;
    }

    private static Expr total(List<Part> group) {
        Expr total = Expr.ZERO;
        for (Part part : group) {
            total = part.minus ? Expr.subtract(total, part.value) : Expr.add(total, part.value);
        }
        return total;
    }
}
