package dev.neonflow.cli;

import java.io.Closeable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The thread that made this, which is interrupted when the process is to end, until this is closed.
 * Thread-safe.
 */
public final class Interruptible implements Closeable {

  private final Thread thread = Thread.currentThread();
  private Interruption.@Nullable Work work;
  private boolean shielded;

  private Interruptible() {}

  static Interruptible on(Interruption interruption) {
    Interruptible made = new Interruptible();
    made.work = interruption.during(made::interrupt);
    return made;
  }

  /**
   * One that has something to remove before it ends.
   *
   * @param longest how long that may take; a second request does not wait for it
   * @param onEnd tells people what happens then
   * @param onGivenUp tells them what may be left
   */
  static Interruptible on(
      Interruption interruption, Duration longest, Runnable onEnd, Runnable onGivenUp) {
    Interruptible made = new Interruptible();
    made.work =
        interruption.during(
            () -> {
              onEnd.run();
              made.interrupt();
            },
            longest,
            () -> true,
            onGivenUp);
    return made;
  }

  private synchronized void interrupt() {
    if (!shielded) {
      thread.interrupt();
    }
  }

  /**
   * Lets the thread remove what it made: a request that comes now does not interrupt it, one that
   * came before does not any more.
   *
   * @return whether one came before
   */
  public synchronized boolean shield() {
    shielded = true;
    return Thread.interrupted();
  }

  @Override
  public void close() {
    if (work != null) {
      work.end();
    }
  }
}
