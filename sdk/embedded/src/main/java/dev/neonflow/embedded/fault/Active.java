package dev.neonflow.embedded.fault;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.RequestFault;
import dev.neonflow.embedded.RequestFault.Effect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One injected fault with its count. */
final class Active implements InjectedFault {

  private final long id;
  private final Fault fault;
  private final Consumer<Active> whenRemoved;
  private final @Nullable Dice dice;
  private final CountDownLatch removed = new CountDownLatch(1);
  private int used;

  Active(long id, Fault fault, Consumer<Active> whenRemoved) {
    this.id = id;
    this.fault = fault;
    this.whenRemoved = whenRemoved;
    this.dice =
        fault instanceof RequestFault request && request.effect() instanceof RequestFault.Random r
            ? new Dice(r)
            : null;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Fault fault() {
    return fault;
  }

  @Override
  public synchronized int used() {
    return used;
  }

  @Override
  public void remove() {
    letGo();
    whenRemoved.accept(this);
  }

  void letGo() {
    removed.countDown();
  }

  /** Counts one more time, if there is one left. */
  synchronized boolean take() {
    if (used == fault.times() || removed.getCount() == 0) {
      return false;
    }
    used++;
    return true;
  }

  /** What happens to a request that the fault is about, if anything. */
  synchronized Optional<Effect> next(Effect effect) {
    Optional<Effect> next = dice == null ? Optional.of(effect) : dice.roll();
    return next.filter(happens -> take());
  }

  /** Waits so long, or until the fault is removed. */
  void pause(Duration duration) throws InterruptedException {
    boolean unused = removed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until the fault is removed. */
  void pause() throws InterruptedException {
    removed.await();
  }
}
