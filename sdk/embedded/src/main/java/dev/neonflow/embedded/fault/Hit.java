package dev.neonflow.embedded.fault;

import dev.neonflow.embedded.RequestFault.Effect;
import java.time.Duration;

/** A fault that happens to one request. */
public final class Hit {

  private final Active fault;
  private final Effect effect;

  Hit(Active fault, Effect effect) {
    this.fault = fault;
    this.effect = effect;
  }

  /** What happens; never a chance of something. */
  public Effect effect() {
    return effect;
  }

  /** Waits so long, or until the fault is removed or the server closed. */
  public void pause(Duration duration) throws InterruptedException {
    fault.pause(duration);
  }
}
