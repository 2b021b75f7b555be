package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.PostgresException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replacement of a branch's data, step by step. Until {@link #replace} is recorded everything
 * can go back to the old data; from then on the branch is on the new data, whatever happens.
 */
final class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  private final Parts parts;
  private final Making making;
  private final Branch before;
  private final Branch source;
  private final List<Endpoint> active;
  private final Map<String, String> oldPasswords;
  private Map<String, String> newPasswords = Map.of();
  private String lsn = "";

  /** What it works with. */
  record Parts(
      Store store,
      Now now,
      Ids ids,
      Passwords passwords,
      Computes computes,
      Copies copies,
      Leftovers leftovers,
      Schemas schemas) {}

  /**
   * A replacement that was accepted.
   *
   * @param active the endpoints that run, and shall run again
   */
  Replacement(Parts parts, Making making, Branch before, Branch source, List<Endpoint> active) {
    this.parts = parts;
    this.making = making;
    this.before = before;
    this.source = source;
    this.active = active;
    this.oldPasswords = parts.passwords().of(before.id());
  }

  /** Copies the source, and starts the copy once to give its roles their passwords. */
  UnaryOperator<State> copy(boolean last) {
    lsn = parts.copies().copy(source.timelineId(), making.timelineId());
    Map<String, String> inherited = parts.passwords().of(source.id());
    newPasswords = passwords(inherited);
    try (Compute copy = parts.computes().openHidden(making.timelineId(), before.id())) {
      parts.schemas().keep(copy, making.timelineId());
      List<String> roles = copy.roles();
      newPasswords.forEach(
          (role, password) -> {
            if (roles.contains(role) && !password.equals(inherited.get(role))) {
              copy.setPassword(role, password);
            }
          });
    }
    if (last) {
      replace();
    }
    return UnaryOperator.identity();
  }

  /**
   * The roles of the source. A role that the branch has too keeps the branch's password, so that
   * its connection strings stay; another one has the source's, which a protected source keeps to
   * itself.
   */
  private Map<String, String> passwords(Map<String, String> inherited) {
    Map<String, String> result = new HashMap<>();
    for (Role role : source.roles()) {
      String name = role.name();
      String own = oldPasswords.get(name);
      String sources = inherited.get(name);
      if (own != null) {
        result.put(name, own);
      } else if (sources != null) {
        result.put(name, source.guarded() ? parts.ids().password() : sources);
      }
    }
    return result;
  }

  UnaryOperator<State> suspend(String endpointId, boolean last) {
    Endpoint endpoint = parts.store().state().requireEndpoint(endpointId);
    parts.computes().of(endpoint).ifPresent(Compute::hold);
    if (last) {
      replace();
    }
    Instant instant = parts.now().get();
    return state ->
        state.endpoint(endpointId, e -> e.idle(instant).goingTo(Endpoint.State.ACTIVE, instant));
  }

  /** Puts the branch on the new timeline. */
  private void replace() {
    List<Compute> open = openComputes();
    open.forEach(Compute::hold);
    Making.Preserved preserved = making.preserved();
    if (preserved != null) {
      parts.passwords().put(preserved.branchId(), oldPasswords);
    }
    // Under the timeline's id, for until the next line they are not the branch's.
    parts.passwords().put(making.timelineId(), newPasswords);
    Instant instant = parts.now().get();
    parts.store().change(state -> replaced(state, instant));
    parts.passwords().adopt(making.timelineId(), before.id());
    open.forEach(compute -> compute.moveTo(making.timelineId()));
  }

  private State replaced(State state, Instant instant) {
    String id = before.id();
    Branch old = state.requireBranch(id);
    Making.Preserved preserved = making.preserved();
    State after = state.minusMaking(making.timelineId());
    if (preserved == null) {
      after = after.plusLeftover(old.timelineId());
    } else {
      after =
          after
              .moveChildren(id, preserved.branchId())
              .plus(old.preserved(preserved.branchId(), preserved.name(), instant));
    }
    after =
        after.branch(
            id,
            b -> b.restored(state.requireBranch(source.id()), making.timelineId(), lsn, instant));
    return active.isEmpty() ? ready(after) : after;
  }

  UnaryOperator<State> start(String endpointId) {
    Endpoint endpoint = parts.store().state().requireEndpoint(endpointId);
    parts.computes().require(endpoint).resume();
    boolean last = active.get(active.size() - 1).id().equals(endpointId);
    Instant instant = parts.now().get();
    return state -> {
      State after = state.endpoint(endpointId, e -> e.active(instant));
      return last ? ready(after) : after;
    };
  }

  UnaryOperator<State> removeOld() {
    parts.leftovers().remove(before.timelineId());
    return UnaryOperator.identity();
  }

  /** Goes back to the old data; if it is too late for that, the branch sleeps on the new data. */
  UnaryOperator<State> undo() {
    if (replacedAlready()) {
      LOG.warn("Branch {} was restored, but not all of what follows succeeded", before.id());
      parts.passwords().adopt(making.timelineId(), before.id());
      // Else who waits for them would wait forever.
      openComputes().forEach(compute -> compute.moveTo(making.timelineId()));
      Instant instant = parts.now().get();
      return state -> {
        State after = ready(state);
        for (Endpoint endpoint : after.endpointsOf(before.id())) {
          if (endpoint.pending() != null) {
            after = after.endpoint(endpoint.id(), e -> e.idle(instant));
          }
        }
        return after;
      };
    }
    openComputes().forEach(compute -> compute.moveTo(before.timelineId()));
    List<String> awake = active.stream().filter(this::resumed).map(Endpoint::id).toList();
    parts.passwords().forget(making.timelineId());
    Making.Preserved preserved = making.preserved();
    if (preserved != null) {
      parts.passwords().forget(preserved.branchId());
    }
    UnaryOperator<State> discarded = parts.leftovers().discard(making.timelineId());
    Instant instant = parts.now().get();
    return state -> {
      State after = ready(discarded.apply(state));
      for (Endpoint endpoint : active) {
        boolean runs = awake.contains(endpoint.id());
        after = after.endpoint(endpoint.id(), e -> runs ? e.active(instant) : e.idle(instant));
      }
      return after;
    };
  }

  /** One that does not start now is started by its next client. */
  private boolean resumed(Endpoint endpoint) {
    try {
      parts.computes().of(endpoint).ifPresent(Compute::resume);
      return true;
    } catch (PostgresException e) {
      LOG.warn("Endpoint {} sleeps after a restore that failed", endpoint.id(), e);
      return false;
    }
  }

  private boolean replacedAlready() {
    return parts
        .store()
        .state()
        .branch(before.id())
        .map(branch -> branch.timelineId().equals(making.timelineId()))
        .orElse(false);
  }

  private List<Compute> openComputes() {
    return parts.store().state().endpointsOf(before.id()).stream()
        .flatMap(endpoint -> parts.computes().of(endpoint).stream())
        .toList();
  }

  private State ready(State state) {
    Instant instant = parts.now().get();
    return state.branch(
        before.id(),
        b ->
            b.phase().current() == Branch.State.RESETTING
                ? b.in(Branch.State.READY, null, instant)
                : b);
  }
}
