package dev.neonflow.workflows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/**
 * What to do about a test that holds the product to a time it promises: on a machine that stood
 * still meanwhile, its failure says nothing about the product, so it is run again. What it checks
 * stays as strict: a failure counts unless a thread that only naps was kept from waking up.
 */
public final class Stalls {

  private static final int GOES = 3;
  private static final Duration NAP = Duration.ofMillis(20);
  private static final Duration STALL = Duration.ofMillis(500);

  private final LongSupplier nanoTime;
  private final LongConsumer parker;

  /** With a time of a test's own; the parker is given nanoseconds. */
  Stalls(LongSupplier nanoTime, LongConsumer parker) {
    this.nanoTime = nanoTime;
    this.parker = parker;
  }

  /** What is checked; each go begins anew, with nothing of the one before. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /**
   * Runs it; again if it fails while the machine stood still, but not a fourth time. The failure of
   * the last go has those of the earlier ones as suppressed.
   */
  public static void excuse(Body body) throws Exception {
    new Stalls(System::nanoTime, LockSupport::parkNanos).run(body);
  }

  void run(Body body) throws Exception {
    List<Throwable> earlier = new ArrayList<>();
    while (true) {
      Watch watch = new Watch();
      try {
        body.run();
        return;
      } catch (InterruptedException | TestAbortedException e) {
        throw e;
      } catch (Exception | AssertionError e) {
        Duration worst = watch.end();
        if (earlier.size() + 1 == GOES || worst.compareTo(STALL) < 0) {
          earlier.forEach(e::addSuppressed);
          throw e;
        }
        earlier.add(e);
        LoggerFactory.getLogger(Stalls.class)
            .warn("tried again: the machine stood still for {}", worst, e);
      } finally {
        watch.end();
      }
    }
  }

  /** How much too late a thread woke up that does nothing but nap. */
  private final class Watch implements Runnable {
    private final Thread thread = new Thread(this, "stalls");
    private volatile boolean ended;
    private volatile long worst;

    Watch() {
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      long longest = 0;
      while (!ended) {
        long asleep = nanoTime.getAsLong();
        parker.accept(NAP.toNanos());
        longest = Math.max(longest, nanoTime.getAsLong() - asleep - NAP.toNanos());
        worst = longest;
      }
    }

    /** The last nap counts, too: who failed may have woken up before the watch. */
    Duration end() throws InterruptedException {
      ended = true;
      thread.join();
      return Duration.ofNanos(worst);
    }
  }
}
