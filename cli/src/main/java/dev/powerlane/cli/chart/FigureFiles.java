package dev.powerlane.cli.chart;

import dev.powerlane.cli.output.WholeFile;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/** Writes a figure as NAME.svg, NAME.png (two pixels a point) and NAME.csv (panel, curve, x, y), each whole or not at all. */
public final class FigureFiles {
    private static final int PIXELS = 2;

    private FigureFiles() {}

    /** @return the files, in that order */
    public static List<Path> write(Figure figure, Path folder) throws IOException {
        return List.of(file(folder.resolve(figure.name() + ".svg"), svg(figure)),
                file(folder.resolve(figure.name() + ".png"), png(figure)),
                file(folder.resolve(figure.name() + ".csv"), csv(figure).getBytes(StandardCharsets.UTF_8)));
    }

    private static Path file(Path target, byte[] content) throws IOException {
        try (WholeFile file = WholeFile.beside(target)) {
            file.write(ByteBuffer.wrap(content));
            file.commit();
        }
        return target;
    }

    static byte[] svg(Figure figure) throws IOException {
        Drawing drawing = new Drawing(figure);
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument("http://www.w3.org/2000/svg", "svg", null);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new java.awt.Dimension(drawing.width(), drawing.height()));
        drawing.draw(graphics);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            graphics.stream(writer, true);
        }
        return bytes.toByteArray();
    }

    static byte[] png(Figure figure) throws IOException {
        Drawing drawing = new Drawing(figure);
        BufferedImage image = new BufferedImage(PIXELS * drawing.width(), PIXELS * drawing.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PIXELS, PIXELS);
        drawing.draw(graphics);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    static String csv(Figure figure) {
        StringBuilder text = new StringBuilder("panel,curve,x,y\n");
        for (Panel panel : figure.panels()) {
            for (Curve curve : panel.curves()) {
                for (int i = 0; i < curve.x().length; i++) {
                    text.append(quoted(panel.title())).append(',').append(quoted(curve.name())).append(',').append(curve.x()[i]).append(',')
                            .append(curve.y()[i]).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
