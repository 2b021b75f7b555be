package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlPlaneTest extends ControlPlaneFixture {

  @Test
  void ids_haveNeonsShapes() {
    Branch main = control.branches().defaultBranch();
    assertTrue(control.project().id().matches("[a-z]+-[a-z]+-[0-9]{8}"));
    assertTrue(main.id().matches("br-[a-z]+-[a-z]+-[a-z0-9]{8}"));
    Endpoint endpoint = control.endpoints().of(main.id()).get(0);
    assertTrue(endpoint.id().matches("ep-[a-z]+-[a-z]+-[a-z0-9]{8}"));
    assertEquals("127.0.0.1:" + endpoint.port(), endpoint.host());
  }

  @Test
  void creation_goesFromSchedulingToFinished_inOrder() {
    data.holdCopies();
    Accepted<Branch> accepted = create(named("b"));

    assertEquals(Branch.State.INIT, accepted.subject().phase().current());
    assertEquals(
        List.of(Status.SCHEDULING, Status.SCHEDULING),
        accepted.operations().stream().map(Operation::status).toList());
    Polling.until("the copy runs", () -> status(accepted, 0) == Status.RUNNING);
    assertEquals(Status.SCHEDULING, status(accepted, 1));
    assertFalse(control.branches().get(accepted.subject().id()).ready());

    data.letCopiesPass();
    finish(accepted);
    Branch ready = control.branches().get(accepted.subject().id());
    assertTrue(ready.ready());
    assertEquals("0/1A2B3C4", ready.origin().lsn());
    assertEquals(Endpoint.State.ACTIVE, control.endpoints().of(ready.id()).get(0).current());
  }

  @Test
  void branchInCreation_refusesMutations_butItsParentTakesMoreChildren() {
    data.holdCopies();
    Accepted<Branch> first = create(named("first"));
    String id = first.subject().id();
    Branch main = control.branches().defaultBranch();
    String endpoint = control.endpoints().of(main.id()).get(0).id();

    assertLocked(() -> control.branches().delete(id, true));
    assertLocked(() -> control.branches().change(id, protect()));
    assertLocked(() -> control.branches().create(child("grandchild", id)));
    assertLocked(() -> control.endpoints().suspend(endpoint));
    assertLocked(() -> control.roles().resetPassword(main.id(), "neondb_owner"));
    Accepted<Branch> second = create(named("second"));

    data.letCopiesPass();
    finish(first);
    finish(second);
    assertEquals(3, control.branches().list().size());
  }

  @Test
  void failedCopy_leavesAFailedOperation_andNoBranch() {
    data.failCopies();
    Accepted<Branch> accepted = create(named("doomed"));

    Polling.until("it failed", () -> status(accepted, 0) == Status.FAILED);
    assertEquals(
        "the disk is full", control.operations().get(accepted.operations().get(0).id()).error());
    assertEquals(Status.CANCELLED, status(accepted, 1));
    assertEquals(1, control.branches().list().size());
    assertEquals(1, control.endpoints().list().size());
  }

  @Test
  void errorInAnOperation_failsIt_andFreesTheBranch() {
    Branch main = control.branches().defaultBranch();
    sql = new StackOverflowError("too deep");
    Accepted<Database> accepted = control.databases().create(main.id(), "shop", "neondb_owner");

    assertEquals("shop", accepted.subject().name());
    Polling.until("it failed", () -> status(accepted, 0) == Status.FAILED);
    assertTrue(
        control.operations().get(accepted.operations().get(0).id()).error().contains("too deep"));
    finish(create(named("child")));
  }

  /** The answer says what was accepted, however soon it fails. */
  @Test
  void creationThatFailsAtOnce_isAnsweredWhole() {
    data.failCopies();
    Accepted<CreatedBranch> accepted = control.branches().create(named("doomed"));
    Polling.until("it is gone", () -> control.branches().list().size() == 1);

    CreatedBranch created = accepted.subject();
    assertEquals("doomed", created.branch().name());
    assertEquals(created.branch().id(), created.endpoints().get(0).branchId());
    assertEquals(Set.of("neondb_owner"), created.passwords().keySet());
    assertFalse(created.toString().contains(created.passwords().get("neondb_owner")));
  }

  @Test
  void parentProtectedWhileAChildIsAskedFor_keepsItsPasswordsToItself() {
    String main = control.branches().defaultBranch().id();
    beforeRandom =
        () -> {
          beforeRandom = () -> {};
          control.branches().change(main, protect());
        };
    Accepted<Branch> child = create(named("child"));
    finish(child);

    String own = control.roles().password(child.subject().id(), "neondb_owner");
    assertNotEquals(control.roles().password(main, "neondb_owner"), own);
    assertEquals(Map.of("neondb_owner", own), compute(child.subject().id()).passwords);
  }

  @Test
  void childOfAGuardedBranch_getsNoPasswordOfARoleThatSqlDropped() {
    Branch main = control.branches().defaultBranch();
    finishAll(control.roles().create(main.id(), "app", true).operations());
    assertTrue(control.roles().list(main.id()).stream().noneMatch(r -> r.name().equals("app")));
    control.branches().change(main.id(), protect());

    Accepted<Branch> child = create(named("child"));
    finish(child);

    assertEquals(Set.of("neondb_owner"), compute(child.subject().id()).passwords.keySet());
  }

  @Test
  void branchWhoseTimeIsOver_isDeleted() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    Accepted<Branch> accepted =
        create(
            new NewBranch(
                Optional.empty(),
                Optional.of("leased"),
                Optional.of(end),
                false,
                false,
                List.of(),
                Map.of()));
    finish(accepted);
    String id = accepted.subject().id();
    assertEquals(new Branch.Lease(end, 3600), control.branches().get(id).lease());

    control.expiration().check();
    assertTrue(control.branches().get(id).ready());
    clock.advance(Duration.ofHours(1));
    control.expiration().check();

    Polling.until(
        "it is gone", () -> control.branches().list().stream().noneMatch(b -> b.id().equals(id)));
    Branch.Deletion deletion = control.deletedBranches().list().get(0).deletion();
    assertEquals(Branch.Deletion.Method.TTL, deletion.method());
    clock.advance(Duration.ofDays(7));
    control.expiration().check();
    assertEquals(1, data.timelines().size());
  }

  @Test
  void childOfAGuardedBranch_getsNewPasswords_andOthersInherit() {
    Branch main = control.branches().defaultBranch();
    Accepted<Branch> heir = create(named("heir"));
    control.branches().change(main.id(), protect());
    Accepted<Branch> stranger = create(named("stranger"));
    finish(heir);
    finish(stranger);

    String original = control.roles().password(main.id(), "neondb_owner");
    String own = control.roles().password(stranger.subject().id(), "neondb_owner");
    assertEquals(original, control.roles().password(heir.subject().id(), "neondb_owner"));
    assertNotEquals(original, own);
    assertEquals(Map.of("neondb_owner", own), compute(stranger.subject().id()).passwords);
  }

  @Test
  void branchWithChildren_staysUntilTheyAreGone() {
    Accepted<Branch> parent = create(named("parent"));
    finish(parent);
    String id = parent.subject().id();
    Accepted<Branch> child = create(child("child", id));
    finish(child);

    Refusal refusal = assertThrows(Refusal.class, () -> control.branches().delete(id, true));
    assertEquals(Refusal.Kind.FORBIDDEN_BY_RULE, refusal.kind());
    finish(control.branches().delete(child.subject().id(), true).orElseThrow());
    finish(control.branches().delete(id, true).orElseThrow());
    assertEquals(1, control.branches().list().size());
  }

  @Test
  void operations_areForgottenFromTheOldEnd() {
    State state = State.of(control.project(), List.of(), List.of(), 1);
    Instant now = clock.instant();
    for (int i = 0; i < 1005; i++) {
      String id = "op-" + i;
      state =
          state.plus(
              List.of(Operation.scheduled(id, Operation.Action.APPLY_CONFIG, "br", null, now)));
      if (i > 0) {
        state = state.operation(id, Status.FINISHED, null, now);
      }
    }

    assertEquals(1000, state.operations().size());
    assertTrue(state.operation("op-0").isPresent(), "unfinished ones stay");
    assertTrue(state.operation("op-3").isEmpty());
    assertEquals("op-1004", state.newestOperations().get(0).id());
  }
}
