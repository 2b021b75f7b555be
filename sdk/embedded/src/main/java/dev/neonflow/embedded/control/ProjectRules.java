package dev.neonflow.embedded.control;

/** What Neon forbids of projects. Each method throws the refusal, or does nothing. */
final class ProjectRules {

  static final int MOST_PROJECTS = 100;

  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_HISTORY_SECONDS = 2_592_000;

  private ProjectRules() {}

  static void makeable(int projects, NewProject request) {
    request.name().ifPresent(name -> name("project", name));
    name("branch", request.branch());
    history(request.historyRetentionSeconds());
    Configuration.databaseName(request.database());
    Configuration.roleName(request.owner());
    request.endpointSettings().over(Endpoint.Settings.DEFAULT);
    if (projects >= MOST_PROJECTS) {
      throw Refusal.limit(
          "PROJECTS_LIMIT_EXCEEDED",
          "the embedded Neon has at most " + MOST_PROJECTS + " projects; delete one first");
    }
  }

  static void name(String kind, String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Refusal.invalid(kind + " name must have 1 to " + LONGEST_NAME + " characters");
    }
  }

  static void history(int seconds) {
    if (seconds < 0 || seconds > LONGEST_HISTORY_SECONDS) {
      throw Refusal.invalid(
          "history_retention_seconds must be between 0 and " + LONGEST_HISTORY_SECONDS);
    }
  }

  static void deletable(State state) {
    if (state.branches().stream().anyMatch(Branch::guarded)) {
      throw Refusal.rule("a project with a protected branch can not be deleted");
    }
    if (state.operations().stream().anyMatch(Operation::unfinished)) {
      throw Refusal.locked();
    }
  }
}
