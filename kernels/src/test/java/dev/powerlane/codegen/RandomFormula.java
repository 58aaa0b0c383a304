package dev.powerlane.codegen;

import dev.powerlane.law.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Formulas over x, y and z with every operation of the language and shared parts, the same for the same seed. Powers have
 * no negative base: only small whole constants are exponents of those.
 */
public final class RandomFormula {
    private final SplittableRandom random;
    private final List<Expr> nodes = new ArrayList<>();

    private RandomFormula(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A formula of about that many nodes. */
    public static Expr of(long seed, int size) {
        return new RandomFormula(seed).grow(size);
    }

    private Expr grow(int size) {
        nodes.addAll(List.of(Expr.name("x"), Expr.name("y"), Expr.name("z"), Expr.constant(random.nextDouble(-3, 3)),
                Expr.constant(random.nextInt(-3, 5))));
        while (nodes.size() < size) {
            nodes.add(next());
        }
        // What nothing has used yet comes in here.
        Expr sum = nodes.get(nodes.size() - 1);
        for (int i = 2; i <= Math.min(6, nodes.size()); i++) {
            sum = Expr.add(sum, nodes.get(nodes.size() - i));
        }
        return sum;
    }

    private Expr next() {
        Expr a = any();
        return switch (random.nextInt(15)) {
            case 0, 1 -> Expr.add(a, any());
            case 2, 3 -> Expr.subtract(a, any());
            case 4, 5 -> Expr.multiply(a, any());
            case 6 -> Expr.divide(a, any());
            case 7 -> Expr.power(Expr.abs(a), any());
            case 13 -> Expr.power(a, Expr.constant(random.nextInt(-4, 9)));
            case 8 -> Expr.power(Expr.add(Expr.ONE, Expr.abs(a)), Expr.constant(random.nextDouble(-2, 2)));
            case 9 -> Expr.exp(Expr.min(a, Expr.constant(5)));
            case 10 -> Expr.log(a);
            case 11 -> Expr.min(a, any());
            case 12 -> Expr.max(a, any());
            default -> random.nextBoolean() ? Expr.sqrt(a) : Expr.abs(a);
        };
    }

    /** Young nodes more often than old ones, so that formulas get deep. */
    private Expr any() {
        int window = random.nextBoolean() ? nodes.size() : Math.min(nodes.size(), 12);
        return nodes.get(nodes.size() - 1 - random.nextInt(window));
    }
}
