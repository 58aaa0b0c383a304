package dev.powerlane.kernel;

import dev.powerlane.codegen.RandomFormula;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Laws;
import dev.powerlane.law.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs kernels until the JIT has compiled them, for {@link BigKernelsTest}, which starts it in a virtual machine of its own. Each
 * argument is a subject: {@code chinchilla value}, {@code chinchilla gradient}, {@code chinchilla hessian}, or {@code random 7 200}
 * for the random formula of seed 7 with 200 nodes and its derivatives. For each one line goes to standard error: its name,
 * passes, and the bytes that calls in a row have allocated an element, at best.
 */
public final class CompiledKernels {
    private static final int ELEMENTS = 1024;
    private static final int FEW = 64;
    private static final int WARMING_CALLS = 1500;
    private static final int MOST_CALLS = 1500;
    private static final int CALM_CALLS = 10;

    private CompiledKernels() {}

    public static void main(String[] subjects) {
        for (String subject : subjects) {
            String[] words = subject.split(" ");
            if (words[0].equals("random")) {
                formula(subject, RandomFormula.of(Long.parseLong(words[1]), Integer.parseInt(words[2])));
            } else {
                law(subject, Laws.get(words[0]), words[1]);
            }
        }
    }

    private static void law(String subject, Law law, String what) {
        List<Quantity> quantities = switch (what) {
            case "value" -> List.of(Quantity.value());
            case "gradient" -> Quantity.gradient(law);
            default -> Quantity.hessian(law);
        };
        PointKernel kernel = new QuantityCode(law, quantities).points();
        double[] parameters = RandomPoints.parameters(law, 1);
        Points few = Kernel.compile(law).points(RandomPoints.columns(law, 1, FEW));
        Points many = Kernel.compile(law).points(RandomPoints.columns(law, 1, ELEMENTS));
        double[][] out = new double[quantities.size()][ELEMENTS];
        report(subject, kernel.passes(), count -> kernel.run(parameters, count == FEW ? few : many, out, 1));
    }

    private static void formula(String subject, Expr formula) {
        List<Expr> formulas = new ArrayList<>(List.of(formula));
        formula.names().forEach(name -> formulas.add(formula.derivative(name)));
        Elementwise code = new Elementwise(subject, Formulas.lower(formulas, formula.names().toArray(String[]::new)), axes -> axes != 0);
        double[][] columns = new double[code.columns().size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = RandomPoints.logUniform(j, ELEMENTS, .1, 10);
        }
        double[][] out = new double[formulas.size()][ELEMENTS];
        double[] none = {};
        report(subject, code.passes(), count -> code.run(none, columns, out, count));
    }

    private static void report(String subject, int passes, IntConsumer run) {
        for (int i = 0; i < WARMING_CALLS; i++) {
            run.accept(FEW);
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MOST_CALLS / CALM_CALLS && least > BigKernelsTest.bound(passes) * ELEMENTS; i++) {
            long most = 0;
            for (int k = 0; k < CALM_CALLS; k++) {
                most = Math.max(most, AllocatedBytes.of(() -> run.accept(ELEMENTS)));
            }
            least = Math.min(least, most);
        }
        System.err.println(subject + ": " + passes + " passes: " + (double) least / ELEMENTS);
    }
}
