package dev.neonflow.embedded.http;

import dev.neonflow.embedded.InjectedFault;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the server has.
 *
 * @param fault in words
 * @param times absent if it happens until it is removed
 * @param used how often it happened
 */
public record WireFault(long id, String fault, @Nullable Integer times, int used) {

  static WireFault of(InjectedFault injected) {
    int times = injected.fault().times();
    return new WireFault(
        injected.id(),
        injected.fault().toString(),
        times == Integer.MAX_VALUE ? null : times,
        injected.used());
  }
}
