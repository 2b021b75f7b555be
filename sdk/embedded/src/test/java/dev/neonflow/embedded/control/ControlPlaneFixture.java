package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Status;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A control plane over a data plane that is only names. */
abstract class ControlPlaneFixture {

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  MemoryDataPlane data = new MemoryDataPlane();
  final ManualClock clock = new ManualClock();
  final SecureRandom secure = new SecureRandom();
  volatile Runnable beforeRandom = () -> {};
  volatile Error sql;
  Limits limits = new Limits(5000, 5000, Duration.ofDays(7));
  Account account;
  ControlPlane control;

  @BeforeEach
  void start() {
    serve(directory);
  }

  @AfterEach
  void stop() {
    data.letCopiesPass();
    account.close();
  }

  /** Starts what the other methods work on. */
  void serve(Path home) {
    account = start(home);
    control = account.first();
  }

  Account start(Path home) {
    return start(data, home);
  }

  Account start(MemoryDataPlane plane, Path home) {
    return Account.start(
        plane, new Directory(home, false), clock, this::random, this::execute, limits);
  }

  long random() {
    beforeRandom.run();
    return secure.nextLong();
  }

  void execute(int port, String role, String password, String statement) {
    if (sql != null) {
      throw sql;
    }
  }

  Accepted<Branch> create(NewBranch request) {
    Accepted<CreatedBranch> created = control.branches().create(request);
    return new Accepted<>(created.subject().branch(), created.operations());
  }

  String timeline(String branchId) {
    return control.branches().get(branchId).timelineId();
  }

  MemoryDataPlane.MemoryCompute compute(String branchId) {
    return data.compute(timeline(branchId));
  }

  Status status(Accepted<?> accepted, int index) {
    return control.operations().get(accepted.operations().get(index).id()).status();
  }

  void finish(Accepted<Branch> accepted) {
    finishAll(accepted.operations());
  }

  void finishAll(List<Operation> operations) {
    for (Operation operation : operations) {
      Polling.until(
          operation.action() + " ended",
          () -> !control.operations().get(operation.id()).unfinished());
      assertEquals(Status.FINISHED, control.operations().get(operation.id()).status());
    }
  }

  /** Restarts with other limits. */
  void limited(Limits other) {
    account.close();
    data.close();
    limits = other;
    serve(directory);
  }

  /** A ready branch. */
  Branch made(NewBranch request) {
    Accepted<Branch> accepted = create(request);
    finish(accepted);
    return control.branches().get(accepted.subject().id());
  }

  Accepted<Branch> restore(String id, String source) {
    return control.branches().restore(id, new RestoreRequest(source, Optional.empty()));
  }

  Accepted<Branch> restore(String id, String source, String preserved) {
    return control.branches().restore(id, new RestoreRequest(source, Optional.of(preserved)));
  }

  void delete(String id) {
    finish(control.branches().delete(id, false).orElseThrow());
  }

  static NewBranch bare(String name, String parent) {
    return new NewBranch(
        Optional.of(parent),
        Optional.of(name),
        Optional.empty(),
        false,
        false,
        List.of(),
        Map.of());
  }

  static void assertRefused(
      Refusal.Kind kind, String part, org.junit.jupiter.api.function.Executable request) {
    Refusal refusal = assertThrows(Refusal.class, request);
    assertEquals(kind, refusal.kind(), refusal.getMessage());
    String all = refusal.code() + " " + refusal.getMessage();
    assertTrue(all.contains(part), all);
  }

  static NewBranch named(String name) {
    return branch(name, Optional.empty());
  }

  static NewBranch child(String name, String parent) {
    return branch(name, Optional.of(parent));
  }

  static NewBranch branch(String name, Optional<String> parent) {
    return new NewBranch(
        parent,
        Optional.of(name),
        Optional.empty(),
        false,
        false,
        List.of(NewEndpoint.of(Endpoint.Type.READ_WRITE)),
        Map.of());
  }

  static BranchChange protect() {
    return new BranchChange(Optional.empty(), Optional.of(true), Optional.empty());
  }

  static void assertLocked(org.junit.jupiter.api.function.Executable request) {
    assertEquals(Refusal.Kind.LOCKED, assertThrows(Refusal.class, request).kind());
  }
}
