package dev.neonflow.cli.init;

import java.util.List;
import java.util.Locale;

/** What runs a repository's jobs. */
public enum CiSystem {
  /** Workflows of GitHub Actions. */
  GITHUB,
  /** One file, to be included in {@code .gitlab-ci.yml}. */
  GITLAB,
  /** One file, the script path of a multibranch pipeline. */
  JENKINS;

  /** What a file is for. */
  public enum Use {
    /** Previews are made and removed. */
    PREVIEW,
    /** Production is deployed. */
    PRODUCTION,
    /** What was left behind is removed. */
    SWEEP
  }

  /**
   * A file.
   *
   * @param template among the documents
   * @param place the directory in a repository, with a slash at its end
   */
  record Part(Use use, String template, String place) {
    String path() {
      return place + template.substring(template.indexOf('/') + 1);
    }
  }

  List<Part> parts() {
    return switch (this) {
      case GITHUB ->
          List.of(
              new Part(Use.PREVIEW, "github-actions/deploy-preview.yml", ".github/workflows/"),
              new Part(Use.PREVIEW, "github-actions/cleanup-preview.yml", ".github/workflows/"),
              new Part(
                  Use.PRODUCTION, "github-actions/deploy-production.yml", ".github/workflows/"),
              new Part(Use.SWEEP, "github-actions/sweep.yml", ".github/workflows/"));
      case GITLAB -> List.of(new Part(Use.PREVIEW, "gitlab-ci/neonflow.yml", ".gitlab/"));
      case JENKINS -> List.of(new Part(Use.PREVIEW, "jenkins/Jenkinsfile.neonflow", ""));
    };
  }

  /** Where {@code init} writes its files, from a repository's root. */
  public List<String> paths() {
    return parts().stream().map(Part::path).toList();
  }

  /** The word of {@code --ci}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A text as a value of its files. */
  String quoted(String text) {
    return switch (this) {
      case GITHUB -> "'" + text.replace("'", "''") + "'";
      // What follows a dollar is a variable there.
      case GITLAB -> "'" + text.replace("'", "''").replace("$", "$$") + "'";
      case JENKINS -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    };
  }
}
