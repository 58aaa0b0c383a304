package dev.powerlane.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartColor;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.block.BlockBorder;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws a figure by JFreeChart on any Java2D surface. */
final class Drawing {
    private static final int PANEL_WIDTH = 760;
    private static final int PANEL_HEIGHT = 620;
    private static final int MARGIN = 16;
    private static final String FAMILY = Font.SANS_SERIF;
    private static final Font TITLE = new Font(FAMILY, Font.BOLD, 19);
    private static final Font PANEL_TITLE = new Font(FAMILY, Font.BOLD, 15);
    private static final Font LABEL = new Font(FAMILY, Font.PLAIN, 15);
    private static final Font TICK = new Font(FAMILY, Font.PLAIN, 14);
    private static final Font LEGEND = new Font(FAMILY, Font.PLAIN, 13);
    private static final Font NOTE = new Font(FAMILY, Font.PLAIN, 13);
    private static final Font CAPTION = new Font(FAMILY, Font.PLAIN, 14);
    private static final Color GRID = new Color(0xe3e3e3);

    static {
        // Labels of vertical axes as text too, not as outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private final Figure figure;

    Drawing(Figure figure) {
        this.figure = figure;
    }

    int width() {
        return Math.min(figure.columns(), figure.panels().size()) * PANEL_WIDTH + 2 * MARGIN;
    }

    int height() {
        return captionTop() + (int) Math.ceil(captionHeight()) + MARGIN;
    }

    private int rows() {
        return (figure.panels().size() + figure.columns() - 1) / figure.columns();
    }

    private int titleHeight() {
        return 2 * TITLE.getSize();
    }

    private int captionTop() {
        return MARGIN + titleHeight() + rows() * PANEL_HEIGHT + MARGIN;
    }

    void draw(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setPaint(Color.WHITE);
        g.fill(new Rectangle(0, 0, width(), height()));
        g.setPaint(Color.BLACK);
        g.setFont(TITLE);
        g.drawString(figure.title(), MARGIN + 8, MARGIN + TITLE.getSize());
        for (int p = 0; p < figure.panels().size(); p++) {
            chart(figure.panels().get(p)).draw(g, new Rectangle2D.Double(MARGIN + p % figure.columns() * PANEL_WIDTH,
                    MARGIN + titleHeight() + p / figure.columns() * PANEL_HEIGHT, PANEL_WIDTH - 8, PANEL_HEIGHT - 8));
        }
        g.setPaint(Color.DARK_GRAY);
        g.setFont(CAPTION);
        double y = captionTop();
        for (String line : captionLines()) {
            y += lineHeight();
            g.drawString(line, MARGIN + 8, (float) y);
        }
    }

    // Caption

    private double captionHeight() {
        return captionLines().size() * lineHeight();
    }

    private static double lineHeight() {
        return 1.35 * CAPTION.getSize();
    }

    private List<String> captionLines() {
        List<String> lines = new ArrayList<>();
        FontRenderContext context = new FontRenderContext(null, true, true);
        for (String paragraph : figure.caption().split("\n")) {
            AttributedString text = new AttributedString(paragraph);
            text.addAttribute(TextAttribute.FONT, CAPTION);
            LineBreakMeasurer measurer = new LineBreakMeasurer(text.getIterator(), context);
            while (measurer.getPosition() < paragraph.length()) {
                int start = measurer.getPosition();
                TextLayout line = measurer.nextLayout(width() - 2 * MARGIN - 16);
                lines.add(paragraph.substring(start, start + line.getCharacterCount()));
            }
        }
        return lines;
    }

    // Panels

    private JFreeChart chart(Panel panel) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        // As one path, or else dashes would begin anew at each point.
        renderer.setDrawSeriesLineAsPath(true);
        for (int k = 0; k < panel.curves().size(); k++) {
            Curve curve = panel.curves().get(k);
            data.addSeries(series(k, curve));
            style(renderer, k, curve);
        }
        XYPlot plot = new XYPlot(data, axis(panel.x()), axis(panel.y()), renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setOutlinePaint(Color.GRAY);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setSeriesRenderingOrder(org.jfree.chart.plot.SeriesRenderingOrder.FORWARD);
        plot.setInsets(new RectangleInsets(4, 4, 4, 16));
        panel.bands().forEach(band -> plot.addDomainMarker(band(band), Layer.BACKGROUND));
        panel.notes().forEach(note -> plot.addAnnotation(note(note)));
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        TextTitle title = new TextTitle(panel.title(), PANEL_TITLE);
        title.setMargin(2, 4, 6, 4);
        chart.setTitle(title);
        chart.setBackgroundPaint(Color.WHITE);
        if (panel.curves().stream().anyMatch(Curve::inLegend)) {
            legend(panel, plot, chart, renderer);
        }
        panel.scale().ifPresent(scale -> chart.addSubtitle(bar(scale)));
        return chart;
    }

    private static XYSeries series(int number, Curve curve) {
        XYSeries series = new XYSeries(number + " " + curve.name(), false, true);
        series.setDescription(curve.name());
        for (int i = 0; i < curve.x().length; i++) {
            series.add(curve.x()[i], Double.isFinite(curve.y()[i]) ? (Double) curve.y()[i] : null, false);
        }
        return series;
    }

    private static void style(XYLineAndShapeRenderer renderer, int k, Curve curve) {
        Curve.Style style = curve.style();
        renderer.setSeriesPaint(k, style.color());
        renderer.setSeriesLinesVisible(k, style.width() > 0);
        renderer.setSeriesStroke(k, style.dashes().length == 0
                ? new BasicStroke((float) style.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke((float) style.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, style.dashes(), 0));
        renderer.setSeriesShapesVisible(k, style.marker() != Curve.Marker.NONE);
        if (style.marker() != Curve.Marker.NONE) {
            renderer.setSeriesShape(k, shape(style.marker(), style.size()));
            renderer.setSeriesShapesFilled(k, true);
        }
        renderer.setSeriesVisibleInLegend(k, curve.inLegend());
        renderer.setLegendLine(new java.awt.geom.Line2D.Double(-14, 0, 14, 0));
    }

    private static Shape shape(Curve.Marker marker, double size) {
        double r = size / 2;
        return switch (marker) {
            case NONE, CIRCLE -> new Ellipse2D.Double(-r, -r, size, size);
            case SQUARE -> new Rectangle2D.Double(-r, -r, size, size);
            case TRIANGLE -> polygon(3, r, r, -Math.PI / 2);
            case STAR -> polygon(10, 1.4 * r, .55 * r, -Math.PI / 2);
            case CROSS -> cross(r);
        };
    }

    /** A polygon whose corners lie on two circles in turn. */
    private static Shape polygon(int corners, double outer, double inner, double start) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = start + 2 * Math.PI * i / corners;
            if (i == 0) {
                path.moveTo(radius * Math.cos(angle), radius * Math.sin(angle));
            } else {
                path.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
            }
        }
        path.closePath();
        return path;
    }

