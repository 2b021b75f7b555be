package dev.neonflow.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request from outside to end, such as Ctrl-C. Whoever is at work then is told and may clean up;
 * the process ends soon, and with the signal's code unless a run's own end was put out.
 * Thread-safe.
 */
final class Interruption {

  /** GitHub's runner waits 7.5 s after SIGINT; 6 s is what we promise. */
  private static final Duration LONGEST = Duration.ofMillis(4_700);

  /** For what runs at an exit, such as stopping an embedded database, when the work did not end. */
  private static final Duration EXIT = Duration.ofSeconds(1);

  /** How often work that must not be ended is looked at. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Ending ending;
  private final Watch watch;
  private @Nullable Runnable atWork;
  private Duration patience = LONGEST;
  private BooleanSupplier endable = () -> true;
  private Runnable givenUp = () -> {};
  private int code;
  private int requests;
  private boolean runEnded;

  /** How the process ends. */
  interface Ending {

    /**
     * The process that this code runs in.
     *
     * @param last what is done even if it ends at once
     */
    static Ending ofTheProcess(Runnable last) {
      return new Ending() {
        @Override
        public void exit(int code) {
          System.exit(code);
        }

        @Override
        public void halt(int code) {
          last.run();
          Runtime.getRuntime().halt(code);
        }
      };
    }

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

  /** Looks after work that was asked to end. */
  @FunctionalInterface
  interface Watch {

    /**
     * Returns at once.
     *
     * @param mayEnd whether the work may be ended
     * @param action what is done when it could have been for this time
     */
    void after(Duration time, BooleanSupplier mayEnd, Runnable action);
  }

  Interruption(Ending ending) {
    this(ending, Interruption::after);
  }

  /** For tests, whose work ends when it does. */
  Interruption(Ending ending, Watch watch) {
    this.ending = ending;
    this.watch = watch;
  }

  /** Somebody at work. */
  interface Work {

    /** The work is over; nobody is told any more. */
    void end();
  }

  /** Whether the run is all that its process does, which can be asked to end. */
  boolean isPossible() {
    return ending != Ending.NONE;
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

  Work during(Runnable onEnd, Duration longest, BooleanSupplier isEndable) {
    return during(onEnd, longest, isEndable, () -> {});
  }

  /**
   * All of it.
   *
   * @param onGivenUp what is done if the process ends without the work all the same
   */
  Work during(Runnable onEnd, Duration longest, BooleanSupplier isEndable, Runnable onGivenUp) {
    boolean late;
    synchronized (this) {
      atWork = onEnd;
      patience = longest;
      endable = isEndable;
      givenUp = onGivenUp;
      late = code != 0;
    }
    if (late) {
      onEnd.run();
    }
    return () -> {
      synchronized (this) {
        atWork = null;
        givenUp = () -> {};
      }
    };
  }

  /** The exit code of the request that came, 0 if none did. */
  synchronized int code() {
    return code;
  }

  /** A run came to its end, whether because of the request or not, and its result has a code. */
  synchronized void runEnded() {
    runEnded = true;
  }

  /**
   * What the process ends with.
   *
   * @param own the code of what it did, which a run that was cancelled has from the request
   */
  synchronized int exitCode(int own) {
    return code == 0 || runEnded ? own : code;
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
      exit(exitCode);
    } else if (request == 1) {
      endLater(exitCode, longest, mayEnd);
      told.run();
    }
  }

  /** If the work does not end by itself, the process ends without it. */
  private void endLater(int exitCode, Duration longest, BooleanSupplier mayEnd) {
    watch.after(longest, mayEnd, () -> exit(exitCode));
    watch.after(longest.plus(EXIT), mayEnd, () -> ending.halt(exitCode));
  }

  private void exit(int exitCode) {
    Runnable last;
    synchronized (this) {
      last = givenUp;
      givenUp = () -> {};
    }
    last.run();
    ending.exit(exitCode);
  }

  private static void after(Duration time, BooleanSupplier mayEnd, Runnable action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                CountDownLatch never = new CountDownLatch(1);
                do {
                  while (!mayEnd.getAsBoolean()) {
                    var unused = never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                  }
                  var unused = never.await(time.toMillis(), TimeUnit.MILLISECONDS);
                  // What must not be ended may have begun before the work heard of the request.
                } while (!mayEnd.getAsBoolean());
                action.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "neonflow-end");
    thread.setDaemon(true);
    thread.start();
  }
}
