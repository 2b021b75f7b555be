package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.internal.Digests;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which app a deployment is.
 *
 * @param name its name at Fly, which all of Fly's users share
 * @param origin who made it
 * @param mark the name of the secret that says whose it is
 */
record FlyApp(String name, Origin origin, String mark) {
  private static final Pattern SAFE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private static final Set<String> PLACES = Set.of("pr", "name", "repo");

  /** Where a name comes from, which decides what proves that the app is ours. */
  enum Origin {
    /** Made up here: it ends with a digest of the key, so nobody else would take it. */
    MADE_UP,
    /** Made of a template: the app's mark proves it. */
    TEMPLATE,
    /** Written by somebody who made the app: it is deployed to, and never destroyed. */
    GIVEN
  }

  /** The app of a deployment. */
  static FlyApp of(FlyDeployer deployer, DeploymentRef deployment) {
    Subject subject = deployment.subject();
    String mark =
        "NEONFLOW_KEY_" + Digests.sha256(subject.key()).substring(0, 12).toUpperCase(Locale.ROOT);
    String template = deployer.app();
    if (template == null) {
      return subject.isProduction()
          ? new FlyApp(safe(FlyConfig.of(deployer.build()).app()), Origin.GIVEN, mark)
          : new FlyApp(safe(deployment.name()), Origin.MADE_UP, mark);
    }
    if (!subject.isPreview()) {
      return new FlyApp(safe(filled(template, subject)), Origin.GIVEN, mark);
    }
    checkTemplate(template, true);
    return new FlyApp(safe(filled(template, subject)), Origin.TEMPLATE, mark);
  }

  /**
   * Refuses a template that cannot name apps.
   *
   * @param preview whether several are to have names of it
   */
  static void checkTemplate(String template, boolean preview) {
    PLACEHOLDER
        .matcher(template)
        .results()
        .filter(place -> !PLACES.contains(place.group(1)))
        .findFirst()
        .ifPresent(
            place -> {
              throw unknown(template, place.group());
            });
    if (preview && !template.contains("{pr}") && !template.contains("{name}")) {
      throw PreconditionException.usage(
          "all previews would share the app " + template,
          "write {pr} into its name, for example pr-{pr}-" + BranchNames.plain(template));
    }
    var unused = safe(PLACEHOLDER.matcher(template).replaceAll("1"));
  }

  private static PreconditionException unknown(String template, String place) {
    return PreconditionException.usage(
        "the app name " + template + " has an unknown " + place, "use {pr}, {name} and {repo}");
  }

  /** What an app that was made for a pull request of this template is called. */
  static Pattern ofPullRequests(String template, Subject anyOfTheRepository) {
    StringBuilder pattern = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(template);
    int from = 0;
    boolean first = true;
    while (matcher.find()) {
      pattern.append(Pattern.quote(template.substring(from, matcher.start())));
      String placeholder = matcher.group(1);
      if (placeholder.equals("repo")) {
        pattern.append(Pattern.quote(repository(anyOfTheRepository)));
      } else {
        String number = first ? "(?<pr>[1-9][0-9]{0,8})" : "\\k<pr>";
        pattern.append(placeholder.equals("name") ? "pr-" + number : number);
        first = false;
      }
      from = matcher.end();
    }
    return Pattern.compile(pattern + Pattern.quote(template.substring(from)));
  }

  private static String filled(String template, Subject subject) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder name = new StringBuilder();
    while (matcher.find()) {
      String value =
          switch (matcher.group(1)) {
            case "pr" ->
                subject
                    .pullRequestNumber()
                    .map(String::valueOf)
                    .orElseThrow(() -> missing(template));
            case "name" ->
                BranchNames.plain(subject.key().substring(subject.key().lastIndexOf('/') + 1));
            case "repo" -> repository(subject);
            default -> throw unknown(template, matcher.group());
          };
      matcher.appendReplacement(name, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(name).toString();
  }

  private static String repository(Subject subject) {
    String repository = subject.repository();
    return BranchNames.plain(repository.substring(repository.lastIndexOf('/') + 1));
  }

  private static PreconditionException missing(String template) {
    return PreconditionException.usage(
        "the app name " + template + " needs a pull request, and there is none",
        "write {name} in the place of {pr}");
  }

  /** Fly takes longer names and others, which no host name can be made of. */
  private static String safe(String name) {
    if (!SAFE.matcher(name).matches()) {
      throw PreconditionException.usage(
          "\"" + name + "\" cannot be the name of an app on Fly.io",
          "let it be of a-z, 0-9 and -, at most 63 characters, no - at its ends");
    }
    return name;
  }
}
