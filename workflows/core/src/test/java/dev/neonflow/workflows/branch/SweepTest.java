package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.Sweep;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.internal.KeyLock;
import dev.neonflow.workflows.internal.Locks;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SweepTest {

  private static final String LIST = "GET /projects/{p}/branches";

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void removeAll() {
    sandbox.embedded().clearFaults();
    List<AnnotatedBranch> all = sandbox.branches("");
    for (AnnotatedBranch found : BranchTree.of(all).childrenFirst(all)) {
      if (!found.branch().isDefault()) {
        sandbox.remove(found.branch());
      }
    }
    assertEquals(Set.of("main"), names());
  }

  /** As GitHub would: a number that is not open is closed. */
  record Open(Set<Integer> open) implements PullRequests {
    @Override
    public String describe() {
      return "a set";
    }

    @Override
    public boolean isClosed(int number) {
      return !open.contains(number);
    }
  }

  @Test
  void twelvePullRequests_loseWhatIsClosedAndNothingElse() {
    for (int number : List.of(1, 2, 3, 4, 5, 7, 12)) {
      preview(number);
    }
    BranchCreated nine = preview(9);
    child("preview/pr-8-on-nine", nine, ours("pr-8", 8));
    BranchCreated ten = preview(10);
    child("somebody", ten, Map.of());
    made("feature/x", ours("pr-11", 11));
    preview(11);
    sandbox.created(named("preview/pr-6").protectedBranch().annotations(ours("pr-6", 6)));
    made("preview/pr-2-hands-off", Map.of());
    made("preview/pr-3-other", notes("preview/p/acme/other/pr-3", "acme/other", 3));
    made("dev/pr-3", notes("dev/" + sandbox.projectId() + "/pr-3", "acme/shop", null));
    made("action-5", action("acme/Shop", 5));
    made("action-4", action("acme/shop", 4));
    made("action-other", action("acme/other", 5));
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    sandbox.created(named("preview/old").expiresAt(soon).annotations(ours("named/old", null)));
    made("preview/demo", ours("named/demo", null));
    Set<String> before = names();

    Sweep sweep = later().build().sweep().previews(new Open(Set.of(1, 4, 7)));
    sandbox.count();
    SweepResult dry = sweep.dryRun();
    assertEquals(List.of(LIST), sandbox.counted());
    assertEquals(before, names());
    assertEquals(WorkflowStatus.SUCCEEDED, dry.status());
    assertEquals(
        Set.of("pr-2", "pr-3", "pr-5", "pr-8", "pr-9", "pr-10", "pr-11", "pr-12", "named/old"),
        named(dry, Outcome.WOULD_REMOVE));
    assertTrue(
        dry.toText().contains("left: branch preview/pr-10 has children: somebody, which is not"),
        dry.toText());

    SweepResult result = sweep.run();
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status(), result.toText());
    assertEquals(
        Set.of("pr-2", "pr-3", "pr-5", "pr-8", "pr-9", "pr-11", "pr-12", "named/old"),
        named(result, Outcome.REMOVED));
    assertEquals(Set.of("pr-1", "pr-4", "pr-7", "named/demo"), named(result, Outcome.KEPT));
    assertEquals(Set.of("pr-6"), named(result, Outcome.SKIPPED));
    assertEquals(Set.of("pr-5"), named(result, Outcome.NOT_OURS));
    SweepItem failed = result.failed().get(0);
    assertEquals(List.of("branch preview/pr-10"), failed.left());
    assertTrue(failed.reason().contains("has children: somebody"), failed.toString());
    Set<String> gone =
        Set.of(
            "preview/pr-2",
            "preview/pr-3",
            "preview/pr-5",
            "preview/pr-8-on-nine",
            "preview/pr-9",
            "preview/pr-11",
            "feature/x",
            "preview/pr-12",
            "preview/old");
    Set<String> left = new TreeSet<>(before);
    left.removeAll(gone);
    assertEquals(left, names());

    SweepResult again = sweep.run();
    assertEquals(Set.of(), named(again, Outcome.REMOVED));
    assertEquals(left, names());
    assertEquals(
        Set.of("pr-5"), named(later().build().sweep().adopting().previews(all()).run(), "action"));
    assertFalse(names().contains("action-5"));
    assertTrue(names().containsAll(Set.of("action-4", "action-other")));
  }

  @Test
  void refusedDeletion_doesNotStopTheOthersAndIsNamed() {
    preview(1);
    String second = preview(2).branch().id();
    preview(3);
    String path = "/projects/" + sandbox.projectId() + "/branches/" + second;
    InjectedFault refusal =
        sandbox.embedded().inject(Fault.status(422).on("DELETE", path).always());
    SweepResult result = sweep(Set.of()).run();
    assertEquals(Set.of("pr-1", "pr-3"), named(result, Outcome.REMOVED));
    assertEquals(Set.of("pr-2"), named(result, Outcome.FAILED));
    assertEquals(
        List.of("perhaps branch preview/pr-2, which was not deleted"),
        result.failed().get(0).left());
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status());
    refusal.remove();
    assertEquals(Set.of("pr-2"), named(sweep(Set.of()).run(), Outcome.REMOVED));
  }

  @Test
  void listThatIsNotWhole_removesNothing() {
    preview(1);
    PullRequests broken =
        new PullRequests() {
          @Override
          public String describe() {
            return "GitHub";
          }

          @Override
          public boolean isClosed(int number) {
            return true;
          }

          @Override
          public Set<Integer> open() throws IOException {
            throw new IOException("page 2 is missing");
          }
        };
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> sandbox.neonflow().build().sweep().previews(broken).run());
    assertTrue(refused.getMessage().contains("from GitHub: page 2 is missing"));
    assertThrows(PreconditionException.class, () -> sweep(Set.of(0)).run());
    assertThrows(InvalidWorkflowException.class, () -> sandbox.neonflow().build().sweep().dryRun());
    Sweep blind =
        sandbox
            .neonflow(
                chain -> {
                  Response answer = chain.proceed(chain.request());
                  String body =
                      answer.body().string().replace("\"default\":true", "\"default\":false");
                  return answer
                      .newBuilder()
                      .body(ResponseBody.create(body, MediaType.get("application/json")))
                      .build();
                })
            .build()
            .sweep()
            .previews(new Open(Set.of()));
    refused = assertThrows(PreconditionException.class, blind::run);
    assertTrue(refused.getMessage().contains("not complete"), refused.getMessage());
    sandbox.embedded().inject(Fault.status(403).on("GET", "/projects/{project_id}/branches"));
    assertThrows(NeonException.class, () -> sweep(Set.of()).run());
    assertEquals(Set.of("main", "preview/pr-1"), names());
  }

  @Test
  void reopenedMeanwhile_isSkipped() {
    preview(1);
    PullRequests reopened =
        new PullRequests() {
          @Override
          public String describe() {
            return "GitHub";
          }

          private final AtomicBoolean asked = new AtomicBoolean();

          @Override
          public boolean isClosed(int number) {
            return false;
          }

          @Override
          public Set<Integer> open() {
            return asked.getAndSet(true) ? Set.of(1) : Set.of();
          }
        };
    SweepResult result = sandbox.neonflow().build().sweep().previews(reopened).run();
    assertEquals(Set.of("pr-1"), named(result, Outcome.SKIPPED));
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(Set.of("main", "preview/pr-1"), names());
  }

  @Test
  void leaseThatIsRenewedMeanwhile_isKept() {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    sandbox.created(named("preview/a").expiresAt(soon).annotations(ours("named/a", null)));
    String second =
        sandbox
            .created(named("preview/b").expiresAt(soon).annotations(ours("named/b", null)))
            .branch()
            .id();
    Instant renewed = Instant.now().plus(Duration.ofDays(9));
    SweepResult result =
        later()
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.RunCompleted) {
                    sandbox
                        .neon()
                        .branches()
                        .update(
                            sandbox.projectId(), second, UpdateBranch.create().expiresAt(renewed));
                  }
                })
            .build()
            .sweep()
            .previews(new Open(Set.of()))
            .run();
    assertEquals(Set.of("named/a"), named(result, Outcome.REMOVED));
    assertEquals(Set.of("named/b"), named(result, Outcome.SKIPPED), result.toText());
    assertEquals(Set.of("main", "preview/b"), names());
  }

  @Test
  void previewThatAnotherRunWorksOn_isSkipped() {
    preview(1);
    preview(2);
    Path locks = directory.resolve("held");
    KeyLock held = new Locks(locks, null, Scheduler.DEFAULT).lock(key("pr-1"), "run 7", why -> {});
    assertTrue(held.tryTake());
    try {
      SweepResult result =
          sandbox
              .neonflow()
              .lockDirectory(locks)
              .build()
              .sweep()
              .previews(new Open(Set.of()))
              .run();
      assertEquals(Set.of("pr-1"), named(result, Outcome.SKIPPED));
      assertEquals(Set.of("pr-2"), named(result, Outcome.REMOVED));
      assertTrue(result.toText().contains("run 7"), result.toText());
      assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    } finally {
      held.close();
    }
  }

  @Test
  void interrupted_endsAndStaysSo() {
    preview(1);
    preview(2);
    Thread sweeper = Thread.currentThread();
    Neonflow neonflow =
        sandbox
            .neonflow()
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.StepProgress) {
                    sweeper.interrupt();
                  }
                })
            .build();
    SweepResult result = neonflow.sweep().previews(new Open(Set.of())).run();
    assertTrue(Thread.interrupted());
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals(Set.of("pr-1", "pr-2"), named(result, Outcome.SKIPPED), result.toText());
    assertTrue(names().contains("preview/pr-2"));
    assertEquals(WorkflowStatus.SUCCEEDED, sweep(Set.of()).run().status());
  }

  @Test
  void report_isBroughtUpToDate() throws IOException {
    preview(1);
    Path report = directory.resolve("report.md");
    sandbox
        .neonflow()
        .reporter(FileReporter.to(report))
        .build()
        .sweep()
        .previews(new Open(Set.of()))
        .run();
    String text = Files.readString(report);
    assertTrue(text.startsWith("<!-- neonflow:" + key("pr-1")), text);
    assertTrue(text.contains("Teardown for pull request 1: removed"), text);
  }

  private static Sweep sweep(Set<Integer> open) {
    return sandbox.neonflow().build().sweep().previews(new Open(open));
  }

  private static PullRequests all() {
    return new Open(Set.of(1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12));
  }

  /** In two days; what expires in an hour is still there then, as Neon is late sometimes. */
  private static Neonflow.Builder later() {
    return sandbox.neonflow().clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
  }

  private static Set<String> named(SweepResult result, Outcome outcome) {
    return result.with(outcome).stream()
        .map(SweepItem::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(SweepResult result, String branch) {
    return result.removed().stream()
        .filter(item -> item.branches().stream().anyMatch(name -> name.startsWith(branch)))
        .map(SweepItem::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names() {
    return sandbox.branches("").stream()
        .map(found -> found.branch().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static BranchCreated preview(int number) {
    return made("preview/pr-" + number, ours("pr-" + number, number));
  }

  private static BranchCreated made(String name, Map<String, String> notes) {
    return sandbox.created(named(name).annotations(notes));
  }

  private static BranchCreated child(String name, BranchCreated parent, Map<String, String> notes) {
    return sandbox.created(named(name).parentId(parent.branch().id()).annotations(notes));
  }

  private static CreateBranch named(String name) {
    return CreateBranch.named(name).withoutEndpoint();
  }

  private static String key(String end) {
    return "preview/" + sandbox.projectId() + "/acme/shop/" + end;
  }

  private static Map<String, String> ours(String end, @Nullable Integer number) {
    return notes(key(end), "acme/shop", number);
  }

  private static Map<String, String> notes(
      String key, String repository, @Nullable Integer number) {
    Subject subject = new Subject(key, sandbox.projectId(), repository, number, null, null);
    return Ownership.annotations(subject, null, new RunId("earlier"));
  }

  private static Map<String, String> action(String repository, int number) {
    return Map.of(
        Ownership.REPOSITORY, repository, Ownership.PULL_REQUEST, Integer.toString(number));
  }
}
