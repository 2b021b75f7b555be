package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.internal.json.NeonJson;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OwnershipTest {

  private final Subject one = subject(1);
  private final Subject twelve = subject(12);

  @Test
  void annotations_sayOnlyWhatIsKnown() {
    Map<String, String> notes = Ownership.annotations(one, null, new RunId("r"));
    assertEquals("preview/p/acme/shop/pr-1", notes.get("neonflow-key"));
    assertEquals("1", notes.get("github-pr-number"));
    assertFalse(notes.containsKey("neonflow-parent"));
    assertFalse(notes.containsKey("github-commit-sha"));
  }

  @Test
  void annotatedWithAnotherKey_isNoMatch() {
    AnnotatedBranch other = ours("preview/pr-1-x", twelve);
    BranchLookup found = pick(one, "y", List.of(other));
    assertNull(found.ours());
    assertNull(found.inTheWay(), "its name is not exactly ours");
  }

  @Test
  void annotatedWithAnotherKeyAndExactlyOurName_isInTheWay() {
    AnnotatedBranch other = ours("preview/pr-1-x", twelve);
    BranchLookup found = pick(one, "x", List.of(other));
    PreconditionException refused = assertThrows(PreconditionException.class, found::oursOrRefuse);
    assertTrue(refused.getMessage().contains("pr-12"), refused.getMessage());
  }

  @Test
  void renamedBranch_isFoundByItsAnnotation() {
    AnnotatedBranch renamed = ours("pr-1-renamed-by-hand", one);
    assertEquals(renamed, pick(one, "x", List.of(renamed)).ours());
  }

  @Test
  void ofAnotherToolForAnotherPullRequest_namesItsOrigin() {
    AnnotatedBranch action =
        branch(
            "preview/pr-1-x",
            Map.of("github-commit-repo", "acme/other", "github-pr-number", "5"),
            false,
            false);
    PreconditionException refused =
        assertThrows(PreconditionException.class, pick(one, "x", List.of(action))::oursOrRefuse);
    assertTrue(refused.getMessage().contains("pull request 5 of acme/other"), refused.getMessage());
  }

  @Test
  void fence_refusesDefaultProtectedAndForeign() {
    Map<String, String> notes = Ownership.annotations(one, null, new RunId("r"));
    Fence.checkBranch(branch("b", notes, false, false), one);
    assertThrows(
        FenceException.class, () -> Fence.checkBranch(branch("b", notes, true, false), one));
    assertThrows(
        FenceException.class, () -> Fence.checkBranch(branch("b", notes, false, true), one));
    assertThrows(
        FenceException.class, () -> Fence.checkBranch(branch("b", notes, false, false), twelve));
    assertThrows(
        FenceException.class, () -> Fence.checkBranch(branch("b", Map.of(), false, false), one));
  }

  @Test
  void fence_refusesProductionsHostPooledOrNot() {
    ConnectionUri target = uri("ep-a-b-c.c-2.eu-central-1.aws.neon.tech");
    Fence.checkTarget(target, null);
    Fence.checkTarget(target, uri("ep-x-y-z.c-2.eu-central-1.aws.neon.tech"));
    assertThrows(FenceException.class, () -> Fence.checkTarget(target, target));
    assertThrows(
        FenceException.class,
        () -> Fence.checkTarget(target, uri("ep-a-b-c-pooler.c-2.eu-central-1.aws.neon.tech")));
    assertThrows(
        FenceException.class,
        () -> Fence.checkTarget(target, uri("EP-A-B-C.eu-central-1.aws.neon.tech")));
    Fence.checkTarget(target, uri("ep-a-b.c-2.eu-central-1.aws.neon.tech"));
  }

  private static ConnectionUri uri(String host) {
    return ConnectionUri.parse(Secret.of("postgresql://r:p@" + host + "/neondb"));
  }

  private static BranchLookup pick(Subject subject, String git, List<AnnotatedBranch> listed) {
    Subject known =
        new Subject(subject.key(), "p", subject.repository(), subject.pullRequest(), git, null);
    return BranchLookup.pick(BranchNames.of(known, null), known, listed, false);
  }

  private static AnnotatedBranch ours(String name, Subject subject) {
    return branch(name, Ownership.annotations(subject, null, new RunId("r")), false, false);
  }

  private static AnnotatedBranch branch(
      String name, Map<String, String> notes, boolean isDefault, boolean isProtected) {
    String json =
        """
        {"id":"br-a-b-%d","project_id":"p","name":"%s","parent_id":"br-main",
         "current_state":"ready","state_changed_at":"1970-01-01T00:00:00Z","default":%s,
         "protected":%s,"creation_source":"console","compute_time_seconds":0,
         "active_time_seconds":0,"written_data_bytes":0,"data_transfer_bytes":0,
         "created_at":"1970-01-01T00:00:00Z","updated_at":"1970-01-01T00:00:00Z"}"""
            .formatted(name.length(), name, isDefault, isProtected);
    try {
      Branch branch = NeonJson.create().adapter(Branch.class).fromJson(json);
      return new AnnotatedBranch(Objects.requireNonNull(branch), notes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Subject subject(int number) {
    return new Subject("preview/p/acme/shop/pr-" + number, "p", "acme/shop", number, null, null);
  }
}
