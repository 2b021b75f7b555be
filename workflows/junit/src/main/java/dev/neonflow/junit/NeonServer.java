package dev.neonflow.junit;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.operations.WaitOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The project whose branches the tests get. Thread-safe.
 *
 * @param neon a client of it
 * @param projectId its id
 * @param role who connects if the test does not say
 * @param lease how long a branch lives that nobody deletes; null is forever, for on an embedded
 *     Neon nothing outlives the JVM
 * @param waiting how operations are waited for; an embedded Neon is fast and near
 * @param stop what ends it
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes no other AutoCloseable.
record NeonServer(
    Neon neon,
    String projectId,
    String role,
    @Nullable Duration lease,
    WaitOptions waiting,
    Runnable stop)
    implements CloseableResource, AutoCloseable {

  private static final String KEY = "NEON_API_KEY";
  private static final String PROJECT = "NEON_PROJECT_ID";
  private static final String ROLE = "neondb_owner";
  private static final WaitOptions FAR = WaitOptions.within(Duration.ofMinutes(5));
  private static final WaitOptions NEAR =
      FAR.intervals(Duration.ofMillis(20), Duration.ofMillis(200));
  private static final Duration LEASE = Duration.ofHours(3);

  static NeonServer of(Target target, Function<String, @Nullable String> variables) {
    return target == Target.CLOUD ? cloud(variables) : embedded();
  }

  private static NeonServer embedded() {
    EmbeddedNeon embedded = EmbeddedNeon.start();
    Neon neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
    return new NeonServer(neon, embedded.projectId(), ROLE, null, NEAR, embedded::close);
  }

  private static NeonServer cloud(Function<String, @Nullable String> variables) {
    List<String> missing =
        List.of(KEY, PROJECT).stream().filter(name -> value(name, variables).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new NeonBranchException(
          Target.PARAMETER
              + " is cloud, but the environment has no "
              + String.join(" and no ", missing)
              + "; set what is missing, or say embedded",
          null);
    }
    return new NeonServer(
        Neon.fromEnvironment(variables),
        value(PROJECT, variables).orElseThrow(),
        value("NEON_DATABASE_USERNAME", variables).orElse(ROLE),
        LEASE,
        FAR,
        () -> {});
  }

  private static Optional<String> value(String name, Function<String, @Nullable String> variables) {
    return Optional.ofNullable(variables.apply(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** When a branch made now goes by itself. */
  @Nullable Instant expiry() {
    return lease == null ? null : Instant.now().plus(lease).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() {
    neon.close();
    stop.run();
  }
}
