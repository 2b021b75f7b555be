package dev.neonflow.junit;

import java.util.Locale;
import java.util.Optional;

/**
 * Where branches are made. Only JUnit's configuration decides: a key in the environment does not.
 */
enum Target {
  EMBEDDED,
  CLOUD;

  static final String PARAMETER = "neonflow.junit.target";

  static Target of(Optional<String> parameter) {
    String text = parameter.map(String::strip).orElse("");
    for (Target target : values()) {
      if (target.name().toLowerCase(Locale.ROOT).equals(text)) {
        return target;
      }
    }
    if (text.isEmpty()) {
      return EMBEDDED;
    }
    throw new NeonBranchException(
        PARAMETER + " is " + text + "; say embedded (the default) or cloud", null);
  }
}
