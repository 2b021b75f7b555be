package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
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
  private static final int SHORT_COMMIT = 20;
  private static final int TIME_LENGTH = 15;

  /** How the names of restore points begin. */
  static final String RESTORE = "restore/";

  /** How the names of states before rollbacks begin. */
  static final String RESTORE_BEFORE = "restore-before/";

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
    return exactly("dev/" + labelOf("engineer", engineer));
  }

  /** The branch of a test run: {@code test/<id>}. */
  public static BranchName test(String id) {
    return exactly("test/" + labelOf("test run", id));
  }

  /** Where all copies for rehearsals are. */
  static final String REHEARSALS = "rehearsal/";

  /** A copy of production for one rehearsal: {@code rehearsal/20260131-235959-0123456}. */
  static String rehearsal(Instant time, Subject subject, RunId runId) {
    String commit = subject.commit();
    String whose =
        commit == null
            ? label(runId.value(), 20)
            : commit.substring(0, Math.min(7, commit.length()));
    return REHEARSALS + TIME.format(time) + "-" + whose;
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
   * A restore point of production: {@code restore/20260131-235959-0123456}.
   *
   * @param what the commit, or whatever else tells apart what was to be deployed
   */
  public static String restorePoint(Instant time, String what) {
    return RESTORE + TIME.format(time) + "-" + label(what, SHORT_COMMIT);
  }

  /**
   * Where production's state before it went back to a restore point is kept: {@code
   * restore-before/20260131-235959}, with the point's time, so that the name tells which one.
   */
  static String restoreBefore(String point) {
    int begin = RESTORE.length();
    return RESTORE_BEFORE + point.substring(begin, begin + TIME_LENGTH);
  }

  private static String labelOf(String whose, String name) {
    String label = label(name, LONGEST_LABEL);
    if (label.isEmpty()) {
      throw PreconditionException.usage(
          "the name of the " + whose + " is made of a-z, 0-9 and -, and \"" + name + "\" has none",
          "give a name such as alice");
    }
    return label;
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
