package dev.neonflow.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request from outside to end, such as Ctrl-C. Whoever is at work then is told and may clean up;
 * the process ends with the signal's code in any case, soon. Thread-safe.
 */
final class Interruption {

  /** GitHub's runner waits 7.5 s after SIGINT; 6 s is what we promise. */
  private static final Duration LONGEST = Duration.ofMillis(4_700);

  /** For what runs at an exit, such as stopping an embedded database, when the work did not end. */
  private static final Duration EXIT = Duration.ofSeconds(1);

  /** How often work that must not be ended is looked at. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Ending ending;
  private @Nullable Runnable atWork;
  private Duration patience = LONGEST;
  private BooleanSupplier endable = () -> true;
  private int code;
  private int requests;

  /** How the process ends. */
  interface Ending {

    /** The process that this code runs in. */
    Ending OF_THE_PROCESS =
        new Ending() {
          @Override
          public void exit(int code) {
            System.exit(code);
          }

          @Override
          public void halt(int code) {
            Runtime.getRuntime().halt(code);
          }
        };

    /** For a run inside of another program, which nothing asks to end. */
    Ending NONE =
        new Ending() {
          @Override
          public void exit(int code) {}

          @Override
          public void halt(int code) {}
        };

    /** In order, with everything that runs at an exit. */
    void exit(int code);

    /** At once. */
    void halt(int code);
  }

  Interruption(Ending ending) {
    this.ending = ending;
  }

  /** Somebody at work. */
  interface Work {

    /** The work is over; nobody is told any more. */
    void end();
  }

  /** Calls this when the request comes, or now if it came already. */
  Work during(Runnable onEnd) {
    return during(onEnd, LONGEST);
  }

  /** The same for work that may take longer to end. */
  Work during(Runnable onEnd, Duration longest) {
    return during(onEnd, longest, () -> true);
  }

  /**
   * The same for work that at times must not be ended.
   *
   * @param isEndable whether it may be; while not, only a third request ends the process
   */
  Work during(Runnable onEnd, BooleanSupplier isEndable) {
    return during(onEnd, LONGEST, isEndable);
  }

  /** All of it. */
  Work during(Runnable onEnd, Duration longest, BooleanSupplier isEndable) {
    boolean late;
    synchronized (this) {
      atWork = onEnd;
      patience = longest;
      endable = isEndable;
      late = code != 0;
    }
    if (late) {
      onEnd.run();
    }
    return () -> {
      synchronized (this) {
        atWork = null;
      }
    };
  }

  /** The exit code of the request that came, 0 if none did. */
  synchronized int code() {
    return code;
  }

  /**
   * The request came. A second one does not wait for the work unless that must not be ended, a
   * third one waits for nothing.
   */
  void arrived(int exitCode) {
    Runnable told;
    Duration longest;
    int request;
    BooleanSupplier mayEnd;
    synchronized (this) {
      request = ++requests;
      code = exitCode;
      told = atWork;
      longest = patience;
      mayEnd = endable;
    }
    if (request > 2) {
      ending.halt(exitCode);
    } else if (told == null || (request == 2 && mayEnd.getAsBoolean())) {
      ending.exit(exitCode);
    } else if (request == 1) {
      endLater(exitCode, longest, mayEnd);
      told.run();
    }
  }

  /** If the work does not end by itself, the process ends without it. */
  private void endLater(int exitCode, Duration longest, BooleanSupplier mayEnd) {
    after(longest, mayEnd, () -> ending.exit(exitCode));
    after(longest.plus(EXIT), mayEnd, () -> ending.halt(exitCode));
  }

  private static void after(Duration time, BooleanSupplier mayEnd, Runnable action) {
    Thread watch =
        new Thread(
            () -> {
              try {
                CountDownLatch never = new CountDownLatch(1);
                while (!mayEnd.getAsBoolean()) {
                  var unused = never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                }
                if (!never.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                  action.run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "neonflow-end");
    watch.setDaemon(true);
    watch.start();
  }
}
