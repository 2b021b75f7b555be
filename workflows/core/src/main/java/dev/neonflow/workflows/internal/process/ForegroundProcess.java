package dev.neonflow.workflows.internal.process;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Runs one command as a shell does: with the streams of this process, byte for byte. */
public final class ForegroundProcess {

  private ForegroundProcess() {}

  /**
   * Where its streams lead.
   *
   * @param input whether it reads what this process could; else it has nothing to read
   * @param out gets its output, or null for the output of this process
   * @param err gets its errors, or null for the errors of this process
   */
  public record Streams(boolean input, @Nullable OutputStream out, @Nullable OutputStream err) {}

  /**
   * Runs a command and waits for its end. If this thread is interrupted, the command and all that
   * it started are asked to end (SIGTERM), and after 1.5 s killed. What has heard of it already, as
   * by a Ctrl-C at the terminal that both have, first gets 1.5 s to end in its own way.
   *
   * @param hasHeard whether it has; asked once this thread is interrupted
   * @return its exit code
   * @throws PreconditionException if there is no such program
   * @throws WorkflowCancelledException if this thread was interrupted
   */
  public static int run(Command command, Streams streams, BooleanSupplier hasHeard) {
    return run(command, streams, hasHeard, ProcessTree.PATIENCE, ProcessTree.PATIENCE);
  }

  /**
   * The same.
   *
   * @param own how long what has heard of it may take to end in its own way
   * @param asked how long what was asked to end may take
   */
  static int run(
      Command command, Streams streams, BooleanSupplier hasHeard, Duration own, Duration asked) {
    ProcessBuilder builder = command.builder().redirectErrorStream(false);
    if (streams.input()) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    if (streams.out() == null) {
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    }
    if (streams.err() == null) {
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    Process process = command.start(builder);
    List<Thread> copies = new ArrayList<>();
    try {
      copy(process.getInputStream(), streams.out(), copies);
      copy(process.getErrorStream(), streams.err(), copies);
      int code = process.waitFor();
      for (Thread copy : copies) {
        // Something that it started may hold its output open; that is not waited for.
        copy.join(ChildProcess.LAST_WORDS.toMillis());
      }
      return code;
    } catch (InterruptedException e) {
      if (hasHeard.getAsBoolean()) {
        awaitOwnEnd(process, own);
      }
      Thread.currentThread().interrupt();
      throw new WorkflowCancelledException("interrupted while a command ran", "run it again", e);
    } finally {
      ProcessTree.end(process, asked);
    }
  }

  private static void awaitOwnEnd(Process process, Duration patience) {
    try {
      var unused = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException again) {
      LoggerFactory.getLogger(ForegroundProcess.class).debug("a command is ended at once", again);
    }
  }

  private static void copy(InputStream from, @Nullable OutputStream to, List<Thread> copies) {
    if (to == null) {
      return;
    }
    Thread copy = new Thread(() -> copy(from, to), "output of a command");
    copy.setDaemon(true);
    copy.start();
    copies.add(copy);
  }

  private static void copy(InputStream from, OutputStream to) {
    try (from) {
      from.transferTo(to);
      to.flush();
    } catch (IOException gone) {
      LoggerFactory.getLogger(ForegroundProcess.class).debug("a command's output ended", gone);
    }
  }
}
