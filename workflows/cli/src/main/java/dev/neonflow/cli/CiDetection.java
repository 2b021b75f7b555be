package dev.neonflow.cli;

import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which options the CI system answers already, from its documented environment. */
final class CiDetection {

  private CiDetection() {}

  /**
   * Values by option name. The event's file tells before {@code GITHUB_REF}, which names the base
   * branch once a pull request was merged, and there a preview is to be taken down.
   */
  static Map<String, String> of(Map<String, String> environment, Path directory) {
    Map<String, String> found = new LinkedHashMap<>();
    if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
      return found;
    }
    CiContext job = CiContext.read(new Environment(environment::get), directory);
    Integer pullRequest = job.pullRequest();
    if (pullRequest != null) {
      found.put("pr", pullRequest.toString());
      String branch = job.gitBranch();
      found.put("ref", branch == null ? "" : branch);
    }
    return found;
  }
}
