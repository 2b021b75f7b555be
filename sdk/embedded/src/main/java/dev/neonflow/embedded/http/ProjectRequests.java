package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.EndpointSettings;
import dev.neonflow.embedded.control.NewProject;
import dev.neonflow.embedded.control.ProjectChange;
import dev.neonflow.embedded.control.Refusal;
import java.util.Objects;
import java.util.Optional;

/** Reads what is asked of projects, and refuses what the embedded Neon can not do. */
final class ProjectRequests {

  private ProjectRequests() {}

  static NewProject created(String body, Account account) {
    Inputs.ProjectFields fields = fields(body);
    refuseElsewhere(fields, account);
    Inputs.ProjectBranch branch =
        Objects.requireNonNullElse(fields.branch(), Inputs.ProjectBranch.NONE);
    if (branch.annotations() != null && !branch.annotations().isEmpty()) {
      throw Refusal.notServed("annotations of the first branch of a project");
    }
    return new NewProject(
        Optional.ofNullable(fields.name()),
        Objects.requireNonNullElse(branch.name(), "main"),
        Objects.requireNonNullElse(branch.databaseName(), "neondb"),
        Optional.ofNullable(branch.roleName()),
        defaults(fields),
        Objects.requireNonNullElse(
            fields.historyRetentionSeconds(), NewProject.USUAL_HISTORY_SECONDS));
  }

  static ProjectChange changed(String body) {
    Inputs.ProjectFields fields = fields(body);
    return new ProjectChange(
        Optional.ofNullable(fields.name()),
        Optional.ofNullable(fields.historyRetentionSeconds()),
        defaults(fields));
  }

  private static Inputs.ProjectFields fields(String body) {
    Inputs.ProjectFields fields = Wire.read(body, Inputs.OneProject.class).project();
    if (fields == null) {
      throw Refusal.invalid("project is required");
    }
    if (fields.settings() != null && !fields.settings().isEmpty()) {
      throw Refusal.notServed("settings of projects (project.settings)");
    }
    return fields;
  }

  private static void refuseElsewhere(Inputs.ProjectFields fields, Account account) {
    String organization = fields.organizationId();
    if (organization != null && !organization.equals(account.organizationId())) {
      throw Refusal.notFound("organization \"" + organization + "\" not found");
    }
    if (fields.regionId() != null && !fields.regionId().equals(WireProject.REGION)) {
      throw Refusal.invalid(
          "region_id \"" + fields.regionId() + "\" is unknown; there is " + WireProject.REGION);
    }
    int version = account.first().project().majorVersion();
    if (fields.pgVersion() != null && fields.pgVersion() != version) {
      throw Refusal.invalid("pg_version must be " + version + ", which is all that is here");
    }
    if (Boolean.FALSE.equals(fields.storePasswords())) {
      throw Refusal.notServed("projects that do not store passwords");
    }
  }

  private static EndpointSettings defaults(Inputs.ProjectFields fields) {
    Inputs.EndpointDefaults defaults =
        Objects.requireNonNullElse(fields.endpointDefaults(), Inputs.EndpointDefaults.NONE);
    EndpointRequests.refuse(defaults.settings());
    return new EndpointSettings(
        Optional.ofNullable(defaults.minCu()).or(() -> Optional.ofNullable(fields.minCu())),
        Optional.ofNullable(defaults.maxCu()).or(() -> Optional.ofNullable(fields.maxCu())),
        Optional.ofNullable(defaults.suspendTimeoutSeconds()));
  }
}
