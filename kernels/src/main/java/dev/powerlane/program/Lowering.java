package dev.powerlane.program;

import dev.powerlane.law.Expr;
import dev.powerlane.law.Expr.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From formulas to steps. x^p becomes e^(p log x) with the logarithm kept in two parts, so that the power is right to an
 * ulp; small whole powers become products; sums of products become fused multiply-adds; a quotient by a power becomes
 * a product with the inverse power; the logarithm of a product of positive names is the sum of their logarithms, which
 * can then be taken once per input value.
 */
public final class Lowering {

    /**
     * What a name in a formula stands for.
     *
     * @param axes     the axes, as bits, along which it varies
     * @param positive whether it is positive wherever the formula is defined
     * @param guarded  whether a value that is not positive must give NaN in the results that read it
     */
    public record Binding(int axes, boolean positive, boolean guarded) {}

    /** How far a whole exponent is unrolled into products. */
    private static final int LARGEST_PRODUCT = 16;
    /** How deep in a product a factor is looked for whose sign costs nothing. */
    private static final int FACTORS = 3;

    private final Map<String, Binding> bindings;
    /** The axes by which products and sums are taken apart. */
    private final int split;
    private final AxisSplit bySplitAxes = new AxisSplit(this::splitAxes, this::isPositive);
    /** The parts of the products that come from it. */
    private final Map<Integer, List<Integer>> apart = new HashMap<>();
    /** Whether each guarded name carries the domains of the others along its axes, so that any of them takes them all to a result. */
    private final boolean jointDomain;
    private final Program.Builder program = new Program.Builder();
    private final Map<Expr, Integer> known = new IdentityHashMap<>();
    private final Map<Expr, Boolean> positive = new IdentityHashMap<>();

    private Lowering(Map<String, Binding> bindings, int split, boolean jointDomain) {
        this.bindings = bindings;
        this.split = split;
        this.jointDomain = jointDomain;
    }

    /** The program of several formulas over the same names. */
    public static Program lower(List<Expr> formulas, Map<String, Binding> bindings) {
        return lower(formulas, bindings, 0);
    }

    /**
     * As {@link #lower(List, Map)}; a power of a product, or an exponential of a sum, whose parts vary each along another one of some
     * axes is the product of the parts' powers or exponentials, which are then taken once per node of their axis. Other factors
     * of the product join them.
     *
     * @param split the axes, as bits; those of what is known before all cells, as parameters, are not among them
     */
    public static Program lower(List<Expr> formulas, Map<String, Binding> bindings, int split) {
        Lowering lowering = new Lowering(bindings, split, false);
        return lowering.program.build(formulas.stream().map(lowering::step).toList());
    }

    /** As above, for results that are all to be NaN where a guarded name is outside its domain, even those that do not read it. */
    public static Program lowerInDomain(List<Expr> formulas, Map<String, Binding> bindings, int split) {
        Lowering lowering = new Lowering(bindings, split, false);
        List<Integer> outputs = formulas.stream().map(lowering::step).toList();
        Domain domain = new Domain(lowering.program, lowering.guarded(-1));
        if (outputs.stream().allMatch(domain::isWhole)) {
            return lowering.program.build(outputs);
        }
        Lowering joint = new Lowering(bindings, split, true);
        outputs = formulas.stream().map(joint::step).toList();
        domain = new Domain(joint.program, joint.guarded(-1));
        return joint.program.build(outputs.stream().map(domain::confine).toList());
    }

    /** The guarded names that vary along no other than these axes. */
    private Map<String, Integer> guarded(int axes) {
        Map<String, Integer> guarded = new LinkedHashMap<>();
        bindings.forEach((name, binding) -> {
            if (binding.guarded() && (binding.axes() & ~axes) == 0) {
                guarded.put(name, binding.axes());
            }
        });
        return guarded;
    }

    /** Whether a formula is positive wherever it is defined, as far as its form and the bindings tell. */
    public static boolean isPositive(Expr formula, Map<String, Binding> bindings) {
        return new Lowering(bindings, 0, false).isPositive(formula);
    }

