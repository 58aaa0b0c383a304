package dev.powerlane.cli.chart;

import java.util.List;

/**
 * Panels side by side over a caption.
 *
 * @param name    of its files
 * @param title   above the panels
 * @param caption below them: the law, its constants, and which steps, batch and compute it means
 * @param panels  from left to right
 * @param columns how many panels stand in a row
 */
public record Figure(String name, String title, String caption, List<Panel> panels, int columns) {
    public Figure {
        panels = List.copyOf(panels);
    }
}
