package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.internal.Digests;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one place that makes names of branches, and parts of other names. */
public final class BranchNames {

  /** The name of a preview's branch if no other template is given. */
  public static final String DEFAULT_TEMPLATE = "preview/pr-{pr}-{git-branch}";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 256;
  private static final int HASH = 8;

  private BranchNames() {}

  /**
   * The branch of a subject.
   *
   * @param template with {@code {pr}}, {@code {git-branch}}, {@code {sha}}, {@code {repo}}, or null
   *     for the default
   */
  public static BranchName of(Subject subject, @Nullable String template) {
    Integer number = subject.pullRequest();
    if (template != null && !template.equals(DEFAULT_TEMPLATE)) {
      return new BranchName(filled(template, subject), null, null);
    }
    if (number == null) {
      String name = "preview/" + lastPart(subject.key());
      return new BranchName(name, null, name);
    }
    String family = "preview/pr-" + number;
    return new BranchName(filled(DEFAULT_TEMPLATE, subject), family, "pr-" + number);
  }

  /** A branch of exactly this name, as somebody wrote it. */
  public static BranchName exactly(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw PreconditionException.usage(
          "a branch's name has 1 to " + LONGEST_NAME + " characters, not " + name.length(),
          "give another name");
    }
    return new BranchName(name, null, name);
  }

  /** One engineer's branch: {@code dev/alice}. */
  public static BranchName dev(String engineer) {
    return exactly("dev/" + label(engineer, LONGEST_LABEL));
  }

  /** The branch of a test run: {@code test/<id>}. */
  public static BranchName test(String id) {
    return exactly("test/" + label(id, LONGEST_LABEL));
  }

  /** Staging's branch. */
  public static BranchName staging() {
    return exactly("staging");
  }

  /** Where staging's state before a refresh is kept: {@code staging-before/20260131-235959}. */
  public static String stagingBefore(Instant time) {
    return "staging-before/" + TIME.format(time);
  }

  /**
   * A text as a label of {@code a-z}, {@code 0-9} and {@code -}; ends in a short hash of the whole
   * text if it had to be cut.
   *
   * @param atMost the label's greatest length
   */
  public static String label(String text, int atMost) {
    String plain = plain(text);
    if (plain.length() <= atMost) {
      return plain;
    }
    String kept = plain.substring(0, atMost - HASH - 1).replaceAll("-+$", "");
    return kept + "-" + Digests.sha256(text).substring(0, HASH);
  }

  private static String filled(String template, Subject subject) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder name = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          name, Matcher.quoteReplacement(value(matcher.group(1), template, subject)));
    }
    matcher.appendTail(name);
    String tidy =
        name.toString()
            .replaceAll("-{2,}", "-")
            .replaceAll("-*/[-/]*", "/")
            .replaceAll("^[-/]+|[-/]+$", "");
    if (tidy.isBlank() || tidy.length() > LONGEST_NAME) {
      throw PreconditionException.usage(
          "the branch name template "
              + template
              + " makes a name of "
              + tidy.length()
              + " characters",
          "write a template that makes 1 to " + LONGEST_NAME + " characters");
    }
    return tidy;
  }

  private static String value(String placeholder, String template, Subject subject) {
    return switch (placeholder) {
      case "pr" -> {
        Integer number = subject.pullRequest();
        yield number == null ? missing(placeholder, template) : String.valueOf(number);
      }
      case "git-branch" -> {
        String branch = subject.gitBranch();
        yield branch == null ? "" : label(branch, LONGEST_LABEL);
      }
      case "sha" -> {
        String commit = subject.commit();
        yield commit == null
            ? missing(placeholder, template)
            : commit.substring(0, Math.min(7, commit.length()));
      }
      case "repo" -> label(lastPart(subject.repository()), LONGEST_LABEL);
      default ->
          throw PreconditionException.usage(
              "the branch name template " + template + " has an unknown {" + placeholder + "}",
              "use {pr}, {git-branch}, {sha} and {repo}");
    };
  }

  private static String missing(String placeholder, String template) {
    throw PreconditionException.usage(
        "the branch name template "
            + template
            + " needs {"
            + placeholder
            + "}, which is unknown here",
        "leave it out of the template, or say what it is");
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A text in {@code a-z}, {@code 0-9} and {@code -}, however long; may be empty. */
  public static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }
}
