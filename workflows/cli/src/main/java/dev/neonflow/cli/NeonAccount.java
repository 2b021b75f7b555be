package dev.neonflow.cli;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.projects.ProjectListItem;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client and the project.
 *
 * @param console the base of the project's pages, or null where there are none
 */
public record NeonAccount(Neon neon, String projectId, @Nullable String console) {

  /**
   * What the key can reach.
   *
   * @param projectId the project that is meant, or null for the only one
   * @throws PreconditionException if there is no key, or not one project that is meant
   * @throws ConnectionLostException if an API of this machine is meant and nobody serves it
   */
  static NeonAccount of(Settings settings, @Nullable String projectId, Terminal terminal) {
    if (settings.find("api-key").isEmpty()) {
      throw PreconditionException.state(
          "there is no API key for Neon",
          "export NEON_API_KEY=... (made in Neon's console), or add --embedded to try without one",
          null);
    }
    settings.find("api-key").ifPresent(key -> terminal.mask(key.value()));
    Neon neon =
        Neon.fromEnvironment(
            name ->
                switch (name) {
                  case "NEON_API_KEY" -> value(settings, "api-key");
                  case "NEON_API_HOST" -> value(settings, "api-host");
                  default -> null;
                });
    LocalApi.requireListening(neon.apiBase());
    String project = projectId == null ? onlyProject(neon, terminal) : projectId;
    boolean real = "console.neon.tech".equals(neon.apiBase().getHost());
    return new NeonAccount(
        neon, project, real ? "https://console.neon.tech/app/projects/" + project : null);
  }

  private static @Nullable String value(Settings settings, String name) {
    return settings.find(name).map(Settings.Setting::value).orElse(null);
  }

  private static String onlyProject(Neon neon, Terminal terminal) {
    List<ProjectListItem> projects = neon.projects().list(ListProjects.all()).items();
    if (projects.size() == 1) {
      ProjectListItem only = projects.get(0);
      terminal.line("project: " + only.name() + " (" + only.id() + "), the only one of this key");
      return only.id();
    }
    if (projects.isEmpty()) {
      throw PreconditionException.state(
          "the API key sees no project",
          "make one in Neon's console, or give --project-id if the key belongs to one project",
          null);
    }
    StringBuilder lines = new StringBuilder("add one of these");
    for (ProjectListItem project : projects) {
      lines
          .append("\n    --project-id ")
          .append(project.id())
          .append("   # ")
          .append(project.name());
    }
    throw PreconditionException.usage(
        "the API key sees " + projects.size() + " projects, and none is named", lines.toString());
  }
}