    private int step(Expr formula) {
        for (Expr node : formula.nodes()) {
            if (!known.containsKey(node)) {
                known.put(node, lower(node));
            }
        }
        return known.get(formula);
    }

    private int lower(Expr node) {
        if (node instanceof Expr.Constant c) {
            return program.constant(c.value());
        }
        if (node instanceof Expr.Name n) {
            Binding binding = bindings.get(n.name());
            if (binding == null) {
                throw new IllegalArgumentException("no binding for " + n.name());
            }
            return input(n.name(), binding);
        }
        if (node instanceof Expr.Unary u) {
            int a = known.get(u.argument());
            return switch (u.function()) {
                case NEGATE -> negate(a);
                case EXP -> exp(u.argument());
                case LOG -> program.op(Op.LOG, a);
                case EXP2, EXPM1, LOG2, LOG10, LOG1P, SIN, COS, ATAN -> program.op(Op.valueOf(u.function().name()), a);
                case POWER_LOG -> powerLogarithm(u.argument());
                case SQRT -> program.op(Op.SQRT, a);
                case ABS -> program.op(Op.ABS, a);
            };
        }
        if (node instanceof Expr.Select s) {
            return program.op(Op.SELECT, known.get(s.a()), known.get(s.b()), known.get(s.less()), known.get(s.otherwise()));
        }
        if (node instanceof Expr.Root r) {
            return program.root(r.arguments().stream().map(known::get).toList(), body(r));
        }
        Expr.Binary b = (Expr.Binary) node;
        int left = known.get(b.left());
        int right = known.get(b.right());
        return switch (b.operation()) {
            case ADD -> add(left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY -> multiply(left, right);
            case DIVIDE -> divide(b, left, right);
            case POWER -> power(b.left(), b.right());
            case MIN -> program.op(Op.MIN, left, right);
            case MAX -> program.op(Op.MAX, left, right);
            case LOG_SUM_EXP -> program.op(Op.LOG_SUM_EXP, left, right);
        };
    }

    /** An equation and its slope. Nothing is known to be positive in it, so that no logarithm from outside is taken inside. */
    private static Program body(Expr.Root root) {
        Map<String, Binding> bindings = new HashMap<>();
        bindings.put(Expr.Root.UNKNOWN, new Binding(1, false, false));
        for (int i = 0; i < root.outside().size(); i++) {
            bindings.put(Expr.Root.outer(i), new Binding(1, false, false));
        }
        return lower(List.of(root.equation(), root.equation().derivative(Expr.Root.UNKNOWN)), bindings);
    }

    private int input(String name, Binding binding) {
        int leaf = program.leaf(name, binding.axes());
        if (!binding.guarded()) {
            return leaf;
        }
        int inside = program.op(Op.POSITIVE, leaf);
        Map<String, Integer> companions = guarded(binding.axes());
        return jointDomain && companions.size() > 1 ? program.op(Op.ADD, inside, Domain.of(program, companions)) : inside;
    }

    /** The sign of a product is changed in the factor where that costs least: a number, a sign itself, what is computed less often. */
    private int negate(int a) {
        Step s = program.step(a);
        if (s.op() == Op.CONSTANT) {
            return program.constant(-s.constant());
        }
        if (s.op() == Op.NEGATE) {
            return s.argument(0);
        }
        if (s.op() == Op.MULTIPLY) {
            for (int f = 0; f < 2; f++) {
                if (costOfSign(s.argument(f), s.axes(), FACTORS) == 0) {
                    int changed = negate(s.argument(f));
                    return f == 0 ? program.op(Op.MULTIPLY, changed, s.argument(1)) : program.op(Op.MULTIPLY, s.argument(0), changed);
                }
            }
        }
        return program.op(Op.NEGATE, a);
    }

    /** Operations that the other sign costs an element of these axes; factors of factors are looked at as far as {@code depth}. */
    private int costOfSign(int a, int axes, int depth) {
        Step s = program.step(a);
        boolean free = s.op() == Op.CONSTANT || s.op() == Op.NEGATE || s.axes() != axes
                || depth > 0 && s.op() == Op.MULTIPLY && s.arguments().stream().anyMatch(f -> costOfSign(f, axes, depth - 1) == 0);
        return free ? 0 : 1;
    }

    private int add(int a, int b) {
        Step left = program.step(a);
        Step right = program.step(b);
        if (right.op() == Op.MULTIPLY) {
            return program.op(Op.FMA, right.argument(0), right.argument(1), a);
        }
        if (left.op() == Op.MULTIPLY) {
            return program.op(Op.FMA, left.argument(0), left.argument(1), b);
        }
        return program.op(Op.ADD, a, b);
    }

    private int subtract(int a, int b) {
        Step right = program.step(b);
        if (right.op() == Op.MULTIPLY) {
            int first = right.argument(0);
            int second = right.argument(1);
            return costOfSign(first, right.axes(), FACTORS) <= costOfSign(second, right.axes(), FACTORS)
                    ? program.op(Op.FMA, negate(first), second, a) : program.op(Op.FMA, first, negate(second), a);
        }
        return program.op(Op.SUBTRACT, a, b);
    }

    private int exp(Expr argument) {
        List<Expr> terms = split == 0 ? List.of() : bySplitAxes.terms(argument);
        return terms.isEmpty() ? program.op(Op.EXP, step(argument)) : product(terms.stream().map(t -> program.op(Op.EXP, step(t))).toList());
    }

    /** The product of the parts of what was taken apart by axis. */
    private int product(List<Integer> parts) {
        int product = parts.get(0);
        for (int part : parts.subList(1, parts.size())) {
            product = program.op(Op.MULTIPLY, product, part);
        }
        apart.putIfAbsent(product, parts);
        return product;
    }

    /** What was taken apart by axis: each part of the one factor joins the part of the other that varies along its axis. */
    private int multiply(int a, int b) {
        if (!apart.containsKey(a) && !apart.containsKey(b)) {
            return program.op(Op.MULTIPLY, a, b);
        }
        List<Integer> parts = new ArrayList<>(apart.getOrDefault(b, List.of(b)));
        for (int factor : apart.getOrDefault(a, List.of(a))) {
            int own = program.step(factor).axes() & split;
            int at = 0;
            while (at < parts.size() && (own & ~program.step(parts.get(at)).axes()) != 0) {
                at++;
            }
            if (at == parts.size()) {
                parts.add(factor);
            } else {
                parts.set(at, program.op(Op.MULTIPLY, factor, parts.get(at)));
            }
        }
        return product(parts);
    }

    private int divide(Expr.Binary quotient, int left, int right) {
        if (quotient.right() instanceof Expr.Binary d && d.operation() == Operation.POWER) {
            int inverse = power(d.left(), Expr.negate(d.right()));
            return Expr.isConstant(quotient.left(), 1) ? inverse : multiply(left, inverse);
        }
        return program.op(Op.DIVIDE, left, right);
    }

    private int power(Expr base, Expr exponent) {
        if (exponent instanceof Expr.Constant c) {
            if (c.value() == .5) {
                return program.op(Op.SQRT, step(base));
            }
            if (c.value() == 0 && base.names().stream().anyMatch(n -> bindings.containsKey(n) && bindings.get(n).guarded())) {
                // 1, but NaN outside the domain.
                int one = program.constant(1);
                return program.op(Op.MAX, one, program.op(Op.MIN, step(base), one));
            }
            if (c.value() == Math.rint(c.value()) && Math.abs(c.value()) <= LARGEST_PRODUCT) {
                return wholePower(step(base), (int) c.value());
            }
        }
        if (split != 0) {
            List<Expr.Binary> powers = bySplitAxes.powers(base, exponent);
            if (!powers.isEmpty()) {
                return product(powers.stream().map(factor -> power(factor.left(), factor.right())).toList());
            }
        }
        int p = step(exponent);
        int[] log = logarithm(base);
        return program.op(Op.POW_FROM_LOG, p, log[0], log[1]);
    }

    private int wholePower(int base, int exponent) {
        if (exponent == 0) {
            return program.constant(1);
        }
        if (exponent < 0) {
            return program.op(Op.DIVIDE, program.constant(1), wholePower(base, -exponent));
        }
        int half = exponent > 1 ? wholePower(base, exponent / 2) : base;
        int square = exponent > 1 ? program.op(Op.MULTIPLY, half, half) : base;
        return exponent > 1 && exponent % 2 == 1 ? program.op(Op.MULTIPLY, square, base) : square;
    }

    /** The one number nearest to a power's logarithm. The high parts of a product may cancel, and the low parts are then what is left. */
    private int powerLogarithm(Expr argument) {
        int[] log = logarithm(argument);
        return program.step(log[0]).op() == Op.LOG_HIGH ? log[0] : program.op(Op.ADD, log[0], log[1]);
    }

    /** The logarithm's high and low part. */
    private int[] logarithm(Expr argument) {
        if (argument instanceof Expr.Binary b && b.operation() == Operation.POWER && hasCheapLogarithm(b)) {
            return product(step(b.right()), logarithm(b.left()));
        }
        if (argument instanceof Expr.Binary b && isProduct(b) && hasCheapLogarithm(b)) {
            int[] left = logarithm(b.left());
            int[] right = logarithm(b.right());
            return sum(left, right, b.operation() == Operation.DIVIDE);
        }
        int hi = program.op(Op.LOG_HIGH, step(argument));
        return new int[] {hi, program.op(Op.LOG_LOW, hi)};
    }

    /** The sum or difference of two numbers in two parts each (Knuth's two-sum for the high parts). */
    private int[] sum(int[] a, int[] b, boolean minus) {
        int bHi = minus ? negate(b[0]) : b[0];
        int hi = program.op(Op.ADD, a[0], bHi);
        int bPart = program.op(Op.SUBTRACT, hi, a[0]);
        int aPart = program.op(Op.SUBTRACT, hi, bPart);
        int error = program.op(Op.ADD, program.op(Op.SUBTRACT, a[0], aPart), program.op(Op.SUBTRACT, bHi, bPart));
        int low = program.op(minus ? Op.SUBTRACT : Op.ADD, a[1], b[1]);
        return new int[] {hi, program.op(Op.ADD, error, low)};
    }

    /** A number times another in two parts. */
    private int[] product(int factor, int[] a) {
        int hi = program.op(Op.MULTIPLY, factor, a[0]);
        int error = program.op(Op.FMA, factor, a[0], program.op(Op.NEGATE, hi));
        return new int[] {hi, program.op(Op.FMA, factor, a[1], error)};
    }

    private static boolean isProduct(Expr.Binary b) {
        return b.operation() == Operation.MULTIPLY || b.operation() == Operation.DIVIDE;
    }

    /** Products of positive names and numbers and their powers: their logarithms are taken per name, not per combination. */
    private boolean hasCheapLogarithm(Expr e) {
        if (e instanceof Expr.Binary p && p.operation() == Operation.POWER) {
            return hasCheapLogarithm(p.left());
        }
        if (e instanceof Expr.Binary b && isProduct(b)) {
            return hasCheapLogarithm(b.left()) && hasCheapLogarithm(b.right());
        }
        return (e instanceof Expr.Name || e instanceof Expr.Constant) && isPositive(e);
    }

    private boolean isPositive(Expr e) {
        Boolean there = positive.get(e);
        if (there == null) {
            there = provePositive(e);
            positive.put(e, there);
        }
        return there;
    }

    private boolean provePositive(Expr e) {
        if (e instanceof Expr.Constant c) {
            return c.value() > 0;
        }
        if (e instanceof Expr.Name n) {
            return bindings.containsKey(n.name()) && bindings.get(n.name()).positive();
        }
        if (e instanceof Expr.Unary u) {
            return u.function() == Expr.Function.EXP || u.function() == Expr.Function.EXP2;
        }
        return e instanceof Expr.Binary b && switch (b.operation()) {
            case ADD, MULTIPLY, DIVIDE, MIN -> isPositive(b.left()) && isPositive(b.right());
            case POWER -> isPositive(b.left());
            case SUBTRACT, MAX, LOG_SUM_EXP -> false;
        };
    }

    private int splitAxes(Expr e) {
        return program.step(step(e)).axes() & split;
    }
}
