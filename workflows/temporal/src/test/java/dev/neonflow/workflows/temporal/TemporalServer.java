package dev.neonflow.workflows.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Temporal's server in Java, in this process, on real time. */
final class TemporalServer implements AutoCloseable {

  private static final int BINDINGS = 10;

  private final Closeable server;
  private final @Nullable String target;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalServer(
      Closeable server, @Nullable String target, WorkflowServiceStubsOptions.Builder options) {
    this.server = server;
    this.target = target;
    this.stubs = WorkflowServiceStubs.newServiceStubs(options.build());
    this.client = WorkflowClient.newInstance(stubs);
  }

  /** For this process only. */
  static TemporalServer inProcess() {
    TestServer.InProcessTestServer server = TestServer.createServer();
    return new TemporalServer(
        server, null, WorkflowServiceStubsOptions.newBuilder().setChannel(server.getChannel()));
  }

  /** For other processes, too. */
  static TemporalServer onPort() {
    Bound bound = bind();
    return new TemporalServer(
        bound.server(),
        bound.target(),
        WorkflowServiceStubsOptions.newBuilder().setTarget(bound.target()));
  }

  /** The same; those who use it hear soon when it vanishes. */
  static TemporalServer onPortThatVanishes() {
    Bound bound = bind();
    return new TemporalServer(bound.server(), bound.target(), impatient(bound.target()));
  }

  /** A server on a port, and where that is. */
  record Bound(TestServer.PortBoundTestServer server, String target) {}

  /** On a port that was free; tries others if somebody else was faster. */
  static Bound bind() {
    for (int left = BINDINGS; ; left--) {
      int port = freePort();
      try {
        return new Bound(TestServer.createPortBoundServer(port), "127.0.0.1:" + port);
      } catch (RuntimeException e) {
        if (left == 0 || !(e.getCause() instanceof IOException)) {
          throw e;
        }
      }
    }
  }

  /** For a server that may not be there: gives up soon. */
  static WorkflowServiceStubsOptions.Builder impatient(String target) {
    return WorkflowServiceStubsOptions.newBuilder()
        .setTarget(target)
        .setSystemInfoTimeout(Duration.ofSeconds(1))
        .setRpcRetryOptions(
            RpcRetryOptions.newBuilder(
                    WorkflowServiceStubsOptions.getDefaultInstance().getRpcRetryOptions())
                .setExpiration(Duration.ofSeconds(1))
                .build());
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where other processes find it. */
  String target() {
    if (target == null) {
      throw new IllegalStateException("it has no port");
    }
    return target;
  }

  WorkflowClient client() {
    return client;
  }

  /** Ends as a server does whose machine is lost; clients stay. */
  void vanish() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(10, TimeUnit.SECONDS);
    vanish();
  }
}
