package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A change of a project: what is null stays as it is. Each method returns a changed copy.
 *
 * @param name the new name
 * @param settings the settings to change; what they leave out stays
 * @param defaultEndpointSettings what new endpoints get
 * @param historyRetention how far back the history goes, up to 30 days
 */
public record UpdateProject(
    @Nullable String name,
    @Nullable ProjectSettings settings,
    @Json(name = "default_endpoint_settings")
        @Nullable DefaultEndpointSettings defaultEndpointSettings,
    @Json(name = "history_retention_seconds") @Nullable @Seconds Duration historyRetention) {
  /** Refuses what cannot be sent. */
  public UpdateProject {
    Checks.requireName(name, ProjectChecks.LONGEST_NAME, "the name of the project");
    ProjectChecks.requireKnown(settings);
    ProjectChecks.requireRetention(historyRetention);
  }

  /** Changes nothing yet. */
  public static UpdateProject create() {
    return new UpdateProject(null, null, null, null);
  }

  /** Renames it. */
  public UpdateProject name(String name) {
    return new UpdateProject(
        Checks.present(name, "name"), settings, defaultEndpointSettings, historyRetention);
  }

  /** Changes these settings. */
  public UpdateProject settings(ProjectSettings changes) {
    return new UpdateProject(
        name, Checks.present(changes, "settings"), defaultEndpointSettings, historyRetention);
  }

  /** New endpoints get this. */
  public UpdateProject defaultEndpointSettings(DefaultEndpointSettings defaults) {
    return new UpdateProject(
        name, settings, Checks.present(defaults, "defaultEndpointSettings"), historyRetention);
  }

  /** Keeps the history for so long, in whole seconds, at most 30 days. */
  public UpdateProject historyRetention(Duration length) {
    return new UpdateProject(
        name, settings, defaultEndpointSettings, Checks.present(length, "historyRetention"));
  }
}
