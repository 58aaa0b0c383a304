package dev.powerlane.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

    @Test
    void theFactorOfAKnownMatrix() {
        double[] a = {4, 12, -16, 12, 37, -43, -16, -43, 98};
        assertThat(Cholesky.factor(a, 3)).isTrue();
        assertThat(new double[] {a[0], a[3], a[4], a[6], a[7], a[8]}).containsExactly(2, 6, 1, -8, 5, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12})
    void solvesToRoundOff(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] a = positiveDefinite(n, random);
        double[] x = random.doubles(n, -1, 1).toArray();
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                b[i] += a[i * n + j] * x[j];
            }
        }
        assertThat(Cholesky.factor(a, n)).isTrue();
        Cholesky.solve(a, b, n);
        assertThat(b).containsExactly(x, within(1e-12));
    }

    @Test
    void onlyTheLowerTriangleIsRead() {
        double[] a = {4, Double.NaN, 2, 5};
        assertThat(Cholesky.factor(a, 2)).isTrue();
        double[] b = {8, 14};
        Cholesky.solve(a, b, 2);
        assertThat(b).containsExactly(new double[] {.75, 2.5}, within(1e-15));
    }

    @Test
    void whatIsNotPositiveDefiniteIsRefused() {
        assertThat(Cholesky.factor(new double[] {0}, 1)).isFalse();
        assertThat(Cholesky.factor(new double[] {-1}, 1)).isFalse();
        assertThat(Cholesky.factor(new double[] {Double.NaN}, 1)).isFalse();
        assertThat(Cholesky.factor(new double[] {Double.POSITIVE_INFINITY}, 1)).isFalse();
        assertThat(Cholesky.factor(new double[] {1, 1, 1, 1}, 2)).isFalse();
        assertThat(Cholesky.factor(new double[] {1, 2, 2, 1}, 2)).isFalse();
        assertThat(Cholesky.factor(new double[] {1, Double.NaN, Double.NaN, 1}, 2)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .5, -.9, .9992, .999999999})
    void theConditionOfTwoCorrelatedParametersIsTheRatioOfOnePlusAndOneMinusTheirCorrelation(double r) {
        double expected = (1 + Math.abs(r)) / (1 - Math.abs(r));
        double[] scales = {1e-12, 1, 1e9};
        for (double s : scales) {
            double[] a = {s * s, r * s, r * s, 1};
            assertThat(Cholesky.scaledCondition(a, 2)).isCloseTo(expected, Percentage.withPercentage(1e-5));
        }
    }

    @Test
    void theConditionOfALargerMatrixIsThatOfItsKnownEigenvalues() {
        // 1 + (n - 1) r and 1 - r are the eigenvalues of a matrix of equal correlations.
        int n = 6;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = (i == j ? 1 : .8) * Math.pow(10, i + j);
            }
        }
        assertThat(Cholesky.scaledCondition(a, n)).isCloseTo(5 / .2, Percentage.withPercentage(1e-9));
    }

    @Test
    void theConditionOfASingularOrIndefiniteMatrixIsHugeOrInfinite() {
        assertThat(Cholesky.scaledCondition(new double[] {1, 1, 1, 1}, 2)).isGreaterThan(1e14);
        assertThat(Cholesky.scaledCondition(new double[] {1, 2, 2, 1}, 2)).isInfinite();
        assertThat(Cholesky.scaledCondition(new double[] {1, 0, 0, 0}, 2)).isInfinite();
        assertThat(Cholesky.scaledCondition(new double[] {1, 0, 0, -1}, 2)).isInfinite();
        assertThat(Cholesky.scaledCondition(new double[] {1, Double.NaN, Double.NaN, 1}, 2)).isInfinite();
    }

    private static double[] positiveDefinite(int n, SplittableRandom random) {
        double[] half = random.doubles((long) n * n, -1, 1).toArray();
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = i == j ? .5 : 0;
                for (int k = 0; k < n; k++) {
                    a[i * n + j] += half[i * n + k] * half[j * n + k];
                }
            }
        }
        return a;
    }
}
