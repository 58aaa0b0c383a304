package dev.powerlane.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Axis N = Axis.of("N", 1, 2, 3);
    private static final Axis D = Axis.of("D", 10, 20);

    @Test
    void aGridIsAllCombinationsOfItsNodes() {
        Grid grid = Grid.of(N, D);
        assertThat(grid.size()).isEqualTo(6);
        assertThat(grid.names()).containsExactly("N", "D");
        assertThat(grid.axisIndex("D")).isEqualTo(1);
        assertThat(grid.axis("N")).isSameAs(N);
    }

    @Test
    void sizesBeyondAnIntAreCounted() {
        Axis long1 = Axis.linear("a", 0, 1, 100_000);
        assertThat(Grid.of(long1, Axis.linear("b", 0, 1, 100_000)).size()).isEqualTo(10_000_000_000L);
    }

    @Test
    void theAxesAreCopied() {
        List<Axis> axes = new ArrayList<>(List.of(N));
        Grid grid = new Grid(axes);
        axes.add(D);
        assertThat(grid.axes()).containsExactly(N);
    }

    @Test
    void aGridNeedsAxesWithNamesOfTheirOwn() {
        assertThatThrownBy(Grid::of).isInstanceOf(IllegalArgumentException.class).hasMessage("a grid needs at least one axis");
        assertThatThrownBy(() -> Grid.of(N, N)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("same name");
    }

    @Test
    void anUnknownAxisIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Grid.of(N, D).axis("C")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no axis C in the grid; its axes are N, D");
    }

    @Test
    void aMinimumHasAPlaceUnlessThereIsNone() {
        Minima minima = new Minima(N, List.of(D), new double[] {5, Double.POSITIVE_INFINITY}, new int[] {1, -1});
        assertThat(minima.place(0)).isEqualTo(2);
        assertThat(minima.place(1)).isNaN();
        assertThat(minima.isInside(0)).isTrue();
        assertThat(minima.isInside(1)).isFalse();
    }

    @Test
    void aMinimumAtAnEndIsNotInside() {
        Minima minima = new Minima(N, List.of(D), new double[] {5, 6}, new int[] {0, 2});
        assertThat(minima.isInside(0)).isFalse();
        assertThat(minima.isInside(1)).isFalse();
    }
}
