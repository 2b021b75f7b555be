package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.branch.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal may show without production's migration being refused.
 *
 * @param maxLock how long a lock may be held that an application's queries wait for (SHARE and
 *     stronger), or null for any time
 * @param failOnRewrite whether no table may be rewritten
 */
public record Thresholds(@Nullable Duration maxLock, boolean failOnRewrite) {

  /** Whatever it shows. */
  public static final Thresholds NONE = new Thresholds(null, false);

  /** Refuses a negative time. */
  public Thresholds {
    if (maxLock != null && maxLock.isNegative()) {
      throw PreconditionException.usage(
          "a lock is held for no less than nothing, not " + maxLock,
          "give a time such as 2s, or 0s for no such lock at all");
    }
  }

  /** No lock that queries wait for is held for longer than this. */
  public static Thresholds maxLock(Duration most) {
    return new Thresholds(most, false);
  }

  /** The same, and no table is rewritten. */
  public Thresholds failingOnRewrite() {
    return new Thresholds(maxLock, true);
  }

  /** For plans. */
  String words() {
    String lock =
        maxLock == null ? "" : "a lock is held for longer than " + Durations.measured(maxLock);
    String rewrite = failOnRewrite ? "a table is rewritten" : "";
    return lock + (lock.isEmpty() || rewrite.isEmpty() ? "" : ", or ") + rewrite;
  }
}
