package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayMathTest {
    private static final double UNTOUCHED = -12345;

    private interface ArrayFunction {
        void apply(double[] in, int inOffset, double[] out, int outOffset, int count);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 6, 8, 13, 16, 25, 32, 64, 100, 127, 128})
    void everySizeGivesTheScalarBitsAndTouchesNothingElse(int count) {
        assertElementwise(count, ArrayMath::exp, Exp::exp);
        assertElementwise(count, ArrayMath::log, Log::log);
        assertElementwise(count, (in, i, out, o, n) -> ArrayMath.pow(in, i, -0.34, out, o, n), x -> Pow.pow(x, -0.34));
        assertElementwise(count, (in, i, out, o, n) -> ArrayMath.pow(in, i, 3, out, o, n), x -> Pow.pow(x, 3));
    }

    @Test
    void resultsMayReplaceTheirInputs() {
        double[] a = Samples.uniform(1, 100, -5, 5).toArray();
        double[] b = a.clone();
        ArrayMath.exp(b, 0, b, 0, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(b[i]).isEqualTo(Exp.exp(a[i]));
        }
    }

    @Test
    void wrongShapesAreNamedBeforeAnyWork() {
        double[] in = new double[10];
        double[] out = new double[8];
        assertThatThrownBy(() -> ArrayMath.exp(in, 0, out, 0, -1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("count");
        assertThatThrownBy(() -> ArrayMath.log(in, 1, out, 0, 10)).isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("inOffset");
        assertThatThrownBy(() -> ArrayMath.log(in, -1, out, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("inOffset");
        assertThatThrownBy(() -> ArrayMath.pow(in, 0, 2, out, 0, 9)).isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("outOffset");
        assertThatThrownBy(() -> ArrayMath.pow(null, 0, 2, out, 0, 9)).isInstanceOf(NullPointerException.class).hasMessage("in");
        assertThat(out).containsOnly(0);
    }

    private static void assertElementwise(int count, ArrayFunction function, DoubleUnaryOperator scalar) {
        double[] in = Samples.uniform(count, count + 8, -2, 40).toArray();
        double[] out = new double[count + 8];
        Arrays.fill(out, UNTOUCHED);
        function.apply(in, 5, out, 3, count);
        for (int i = 0; i < out.length; i++) {
            double expected = i < 3 || i >= count + 3 ? UNTOUCHED : scalar.applyAsDouble(in[i + 2]);
            assertThat(Double.doubleToLongBits(out[i])).as("element %d of %d", i, count).isEqualTo(Double.doubleToLongBits(expected));
        }
    }
}
