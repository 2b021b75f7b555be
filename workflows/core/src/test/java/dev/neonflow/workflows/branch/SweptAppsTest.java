package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.Sweep;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.SweptPreviews.Open;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Previews of which a sweep finds a deployment, or a report, and no branch. */
@Timeout(180)
class SweptAppsTest {

  private static final String LONG = "l".repeat(50);

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static SweptPreviews previews;

  private final Set<String> apps = new ConcurrentSkipListSet<>();
  private final Set<String> standing = new ConcurrentSkipListSet<>();

  /** A platform that lists what it has. */
  record Shelf(Set<String> apps) implements Deployer {
    @Override
    public String platform() {
      return "shelf";
    }

    @Override
    public String describe() {
      return "a shelf";
    }

    @Override
    public Deployment deploy(DeployRequest request, StepContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean destroy(DeploymentRef deployment, StepContext context) {
      return apps.remove(deployment.name());
    }

    @Override
    public Optional<Set<String>> names(StepContext context) {
      return Optional.of(Set.copyOf(apps));
    }
  }

  /** A place whose reports of these keys say that something is there. */
  record Board(Set<String> keys) implements Reporter {
    @Override
    public String describe() {
      return "a board";
    }

    @Override
    public Published publish(RunReport report, StepContext context) {
      keys.remove(report.subject().key());
      return new Published("board", true);
    }

    @Override
    public Set<String> standing(String prefix, StepContext context) {
      return Set.copyOf(keys);
    }
  }

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    previews = new SweptPreviews(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void removeAll() {
    previews.removeAll();
  }

  @Test
  void deploymentsWithoutABranch_areFoundByWhatTheirNamesBeginWith() {
    Set<String> dead = new TreeSet<>();
    dead.add(app("named/demo", null));
    dead.add(app("named/two-words", null));
    dead.add(app("named/pr-1", null));
    dead.add(app("named/" + LONG, null));
    dead.add(app("pr-7", 7));
    apps.addAll(dead);
    Set<String> others = new TreeSet<>(Set.of("demo-shop-00000000", "demo", "-", "pr-9-shop"));
    others.add(app("pr-1", 1));
    others.add(app("named/live", null));
    others.add(name("workflow/" + sandbox.projectId() + "/acme/shop/demo", null));
    others.add(name("preview/" + sandbox.projectId() + "/acme/other/named/demo", null));
    apps.addAll(others);
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    sandbox.created(
        previews
            .named("preview/live")
            .expiresAt(soon)
            .annotations(previews.ours("named/live", null)));
    Set<String> gone =
        Set.of("named/demo", "named/two-words", "named/pr-1", "named/" + LONG, "pr-7");

    SweepResult dry = sweep().dryRun();
    assertEquals(gone, previews.named(dry, Outcome.WOULD_REMOVE), dry.toText());
    SweepResult result = sweep().run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status(), result.toText());
    assertEquals(gone, previews.named(result, Outcome.REMOVED));
    assertEquals(Set.of("pr-1", "named/live"), previews.named(result, Outcome.KEPT));
    assertEquals(others, apps);
  }

  @Test
  void reportAndDeployment_theDryRunSaysThatBothGo() {
    apps.add(app("pr-7", 7));
    apps.add(app("named/demo", null));
    standing.addAll(Set.of(previews.key("pr-7"), previews.key("pr-8"), previews.key("named/demo")));
    SweepResult dry = sweep().dryRun();
    assertEquals(List.of(app("pr-7", 7)), item(dry, "pr-7").deployments());
    assertEquals("pull request 7 is closed", item(dry, "pr-7").reason());
    assertEquals(List.of(app("named/demo", null)), item(dry, "named/demo").deployments());
    assertEquals("its lease has ended", item(dry, "named/demo").reason());
    assertEquals(
        "pull request 8 is closed; nothing but its report is left", item(dry, "pr-8").reason());
    assertEquals(WorkflowStatus.SUCCEEDED, sweep().run().status());
    assertEquals(Set.of(), apps);
    assertEquals(Set.of(), standing);
  }

  @Test
  void branchThatMayBeAdopted_keepsItsPreviewsDeployment() {
    apps.add(app("named/demo", null));
    standing.add(previews.key("named/demo"));
    previews.made("preview/demo", Map.of());
    SweepResult result = sweep().run();
    assertEquals(Set.of("named/demo"), previews.named(result, Outcome.SKIPPED), result.toText());
    assertEquals(
        "branch preview/demo is not ours, and a run may have adopted it",
        item(result, "named/demo").reason());
    assertFalse(apps.isEmpty());
    assertFalse(standing.isEmpty());
    previews.removeAll();
    assertEquals(Set.of("named/demo"), previews.named(sweep().run(), Outcome.REMOVED));
    assertEquals(Set.of(), apps);
  }

  private Sweep sweep() {
    return sandbox
        .neonflow()
        .deployer(new Shelf(apps))
        .reporter(new Board(standing))
        .build()
        .sweep()
        .previews(new Open(Set.of(1)));
  }

  private static SweepItem item(SweepResult result, String name) {
    return result.items().stream()
        .filter(item -> item.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + result.toText()));
  }

  private static String app(String end, @Nullable Integer number) {
    return name(previews.key(end), number);
  }

  private static String name(String key, @Nullable Integer number) {
    String repository = key.contains("/other/") ? "acme/other" : "acme/shop";
    return DeploymentNames.of(new Subject(key, sandbox.projectId(), repository, number, null, null))
        .name();
  }
}
