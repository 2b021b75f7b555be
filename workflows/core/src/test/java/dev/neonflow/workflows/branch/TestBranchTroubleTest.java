package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.TestBranch;
import dev.neonflow.workflows.TestBranches;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.migrate.CommandMigrator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a branch for tests is opened or closed leaves nothing, or is named. */
@Timeout(120)
class TestBranchTroubleTest {

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(List.of(), sandbox.branches("test/"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void cannotBeDeleted_isNamedAndSuppressedInTheBodysOwnFailure() {
    AtomicBoolean refusing = new AtomicBoolean(true);
    TestBranches testing = sandbox.neonflow(refusing(refusing)).build().testing();
    AtomicReference<TestBranch> used = new AtomicReference<>();
    BranchLeftException left =
        assertThrows(BranchLeftException.class, () -> testing.run(used::set));
    String name = used.get().branch().name();
    assertTrue(left.getMessage().contains(name), left.getMessage());
    assertTrue(left.next().contains("expires at"), left.next());
    assertEquals(name, left.branch().name());
    assertInstanceOf(InvalidRequestException.class, left.getCause());
    AtomicReference<TestBranch> second = new AtomicReference<>();
    IllegalStateException mine =
        assertThrows(
            IllegalStateException.class,
            () ->
                testing.run(
                    branch -> {
                      second.set(branch);
                      throw new IllegalStateException("mine");
                    }));
    assertEquals("mine", mine.getMessage());
    assertInstanceOf(BranchLeftException.class, mine.getSuppressed()[0]);
    refusing.set(false);
    used.get().close();
    second.get().close();
  }

  @Test
  void closedOnAnInterruptedThread_isGoneAndTheThreadStaysInterrupted() {
    TestBranch branch = testing().open();
    Thread.currentThread().interrupt();
    branch.close();
    assertTrue(Thread.interrupted());
  }

  @Test
  void interruptedWhileItIsClosed_isGoneAndTheThreadStaysInterrupted() {
    Thread test = Thread.currentThread();
    Interceptor interrupting =
        chain -> {
          if (chain.request().method().equals("DELETE")) {
            test.interrupt();
          }
          return chain.proceed(chain.request());
        };
    TestBranch branch = sandbox.neonflow(interrupting).build().testing().open();
    branch.close();
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), sandbox.branches("test/"));
  }

  @Test
  void neitherOpenedNorRemoved_isNamed() {
    Interceptor refusing =
        refusing(
            request ->
                request.method().equals("DELETE")
                    || request.url().encodedPath().endsWith("/connection_uri"));
    TestBranches testing = sandbox.neonflow(refusing).build().testing();
    assertNamed(assertThrows(InvalidRequestException.class, testing::open));
  }

  @Test
  void neitherMigratedNorUndone_isNamed() {
    CommandMigrator failing = CommandMigrator.shell("exit 3").in(directory);
    TestBranches testing =
        sandbox
            .neonflow(refusing(new AtomicBoolean(true)))
            .migrator(failing)
            .build()
            .testing()
            .migrate();
    assertNamed(assertThrows(MigrationFailedException.class, testing::open));
  }

  private static void assertNamed(Exception thrown) {
    AnnotatedBranch there = sandbox.branches("test/").get(0);
    sandbox.remove(there.branch());
    String left =
        Stream.of(thrown.getSuppressed())
            .filter(NotRemovedException.class::isInstance)
            .map(suppressed -> ((NotRemovedException) suppressed).left())
            .findFirst()
            .orElseThrow(() -> new AssertionError("names nothing", thrown));
    assertEquals("branch " + there.branch().name(), left);
  }

  @Test
  void cannotBeOpened_leavesNothing() {
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> sandbox.neonflow().database("nope").build().testing().open());
    assertTrue(refused.getMessage().contains("no database nope"), refused.getMessage());
  }

  @Test
  void interruptedWhileItIsOpened_leavesNothing() {
    Interrupting interrupting = new Interrupting(Thread.currentThread(), "waiting for");
    TestBranches testing = sandbox.neonflow().listener(interrupting).build().testing();
    WorkflowCancelledException cancelled =
        assertThrows(WorkflowCancelledException.class, testing::open);
    assertTrue(Thread.interrupted());
    assertEquals(0, cancelled.getSuppressed().length);
    assertEquals(List.of(), sandbox.branches("test/"));
  }

  @Test
  void connectionIsRefused_leavesNothing() {
    InvalidRequestException refused =
        assertThrows(
            InvalidRequestException.class,
            () -> sandbox.neonflow(refusing("/connection_uri")).build().testing().open());
    assertEquals(0, refused.getSuppressed().length);
    assertEquals(List.of(), sandbox.branches("test/"));
  }

  private static TestBranches testing() {
    return sandbox.neonflow().build().testing();
  }

  private static Interceptor refusing(AtomicBoolean deletions) {
    return refusing(request -> request.method().equals("DELETE") && deletions.get());
  }

  private static Interceptor refusing(String path) {
    return refusing(request -> request.url().encodedPath().endsWith(path));
  }

  private static Interceptor refusing(Predicate<Request> refused) {
    return chain -> {
      if (!refused.test(chain.request())) {
        return chain.proceed(chain.request());
      }
      String body = "{\"code\":\"\",\"message\":\"not today\"}";
      return new Response.Builder()
          .request(chain.request())
          .protocol(Protocol.HTTP_1_1)
          .code(422)
          .message("Unprocessable Entity")
          .body(ResponseBody.create(body, MediaType.get("application/json")))
          .build();
    };
  }
}
