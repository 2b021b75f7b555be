package dev.neonflow.embedded.postgres;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small shell that outlives us: when our end of its pipe closes, whatever the reason, it stops
 * the servers that we had not stopped.
 */
final class Watchdog implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' INT HUP TERM QUIT
      pids=' '
      while read -r op pid; do
        case $op in
          +) pids="$pids$pid " ;;
          -) case $pids in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
        esac
      done
      for pid in $pids; do kill -s INT "$pid"; done
      """;

  private static final long LIMIT_SECONDS = 5;

  private final Set<Long> watched = new LinkedHashSet<>();
  private @Nullable Process shell;
  private boolean closed;

  /** Starts the shell. */
  Watchdog() throws IOException {
    shell = start();
  }

  synchronized void watch(long pid) {
    if (watched.add(pid)) {
      send("+ " + pid + "\n");
    }
  }

  synchronized void forget(long pid) {
    if (watched.remove(pid)) {
      send("- " + pid + "\n");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Process current = shell;
    if (current == null) {
      return;
    }
    shell = null;
    try {
      current.getOutputStream().close();
      if (!current.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        current.destroyForcibly();
      }
    } catch (IOException e) {
      current.destroyForcibly();
    } catch (InterruptedException e) {
      current.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void send(String line) {
    if (closed) {
      return;
    }
    try {
      Process current = shell;
      if (current == null || !current.isAlive()) {
        // Somebody killed it: a new one must know all.
        current = start();
        shell = current;
        StringBuilder all = new StringBuilder();
        watched.forEach(pid -> all.append("+ ").append(pid).append('\n'));
        write(current, all.toString());
      } else {
        write(current, line);
      }
    } catch (IOException e) {
      throw new PostgresException("The process that guards the servers cannot be started", e);
    }
  }

  private static void write(Process shell, String text) throws IOException {
    OutputStream out = shell.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.directory(new File("/"));
    return builder.start();
  }
}
