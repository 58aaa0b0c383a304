package dev.powerlane.fit;

import dev.powerlane.law.Input;
import dev.powerlane.law.Law;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The nonlinear regression problems of the Statistical Reference Datasets. Data: NIST/ITL StRD. */
enum NistProblem {
    BENNETT5("Bennett5", "b1*(b2 + x)^(-1/b3)"),
    BOXBOD("BoxBOD", "b1*(1 - exp(-b2*x))"),
    CHWIRUT1("Chwirut1", "exp(-b1*x)/(b2 + b3*x)"),
    CHWIRUT2("Chwirut2", "exp(-b1*x)/(b2 + b3*x)"),
    DANWOOD("DanWood", "b1*x^b2"),
    ENSO("ENSO", "b1 + b2*cos(2*PI*x/12) + b3*sin(2*PI*x/12) + b5*cos(2*PI*x/b4) + b6*sin(2*PI*x/b4) + b8*cos(2*PI*x/b7) + b9*sin(2*PI*x/b7)"),
    ECKERLE4("Eckerle4", "b1/b2*exp(-.5*((x - b3)/b2)^2)"),
    GAUSS1("Gauss1", "b1*exp(-b2*x) + b3*exp(-(x - b4)^2/b5^2) + b6*exp(-(x - b7)^2/b8^2)"),
    GAUSS2("Gauss2", "b1*exp(-b2*x) + b3*exp(-(x - b4)^2/b5^2) + b6*exp(-(x - b7)^2/b8^2)"),
    GAUSS3("Gauss3", "b1*exp(-b2*x) + b3*exp(-(x - b4)^2/b5^2) + b6*exp(-(x - b7)^2/b8^2)"),
    HAHN1("Hahn1", "(b1 + b2*x + b3*x^2 + b4*x^3)/(1 + b5*x + b6*x^2 + b7*x^3)"),
    KIRBY2("Kirby2", "(b1 + b2*x + b3*x^2)/(1 + b4*x + b5*x^2)"),
    LANCZOS1("Lanczos1", "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)"),
    LANCZOS2("Lanczos2", "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)"),
    LANCZOS3("Lanczos3", "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)"),
    MGH09("MGH09", "b1*(x^2 + x*b2)/(x^2 + x*b3 + b4)"),
    MGH10("MGH10", "b1*exp(b2/(x + b3))"),
    MGH17("MGH17", "b1 + b2*exp(-x*b4) + b3*exp(-x*b5)"),
    MISRA1A("Misra1a", "b1*(1 - exp(-b2*x))"),
    MISRA1B("Misra1b", "b1*(1 - (1 + b2*x/2)^-2)"),
    MISRA1C("Misra1c", "b1*(1 - (1 + 2*b2*x)^-.5)"),
    MISRA1D("Misra1d", "b1*b2*x*(1 + b2*x)^-1"),
    NELSON("Nelson", "b1 - b2*x*exp(-b3*x2)"),
    RAT42("Rat42", "b1/(1 + exp(b2 - b3*x))"),
    RAT43("Rat43", "b1/(1 + exp(b2 - b3*x))^(1/b4)"),
    ROSZMAN1("Roszman1", "b1 - b2*x - atan(b3/(x - b4))/PI"),
    THURBER("Thurber", "(b1 + b2*x + b3*x^2 + b4*x^3)/(1 + b5*x + b6*x^2 + b7*x^3)");

    private static final Pattern LINES = Pattern.compile("Data +\\(lines +(\\d+) +to +(\\d+)\\)");

    final String title;
    private final String formula;

    NistProblem(String title, String formula) {
        this.title = title;
        this.formula = formula;
    }

    Law law() {
        boolean two = this == NELSON;
        Law law = Law.of(formula.replace("PI", Double.toString(Math.PI)))
                .inputs(two ? new Input[] {Input.real("x"), Input.real("x2")} : new Input[] {Input.real("x")});
        String[] names = law.parameterNames().stream().sorted().toArray(String[]::new);
        return law.signed(names);
    }

    /** Columns x (and x2) and the response y. The response of Nelson's law is the logarithm. */
    Data data() {
        List<String> lines = lines(title + ".dat");
        Matcher matcher = LINES.matcher(String.join("\n", lines));
        if (!matcher.find()) {
            throw new IllegalStateException(title);
        }
        double[][] rows = lines.subList(Integer.parseInt(matcher.group(1)) - 1, Integer.parseInt(matcher.group(2))).stream()
                .map(line -> Arrays.stream(line.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
        double[] y = column(rows, 0);
        return this == NELSON
                ? Data.of(Map.of("x", column(rows, 1), "x2", column(rows, 2), "y", Arrays.stream(y).map(StrictMath::log).toArray()), "y")
                : Data.of(Map.of("x", column(rows, 1), "y", y), "y");
    }

    private static double[] column(double[][] rows, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
    }

    /** In the law's order. */
    double[] start(int number) {
        return values(1 + number);
    }

    double[] optimum() {
        return values(4);
    }

    double[] deviations() {
        return values(5);
    }

    private double[] values(int column) {
        double[] values = new double[law().parameters().size()];
        Arrays.fill(values, Double.NaN);
        for (String line : lines("optima.csv")) {
            String[] fields = line.split(",");
            if (fields[0].equals(title)) {
                values[law().parameterIndex(fields[1])] = Double.parseDouble(fields[column]);
            }
        }
        return values;
    }

    private static List<String> lines(String file) {
        try (InputStream in = NistProblem.class.getResourceAsStream("/nist/" + file)) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
