package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operation.Status;
import dev.neonflow.embedded.postgres.PostgresException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BranchRestoreTest extends ControlPlaneFixture {

  private String main() {
    return control.branches().defaultBranch().id();
  }

  @Test
  void reset_givesTheDataOfTheParent_andKeepsWhatClientsKnow() {
    Branch before = made(named("b"));
    Endpoint endpoint = control.endpoints().of(before.id()).get(0);
    clock.advance(Duration.ofMinutes(1));
    data.holdCopies();

    Accepted<Branch> accepted = restore(before.id(), main());
    Branch resetting = accepted.subject();
    assertEquals(Branch.State.RESETTING, resetting.phase().current());
    assertEquals(Branch.State.READY, resetting.phase().pending());
    assertEquals(clock.instant(), resetting.resetAt());
    assertEquals(
        List.of(
            Action.CREATE_TIMELINE,
            Action.SUSPEND_COMPUTE,
            Action.START_COMPUTE,
            Action.DELETE_TIMELINE),
        accepted.operations().stream().map(Operation::action).toList());
    Polling.until("the copy runs", () -> status(accepted, 0) == Status.RUNNING);
    assertTrue(compute(before.id()).running(), "it serves while the copy is made");
    data.letCopiesPass();
    finish(accepted);

    Branch after = control.branches().get(before.id());
    assertTrue(after.ready());
    assertNotEquals(before.timelineId(), after.timelineId());
    assertEquals(before.name(), after.name());
    assertEquals(main(), after.parentId());
    assertEquals(clock.instant(), after.origin().timestamp());
    assertEquals(clock.instant(), after.resetAt());
    Endpoint same = control.endpoints().of(before.id()).get(0);
    assertEquals(endpoint.port(), same.port());
    assertEquals(Endpoint.State.ACTIVE, same.current());
    assertEquals(endpoint.port(), compute(before.id()).port());
    assertEquals(
        Set.of(control.branches().defaultBranch().timelineId(), after.timelineId()),
        data.timelines());
  }

  @Test
  void restoreFromAnotherBranch_makesItTheParent_butARootStaysOne() {
    Branch other = made(named("other"));
    Branch b = made(named("b"));
    finish(restore(b.id(), other.id()));
    assertEquals(other.id(), control.branches().get(b.id()).parentId());

    String oldTimeline = control.branches().defaultBranch().timelineId();
    finish(restore(main(), other.id(), "main-before"));
    Branch root = control.branches().defaultBranch();
    Branch backup = byName("main-before");
    assertNull(root.parentId());
    assertNull(backup.parentId());
    assertFalse(backup.defaultBranch());
    assertEquals(oldTimeline, backup.timelineId());
    assertEquals(List.of(), control.endpoints().of(backup.id()));
    assertEquals(backup.id(), control.branches().get(other.id()).parentId(), "children move");
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE,
        "root branch",
        () -> control.branches().delete(backup.id(), false));
  }

  @Test
  void preservedBranch_keepsOriginAndPasswords_andTakesTheDeletedChildrenToo() {
    Branch b = made(named("b"));
    String password = control.roles().password(b.id(), "neondb_owner");
    Branch gone = made(child("gone", b.id()));
    delete(gone.id());
    Branch child = made(child("child", b.id()));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE, "preserve_under_name", () -> restore(b.id(), main()));

    finish(restore(b.id(), main(), "b-before"));

    Branch backup = byName("b-before");
    assertEquals(b.timelineId(), backup.timelineId());
    assertEquals(b.origin(), backup.origin());
    assertEquals(password, control.roles().password(backup.id(), "neondb_owner"));
    assertEquals(backup.id(), control.branches().get(child.id()).parentId());
    assertEquals(backup.id(), control.deletedBranches().list().get(0).parentId());
  }

  @Test
  void promisedName_isTaken() {
    Branch b = made(named("b"));
    assertRefused(
        Refusal.Kind.CONFLICT, "BRANCH_ALREADY_EXISTS", () -> restore(b.id(), main(), "b"));
    data.holdCopies();
    Accepted<Branch> accepted = restore(b.id(), main(), "promised");
    assertRefused(Refusal.Kind.CONFLICT, "BRANCH_ALREADY_EXISTS", () -> create(named("promised")));
    data.letCopiesPass();
    finish(accepted);
  }

  @Test
  void leaseOfAResetBranch_beginsAnew() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    Branch b = made(named("b"));
    control
        .branches()
        .change(
            b.id(),
            new BranchChange(
                Optional.empty(), Optional.empty(), Optional.of(new BranchChange.Expiration(end))));
    clock.advance(Duration.ofMinutes(30));
    finish(restore(b.id(), main()));

    assertEquals(
        new Branch.Lease(end.plus(Duration.ofMinutes(30)), 3600),
        control.branches().get(b.id()).lease());
  }

  @Test
  void passwords_areTheBranchsOwn_andOfNewRolesTheSources() {
    Branch b = made(named("b"));
    finishAll(control.roles().resetPassword(b.id(), "neondb_owner").operations());
    String own = control.roles().password(b.id(), "neondb_owner");
    finishAll(control.roles().create(main(), "app", true).operations());
    data.roles("neondb_owner", "app");
    String apps = control.roles().password(main(), "app");
    assertNotEquals(own, control.roles().password(main(), "neondb_owner"));

    finish(restore(b.id(), main()));
    assertEquals(own, control.roles().password(b.id(), "neondb_owner"));
    assertEquals(apps, control.roles().password(b.id(), "app"));
    assertEquals(Map.of("neondb_owner", own, "app", apps), compute(b.id()).passwords);

    finishAll(control.roles().create(main(), "web", true).operations());
    data.roles("neondb_owner", "app", "web");
    control.branches().change(main(), protect());
    finish(restore(b.id(), main()));
    assertEquals(own, control.roles().password(b.id(), "neondb_owner"));
    assertEquals(apps, control.roles().password(b.id(), "app"));
    String webs = control.roles().password(b.id(), "web");
    assertNotEquals(control.roles().password(main(), "web"), webs, "protected");
    assertEquals(webs, compute(b.id()).passwords.get("web"));
  }

  @Test
  void sleepingEndpoint_sleepsOn_andABranchWithoutOneIsResetToo() {
    Branch b = made(named("b"));
    String endpoint = control.endpoints().of(b.id()).get(0).id();
    finishAll(control.endpoints().suspend(endpoint).operations());
    Accepted<Branch> accepted = restore(b.id(), main());
    finish(accepted);
    assertEquals(
        List.of(Action.CREATE_TIMELINE, Action.DELETE_TIMELINE),
        accepted.operations().stream().map(Operation::action).toList());
    assertFalse(compute(b.id()).running());
    assertFalse(compute(b.id()).held());
    assertEquals(Endpoint.State.IDLE, control.endpoints().get(endpoint).current());
    finishAll(control.endpoints().start(endpoint).operations());

    Branch bare = made(bare("bare", main()));
    finish(restore(bare.id(), main()));
    assertNotEquals(bare.timelineId(), timeline(bare.id()));
  }

  @Test
  void copyThatFails_leavesTheBranchAsItWas() {
    Branch b = made(named("b"));
    String password = control.roles().password(b.id(), "neondb_owner");
    data.failCopies();
    Accepted<Branch> accepted = restore(b.id(), main(), "backup");
    Polling.until("it failed", () -> status(accepted, 0) == Status.FAILED);

    assertEquals(b.timelineId(), timeline(b.id()));
    assertTrue(control.branches().get(b.id()).ready());
    assertNull(control.branches().get(b.id()).resetAt());
    assertTrue(compute(b.id()).running());
    assertEquals(password, control.roles().password(b.id(), "neondb_owner"));
    assertEquals(2, control.branches().list().size());
    assertEquals(2, data.timelines().size());
  }

  @Test
  void restoredBranchThatDoesNotStart_isOnTheNewData_andSleeps() {
    Branch b = made(named("b"));
    data.failResumes();
    Accepted<Branch> accepted = restore(b.id(), main());
    Polling.until("it failed", () -> status(accepted, 2) == Status.FAILED);

    Branch after = control.branches().get(b.id());
    assertTrue(after.ready());
    assertNotEquals(b.timelineId(), after.timelineId());
    assertEquals(Endpoint.State.IDLE, control.endpoints().of(b.id()).get(0).current());
    control.expiration().check();
    assertEquals(2, data.timelines().size());
  }

  @Test
  void restoreThatMakesNoSense_isRefused() {
    Branch b = made(named("b"));
    assertRefused(Refusal.Kind.INVALID, "itself", () -> restore(b.id(), b.id()));
    assertRefused(Refusal.Kind.NOT_FOUND, "br-none", () -> restore(b.id(), "br-none"));
    assertRefused(Refusal.Kind.NOT_FOUND, "br-none", () -> restore("br-none", main()));
    control.branches().change(b.id(), protect());
    assertRefused(Refusal.Kind.FORBIDDEN_BY_RULE, "protected", () -> restore(b.id(), main()));

    Branch leased = made(named("leased"));
    Branch other = made(named("other"));
    Optional<BranchChange.Expiration> soon =
        Optional.of(new BranchChange.Expiration(clock.instant().plusSeconds(60)));
    control
        .branches()
        .change(leased.id(), new BranchChange(Optional.empty(), Optional.empty(), soon));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE, "expires", () -> restore(other.id(), leased.id()));
  }

  private Branch byName(String name) {
    return control.branches().list().stream()
        .filter(branch -> branch.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Else its clients, who wait until it is on the new data, would wait forever. */
  @Test
  void restoreThatFailsOnTheLastStretch_letsClientsInOnTheNewData() {
    Branch child = made(named("child"));
    AtomicBoolean failed = new AtomicBoolean();
    data.witness(
        call -> {
          if (call.equals("move") && failed.compareAndSet(false, true)) {
            throw new PostgresException("it does not move", null);
          }
        });
    Accepted<Branch> restored = restore(child.id(), child.parentId());
    for (Operation operation : restored.operations()) {
      Polling.until("it ended", () -> !control.operations().get(operation.id()).unfinished());
    }
    assertTrue(failed.get());
    assertTrue(control.branches().get(child.id()).ready());
    assertNotEquals(child.timelineId(), timeline(child.id()));
    assertFalse(compute(child.id()).held());
  }

  @Test
  void computeThatDoesNotStartAfterAFailedRestore_sleepsOnTheOldData() {
    Branch child = made(named("child"));
    data.failCopies();
    data.failResumes();
    Accepted<Branch> restored = restore(child.id(), child.parentId());
    for (Operation operation : restored.operations()) {
      Polling.until("it ended", () -> !control.operations().get(operation.id()).unfinished());
    }
    assertTrue(control.branches().get(child.id()).ready());
    assertEquals(child.timelineId(), timeline(child.id()));
    assertFalse(compute(child.id()).held());
  }
}
