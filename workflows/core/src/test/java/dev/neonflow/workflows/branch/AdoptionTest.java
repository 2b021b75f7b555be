package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.PullRequest;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Branches that other tools or people made. */
@Timeout(120)
class AdoptionTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String RENEW = "PATCH /projects/{p}/branches/{b}";
  private static final String URI = "GET /projects/{p}/connection_uri";

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
  void madeByCreateBranchActionForThisPullRequest_isAdoptedAndTornDown() {
    Branch made = create("preview/pr-201-x", action("acme/shop", 201));
    sandbox.count();
    BranchRef adopted = run(preview(201));
    assertEquals(List.of(LIST, RENEW, URI), sandbox.counted());
    assertEquals(made.id(), adopted.branchId());
    assertEquals(Origin.ADOPTED, adopted.origin());
    assertFalse(adopted.created());
    assertEquals(
        "adopted: it was made for pull request 201 of acme/shop by another tool", adopted.reason());
    assertNotNull(adopted.expiresAt());
    String dry = preview(201).dryRun().toText();
    assertTrue(dry.contains("would reuse branch preview/pr-201-x"), dry);
    assertTrue(dry.contains("; adopted: it was made for pull request 201"), dry);
    assertTrue(teardown(201).get(TeardownWorkflow.DELETED_BRANCH).existed());
    assertEquals(0, sandbox.branches("pr-201").size());
  }

  @Test
  void underAnotherName_isFoundIfItIsTheOnlyOne() {
    Branch made = create("e2e-pr-202", action("ACME/Shop", 202));
    assertEquals(made.id(), run(preview(202)).branchId());
    create("one-pr-203", action("acme/shop", 203));
    create("two-pr-203", action("acme/shop", 203));
    assertEquals("preview/pr-203", run(preview(203)).name());
  }

  @Test
  void madeForAnotherRepositoryOrPullRequest_isInTheWay() {
    create("preview/pr-204", action("acme/other", 204));
    assertRefused(PreconditionException.class, "pull request 204 of acme/other", preview(204));
    create("preview/pr-205", action("acme/shop", 17));
    assertRefused(PreconditionException.class, "pull request 17 of acme/shop", preview(205));
  }

  @Test
  void pullRequest20_neverTakesWhatTheActionMadeFor206() {
    Branch made = create("preview/pr-206", action("acme/shop", 206));
    PreviewWorkflow twenty =
        sandbox.neonflow().build().preview().forPr(new PullRequest(20, null, null));
    assertNotEquals(made.id(), run(twenty).branchId());
  }

  @Test
  void reset_ofAnAdoptedBranchTakesTheParentThatIsAskedForOrTheDefaultBranch() {
    Branch made = create("preview/pr-207", action("acme/shop", 207));
    BranchRef reset = run(preview(207).onRerun(RerunPolicy.RESET));
    assertEquals(made.id(), reset.branchId());
    assertEquals(Origin.ADOPTED, reset.origin());
    assertEquals("reset: every run asks for it", reset.reason());
    assertEquals("main", reset.parent());
    create("other-parent", Map.of());
    BranchRef other = run(preview(207).onRerun(RerunPolicy.RESET).from("other-parent"));
    assertEquals("other-parent", other.parent());
  }

  @Test
  void adopt_takesABranchThatAnybodyMade_asOftenAsItIsAskedFor() {
    Branch made = create("preview/pr-208", Map.of());
    assertRefused(PreconditionException.class, "is in the way and not ours", preview(208));
    for (int run = 0; run < 2; run++) {
      sandbox.count();
      BranchRef adopted = run(preview(208).adopt());
      assertEquals(List.of(LIST, RENEW, URI), sandbox.counted());
      assertEquals(made.id(), adopted.branchId());
      assertEquals(Origin.ADOPTED, adopted.origin());
    }
    assertRefused(PreconditionException.class, "is in the way and not ours", preview(208));
    WorkflowFailedException kept = assertThrows(WorkflowFailedException.class, () -> teardown(208));
    Branch left = sandbox.branches("pr-208").get(0).branch();
    assertTrue(kept.getMessage().contains("nothing was deleted"), kept.getMessage());
    assertTrue(
        kept.next().contains("or leave it: it expires at " + Times.words(left.expiresAt())),
        kept.next());
    assertTrue(kept.next().contains("; --adopt leaves it and removes the rest"), kept.next());
    TeardownWorkflow leaving =
        sandbox.neonflow().build().teardown().forPr(208).deleteBranch().adopt();
    String stays = "branch preview/pr-208 stays until " + Times.words(left.expiresAt()) + ": it is";
    assertTrue(leaving.dryRun().toText().contains("would do nothing: " + stays));
    WorkflowResult done = leaving.run();
    assertEquals(WorkflowStatus.SUCCEEDED, done.status());
    DeletedBranch told = done.get(TeardownWorkflow.DELETED_BRANCH);
    assertTrue(String.valueOf(told.kept()).startsWith(stays), told.kept());
    assertEquals(left.id(), sandbox.branches("pr-208").get(0).branch().id());
    BranchRef anew = run(preview(208).adopt().onRerun(RerunPolicy.RECREATE));
    assertEquals(Origin.RECREATED, anew.origin());
    String gone = leaving.dryRun().toText();
    assertTrue(gone.contains("would delete branch preview/pr-208 ("), gone);
    assertTrue(leaving.run().get(TeardownWorkflow.DELETED_BRANCH).existed(), "now it is ours");
  }

  @Test
  void adopt_neverTakesTheDefaultAProtectedOrAnotherEnvironmentsBranch() {
    assertRefused(FenceException.class, "default branch", preview(209).branchName("main").adopt());
    sandbox
        .neon()
        .branches()
        .create(
            sandbox.projectId(), CreateBranch.named("guarded").withoutEndpoint().protectedBranch());
    assertRefused(FenceException.class, "protected", preview(209).branchName("guarded").adopt());
    run(preview(210));
    sandbox.count();
    assertRefused(
        PreconditionException.class,
        "belongs to preview/",
        preview(211).branchName("preview/pr-210").adopt());
    assertEquals(List.of(LIST), sandbox.counted());
  }

  @Test
  void inTheWay_theWayOutNeverRemovesTheDefaultOrAProtectedBranch() {
    assertEquals("give ours another name (--branch-name)", wayOut(preview(213).branchName("main")));
    assertEquals("use another branch name", wayOut(preview(213).branchName("main").adopt()));
    create("preview/pr-214", Map.of());
    assertEquals(
        "rename or delete it, or give ours another name (--branch-name), or take it (--adopt)",
        wayOut(preview(214)));
    run(preview(215));
    assertEquals(
        "rename or delete it, or give ours another name (--branch-name)",
        wayOut(preview(216).branchName("preview/pr-215")));
    WorkflowFailedException nightly =
        assertThrows(
            WorkflowFailedException.class,
            () -> sandbox.neonflow().build().workflow("nightly").branch("main").run());
    assertEquals("give ours another name", nightly.next());
  }

  private static String wayOut(PreviewWorkflow preview) {
    return assertThrows(WorkflowFailedException.class, preview::run).next();
  }

  @Test
  void adoptedBranchWithChildren_cannotExpireAndTheyAreNamed() {
    Branch made = create("preview/pr-212", action("acme/shop", 212));
    BranchCreated child =
        sandbox
            .neon()
            .branches()
            .create(
                sandbox.projectId(),
                CreateBranch.named("its-child").withoutEndpoint().parentId(made.id()));
    await(child);
    assertRefused(
        PreconditionException.class,
        "preview/pr-212 cannot expire, because it has children: its-child",
        preview(212));
  }

  /** Also uses the branch in a later step, for which the fence is asked again. */
  private static BranchRef run(PreviewWorkflow preview) {
    return preview
        .then(
            "look",
            context ->
                assertEquals(
                    List.of("1"),
                    Rows.of(context.connection(context.get(BranchRef.KEY)).direct(), "SELECT 1")))
        .run()
        .get(PreviewWorkflow.BRANCH);
  }

  private static PreviewWorkflow preview(int number) {
    return sandbox.neonflow().build().preview().forPr(number);
  }

  private static WorkflowResult teardown(int number) {
    return sandbox.neonflow().build().teardown().forPr(number).deleteBranch().run();
  }

  private static Map<String, String> action(String repository, int number) {
    return Map.of(
        "github-commit-repo",
        repository,
        "github-pr-number",
        Integer.toString(number),
        "github-commit-sha",
        "0123456789");
  }

  private static Branch create(String name, Map<String, String> notes) {
    BranchCreated created =
        sandbox
            .neon()
            .branches()
            .create(sandbox.projectId(), CreateBranch.named(name).annotations(notes));
    await(created);
    return created.branch();
  }

  private static void await(BranchCreated created) {
    sandbox
        .neon()
        .operations()
        .await(sandbox.projectId(), created.operations(), Duration.ofMinutes(1));
  }

  private static void assertRefused(
      Class<? extends Exception> type, String text, PreviewWorkflow preview) {
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, preview::run);
    assertInstanceOf(type, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
  }
}
