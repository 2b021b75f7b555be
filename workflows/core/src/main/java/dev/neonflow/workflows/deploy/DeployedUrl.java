package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.PreconditionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where people reach what a command deployed. */
final class DeployedUrl {
  private static final Pattern SAID = Pattern.compile("URL=(\\S+)");
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  private DeployedUrl() {}

  /** The URL that a line of output names, as it is written there. */
  static Optional<String> said(String line) {
    Matcher matcher = SAID.matcher(line.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Looks at a template before there is anything to put in.
   *
   * @throws PreconditionException if it cannot become a URL
   */
  static void check(String template) {
    if (parse(PLACE.matcher(template).replaceAll("x")).isEmpty()) {
      throw usage(template, "is no http or https URL");
    }
    Matcher place = PLACE.matcher(template);
    while (place.find()) {
      if (!place.group(1).matches("name|pr|sha")) {
        throw usage(template, "has a place for " + place.group(1) + ", which nothing is known of");
      }
    }
  }

  /**
   * The URL of a deployment.
   *
   * @throws PreconditionException if the template names what is not known
   */
  static URI of(String template, DeploymentRef deployment) {
    check(template);
    Integer pr = deployment.subject().pullRequest();
    String filled = template.replace("{name}", deployment.name());
    filled = put(filled, "pr", pr == null ? null : pr.toString());
    filled = put(filled, "sha", deployment.subject().commit());
    return parse(filled).orElseThrow(() -> usage(template, "is no http or https URL"));
  }

  private static String put(String template, String name, @Nullable String value) {
    String place = "{" + name + "}";
    if (value == null && template.contains(place)) {
      throw usage(template, "needs " + place + ", and this run has none");
    }
    return value == null ? template : template.replace(place, value);
  }

  private static PreconditionException usage(String template, String why) {
    return PreconditionException.usage(
        "the URL '" + template + "' of the deployment " + why,
        "write one with {name}, {pr} or {sha}, for example https://{name}.example.com/");
  }

  /** A URL that people can open; empty if it is none, or holds a password. */
  static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      boolean plain = url.getHost() != null && url.getRawUserInfo() == null;
      return web && plain && !text.contains("***") ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
