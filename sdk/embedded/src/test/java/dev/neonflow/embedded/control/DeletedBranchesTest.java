package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletedBranchesTest extends ControlPlaneFixture {

  private List<String> deleted() {
    return control.deletedBranches().list().stream().map(Branch::name).toList();
  }

  @Test
  void deletedBranch_isOutOfSight_andItsNameIsFree() {
    Branch b = made(named("b"));
    int port = control.endpoints().of(b.id()).get(0).port();
    delete(b.id());

    assertEquals(1, control.branches().list().size());
    assertRefused(Refusal.Kind.NOT_FOUND, b.id(), () -> control.branches().get(b.id()));
    assertEquals(Optional.empty(), control.branches().delete(b.id(), false));
    assertEquals(1, control.endpoints().list().size());
    assertTrue(data.timelines().contains(b.timelineId()));
    assertTrue(control.hasPort(port), "nobody else gets its port");
    Branch.Deletion deletion = control.deletedBranches().list().get(0).deletion();
    assertEquals(Branch.Deletion.Method.USER, deletion.method());
    assertEquals(clock.instant().plus(Duration.ofDays(7)), deletion.recoverableUntil());
    assertNotEquals(b.id(), made(named("b")).id());
  }

  @Test
  void recoveredBranch_isWhatItWas_butSleepsAndDoesNotExpire() {
    Branch b = made(named("b"));
    Endpoint endpoint = control.endpoints().of(b.id()).get(0);
    String password = control.roles().password(b.id(), "neondb_owner");
    control
        .branches()
        .change(
            b.id(),
            new BranchChange(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BranchChange.Expiration(clock.instant().plusSeconds(60)))));
    delete(b.id());

    DeletedBranches.Recovered recovered = control.deletedBranches().recover(b.id());
    assertTrue(recovered.branch().ready());
    assertNull(recovered.branch().lease());
    assertNull(recovered.branch().deletion());
    assertEquals(endpoint.port(), recovered.endpoints().get(0).port());
    assertEquals(Endpoint.State.IDLE, recovered.endpoints().get(0).current());
    assertFalse(compute(b.id()).running());
    assertEquals(password, control.roles().password(b.id(), "neondb_owner"));
    assertEquals(List.of(), deleted());
    finishAll(control.endpoints().start(endpoint.id()).operations());
  }

  @Test
  void recoverThatCannotBe_isRefused_andChangesNothing() {
    Branch b = made(named("b"));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE,
        "not deleted",
        () -> control.deletedBranches().recover(b.id()));
    assertRefused(
        Refusal.Kind.NOT_FOUND, "br-none", () -> control.deletedBranches().recover("br-none"));
    delete(b.id());
    Branch usurper = made(named("b"));
    assertRefused(
        Refusal.Kind.CONFLICT,
        "BRANCH_ALREADY_EXISTS",
        () -> control.deletedBranches().recover(b.id()));
    delete(usurper.id());
    assertEquals(2, deleted().size());
  }

  @Test
  void childOfADeletedBranch_comesBackAfterIt() {
    Branch parent = made(named("parent"));
    Branch child = made(child("child", parent.id()));
    delete(child.id());
    delete(parent.id());

    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE,
        "recover it first",
        () -> control.deletedBranches().recover(child.id()));
    control.deletedBranches().recover(parent.id());
    control.deletedBranches().recover(child.id());
    assertEquals(3, control.branches().list().size());
  }

  @Test
  void branchDeletedForGood_takesItsDeletedChildrenWithIt() {
    Branch parent = made(named("parent"));
    Branch child = made(child("child", parent.id()));
    delete(child.id());
    finish(control.branches().delete(parent.id(), true).orElseThrow());

    assertEquals(List.of(), deleted());
    assertEquals(1, data.timelines().size());
  }

  @Test
  void timeOver_orNoTimeAtAll_isForGood() {
    Branch b = made(named("b"));
    delete(b.id());
    clock.advance(Duration.ofDays(7).minusSeconds(1));
    control.expiration().check();
    assertEquals(List.of("b"), deleted());
    clock.advance(Duration.ofSeconds(1));
    control.expiration().check();
    assertEquals(List.of(), deleted());
    assertEquals(1, data.timelines().size());

    limited(new Limits(10, 10, Duration.ZERO));
    Branch other = made(named("other"));
    delete(other.id());
    assertEquals(List.of(), deleted());
    assertEquals(1, data.timelines().size());
  }

  @Test
  void copyThatNeedsRoom_takesItFromTheOldestDeletedBranch() {
    Branch old = made(named("old"));
    Branch young = made(named("young"));
    delete(old.id());
    clock.advance(Duration.ofSeconds(1));
    delete(young.id());
    data.room(3);

    made(named("first"));
    assertEquals(List.of("young"), deleted());
    made(named("second"));
    assertEquals(List.of(), deleted());
    Accepted<Branch> third = create(named("third"));
    Polling.until("it failed", () -> status(third, 0) == Status.FAILED);
  }

  @Test
  void restart_keepsDeletedBranches() {
    Branch b = made(named("b"));
    delete(b.id());
    limited(limits);
    assertEquals(List.of("b"), deleted());
    control.deletedBranches().recover(b.id());
    assertEquals(b.timelineId(), timeline(b.id()));
  }

  @Test
  void limits_countWhatIsThere() {
    limited(new Limits(3, 2, Duration.ofDays(7)));
    Branch b = made(named("b"));
    Branch c = made(named("c"));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE, "BRANCHES_LIMIT_EXCEEDED", () -> create(named("d")));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE,
        "BRANCHES_LIMIT_EXCEEDED",
        () -> restore(b.id(), c.id(), "backup"));
    delete(c.id());
    String main = control.branches().defaultBranch().id();
    finish(restore(main, b.id(), "main-before"));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE,
        "BRANCHES_LIMIT_EXCEEDED",
        () -> control.deletedBranches().recover(c.id()));

    limited(new Limits(10, 2, Duration.ofDays(7)));
    assertRefused(
        Refusal.Kind.FORBIDDEN_BY_RULE,
        "ROOT_BRANCHES_LIMIT_EXCEEDED",
        () -> restore(main, b.id(), "again"));
  }
}
