package dev.neonflow.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which options the CI system answers already, from its documented environment. */
final class CiDetection {

  private static final Pattern PULL_REQUEST = Pattern.compile("refs/pull/(\\d+)/.*");

  private CiDetection() {}

  /** Values by option name. */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> found = new LinkedHashMap<>();
    if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
      return found;
    }
    Matcher pullRequest = PULL_REQUEST.matcher(environment.getOrDefault("GITHUB_REF", ""));
    if (pullRequest.matches()) {
      found.put("pr", pullRequest.group(1));
      found.put("ref", environment.getOrDefault("GITHUB_HEAD_REF", ""));
    }
    return found;
  }
}
