package dev.powerlane.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class FigureFilesTest {
    private static final Color RED = new Color(0xd00000);

    @TempDir
    private Path folder;

    @BeforeAll
    static void withoutAScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void aFigureBecomesThreeFilesAndNoOthers() throws Exception {
        List<Path> files = FigureFiles.write(figure(), folder);
        assertThat(files).containsExactly(folder.resolve("f.svg"), folder.resolve("f.png"), folder.resolve("f.csv"));
        try (var there = Files.list(folder)) {
            assertThat(there).hasSize(3);
        }
    }

    @Test
    void theSvgIsXmlWithTheTextsInIt() throws Exception {
        FigureFiles.write(figure(), folder);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document svg = factory.newDocumentBuilder().parse(folder.resolve("f.svg").toFile());
        assertThat(svg.getDocumentElement().getTextContent()).contains("A title", "loss & more", "a caption", "10\u00b3", "the \"line\"");
    }

    @Test
    void thePictureHoldsTheLine() throws Exception {
        FigureFiles.write(figure(), folder);
        BufferedImage image = ImageIO.read(folder.resolve("f.png").toFile());
        int red = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                red += image.getRGB(x, y) == RED.getRGB() ? 1 : 0;
            }
        }
        assertThat(red).isGreaterThan(1000);
    }

    @Test
    void theCsvHoldsEveryPoint() throws Exception {
        FigureFiles.write(figure(), folder);
        assertThat(Files.readString(folder.resolve("f.csv"))).isEqualTo(
                "panel,curve,x,y\n\"A panel\",\"the \"\"line\"\"\",1.0,2.0\n\"A panel\",\"the \"\"line\"\"\",1000.0,3.5\n");
    }

    private static Figure figure() {
        Curve line = Curve.of("the \"line\"", new double[] {1, 1000}, new double[] {2, 3.5}, Curve.Style.line(RED));
        Panel panel = Panel.of("A panel", ChartAxis.decades("size", 1, 1e3, 1), ChartAxis.linear("loss & more", 2, 4, 2, 3, 4), List.of(line))
                .scale(new ColorScale("size", 1, 1e3));
        return new Figure("f", "A title", "a caption\nof two lines", List.of(panel), 1);
    }
}
