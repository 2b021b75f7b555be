package dev.neonflow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is set under a name that no setting has, which most often is a typing error.
 *
 * @param own names that the script itself brings along
 */
record UnknownSettings(Set<String> own) {

  /**
   * All that can be set: the options of all commands, and what has no option. Written down, since
   * reading the options of all commands takes longer than many a command.
   */
  static final Set<String> NAMES =
      Set.of(
          """
          adopt again api-host api-key backup branch-name ci cloud comment comment-author
          comment-file compute data data-dir database deploy deploy-command deploy-secrets
          deploy-url destroy-command detach dry-run durable embedded expires-in expose-secrets
          fail-on-rewrite fly-app fly-build-arg fly-build-secret fly-config fly-deploy-option
          fly-ha fly-health-path fly-image fly-no-update fly-org fly-path fly-postgres
          fly-ready-within fly-region fly-secret fly-vm-cpu-kind fly-vm-cpus fly-vm-memory
          fly-vm-size flyctl-version flyway force format from keep liquibase list-command
          lock-url-env max-lock migrate no-color on-conflict on-rerun output parent pooled port
          pr process-command project-id pull-requests quiet ref rehearse restore-point role
          schema-diff schema-diff-file stop suspend-after task-queue temporal-address
          temporal-namespace timeout to verbose vercel-project vercel-team write yes
          """
              .strip()
              .split("\\s+", -1));

  /** Variables that are no settings: for the launcher, for tests, and for what Neonflow starts. */
  private static final Pattern OTHER_VARIABLES =
      Pattern.compile(
          "NEONFLOW_(ARCHIVE|TEST(_.*)?|FLYCTL|FLY_URL|SHA|DEPLOYMENT|PROCESS|UNFINISHED|COMMIT"
              + "|SETTINGS|KEY_.*)");

  private static final String PREFIX = "NEONFLOW_";
  private static final int LONGEST_SHOWN = 60;

  /** Copies the set. */
  UnknownSettings {
    own = Set.copyOf(own);
  }

  /** One sentence for each, with where it stands and what may be meant; never its value. */
  List<String> in(Map<String, String> environment, List<SettingsFile> files) {
    List<String> said = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !value.isEmpty() && !isKnownVariable(name)) {
                said.add(said(name, "the environment", PREFIX));
              }
            });
    for (SettingsFile file : files) {
      file.entries().entrySet().stream()
          .filter(entry -> !isKnown(entry.getKey()))
          .sorted(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.line(), b.line())))
          .forEach(
              entry ->
                  said.add(said(entry.getKey(), file.path() + ":" + entry.getValue().line(), "")));
    }
    return said;
  }

  private boolean isKnownVariable(String name) {
    if (OTHER_VARIABLES.matcher(name).matches()) {
      return true;
    }
    String option = option(name);
    return isKnown(option) && name.equals(PREFIX + Settings.upper(option));
  }

  private boolean isKnown(String name) {
    return NAMES.contains(name) || own.contains(name);
  }

  private String said(String name, String place, String prefix) {
    Set<String> known = new TreeSet<>(NAMES);
    known.addAll(own);
    String option = option(name);
    String meant = known.contains(option) ? option : Nearest.to(option, known).orElse("");
    return "unknown setting "
        + shown(name)
        + " in "
        + place
        + "; "
        + (meant.isEmpty()
            ? "`neonflow config` lists those that there are"
            : "did you mean " + (prefix.isEmpty() ? meant : prefix + Settings.upper(meant)) + "?");
  }

  /** The name that an option would have which is spelled like this. */
  private static String option(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replace('_', '-')
        .replaceFirst("^(--|neonflow-|neon-)", "");
  }

  /** A file comes with the pull request: its names are nothing that a log obeys. */
  private static String shown(String name) {
    String plain = name.replaceAll("[^\\w.-]", "?");
    return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "..." : plain;
  }
}
