package dev.powerlane.kernel;
import dev.powerlane.law.*;
import dev.powerlane.program.ErrorBound;
import java.math.BigDecimal;
import java.util.Map;
public class Measure {
    public static void main(String[] x) {
        for (Law law : Laws.all()) {
            long t = System.nanoTime();
            double worst = 0, ratio = 0, atWorst = 0; int nan = 0, infinite = 0; String where = "";
            for (int seed = 0; seed < 4; seed++) {
                double[][] columns = RandomPoints.columns(law, 100 * seed, 60);
                double[] p = RandomPoints.parameters(law, seed);
                double[] out = new double[60];
                Kernel k = Kernel.compile(law).withThreads(1);
                k.evaluate(p, k.points(columns), out);
                for (int i = 0; i < 60; i++) {
                    Map<String, Double> v = RandomPoints.values(law, p, columns, i);
                    if (!Double.isFinite(out[i])) { nan++; where += v + " "; continue; }
                    BigDecimal exact = ExactValue.of(law.expression(), v);
                    double u = ExactValue.ulps(out[i], exact);
                    double e = ErrorBound.of(law.expression(), v).error();
                    if (Double.isInfinite(e)) infinite++;
                    if (u > worst) { worst = u; }
                    ratio = Math.max(ratio, u * Math.ulp(out[i]) / e);
                    double at = law.at(law.parameterSet(p), RandomPoints.inputs(law, columns, i));
                    atWorst = Math.max(atWorst, Math.abs(at - out[i]) / Math.ulp(at));
                }
            }
            System.out.printf("%-28s worst %.2f ulp, of bound %.2f, against at %.2f, not finite %d, no bound %d  (%d ms) %s%n", law.id(), worst, ratio, atWorst, nan, infinite, (System.nanoTime() - t) / 1000000, where.length() > 300 ? where.substring(0, 300) : where);
        }
    }
}
