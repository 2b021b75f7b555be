package dev.neonflow.embedded.fault;

import dev.neonflow.embedded.ComputeFault;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.OperationFault;
import dev.neonflow.embedded.RequestFault;
import dev.neonflow.embedded.control.Disturbances;
import dev.neonflow.embedded.control.Operation;
import dev.neonflow.embedded.postgres.PostgresException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The faults of one server, in the order in which they were injected. Thread-safe. */
public final class Faults implements Disturbances, AutoCloseable {

  private final List<Active> faults = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean closed;

  /** Adds one after the others. */
  public InjectedFault inject(Fault fault) {
    Active active =
        new Active(ids.incrementAndGet(), Objects.requireNonNull(fault), faults::remove);
    faults.add(active);
    if (closed) {
      active.letGo();
    }
    return active;
  }

  /** Those that were not removed, also those that will not happen again. */
  public List<InjectedFault> list() {
    return List.copyOf(faults);
  }

  /** Removes all. */
  public void clear() {
    faults.forEach(Active::remove);
  }

  /**
   * What happens to a request; it counts as happened.
   *
   * @param template the request's route, absent if it has none
   */
  public Optional<Hit> hit(String method, String path, @Nullable String template) {
    for (Active active : faults) {
      if (active.fault() instanceof RequestFault fault && meant(fault, method, path, template)) {
        Optional<Hit> hit = active.next(fault.effect()).map(effect -> new Hit(active, effect));
        if (hit.isPresent()) {
          return hit;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean meant(
      RequestFault fault, String method, String path, @Nullable String template) {
    return (fault.method() == null || fault.method().equals(method))
        && (fault.path() == null || new PathPattern(fault.path()).matches(path, template));
  }

  @Override
  public boolean proceed(Operation operation) {
    String action = operation.action().name().toLowerCase(Locale.ROOT);
    Optional<Active> hit =
        take(
            OperationFault.class, fault -> fault.action() == null || fault.action().equals(action));
    if (hit.isEmpty()) {
      return true;
    }
    Active active = hit.get();
    if (((OperationFault) active.fault()).kind() == OperationFault.Kind.FAILS) {
      throw new InjectedFailure(action + " failed because of an injected fault");
    }
    try {
      active.pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !closed;
  }

  @Override
  public void beforeComputeStart(String branchId) {
    Optional<Active> hit = take(ComputeFault.class, fault -> true);
    if (hit.isEmpty()) {
      return;
    }
    Duration delay = ((ComputeFault) hit.get().fault()).delay();
    if (delay == null) {
      throw new PostgresException(
          "The compute of branch " + branchId + " did not start because of an injected fault",
          null);
    }
    try {
      hit.get().pause(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends Fault> Optional<Active> take(Class<T> type, Predicate<T> meant) {
    for (Active active : faults) {
      if (type.isInstance(active.fault())
          && meant.test(type.cast(active.fault()))
          && active.take()) {
        return Optional.of(active);
      }
    }
    return Optional.empty();
  }

  /** Ends all waiting; operations that hang stay unfinished. */
  @Override
  public void close() {
    closed = true;
    faults.forEach(Active::letGo);
  }
}
