package dev.powerlane.math;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The oracle of this package's tests against arbitrary precision. */
class ReferenceTest {
    private static final MathContext DIGITS = new MathContext(50);

    @Test
    void logarithmsAgreeWithFiftyDigitsToTwentySeven() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            double x = Math.scalb(random.nextDouble(1, 2), i % 3 == 0 ? random.nextInt(-1074, 1024) : i % 3 - 2);
            BigDecimal exact = BigDecimalMath.log(new BigDecimal(x), DIGITS);
            Reference.Sum log = Reference.log(x);
            BigDecimal error = new BigDecimal(log.hi()).add(new BigDecimal(log.lo())).subtract(exact).divide(exact, DIGITS);
            assertThat(error.abs().doubleValue()).as("log of %a", x).isLessThan(1e-27);
        }
    }

    @Test
    void exponentialsErrorsAgreeWithFiftyDigitsToTenDigitsOfAnUlp() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 60; i++) {
            double x = random.nextDouble(-744, 709);
            double y = Math.exp(x);
            BigDecimal exact = BigDecimalMath.exp(new BigDecimal(x), DIGITS);
            double ulps = new BigDecimal(y).subtract(exact).abs().divide(new BigDecimal(Math.ulp(exact.doubleValue())), DIGITS).doubleValue();
            assertThat(Reference.expUlps(x, y)).as("exp of %a", x).isBetween(ulps - 1e-10, ulps + 1e-10);
        }
    }
}
