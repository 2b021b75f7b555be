package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.endpoints.Provisioner;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A project to be made. What is not set is not sent. Each method returns a changed copy.
 *
 * @param name its name, 1 to 256 characters; null makes the id the name
 * @param regionId where it is, such as {@code aws-eu-central-1}; null leaves it to Neon
 * @param pgVersion the major version of PostgreSQL, from 14; null leaves it to Neon
 * @param orgId the organization that owns it, which personal API keys must name
 * @param branch the branch it starts with; null is {@code main} with {@code neondb}
 * @param defaultEndpointSettings what new endpoints get
 * @param settings its settings
 * @param provisioner what runs its computes
 * @param storePasswords whether Neon keeps the roles' passwords; null leaves it to Neon
 * @param historyRetention how far back its history goes, up to 30 days; null is a day
 */
public record CreateProject(
    @Nullable String name,
    @Json(name = "region_id") @Nullable String regionId,
    @Json(name = "pg_version") @Nullable Integer pgVersion,
    @Json(name = "org_id") @Nullable String orgId,
    @Nullable FirstBranch branch,
    @Json(name = "default_endpoint_settings")
        @Nullable DefaultEndpointSettings defaultEndpointSettings,
    @Nullable ProjectSettings settings,
    @Nullable Provisioner provisioner,
    @Json(name = "store_passwords") @Nullable Boolean storePasswords,
    @Json(name = "history_retention_seconds") @Nullable @Seconds Duration historyRetention) {
  private static final int OLDEST_POSTGRES = 14;

  /** Refuses what cannot be sent. */
  public CreateProject {
    Checks.requireName(name, ProjectChecks.LONGEST_NAME, "the name of the project");
    Checks.requireText(regionId, "regionId");
    Checks.requireText(orgId, "orgId");
    if (pgVersion != null && pgVersion < OLDEST_POSTGRES) {
      throw new IllegalArgumentException(
          "PostgreSQL " + pgVersion + ": from " + OLDEST_POSTGRES + " on");
    }
    Checks.requireKnown(provisioner, "provisioner");
    ProjectChecks.requireKnown(settings);
    ProjectChecks.requireRetention(historyRetention);
  }

  /** A project of this name. Names are not unique. */
  public static CreateProject named(String name) {
    return new CreateProject(
        Checks.present(name, "name"), null, null, null, null, null, null, null, null, null);
  }

  /** A project that is named like its id. */
  public static CreateProject unnamed() {
    return new CreateProject(null, null, null, null, null, null, null, null, null, null);
  }

  /** Is in this region. */
  public CreateProject regionId(String id) {
    return new CreateProject(
        name,
        Checks.present(id, "regionId"),
        pgVersion,
        orgId,
        branch,
        defaultEndpointSettings,
        settings,
        provisioner,
        storePasswords,
        historyRetention);
  }

  /** Runs this major version of PostgreSQL. */
  public CreateProject pgVersion(int major) {
    return new CreateProject(
        name,
        regionId,
        major,
        orgId,
        branch,
        defaultEndpointSettings,
        settings,
        provisioner,
        storePasswords,
        historyRetention);
  }

  /** Belongs to this organization. */
  public CreateProject orgId(String id) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        Checks.present(id, "orgId"),
        branch,
        defaultEndpointSettings,
        settings,
        provisioner,
        storePasswords,
        historyRetention);
  }

  /** Starts with this branch. */
  public CreateProject branch(FirstBranch first) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        orgId,
        Checks.present(first, "branch"),
        defaultEndpointSettings,
        settings,
        provisioner,
        storePasswords,
        historyRetention);
  }

  /** New endpoints get this. */
  public CreateProject defaultEndpointSettings(DefaultEndpointSettings defaults) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        orgId,
        branch,
        Checks.present(defaults, "defaultEndpointSettings"),
        settings,
        provisioner,
        storePasswords,
        historyRetention);
  }

  /** With these settings. */
  public CreateProject settings(ProjectSettings set) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        orgId,
        branch,
        defaultEndpointSettings,
        Checks.present(set, "settings"),
        provisioner,
        storePasswords,
        historyRetention);
  }

  /** Its computes are run by this. */
  public CreateProject provisioner(Provisioner by) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        orgId,
        branch,
        defaultEndpointSettings,
        settings,
        Checks.present(by, "provisioner"),
        storePasswords,
        historyRetention);
  }

  /** Lets Neon keep the passwords of roles, or not. */
  public CreateProject storePasswords(boolean store) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        orgId,
        branch,
        defaultEndpointSettings,
        settings,
        provisioner,
        store,
        historyRetention);
  }

  /** Keeps the history for so long, in whole seconds, at most 30 days. */
  public CreateProject historyRetention(Duration length) {
    return new CreateProject(
        name,
        regionId,
        pgVersion,
        orgId,
        branch,
        defaultEndpointSettings,
        settings,
        provisioner,
        storePasswords,
        Checks.present(length, "historyRetention"));
  }
}
