package dev.powerlane.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compute in FLOP: a number, or peta-FLOP/s-days as {@code 1.5PFd} (8.64e19 FLOP each), or a cluster as {@code 512xH100,30d,40%}: chips, for how long, and what
 * share of their peak the training makes use of.
 */
public final class Compute {
    /** FLOP of a day at 1e15 FLOP/s. */
    public static final double PETAFLOP_DAY = 8.64e19;

    private static final Pattern DAYS = Pattern.compile("([^,]+?)\\s*([TPE])F(?:d|-days?)");
    private static final Pattern CHIPS = Pattern.compile("([\\d.]+(?:[eE]\\d+)?[kKM]?)\\s*x\\s*([A-Za-z][\\w-]*)");
    private static final Pattern TIME = Pattern.compile("([\\d.]+(?:[eE]\\d+)?)\\s*([hdw])");
    private static final Pattern SHARE = Pattern.compile("([\\d.]+)\\s*%");
    private static final Map<String, Double> SECONDS = Map.of("h", 3600., "d", 86_400., "w", 604_800.);
    private static final Map<String, Double> PREFIXES = Map.of("T", 1e-3, "P", 1., "E", 1e3);
    private static final Map<String, Chip> TABLE = table();

    /** Dense bf16 peak in TFLOP/s, without structured sparsity, and who says so. */
    private record Chip(String name, double teraflops, String source) {}

    private Compute() {}

    /** As the makers state them, a chip (for MI250X both dies), halved where a data sheet counts 2:4 sparsity. */
    private static Map<String, Chip> table() {
        Map<String, Chip> table = new LinkedHashMap<>();
        for (Chip chip : List.of(
                new Chip("A100", 312, "NVIDIA A100 data sheet"),
                new Chip("A800", 312, "NVIDIA A800 data sheet"),
                new Chip("H100", 989.4, "NVIDIA H100 data sheet, SXM"),
                new Chip("H100-PCIe", 756, "NVIDIA H100 data sheet, PCIe"),
                new Chip("H800", 989.4, "NVIDIA H800 data sheet, SXM"),
                new Chip("H200", 989.4, "NVIDIA H200 data sheet, SXM"),
                new Chip("B200", 2250, "NVIDIA Blackwell data sheet, HGX B200"),
                new Chip("L40S", 362, "NVIDIA L40S data sheet"),
                new Chip("MI250X", 383, "AMD Instinct MI250X data sheet"),
                new Chip("MI300X", 1307.4, "AMD Instinct MI300X data sheet"),
                new Chip("MI325X", 1307.4, "AMD Instinct MI325X data sheet"),
                new Chip("TPUv3", 123, "Google Cloud TPU documentation"),
                new Chip("TPUv4", 275, "Google Cloud TPU documentation"),
                new Chip("TPUv5e", 197, "Google Cloud TPU documentation"),
                new Chip("TPUv5p", 459, "Google Cloud TPU documentation"),
                new Chip("TPUv6e", 918, "Google Cloud TPU documentation"))) {
            table.put(chip.name.toLowerCase(Locale.ROOT), chip);
        }
        return table;
    }

    /** Whether a text is compute with its unit, rather than a number. */
    public static boolean isWritten(String text) {
        return DAYS.matcher(text.trim()).matches() || CHIPS.matcher(text.split(",", 2)[0].trim()).matches();
    }

    /**
     * @param what names the number in the message, as "--compute"
     * @throws IllegalArgumentException if it is none of the forms, or an unknown chip
     */
    public static double parse(String what, String text) {
        Matcher days = DAYS.matcher(text.trim());
        if (days.matches()) {
            return Quantity.parse(what, days.group(1)) * PREFIXES.get(days.group(2)) * PETAFLOP_DAY;
        }
        String[] parts = text.split(",", -1);
        Matcher chips = CHIPS.matcher(parts[0].trim());
        return chips.matches() ? cluster(what, text, chips, parts) : Quantity.parse(what, text);
    }

    private static double cluster(String what, String text, Matcher chips, String[] parts) {
        double seconds = Double.NaN;
        double share = Double.NaN;
        for (int i = 1; i < parts.length; i++) {
            Matcher time = TIME.matcher(parts[i].trim());
            Matcher percent = SHARE.matcher(parts[i].trim());
            if (time.matches() && Double.isNaN(seconds)) {
                seconds = Quantity.parse(what, time.group(1)) * SECONDS.get(time.group(2));
            } else if (percent.matches() && Double.isNaN(share)) {
                share = Quantity.parse(what, percent.group(1)) / 100;
            } else {
                throw new IllegalArgumentException(what + ": " + text + ": \"" + parts[i].trim() + "\" is neither a time nor a share; write 512xH100,30d,40%");
            }
        }
        if (!(seconds > 0) || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(what + ": " + text + " needs chips, a time (h, d or w) and a share of their peak from 0 to 100 %; write 512xH100,30d,40%");
        }
        double count = Quantity.parse(what, chips.group(1));
        return count * chip(what, chips.group(2)).teraflops * 1e12 * seconds * share;
    }

    private static Chip chip(String what, String name) {
        Chip chip = TABLE.get(name.toLowerCase(Locale.ROOT));
        if (chip == null) {
            throw new IllegalArgumentException(what + ": no chip " + name + " is known; there are "
                    + TABLE.values().stream().map(Chip::name).collect(Collectors.joining(", ")) + "; for another give FLOP, or PFd");
        }
        return chip;
    }

    /** The peaks that a text with clusters counts with, a line each; none for numbers. */
    public static List<String> notes(String text) {
        List<String> notes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher chips = CHIPS.matcher(part.trim());
            if (chips.matches()) {
                Chip chip = chip("", chips.group(2));
                String note = chip.name + ": " + Quantity.rounded(chip.teraflops, 5) + " TFLOP/s at its peak, dense bf16 (" + chip.source + ")";
                if (!notes.contains(note)) {
                    notes.add(note);
                }
            }
        }
        return notes;
    }

    /** A list divided by commas, the times and shares of clusters left with their chips. */
    static List<String> list(String text) {
        List<String> list = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            boolean belongs = !list.isEmpty() && CHIPS.matcher(list.get(list.size() - 1).split(",", 2)[0].trim()).matches()
                    && (TIME.matcher(part.trim()).matches() || SHARE.matcher(part.trim()).matches());
            if (belongs) {
                list.set(list.size() - 1, list.get(list.size() - 1) + "," + part);
            } else {
                list.add(part);
            }
        }
        return list;
    }
}
