package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DataTest {
    private static Data data() {
        return Data.of(Map.of("N", new double[] {1, 2, 3, 4}, "size", new double[] {7, 1.5, 7, 1.5}, "loss", new double[] {4, 3, 2, 1}), "loss")
                .labelled("set", "b", "a", "b", "b");
    }

    @Test
    void rowsAreGroupedInTheOrderOfTheirLabels() {
        Map<String, Data> groups = data().by("set");
        assertThat(groups.keySet()).containsExactly("b", "a");
        assertThat(groups.get("b").column("N")).containsExactly(1, 3, 4);
        assertThat(groups.get("b").column("loss")).containsExactly(4, 2, 1);
        assertThat(groups.get("a").rows()).isEqualTo(1);
    }

    @Test
    void numbersGroupTooAndKeepTheirOwnLabels() {
        Map<String, Data> groups = data().by("size");
        assertThat(groups.keySet()).containsExactly("7", "1.5");
        assertThat(groups.get("1.5").by("set").keySet()).containsExactly("a", "b");
    }

    @Test
    void rowsAreTakenInAnyOrderAndMoreThanOnce() {
        Data some = data().select(3, 0, 3);
        assertThat(some.column("N")).containsExactly(4, 1, 4);
        assertThat(some.response()).isEqualTo("loss");
        assertThat(data().select().rows()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> data().select(4)).withMessageContaining("no row 4");
    }

    @Test
    void labelsMustBeThereForEveryRow() {
        assertThatIllegalArgumentException().isThrownBy(() -> data().labelled("x", "a", "b")).withMessageContaining("column x has 2 rows");
        assertThatIllegalArgumentException().isThrownBy(() -> data().labelled("x", "a", "b", " ", "c")).withMessageContaining("row 3").withMessageContaining("x");
        assertThatIllegalArgumentException().isThrownBy(() -> data().labelled("x", "a", null, "b", "c")).withMessageContaining("row 2");
        assertThatIllegalArgumentException().isThrownBy(() -> data().by("corpus")).withMessageContaining("corpus").withMessageContaining("set");
    }
}
