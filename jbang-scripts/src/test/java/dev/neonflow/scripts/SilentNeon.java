package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Stalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An API that hears and never answers, so that whoever asks it can be interrupted in time. */
final class SilentNeon implements AutoCloseable {

  private final ServerSocket server;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<Socket> asking = new ArrayList<>();

  private SilentNeon() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread listener = new Thread(this::listen, "silent Neon");
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = server.accept();
        asking.add(socket);
        if (socket.getInputStream().read() >= 0) {
          asked.countDown();
        }
      }
    } catch (IOException closed) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  /** What makes a script ask it. */
  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("NEON_API_HOST", "http://127.0.0.1:" + server.getLocalPort() + "/api/v2");
    environment.put("NEON_API_KEY", "not-used");
    environment.put("NEON_PROJECT_ID", "any-project-1");
    return environment;
  }

  /** Starts what asks one, sends SIGINT once it has, and holds the end to what is promised. */
  static void interrupt(List<String> command, Map<String, String> more, Path directory)
      throws Exception {
    Stalls.excuse(
        () -> {
          try (SilentNeon neon = new SilentNeon()) {
            neon.interruptOnce(command, more, directory);
          }
        });
  }

  private void interruptOnce(List<String> command, Map<String, String> more, Path directory)
      throws Exception {
    Path out = Files.createTempFile(directory, "interrupted", ".out");
    Process process = Child.start(directory, environment(more), command, out);
    String said;
    try {
      assertTrue(asked.await(Child.MINUTES, TimeUnit.MINUTES), command + " asks nothing");
      List<String> kill = List.of("sh", "-c", "kill -INT " + process.pid());
      new ProcessBuilder(kill).start().waitFor();
      said = new String(process.getErrorStream().readAllBytes());
      assertTrue(process.waitFor(Child.MINUTES, TimeUnit.MINUTES), command + " does not end");
    } finally {
      Child.kill(process);
    }
    Ended ended = new Ended(process.exitValue(), Files.readString(out), said);
    assertEquals(130, ended.exitCode(), ended.toString());
    assertEquals("cancelled", ended.field("status"), ended.toString());
    assertEquals("130", ended.field("exit_code"));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : asking) {
      socket.close();
    }
  }
}
