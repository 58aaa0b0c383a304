package dev.powerlane.cli.chart;

import java.awt.Color;

/**
 * A line or a set of points of a panel.
 *
 * @param name     what it is, in the legend and in the CSV file
 * @param x        its places
 * @param y        its values; NaN breaks the line
 * @param style    how it is drawn
 * @param inLegend whether the legend names it
 */
public record Curve(String name, double[] x, double[] y, Style style, boolean inLegend) {

    /** What stands at each point. */
    public enum Marker { NONE, CIRCLE, SQUARE, TRIANGLE, CROSS, STAR }

    /**
     * @param color  of line and marks
     * @param width  of the line in pixels; 0 for none
     * @param dashes lengths of strokes and gaps in pixels; empty for a solid line
     * @param marker at each point
     * @param size   of the markers in pixels
     */
    public record Style(Color color, double width, float[] dashes, Marker marker, double size) {

        public static Style line(Color color) {
            return new Style(color, 1.8, new float[0], Marker.NONE, 0);
        }

        public static Style points(Color color, Marker marker) {
            return new Style(color, 0, new float[0], marker, 7);
        }

        public Style width(double width) {
            return new Style(color, width, dashes, marker, size);
        }

        public Style dashed(float... lengths) {
            return new Style(color, width, lengths, marker, size);
        }

        public Style marked(Marker with, double size) {
            return new Style(color, width, dashes, with, size);
        }
    }

    public Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException("curve " + name + " has " + x.length + " places and " + y.length + " values");
        }
    }

    public static Curve of(String name, double[] x, double[] y, Style style) {
        return new Curve(name, x, y, style, true);
    }

    /** Without a line in the legend. */
    public Curve unlisted() {
        return new Curve(name, x, y, style, false);
    }
}
