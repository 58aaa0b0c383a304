package dev.powerlane.cli.chart;

import java.awt.Color;

/**
 * Colours for a quantity that is told apart by its logarithm, and the bar beside a panel that explains them. The colours go from
 * dark blue over teal to yellow, and from dark to light, so that they can be told apart in grey too.
 *
 * @param label what the quantity is, with its unit
 * @param low   the value of the first colour
 * @param high  the value of the last colour
 */
public record ColorScale(String label, double low, double high) {
    /** Points of the viridis colour map (Smith & van der Walt 2015, CC0), evenly spaced; its lightest part is left out. */
    private static final int[] COLORS = {0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26};

    public Color color(double value) {
        double part = Math.log(value / low) / Math.log(high / low);
        double place = Math.max(0, Math.min(1, part)) * (COLORS.length - 1);
        int before = Math.min(COLORS.length - 2, (int) place);
        return mix(new Color(COLORS[before]), new Color(COLORS[before + 1]), place - before);
    }

    private static Color mix(Color a, Color b, double part) {
        return new Color(mix(a.getRed(), b.getRed(), part), mix(a.getGreen(), b.getGreen(), part), mix(a.getBlue(), b.getBlue(), part));
    }

    private static int mix(int a, int b, double part) {
        return (int) Math.round(a + (b - a) * part);
    }
}
