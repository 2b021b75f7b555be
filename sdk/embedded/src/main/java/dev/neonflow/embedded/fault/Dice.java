package dev.neonflow.embedded.fault;

import dev.neonflow.embedded.Fault.At;
import dev.neonflow.embedded.RequestFault;
import dev.neonflow.embedded.RequestFault.Cut;
import dev.neonflow.embedded.RequestFault.Delay;
import dev.neonflow.embedded.RequestFault.Effect;
import dev.neonflow.embedded.RequestFault.Malformed;
import dev.neonflow.embedded.RequestFault.SlowBody;
import dev.neonflow.embedded.RequestFault.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Decides by chance, the same way for the same seed. Not thread-safe. */
final class Dice {

  private static final Duration SHORT = Duration.ofMillis(200);

  /** A change of this list changes what a seed means. */
  private static final List<Effect> EFFECTS =
      List.of(
          new Status(423, null, false),
          new Status(429, null, false),
          new Status(429, "1", false),
          new Status(500, null, false),
          new Status(500, null, true),
          new Status(503, null, false),
          new Status(524, null, true),
          new Cut(At.BEFORE_APPLYING),
          new Cut(At.AFTER_APPLYING),
          new Cut(At.WITHIN_BODY),
          new Delay(SHORT),
          new SlowBody(SHORT),
          new Malformed());

  private final Random random;
  private final double probability;

  Dice(RequestFault.Random fault) {
    this.random = new Random(fault.seed());
    this.probability = fault.probability();
  }

  /** Draws twice in any case, so that the probability does not move what comes later. */
  Optional<Effect> roll() {
    double chance = random.nextDouble();
    Effect effect = EFFECTS.get(random.nextInt(EFFECTS.size()));
    return chance < probability ? Optional.of(effect) : Optional.empty();
  }
}
