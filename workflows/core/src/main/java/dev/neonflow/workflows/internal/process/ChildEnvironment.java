package dev.neonflow.workflows.internal.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a child process inherits. */
final class ChildEnvironment {
  /** Credentials of ours that no child is to use. */
  private static final Set<String> OURS = Set.of("NEON_API_KEY", "GITHUB_TOKEN", "GH_TOKEN");

  /** Would lead PostgreSQL's tools to another server than the one given to them. */
  private static final Set<String> DIVERTING = Set.of("PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE");

  /** May name production's database; a child gets those of its own branch, or none. */
  private static final Set<String> OTHER_DATABASES =
      Set.of("DATABASE_URL", "DIRECT_URL", "DATABASE_URL_POOLED", "DATABASE_URL_UNPOOLED");

  private ChildEnvironment() {}

  /** Removes what no child may see, then adds what this one is given. */
  static void prepare(Map<String, String> inherited, Map<String, String> given) {
    inherited.keySet().removeIf(ChildEnvironment::isWithheld);
    inherited.putAll(given);
  }

  private static boolean isWithheld(String variable) {
    String name = variable.toUpperCase(Locale.ROOT);
    return OURS.contains(name)
        || DIVERTING.contains(name)
        || OTHER_DATABASES.contains(name)
        || name.startsWith("FLY_")
        // One of them has flyctl write all that it sends into a file, the token included.
        || name.startsWith("FLYCTL_")
        || name.startsWith("VERCEL_");
  }
}
