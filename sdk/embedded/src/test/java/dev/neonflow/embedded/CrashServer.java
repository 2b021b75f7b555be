package dev.neonflow.embedded;

import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.Directory;
import dev.neonflow.embedded.fault.Faults;
import dev.neonflow.embedded.http.ApiServer;
import dev.neonflow.embedded.http.RateLimits;
import dev.neonflow.embedded.http.RequestListener;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.PostgresDataPlane;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An embedded Neon in a process of its own, which dies when it is told to. */
final class CrashServer implements AutoCloseable {

  private static final long LIMIT_SECONDS = 120;
  private static final int KILLED = 137;

  private final Process process;
  private final BufferedReader answers;

  private CrashServer(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /**
   * Serves the directory that is its argument. Each line that it reads is a number: it dies before
   * it makes the change to files or data that follows so many others.
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    Changes changes =
        change -> {
          // Nothing has changed between a draft and the move that gives it its name.
          if (!change.startsWith("write") && left.getAndDecrement() <= 0) {
            Runtime.getRuntime().halt(KILLED);
          }
        };
    ApiServer server = ApiServer.bind(0);
    DataPlane data =
        WatchedCalls.watch(PostgresDataPlane.open(home, TestCache.DIR, false), changes);
    Faults faults = new Faults();
    Account account =
        Account.start(
            data,
            new Directory(WatchedFiles.watch(home, changes), false),
            Clock.systemUTC(),
            new SecureRandom(),
            EmbeddedNeonOptions.defaults().limits(),
            true,
            faults);
    ServerFile file = new ServerFile(new Directory(home, false));
    file.writeApiKey("key");
    server.serve(account, "key", RateLimits.none(), faults, RequestListener.NONE);
    file.write(server.base(), account.first().project().id());
    // Not closed: its standard output, on which nothing else writes.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    say(out, "serves");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      left.set(Integer.parseInt(line));
      say(out, "armed");
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  static CrashServer start(Path home, Path log) throws IOException {
    CrashServer server =
        new CrashServer(
            new ProcessBuilder(Jvm.command(CrashServer.class, home.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start());
    server.await("serves");
    return server;
  }

  /** From now on it makes so many changes, and dies before the next one. */
  void arm(int changes) throws IOException {
    process.getOutputStream().write((changes + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    await("armed");
  }

  private void await(String answer) throws IOException {
    String line = answers.readLine();
    if (!answer.equals(line)) {
      throw new IOException("the server said " + line);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Kills it, if it is not dead. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not die");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
