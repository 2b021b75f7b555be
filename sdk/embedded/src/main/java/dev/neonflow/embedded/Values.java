package dev.neonflow.embedded;

import java.math.BigDecimal;
import java.time.Duration;

/** What the numbers of faults may be. */
final class Values {

  private static final Duration LONGEST = Duration.ofHours(1);

  private Values() {}

  static void times(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times " + times + " is less than 1");
    }
  }

  static void duration(Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a fault of " + seconds(duration) + " is not above 0 and at most an hour");
    }
  }

  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
