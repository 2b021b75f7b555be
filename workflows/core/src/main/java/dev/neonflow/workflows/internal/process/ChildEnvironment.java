package dev.neonflow.workflows.internal.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** What a child process inherits. */
public final class ChildEnvironment {
  /** Credentials of ours that no child is to use. */
  private static final Set<String> OURS =
      Set.of("NEON_API_KEY", "NEONFLOW_API_KEY", "GITHUB_TOKEN", "GH_TOKEN");

  /** Would lead PostgreSQL's tools to another server than the one given to them. */
  private static final Set<String> DIVERTING = Set.of("PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE");

  /** May name production's database; a child gets those of its own branch, or none. */
  private static final Set<String> OTHER_DATABASES =
      Set.of("DATABASE_URL", "DIRECT_URL", "DATABASE_URL_POOLED", "DATABASE_URL_UNPOOLED");

  private ChildEnvironment() {}

  /** Removes what no child may see and what this one may not, then adds what it is given. */
  static void prepare(
      Map<String, String> inherited,
      BiPredicate<String, String> withheld,
      Map<String, String> given) {
    inherited
        .entrySet()
        .removeIf(
            entry -> isWithheld(entry.getKey()) || withheld.test(entry.getKey(), entry.getValue()));
    inherited.putAll(given);
  }

  /** Whether no child may see a variable, because it is a credential or of another database. */
  public static boolean isWithheld(String variable) {
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
