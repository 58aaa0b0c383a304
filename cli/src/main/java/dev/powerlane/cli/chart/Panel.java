package dev.powerlane.cli.chart;

import java.util.List;
import java.util.Optional;

/**
 * One set of axes with what is drawn in it.
 *
 * @param title  above it
 * @param x      the horizontal axis
 * @param y      the vertical axis
 * @param curves what is drawn, the first at the bottom
 * @param notes  words at places of the panel
 * @param bands  shaded ranges of x
 * @param scale  the colours' meaning, drawn as a bar
 * @param legend where the legend stands; it is left out if no curve is listed
 */
public record Panel(String title, ChartAxis x, ChartAxis y, List<Curve> curves, List<Note> notes, List<Band> bands, Optional<ColorScale> scale,
                    Legend legend) {

    /** Where the legend stands. */
    public enum Legend { BELOW, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT, TOP_LEFT }

    /** Words whose left end, centre or right end stands at a place: -1, 0 or 1. */
    public record Note(String text, double x, double y, int anchor) {}

    /** A shaded range of x, and what it means. */
    public record Band(String text, double from, double to) {}

    public Panel {
        curves = List.copyOf(curves);
        notes = List.copyOf(notes);
        bands = List.copyOf(bands);
    }

    public static Panel of(String title, ChartAxis x, ChartAxis y, List<Curve> curves) {
        return new Panel(title, x, y, curves, List.of(), List.of(), Optional.empty(), Legend.BELOW);
    }

    public Panel notes(List<Note> notes) {
        return new Panel(title, x, y, curves, notes, bands, scale, legend);
    }

    public Panel bands(List<Band> bands) {
        return new Panel(title, x, y, curves, notes, bands, scale, legend);
    }

    public Panel scale(ColorScale scale) {
        return new Panel(title, x, y, curves, notes, bands, Optional.of(scale), legend);
    }

    public Panel legend(Legend legend) {
        return new Panel(title, x, y, curves, notes, bands, scale, legend);
    }

    /** @throws IllegalArgumentException if there is no such curve */
    public Curve curve(String name) {
        return curves.stream().filter(c -> c.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no curve " + name + " in " + title));
    }
}
