package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which database and role of a branch to use.
 *
 * @param database the one that was asked for, or null for the usual one
 * @param role the one that was asked for, or null for the usual one
 */
record DatabaseChoice(@Nullable String database, @Nullable String role) {

  private static final String USUAL_DATABASE = "neondb";
  private static final String USUAL_ROLE = "neondb_owner";

  /** From the answer to a creation; asks only for a URI that did not come along. */
  ConnectionUri uri(BranchCreated created, StepContext context) {
    String branchId = created.branch().id();
    if (created.databases().isEmpty()) {
      return uri(branchId, context);
    }
    Database chosen = database(created.databases());
    List<String> roles = created.roles().stream().map(found -> found.name()).toList();
    String chosenRole = role(chosen, roles);
    Optional<ConnectionUri> given =
        created.connectionUris().stream()
            .filter(uri -> uri.role().equals(chosenRole))
            .filter(uri -> uri.database().equals(chosen.name()))
            .findFirst();
    return given.orElseGet(() -> ask(branchId, chosen.name(), chosenRole, context));
  }

  /** Of a branch that exists: one request, or three where the usual names do not fit. */
  ConnectionUri uri(String branchId, StepContext context) {
    String firstDatabase = database == null ? USUAL_DATABASE : database;
    String firstRole = role == null ? USUAL_ROLE : role;
    try {
      return ask(branchId, firstDatabase, firstRole, context);
    } catch (NotFoundException | InvalidRequestException e) {
      List<Database> databases =
          context.neon().databases().list(context.subject().projectId(), branchId);
      Database chosen = database(databases);
      String chosenRole = role == null ? roleOf(chosen, databases) : role;
      if (chosen.name().equals(firstDatabase) && chosenRole.equals(firstRole)) {
        throw noConnection(branchId, firstDatabase, firstRole, e);
      }
      try {
        return ask(branchId, chosen.name(), chosenRole, context);
      } catch (NotFoundException | InvalidRequestException again) {
        throw noConnection(branchId, chosen.name(), chosenRole, again);
      }
    }
  }

  private Database database(List<Database> all) {
    String wanted = database == null ? USUAL_DATABASE : database;
    for (Database candidate : all) {
      if (candidate.name().equals(wanted)) {
        return candidate;
      }
    }
    if (database == null && all.size() == 1) {
      return all.get(0);
    }
    throw PreconditionException.state(
        "the branch has no database "
            + wanted
            + "; it has "
            + String.join(", ", all.stream().map(Database::name).toList()),
        "name one of them (--database)",
        null);
  }

  private String role(Database chosen, List<String> roles) {
    String wanted = role;
    if (wanted == null) {
      return roles.contains(USUAL_ROLE) ? USUAL_ROLE : chosen.ownerName();
    }
    if (!roles.contains(wanted)) {
      throw PreconditionException.state(
          "the branch has no role " + wanted + "; it has " + String.join(", ", roles),
          "name one of them (--role)",
          null);
    }
    return wanted;
  }

  private static String roleOf(Database chosen, List<Database> all) {
    boolean usual = all.stream().anyMatch(found -> found.ownerName().equals(USUAL_ROLE));
    return usual ? USUAL_ROLE : chosen.ownerName();
  }

  private static ConnectionUri ask(
      String branchId, String database, String role, StepContext context) {
    return context
        .neon()
        .connectionUris()
        .get(
            context.subject().projectId(),
            ConnectionUriQuery.of(database, role).branchId(branchId));
  }

  private static PreconditionException noConnection(
      String branchId, String database, String role, NeonException cause) {
    return PreconditionException.state(
        "branch "
            + branchId
            + " has no connection for role "
            + role
            + " to database "
            + database
            + ": "
            + cause.getMessage(),
        "check the database (--database), the role (--role), and that the branch has a compute",
        cause);
  }
}
