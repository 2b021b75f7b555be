package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.cli.demo.DemoOptions;
import dev.neonflow.cli.demo.DemoShop;
import dev.neonflow.cli.demo.Tour;
import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.ServedRequest;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.workflows.Neonflow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A request to end that comes while a command removes what it made. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class InterruptedRemovalTest {

  private static final String BRANCH = "/projects/{project_id}/branches/{branch_id}";
  private static final String STOP = "  next: neonflow demo --cloud --stop\n";

  /** Until the process ends in order, and until it does so at once. */
  private static final List<Duration> WATCHED =
      List.of(Duration.ofSeconds(30), Duration.ofSeconds(31));

  private static final AtomicInteger REQUESTS = new AtomicInteger();

  private static EmbeddedNeon embedded;
  private static Neon neon;
  private static volatile Interruption interruption;
  private static volatile String during;

  @TempDir Path home;

  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** How long the work may go on. Here it may go on for ever: machines can be slow. */
  private final List<Duration> watched = new CopyOnWriteArrayList<>();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Command(name = "demo")
  static final class Shop implements Callable<Integer> {
    @Mixin DemoOptions options;

    @Override
    public Integer call() throws Exception {
      Tour tour = options.tour();
      try (DemoShop shop = DemoShop.open(options, tour)) {
        shop.proveProductionUntouched(tour);
      }
      return options.end(tour);
    }
  }

  @Command(name = "test")
  static final class OnABranch implements Callable<Integer> {
    @Mixin TestOptions options;

    @Override
    public Integer call() {
      return options.run(Neonflow::testing);
    }
  }

  @BeforeAll
  static void start() {
    embedded =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().onRequest(InterruptedRemovalTest::served));
    neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
  }

  @AfterAll
  static void stop() {
    neon.close();
    embedded.close();
  }

  @BeforeEach
  void duringTheRemoval() {
    during = "DELETE";
  }

  @AfterEach
  void nothingIsLeft() {
    for (Branch branch : branches()) {
      if (!branch.isDefault()) {
        var deleted = neon.branches().delete(embedded.projectId(), branch.id());
        neon.operations().await(embedded.projectId(), deleted.operations(), Duration.ofMinutes(1));
      }
    }
  }

  /** Requests to end come with the first answer of a kind, in the middle of the work. */
  private static void served(ServedRequest request) {
    if (request.method().equals(during)) {
      for (int i = REQUESTS.getAndSet(0); i > 0; i--) {
        interruption.arrived(143);
      }
    }
  }

  private String run(int requests, Object script, String... args) {
    interruption =
        new Interruption(
            new Interruption.Ending() {
              @Override
              public void exit(int code) {
                seen.add("exit " + code);
              }

              @Override
              public void halt(int code) {
                seen.add("halt " + code);
              }
            },
            (time, mayEnd, action) -> watched.add(time));
    REQUESTS.set(requests);
    Map<String, String> environment =
        Map.of(
            "HOME", home.toString(),
            "NEON_API_HOST", embedded.apiBase().toString(),
            "NEON_API_KEY", embedded.apiKey(),
            "NEON_PROJECT_ID", embedded.projectId());
    int code =
        Program.execute(
            environment,
            home,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interruption,
            null,
            script,
            args);
    boolean unused = Thread.interrupted();
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(143, interruption.exitCode(code), said);
    return said;
  }

  private String tour(int requests) {
    return run(requests, new Shop(), "--cloud", "--yes", "--output", "json");
  }

  private static List<Branch> branches() {
    return neon.branches().list(embedded.projectId(), ListBranches.all()).items().stream()
        .map(found -> found.branch())
        .toList();
  }

  @Test
  void firstRequest_doesNotCancelTheRemovalOfATour() {
    String said = tour(1);
    assertEquals(1, branches().size(), said);
    assertTrue(said.contains("removing its branches; again to leave them\n"), said);
    assertTrue(said.contains("neonflow: interrupted\n"), said);
    assertFalse(said.contains("  left: "), said);
    assertFalse(said.contains("Nothing of this is left"), said);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"status\":\"cancelled\""));
    assertEquals(WATCHED, watched);
    assertEquals(List.of(), seen);
  }

  @Test
  void whatATourCouldNotRemove_isNamedAlsoWhenItIsInterrupted() {
    InjectedFault refusing = embedded.inject(Fault.status(422).on("DELETE", BRANCH).always());
    try {
      String said = tour(1);
      assertTrue(said.contains("  left: neonflow-demo\n" + STOP), said);
    } finally {
      refusing.remove();
    }
  }

  @Test
  void branchOfATourThatNeitherComesAboutNorGoes_isNamed() {
    InjectedFault refusing = embedded.inject(Fault.status(422).on("DELETE", BRANCH).always());
    during = "POST";
    try {
      String said = tour(1);
      assertFalse(said.contains("created neonflow-demo"), said);
      assertTrue(said.contains("  left: neonflow-demo\n" + STOP), said);
    } finally {
      refusing.remove();
    }
  }

  @Test
  void firstRequest_doesNotCancelTheRemovalOfATestsBranch() {
    String said = run(1, new OnABranch(), "--", "true");
    assertEquals(1, branches().size(), said);
    assertTrue(said.contains("removing the branch; again to leave it\n"), said);
    assertTrue(said.contains("neonflow: command: interrupted\n  next: run again"), said);
    assertEquals(WATCHED, watched);
    assertEquals(List.of(), seen);
  }

  @Test
  void secondRequest_doesNotWait_andSaysWhatMayBeLeft() {
    String said = run(2, new OnABranch(), "--", "true");
    assertTrue(said.contains("neonflow: interrupted\n  left: perhaps branch test/"), said);
    assertTrue(said.contains("; it expires at "), said);
    assertEquals(List.of("exit 143"), seen);
  }
}
