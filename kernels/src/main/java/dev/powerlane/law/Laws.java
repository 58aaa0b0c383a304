package dev.powerlane.law;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The catalogue of published laws. Losses are in nats per token; N counts parameters, D tokens.
 *
 * <table>
 * <caption>Laws and their published constants, the default first</caption>
 * <tr><th>id</th><th>formula</th><th>constants</th></tr>
 * <tr><td>power-law</td><td>{@code (Xc/X)^a}</td><td>Kaplan et al. 2020, arXiv:2001.08361: kaplan-2020-N
 *     (non-embedding parameters), -D (tokens), -C (PF-days; (?) Xc not confirmed), -C_min (PF-days)</td></tr>
 * <tr><td>offset-power-law</td><td>{@code E + A*X^-a}</td><td>the same paper's loss over the token index, one set for each
 *     of six model sizes: kaplan-2020-token-1 (smallest) to -6</td></tr>
 * <tr><td>kaplan-nd</td><td>{@code ((Nc/N)^(aN/aD) + Dc/D)^aD}</td><td>kaplan-2020; N without embeddings</td></tr>
 * <tr><td>kaplan-ns</td><td>{@code (Nc/N)^aN + (Sc/S)^aS}</td><td>kaplan-2020, (?) Nc not confirmed; N without embeddings,
 *     S the steps at batches far above the critical size</td></tr>
 * <tr><td>chinchilla</td><td>{@code E + A/N^alpha + B/D^beta}</td><td>hoffmann-2022 (unrounded) and hoffmann-2022-rounded,
 *     arXiv:2203.15556; besiroglu-2024, arXiv:2404.10102; N with embeddings</td></tr>
 * </table>
 *
 * A PF-day is 8.64e19 FLOP. (?) marks a constant that no second source confirmed; the set's
 * {@linkplain ParameterSet#source() source} says so too.
 */
public final class Laws {
    private static final Map<String, Law> CATALOGUE = catalogue();

    private Laws() {}

    /** Every law of the catalogue, laws of one input first. */
    public static List<Law> all() {
        return List.copyOf(CATALOGUE.values());
    }

    /**
     * A law of the catalogue.
     *
     * @throws IllegalArgumentException if there is no such law; the message names the nearest and all others
     */
    public static Law get(String id) {
        Law law = CATALOGUE.get(id);
        if (law == null) {
            throw new IllegalArgumentException(unknown(id));
        }
        return law;
    }

    /**
     * A law of the catalogue, with the inputs that it has there, or else a formula, in which the names that are columns of
     * the data are inputs, in the order in which the formula reads them, and all other names are parameters.
     *
     * @param inputNames the names that can be inputs; those that a formula does not mention are left aside
     * @throws FormulaException         if the text is neither an id nor a formula
     * @throws IllegalArgumentException if no name of the formula is an input, as happens to a misspelt id
     */
    public static Law of(String idOrFormula, Collection<String> inputNames) {
        if (CATALOGUE.containsKey(idOrFormula)) {
            return get(idOrFormula);
        }
        Law law = Law.of(idOrFormula);
        String[] inputs = law.parameterNames().stream().filter(inputNames::contains).toArray(String[]::new);
        if (inputs.length == 0) {
            throw new IllegalArgumentException(unknown(idOrFormula) + "; read as a formula it has the names "
                    + law.parameterNames() + ", and none of them is among the inputs " + inputNames);
        }
        return law.inputs(inputs);
    }

    private static String unknown(String id) {
        String nearest = Collections.min(CATALOGUE.keySet(), Comparator.comparingInt(known -> distance(known, id)));
        boolean near = distance(nearest, id) <= Math.max(2, id.length() / 3);
        return "no law \"" + id + "\"" + (near ? "; did you mean " + nearest + "?" : ".") + " The catalogue has "
                + String.join(", ", CATALOGUE.keySet()) + ", and a formula may be given instead, as E + A*X^-a";
    }

    /** How many letters must be inserted, deleted or replaced (Levenshtein 1966), whatever their case. */
    private static int distance(String a, String b) {
        String known = a.toLowerCase(Locale.ROOT);
        String given = b.toLowerCase(Locale.ROOT);
        int[] row = new int[given.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= known.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (known.charAt(i - 1) == given.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[given.length()];
    }

    private static Map<String, Law> catalogue() {
        Map<String, Law> laws = new LinkedHashMap<>();
        for (Law law : groups()) {
            if (laws.put(law.id(), law) != null) {
                throw new IllegalStateException("two laws are called " + law.id());
            }
        }
        return Collections.unmodifiableMap(laws);
    }

    private static List<Law> groups() {
        return Stream.of(SingleVariableLaws.ALL, SizeAndDataLaws.ALL).flatMap(List::stream).toList();
    }
}