    private static Shape cross(double r) {
        Path2D path = new Path2D.Double();
        double w = r / 3;
        path.append(new Rectangle2D.Double(-r, -w, 2 * r, 2 * w), false);
        path.append(new Rectangle2D.Double(-w, -r, 2 * w, 2 * r), false);
        return path;
    }

    private static IntervalMarker band(Panel.Band band) {
        IntervalMarker marker = new IntervalMarker(band.from(), band.to(), new Color(0xf1ece0));
        marker.setAlpha(1);
        marker.setLabel(band.text());
        marker.setLabelFont(NOTE);
        marker.setLabelPaint(Color.DARK_GRAY);
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP);
        marker.setLabelTextAnchor(TextAnchor.TOP_CENTER);
        return marker;
    }

    private static XYTextAnnotation note(Panel.Note note) {
        XYTextAnnotation annotation = new XYTextAnnotation(note.text(), note.x(), note.y());
        annotation.setFont(NOTE);
        annotation.setPaint(Color.BLACK);
        annotation.setTextAnchor(note.anchor() < 0 ? TextAnchor.CENTER_LEFT : note.anchor() == 0 ? TextAnchor.CENTER : TextAnchor.CENTER_RIGHT);
        return annotation;
    }

    // Legends

    private static void legend(Panel panel, XYPlot plot, JFreeChart chart, XYLineAndShapeRenderer renderer) {
        renderer.setLegendItemLabelGenerator((dataset, series) -> panel.curves().get(series).name());
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(LEGEND);
        legend.setItemLabelPadding(new RectangleInsets(1, 3, 1, 8));
        legend.setBackgroundPaint(new Color(255, 255, 255, 225));
        legend.setFrame(new BlockBorder(Color.LIGHT_GRAY));
        if (panel.legend() == Panel.Legend.BELOW) {
            legend.setFrame(BlockBorder.NONE);
            legend.setPosition(RectangleEdge.BOTTOM);
            chart.addLegend(legend);
            return;
        }
        legend.setPosition(RectangleEdge.RIGHT);
        boolean right = panel.legend() == Panel.Legend.TOP_RIGHT || panel.legend() == Panel.Legend.BOTTOM_RIGHT;
        boolean top = panel.legend() == Panel.Legend.TOP_RIGHT || panel.legend() == Panel.Legend.TOP_LEFT;
        RectangleAnchor anchor = top ? right ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT
                : right ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.BOTTOM_LEFT;
        XYTitleAnnotation inside = new XYTitleAnnotation(place(panel.x(), right ? .985 : .015), place(panel.y(), top ? .98 : .02), legend, anchor);
        plot.addAnnotation(inside);
    }

    /** The part of an axis' numbers that lies at a part of its length, which is how JFreeChart counts. */
    private static double place(ChartAxis axis, double part) {
        return axis.log() ? (Math.pow(axis.high() / axis.low(), part) - 1) / (axis.high() / axis.low() - 1) : part;
    }

    /** The bar's own axis is linear in the logarithm: its strips are evenly spaced. */
    private static PaintScaleLegend bar(ColorScale scale) {
        int steps = 200;
        double low = Math.log10(scale.low());
        double high = Math.log10(scale.high());
        LookupPaintScale paints = new LookupPaintScale(low, high, ChartColor.WHITE);
        for (int i = 0; i < steps; i++) {
            paints.add(low + (high - low) * i / steps, scale.color(Math.pow(10, low + (high - low) * (i + .5) / steps)));
        }
        PaintScaleLegend bar = new PaintScaleLegend(paints, new PowersOfTen(scale.label(), low, high));
        bar.setPosition(RectangleEdge.RIGHT);
        bar.setSubdivisionCount(steps);
        bar.setStripWidth(16);
        bar.setStripOutlineVisible(false);
        bar.setMargin(40, 6, 60, 4);
        bar.setAxisOffset(4);
        bar.setBackgroundPaint(Color.WHITE);
        return bar;
    }

    // Axes

    private static ValueAxis axis(ChartAxis axis) {
        ValueAxis drawn = axis.log() ? new LogarithmicTicks(axis) : new LinearTicks(axis);
        drawn.setRange(axis.low(), axis.high());
        return plain(drawn);
    }

    private static ValueAxis plain(ValueAxis drawn) {
        drawn.setLabelFont(LABEL);
        drawn.setTickLabelFont(TICK);
        drawn.setAxisLinePaint(Color.GRAY);
        drawn.setTickMarkPaint(Color.GRAY);
        return drawn;
    }

    /** A power of ten as 10 with a raised exponent where it is long, other numbers as they are. */
    private static String label(double value) {
        int power = (int) Math.round(Math.log10(value));
        boolean isPower = Math.abs(value / ChartAxis.powerOfTen(power) - 1) < 1e-9;
        return !isPower || power >= 0 && power <= 1 ? plain(value) : "10" + raised(power);
    }

    private static String raised(int power) {
        StringBuilder text = new StringBuilder();
        Integer.toString(power).chars().forEach(c -> text.append(c == '-' ? '\u207b' : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".charAt(c - '0')));
        return text.toString();
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : String.format(Locale.ROOT, "%s", (float) value);
    }

    private static final class LogarithmicTicks extends LogAxis {
        private static final long serialVersionUID = 1;
        private final transient ChartAxis axis;

        LogarithmicTicks(ChartAxis axis) {
            super(axis.label());
            this.axis = axis;
        }

        @Override
        public List<ValueTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            boolean horizontal = RectangleEdge.isTopOrBottom(edge);
            TextAnchor anchor = horizontal ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
            List<ValueTick> ticks = new ArrayList<>();
            axis.ticks().forEach(value -> ticks.add(new NumberTick(TickType.MAJOR, value, label(value), anchor, TextAnchor.CENTER, 0)));
            return ticks;
        }
    }

    private static final class LinearTicks extends NumberAxis {
        private static final long serialVersionUID = 1;
        private final transient ChartAxis axis;

        LinearTicks(ChartAxis axis) {
            super(axis.label());
            this.axis = axis;
        }

        @Override
        public List<ValueTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
            List<ValueTick> ticks = new ArrayList<>();
            axis.ticks().forEach(value -> ticks.add(new NumberTick(TickType.MAJOR, value, plain(value), anchor, TextAnchor.CENTER, 0)));
            return ticks;
        }
    }

    /** The axis of a colour bar: places are decimal logarithms. */
    private static final class PowersOfTen extends NumberAxis {
        private static final long serialVersionUID = 1;

        PowersOfTen(String label, double low, double high) {
            super(label);
            setRange(low, high);
            plain(this);
        }

        @Override
        public List<ValueTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            TextAnchor anchor = edge == RectangleEdge.LEFT ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
            List<ValueTick> ticks = new ArrayList<>();
            for (int power = (int) Math.ceil(getLowerBound() - 1e-9); power <= getUpperBound() + 1e-9; power++) {
                ticks.add(new NumberTick(TickType.MAJOR, power, label(ChartAxis.powerOfTen(power)), anchor, TextAnchor.CENTER, 0));
            }
            return ticks;
        }
    }
}
