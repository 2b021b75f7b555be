package dev.neonflow.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  private final Ending ending;
  private @Nullable Runnable atWork;
  private Duration patience = LONGEST;
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
    boolean late;
    synchronized (this) {
      atWork = onEnd;
      patience = longest;
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

  /** The request came. A second one does not wait for the work, a third one for nothing. */
  void arrived(int exitCode) {
    Runnable told;
    Duration longest;
    int request;
    synchronized (this) {
      request = ++requests;
      code = exitCode;
      told = atWork;
      longest = patience;
    }
    if (request > 2) {
      ending.halt(exitCode);
    } else if (request == 2 || told == null) {
      ending.exit(exitCode);
    } else {
      endLater(exitCode, longest);
      told.run();
    }
  }

  /** If the work does not end by itself, the process ends without it. */
  private void endLater(int exitCode, Duration longest) {
    after(longest, () -> ending.exit(exitCode));
    after(longest.plus(EXIT), () -> ending.halt(exitCode));
  }

  private static void after(Duration time, Runnable action) {
    Thread watch =
        new Thread(
            () -> {
              try {
                if (!new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
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
