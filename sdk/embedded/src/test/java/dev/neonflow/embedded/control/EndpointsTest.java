package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.control.Endpoint.State;
import dev.neonflow.embedded.control.Endpoint.Type;
import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operation.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointsTest extends ControlPlaneFixture {

  private Endpoints endpoints;
  private String main;
  private Endpoint writer;

  @BeforeEach
  void find() {
    endpoints = control.endpoints();
    main = control.branches().defaultBranch().id();
    writer = endpoints.of(main).get(0);
  }

  @Test
  void branch_hasOneComputeThatWrites_andManyThatRead() {
    Endpoint first = made(NewEndpoint.of(Type.READ_ONLY));
    Endpoint second = made(NewEndpoint.of(Type.READ_ONLY));
    assertEquals(3, endpoints.of(main).size());
    assertTrue(data.replica(first.id()).running());
    assertTrue(data.replica(second.id()).running());

    Refusal refused =
        assertThrows(Refusal.class, () -> endpoints.create(main, NewEndpoint.of(Type.READ_WRITE)));
    assertEquals(Refusal.Kind.CONFLICT, refused.kind());
    Accepted<Endpoint> deleted = endpoints.delete(writer.id()).orElseThrow();
    assertEquals(Action.SUSPEND_COMPUTE, deleted.operations().get(0).action());
    finishAll(deleted.operations());
    Endpoint other = made(NewEndpoint.of(Type.READ_WRITE));
    assertTrue(compute(main).running());
    assertEquals(other.id(), compute(main).spec.endpointId());
  }

  @Test
  void endpoint_isChangedAsAsked_andKeepsTheRest() {
    EndpointSettings settings =
        new EndpointSettings(Optional.of(1.0), Optional.of(4.0), Optional.of(60));
    Accepted<Endpoint> changed =
        endpoints.change(
            writer.id(), new EndpointChange(Optional.of("mine"), Optional.empty(), settings));
    assertEquals(List.of(), changed.operations());
    EndpointSettings shorter =
        new EndpointSettings(Optional.empty(), Optional.empty(), Optional.of(-1));
    endpoints.change(writer.id(), new EndpointChange(Optional.empty(), Optional.empty(), shorter));

    Endpoint endpoint = endpoints.get(writer.id());
    assertEquals("mine", endpoint.name());
    assertEquals(new Endpoint.Settings(1, 4, -1, Map.of()), endpoint.settings());
  }

  @Test
  void senselessSettings_areRefused() {
    for (EndpointSettings settings :
        List.of(cu(0.1, 1), cu(2, 1), suspendAfter(59), suspendAfter(-2), suspendAfter(604_801))) {
      Refusal refused =
          assertThrows(
              Refusal.class,
              () ->
                  endpoints.change(
                      writer.id(),
                      new EndpointChange(Optional.empty(), Optional.empty(), settings)));
      assertEquals(Refusal.Kind.INVALID, refused.kind());
    }
    assertThrows(Refusal.class, () -> endpoints.change(writer.id(), renamed("")));
    assertThrows(Refusal.class, () -> endpoints.change(writer.id(), renamed("x".repeat(65))));
    assertEquals(writer, endpoints.get(writer.id()));
  }

  @Test
  void disabledEndpoint_refusesConnectionsAndStarts_untilItIsEnabled() {
    Accepted<Endpoint> disabled = endpoints.change(writer.id(), disabled(true));
    assertEquals(Action.SUSPEND_COMPUTE, disabled.operations().get(0).action());
    finishAll(disabled.operations());
    assertFalse(compute(main).running());
    assertTrue(compute(main).refusal().contains("disabled"), compute(main).refusal());
    assertRule(() -> endpoints.start(writer.id()));
    assertRule(() -> endpoints.restart(writer.id()));
    assertRule(() -> control.roles().create(main, "r", true));

    account.close();
    data.close();
    serve(directory);
    assertTrue(compute(main).refusal().contains("disabled"));
    assertFalse(compute(main).running());
    assertEquals(List.of(), control.endpoints().change(writer.id(), disabled(false)).operations());
    assertEquals("", compute(main).refusal());
    finishAll(control.endpoints().start(writer.id()).operations());
    assertTrue(compute(main).running());
  }

  @Test
  void computeOfAProtectedBranch_isNotDeleted_andAnUnknownOneIsNoError() {
    control.branches().change(main, protect());
    assertRule(() -> endpoints.delete(writer.id()));
    assertEquals(Optional.empty(), endpoints.delete("ep-no-such-endpoint"));
    assertEquals(
        Refusal.Kind.NOT_FOUND,
        assertThrows(Refusal.class, () -> endpoints.restart("ep-no-such-endpoint")).kind());
  }

  @Test
  void restart_suspendsAndStarts() {
    CountDownLatch seen = new CountDownLatch(1);
    data.witness(call -> awaitIf(call.equals("resume"), seen));
    Accepted<Endpoint> restarted = endpoints.restart(writer.id());
    assertEquals(
        List.of(Action.SUSPEND_COMPUTE, Action.START_COMPUTE),
        restarted.operations().stream().map(Operation::action).toList());
    assertEquals(State.ACTIVE, restarted.subject().pending());
    assertLocked(() -> endpoints.suspend(writer.id()));
    seen.countDown();
    finishAll(restarted.operations());
    assertEquals(State.ACTIVE, endpoints.get(writer.id()).current());
    assertTrue(compute(main).running());
  }

  private static void awaitIf(boolean wanted, CountDownLatch latch) {
    try {
      if (wanted) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void computeWithoutClients_isSuspendedAfterItsTime() {
    clock.advance(Duration.ofSeconds(299));
    control.scaleToZero().check();
    assertTrue(compute(main).running());
    clock.advance(Duration.ofSeconds(1));
    control.scaleToZero().check();
    assertFalse(compute(main).running());
    Endpoint asleep = endpoints.get(writer.id());
    assertEquals(State.IDLE, asleep.current());
    assertEquals(clock.instant(), asleep.suspendedAt());
    Operation operation = control.operations().list().get(0);
    assertEquals(Action.SUSPEND_COMPUTE, operation.action());
    assertEquals(Status.FINISHED, operation.status());
    control.scaleToZero().check();
    assertEquals(1, control.operations().list().size());
  }

  @Test
  void client_wakesACompute_andKeepsItAwake() {
    finishAll(endpoints.suspend(writer.id()).operations());
    clock.advance(Duration.ofHours(1));
    assertNull(endpoints.get(writer.id()).lastActive());
    compute(main).connect();
    Instant woken = clock.instant();
    assertEquals(State.ACTIVE, endpoints.get(writer.id()).current());
    assertEquals(woken, endpoints.get(writer.id()).startedAt());

    clock.advance(Duration.ofHours(1));
    control.scaleToZero().check();
    assertTrue(compute(main).running());
    compute(main).disconnect();
    clock.advance(Duration.ofSeconds(299));
    control.scaleToZero().check();
    assertTrue(compute(main).running());
    assertEquals(woken.plusSeconds(3600), endpoints.get(writer.id()).lastActive());
    clock.advance(Duration.ofSeconds(1));
    control.scaleToZero().check();
    assertFalse(compute(main).running());
    assertNotNull(endpoints.get(writer.id()).lastActive());
  }

  @Test
  void suspendTimeout_isTheOneOfTheEndpoint() {
    endpoints.change(
        writer.id(), new EndpointChange(Optional.empty(), Optional.empty(), suspendAfter(-1)));
    Endpoint replica =
        made(new NewEndpoint(Type.READ_ONLY, Optional.empty(), false, suspendAfter(60)));
    clock.advance(Duration.ofSeconds(60));
    control.scaleToZero().check();
    assertFalse(data.replica(replica.id()).running());
    clock.advance(Duration.ofDays(1));
    control.scaleToZero().check();
    assertTrue(compute(main).running());
  }

  @Test
  void replicas_sleepAfterARestartOfTheServer_andHaveTheirPort() {
    Endpoint replica = made(NewEndpoint.of(Type.READ_ONLY));
    account.close();
    data.close();
    serve(directory);
    assertFalse(data.replica(replica.id()).running());
    assertEquals(replica.port(), data.replica(replica.id()).port());
    assertEquals(State.IDLE, control.endpoints().get(replica.id()).current());
    assertTrue(compute(main).running());
  }

  @Test
  void branch_isMadeWithReplicas_andTakesThemAlong() {
    NewBranch request =
        new NewBranch(
            Optional.empty(),
            Optional.of("with"),
            Optional.empty(),
            false,
            false,
            List.of(NewEndpoint.of(Type.READ_ONLY), NewEndpoint.of(Type.READ_WRITE)),
            Map.of());
    Accepted<Branch> created = create(request);
    assertEquals(3, created.operations().size());
    finish(created);
    String id = created.subject().id();
    Endpoint replica = endpoints.of(id).get(0);
    assertEquals(Type.READ_ONLY, replica.type());
    assertTrue(data.replica(replica.id()).running());
    delete(id);
    assertNull(data.replica(replica.id()));
  }

  @Test
  void replicaOfARestoredBranch_isOnItsNewTimeline() {
    Endpoint replica = made(NewEndpoint.of(Type.READ_ONLY));
    Accepted<Branch> child = create(named("child"));
    finish(child);
    finish(
        control
            .branches()
            .restore(main, new RestoreRequest(child.subject().id(), Optional.of("before"))));
    assertEquals(timeline(main), data.replica(replica.id()).spec.timelineId());
    assertTrue(data.replica(replica.id()).running());
    assertEquals(timeline(main), compute(main).spec.timelineId());
  }

  private Endpoint made(NewEndpoint request) {
    Accepted<Endpoint> accepted = endpoints.create(main, request);
    assertEquals(State.INIT, accepted.subject().current());
    finishAll(accepted.operations());
    Endpoint endpoint = endpoints.get(accepted.subject().id());
    assertEquals(State.ACTIVE, endpoint.current());
    return endpoint;
  }

  private static EndpointSettings cu(double least, double most) {
    return new EndpointSettings(Optional.of(least), Optional.of(most), Optional.empty());
  }

  private static EndpointSettings suspendAfter(int seconds) {
    return new EndpointSettings(Optional.empty(), Optional.empty(), Optional.of(seconds));
  }

  private static EndpointChange renamed(String name) {
    return new EndpointChange(Optional.of(name), Optional.empty(), EndpointSettings.UNCHANGED);
  }

  private static EndpointChange disabled(boolean value) {
    return new EndpointChange(Optional.empty(), Optional.of(value), EndpointSettings.UNCHANGED);
  }

  private static void assertRule(org.junit.jupiter.api.function.Executable request) {
    assertEquals(Refusal.Kind.FORBIDDEN_BY_RULE, assertThrows(Refusal.class, request).kind());
  }
}
