package dev.powerlane.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.powerlane.program.ErrorBound;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedConstantsTest {

    static List<PublishedValue> values() {
        return PublishedValue.all();
    }

    /** What rounding may do, and 4 ulp for constants that are computed from printed ones (exponentials, powers of 6). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void everySetGivesTheValueOfItsPaper(PublishedValue value) {
        double result = value.law().at(value.parameters(), value.point());
        double rounding = ErrorBound.of(value.law().expression(), value.values()).error() / Math.ulp(result);
        assertThat(value.ulps(result)).isLessThanOrEqualTo(rounding + 4);
    }

    @Test
    void noPublishedSetIsLeftOut() {
        Set<String> published = new TreeSet<>();
        Laws.all().forEach(law -> law.published().keySet().forEach(name -> published.add(law + " " + name)));
        Set<String> checked = values().stream().map(v -> v.law() + " " + v.constants()).filter(published::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(checked).isEqualTo(published);
    }
}
