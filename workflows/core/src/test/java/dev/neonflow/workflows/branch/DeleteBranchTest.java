package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DeleteBranchTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String DELETE = "DELETE /projects/{p}/branches/{b}";

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

  @Test
  void teardown_provesItIsGoneInThreeRequestsAndCanBeRepeated() {
    sandbox.neonflow().build().preview().forPr(7).run();
    sandbox.count();
    String dry = teardown(7).dryRun().toText();
    assertEquals(List.of(LIST), sandbox.counted());
    assertTrue(dry.contains("would delete branch preview/pr-7"), dry);
    sandbox.count();
    assertTrue(teardown(7).run().get(TeardownWorkflow.DELETED_BRANCH).existed());
    assertEquals(List.of(LIST, DELETE, LIST), sandbox.counted());
    assertEquals(0, sandbox.branches("pr-7").size());
    sandbox.count();
    assertFalse(teardown(7).run().get(TeardownWorkflow.DELETED_BRANCH).existed());
    assertEquals(List.of(LIST), sandbox.counted());
  }

  @Test
  void madeTwiceUnderTwoNames_bothAreDeleted() {
    create("preview/pr-11", notes(11));
    create("preview/pr-11-feature", notes(11));
    create("preview/pr-11-notes", Map.of());
    String dry = teardown(11).dryRun().toText();
    assertTrue(dry.contains("preview/pr-11 (") && dry.contains("preview/pr-11-feature ("), dry);
    teardown(11).run();
    List<String> left =
        sandbox.branches("pr-11").stream().map(found -> found.branch().name()).toList();
    assertEquals(List.of("preview/pr-11-notes"), left);
  }

  @Test
  void notOurs_isLeftAlone() {
    create("preview/pr-8", Map.of());
    assertRefused(
        8, PreconditionException.class, "nothing was deleted: branch preview/pr-8 is not");
    String other = "preview/p/acme/other/pr-14";
    create("preview/pr-14", Map.of(Ownership.MANAGED_BY, "neonflow", Ownership.KEY, other));
    assertRefused(14, PreconditionException.class, "branch preview/pr-14 belongs to " + other);
    assertEquals(1, sandbox.branches("pr-8").size());
  }

  @Test
  void protectedBranch_isRefused() {
    sandbox
        .neon()
        .branches()
        .create(
            sandbox.projectId(),
            CreateBranch.named("preview/pr-9")
                .withoutEndpoint()
                .protectedBranch()
                .annotations(notes(9)));
    sandbox.count();
    assertRefused(9, FenceException.class, "protected");
    assertEquals(List.of(LIST), sandbox.counted());
  }

  @Test
  void branchWithChildren_namesThem() {
    BranchCreated parent = create("preview/pr-10", notes(10));
    sandbox
        .neon()
        .operations()
        .await(sandbox.projectId(), parent.operations(), Duration.ofMinutes(1));
    BranchCreated child =
        sandbox
            .neon()
            .branches()
            .create(
                sandbox.projectId(),
                CreateBranch.named("child").withoutEndpoint().parentId(parent.branch().id()));
    sandbox
        .neon()
        .operations()
        .await(sandbox.projectId(), child.operations(), Duration.ofMinutes(1));
    assertRefused(10, PreconditionException.class, "has children: child");
  }

  private static void assertRefused(int number, Class<? extends Exception> type, String text) {
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> teardown(number).run());
    assertInstanceOf(type, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
  }

  private static BranchCreated create(String name, Map<String, String> notes) {
    return sandbox
        .neon()
        .branches()
        .create(sandbox.projectId(), CreateBranch.named(name).withoutEndpoint().annotations(notes));
  }

  private static Map<String, String> notes(int number) {
    String key = "preview/" + sandbox.projectId() + "/acme/shop/pr-" + number;
    return Ownership.annotations(
        new Subject(key, sandbox.projectId(), "acme/shop", number, null, null),
        null,
        new RunId("earlier"));
  }

  private static TeardownWorkflow teardown(int number) {
    return sandbox.neonflow().build().teardown().forPr(number).deleteBranch();
  }
}
