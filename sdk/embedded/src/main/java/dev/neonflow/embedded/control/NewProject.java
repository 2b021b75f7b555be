package dev.neonflow.embedded.control;

import java.util.Optional;

/**
 * A project that is asked for.
 *
 * @param name absent for the project's own id
 * @param branch the name of its first branch
 * @param role the owner of its first database, absent for the name of the database with {@code
 *     _owner}
 * @param endpointSettings what its endpoints have if nothing else is asked for
 */
public record NewProject(
    Optional<String> name,
    String branch,
    String database,
    Optional<String> role,
    EndpointSettings endpointSettings,
    int historyRetentionSeconds) {

  /** How long Neon keeps history if nothing else is asked for. */
  public static final int USUAL_HISTORY_SECONDS = 86_400;

  static final NewProject FIRST =
      new NewProject(
          Optional.of("embedded"),
          "main",
          "neondb",
          Optional.empty(),
          EndpointSettings.UNCHANGED,
          USUAL_HISTORY_SECONDS);

  String owner() {
    return role.orElse(database + "_owner");
  }
}
