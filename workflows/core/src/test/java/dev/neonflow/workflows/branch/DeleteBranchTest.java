package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Path;
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
  void childOfSomebodyElse_keepsTheBranchAndIsNamed() {
    BranchCreated parent = create("preview/pr-10", notes(10));
    child("child", parent, Map.of());
    child("preview/pr-10-before", parent, notes(10));
    String other = "preview/p/acme/shop/pr-15";
    Map<String, String> made = Map.of(Ownership.MANAGED_BY, "neonflow", Ownership.KEY, other);
    child("preview/pr-15", parent, made);
    String text = "has children: child, which is not ours";
    WorkflowFailedException failed = assertRefused(10, NotRemovedException.class, text);
    assertTrue(failed.getMessage().contains("preview/pr-15, which belongs to " + other));
    assertEquals(List.of("branch preview/pr-10"), Leftovers.of(failed.result()));
    assertEquals(1, sandbox.branches("child").size());
    assertEquals(1, sandbox.branches("preview/pr-15").size());
    assertEquals(
        1, sandbox.branches("preview/pr-10").stream().filter(DeleteBranchTest::isRoot).count());
  }

  @Test
  void childrenOfTheSameKey_goFirst() {
    BranchCreated parent = create("preview/pr-16", notes(16));
    BranchCreated child = child("kept-state", parent, notes(16));
    child("preview/pr-16-deeper", child, notes(16));
    DeletedBranch deleted = teardown(16).run().get(TeardownWorkflow.DELETED_BRANCH);
    assertEquals(2, deleted.others().size(), deleted.toString());
    assertEquals(0, sandbox.branches("pr-16").size());
    assertEquals(0, sandbox.branches("kept-state").size());
  }

  private static boolean isRoot(AnnotatedBranch found) {
    return found.branch().name().equals("preview/pr-10");
  }

  private static WorkflowFailedException assertRefused(
      int number, Class<? extends Exception> type, String text) {
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> teardown(number).run());
    assertInstanceOf(type, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
    return failed;
  }

  private static BranchCreated child(String name, BranchCreated parent, Map<String, String> notes) {
    return sandbox.created(
        CreateBranch.named(name)
            .withoutEndpoint()
            .parentId(parent.branch().id())
            .annotations(notes));
  }

  private static BranchCreated create(String name, Map<String, String> notes) {
    return sandbox.created(CreateBranch.named(name).withoutEndpoint().annotations(notes));
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
