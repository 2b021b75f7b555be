package dev.neonflow.workflows.internal.process;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs one command to its end. */
public final class ChildProcess {
  private static final int LONGEST_LINE = 8192;
  private static final int LINES_WAITING = 1024;
  private static final Duration BEAT = Duration.ofMillis(500);

  /** 128 and the number of SIGINT or SIGTERM. */
  private static final Set<Integer> TOLD_TO_END = Set.of(130, 143);

  /** What ends a command at a terminal ends this process, too, and one of the two is quicker. */
  private static final Duration NEWS = Duration.ofSeconds(1);

  /**
   * How long the output of a command that ended may be held open by something that it started; what
   * it has written by then is read.
   */
  static final Duration LAST_WORDS = Duration.ofSeconds(15);

  /** On a machine that is very busy, what reads the output may have to wait longer than a beat. */
  private static final int SILENT_BEATS = 10;

  /** More than a pipe and what reads it can keep: the rest is not of the command that ended. */
  private static final int MOST_LINES_LEFT = 100_000;

  private final Process process;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(LINES_WAITING);
  private volatile boolean abandoned;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /** What the thread that waits is told: a line, the end of the output, or a reason to look. */
  private record Event(@Nullable String line, boolean endOfOutput) {
    static final Event LOOK = new Event(null, false);
    static final Event END = new Event(null, true);
  }

  /**
   * Runs a command and waits for its end. Cancelling asks it and all that it started to end
   * (SIGTERM), waits 1.5 s and kills the rest.
   *
   * @param lines gets each line of its output and errors, redacted, in this thread
   * @param heartbeat called at least every second, in this thread
   * @return its exit code
   * @throws PreconditionException if there is no such program
   * @throws WorkflowCancelledException if it was cancelled
   */
  public static int run(
      Command command, Consumer<String> lines, CancelToken cancel, Runnable heartbeat) {
    return run(command, lines, cancel, heartbeat, NEWS);
  }

  /**
   * The same.
   *
   * @param news how long the cancel may be behind the end of a command that was told to end
   */
  static int run(
      Command command,
      Consumer<String> lines,
      CancelToken cancel,
      Runnable heartbeat,
      Duration news) {
    cancel.throwIfCancelled();
    ChildProcess child = new ChildProcess(command.start(command.builder()));
    var unused = child.process.onExit().thenRun(child::look);
    Thread reader = new Thread(() -> child.read(command), "output of " + command.argv().get(0));
    reader.setDaemon(true);
    reader.start();
    CancelToken.Registration registration = cancel.onCancel(child::look);
    try {
      int exitCode = child.await(lines, cancel, heartbeat);
      if (TOLD_TO_END.contains(exitCode)) {
        awaitCancel(cancel, news);
      }
      return exitCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkflowCancelledException("interrupted while a command ran", "run it again", e);
    } finally {
      registration.close();
      child.abandoned = true;
      ProcessTree.end(child.process);
      reader.interrupt();
    }
  }

  private static void awaitCancel(CancelToken cancel, Duration longest)
      throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    CancelToken.Registration registration = cancel.onCancel(cancelled::countDown);
    try {
      var unused = cancelled.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      registration.close();
    }
    cancel.throwIfCancelled();
  }

  private int await(Consumer<String> lines, CancelToken cancel, Runnable heartbeat)
      throws InterruptedException {
    boolean moreOutput = true;
    long goneSince = 0;
    int silentBeats = 0;
    int linesSince = 0;
    while (moreOutput || process.isAlive()) {
      heartbeat.run();
      cancel.throwIfCancelled();
      if (goneSince == 0 && !process.isAlive()) {
        goneSince = System.nanoTime();
      }
      Event event = events.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS);
      silentBeats = event == null && goneSince != 0 ? silentBeats + 1 : 0;
      if (event != null && event.line() != null) {
        lines.accept(event.line());
        linesSince += goneSince == 0 ? 0 : 1;
      } else if (event != null && event.endOfOutput()) {
        moreOutput = false;
      }
      // Something that it started may hold its output open; that is not waited for.
      boolean late = System.nanoTime() - goneSince > LAST_WORDS.toNanos() && events.isEmpty();
      boolean foreign = late || silentBeats >= SILENT_BEATS || linesSince > MOST_LINES_LEFT;
      moreOutput = moreOutput && !(goneSince != 0 && foreign);
    }
    return process.exitValue();
  }

  private void read(Command command) {
    Charset charset = Charset.defaultCharset();
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
      LineReader reader = new LineReader(text, command.redactor(), LONGEST_LINE);
      String line = reader.next();
      while (line != null && !abandoned) {
        events.put(new Event(line, false));
        line = reader.next();
      }
      events.put(Event.END);
    } catch (IOException closed) {
      events.offer(Event.END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes the thread that waits; a full queue means that it is awake. */
  private void look() {
    events.offer(Event.LOOK);
  }
}
