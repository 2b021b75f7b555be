package dev.neonflow.cli.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left to do by hand once the files are there: settings that no file may have.
 *
 * @param deploy where previews run, in the word of {@code --deploy}
 * @param init what was typed, without where Neonflow comes from and whether to write
 */
public record NextSteps(CiFiles files, Repository repository, String deploy, String init) {

  private static final String FLY_TOKEN = "fly tokens create org -o ORG -x 720h";

  /**
   * How the files install a project's packages.
   *
   * @param feature which of them do
   * @param cache what {@code cache:} says on GitHub
   * @param needs of these files it takes one
   */
  private record Install(String feature, String command, String cache, List<String> needs) {}

  private static final List<Install> INSTALLS =
      List.of(
          new Install("npm", "npm ci", "npm", List.of("package-lock.json", "npm-shrinkwrap.json")),
          new Install("pnpm", "pnpm install --frozen-lockfile", "pnpm", List.of("pnpm-lock.yaml")),
          new Install("yarn", "yarn install --frozen-lockfile", "yarn", List.of("yarn.lock")),
          new Install(
              "django", "pip install -r requirements.txt", "pip", List.of("requirements.txt")));

  /**
   * In the order in which they are done.
   *
   * @throws IOException if the repository's files cannot be read
   */
  public List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    source(lines);
    if (lines.isEmpty()) {
      lines.add(
          "push commit "
              + files.source().commit()
              + " of your Neonflow to "
              + files.source().repository()
              + ", if it is not there yet");
    }
    platform(lines);
    INSTALLS.forEach(each -> install(each, lines));
    if (files.features().contains("pnpm") && files.ci() == CiSystem.GITHUB) {
      lines.add("package.json must name pnpm's version: \"packageManager\": \"pnpm@...\"");
    }
    switch (files.ci()) {
      case GITHUB -> gitHub(lines);
      case GITLAB -> gitLab(lines);
      case JENKINS -> jenkins(lines);
    }
    lines.add(
        uses("fly")
            ? "neonflow doctor --deploy fly --fly-org ORG"
            : uses("vercel")
                ? "neonflow doctor --deploy vercel --vercel-project PROJECT"
                : "neonflow doctor");
    return List.copyOf(lines);
  }

  /**
   * Those of them that are seen to be open, without which jobs cannot work; what is set elsewhere
   * is not known.
   *
   * @throws IOException if the repository's files cannot be read
   */
  public List<String> open() throws IOException {
    List<String> lines = new ArrayList<>();
    source(lines);
    flyToml(lines);
    INSTALLS.forEach(each -> install(each, lines));
    if (files.ci() == CiSystem.GITLAB) {
      include(lines);
    }
    return List.copyOf(lines);
  }

  private void source(List<String> lines) {
    if (files.source().equals(Source.EXAMPLE)) {
      lines.add(
          init
              + " --from OWNER/NAME@COMMIT --write --force   # your copy of Neonflow; the files have"
              + " a placeholder for it");
    }
  }

  private void flyToml(List<String> lines) {
    if (uses("fly") && !repository.has("fly.toml")) {
      lines.add("fly launch --no-deploy   # makes fly.toml");
    }
  }

  private void include(List<String> lines) throws IOException {
    if (repository.includesGitLabFile()) {
      return;
    }
    if (!repository.has(".gitlab-ci.yml")) {
      lines.add("make .gitlab-ci.yml with the next line:");
    }
    lines.add(
        "include: { local: .gitlab/neonflow.yml }   # in .gitlab-ci.yml; if that has stages:,"
            + " deploy must be one");
  }

  private boolean uses(String feature) {
    return files.features().contains(feature);
  }

  private void platform(List<String> lines) {
    flyToml(lines);
    if (deploy.equals("command") || deploy.equals("process")) {
      lines.add(
          "neonflow.properties must have deploy = "
              + deploy
              + " and its command: docs/deploying.md of Neonflow");
    }
    if (deploy.equals("none") && repository.has("Dockerfile")) {
      lines.add(
          "previews get a database and no application: docs/deploying.md of Neonflow says how to run the image"
              + " somewhere, for example with --deploy command");
    }
  }

  private void install(Install install, List<String> lines) {
    if (uses(install.feature()) && install.needs().stream().noneMatch(repository::has)) {
      lines.add(
          "there is no "
              + install.needs().get(0)
              + ", without which `"
              + install.command()
              + "` fails: put your own install step there"
              + (files.ci() == CiSystem.GITHUB
                  ? ", and take out `cache: " + install.cache() + "`"
                  : ""));
    }
  }

  private void ignoredByImages(String directory, List<String> lines) {
    if (uses("fly") || repository.has("Dockerfile")) {
      lines.add("put " + directory + " into .dockerignore");
    }
  }

  private void gitHub(List<String> lines) {
    lines.add("gh secret set NEON_API_KEY   # Neon console: Account settings, API keys");
    lines.add("gh variable set NEON_PROJECT_ID --body ID");
    if (uses("fly")) {
      lines.add("gh secret set FLY_API_TOKEN   # " + FLY_TOKEN);
      lines.add("gh variable set FLY_ORG --body ORG");
    }
    if (uses("vercel")) {
      lines.add("gh secret set VERCEL_TOKEN   # Vercel: Account settings, Tokens");
      lines.add("gh variable set VERCEL_PROJECT --body PROJECT");
      lines.add("gh variable set VERCEL_TEAM --body TEAM   # if it belongs to one");
    }
  }

  private void gitLab(List<String> lines) throws IOException {
    include(lines);
    ignoredByImages(".m2", lines);
    String settings = "in the project's settings, CI/CD, Variables: ";
    lines.add(settings + "NEON_API_KEY (masked), NEON_PROJECT_ID");
    if (uses("fly")) {
      lines.add(settings + "FLY_API_TOKEN (masked; " + FLY_TOKEN + "), FLY_ORG");
    }
    if (uses("vercel")) {
      lines.add(settings + "VERCEL_TOKEN (masked), NEONFLOW_VERCEL_PROJECT, NEONFLOW_VERCEL_TEAM");
    }
    lines.add(settings + "GITLAB_READ_TOKEN (masked), which may read merge requests");
    lines.add("make a nightly schedule for the sweep: Build, Pipeline schedules");
  }

  private void jenkins(List<String> lines) {
    lines.add("a multibranch pipeline with the script path Jenkinsfile.neonflow");
    String credentials = "credentials of Jenkins, of the kind secret text: ";
    lines.add(
        credentials + "neon-api-key, github-token (not on GitHub: remove its lines from the file)");
    if (uses("fly")) {
      lines.add(credentials + "fly-api-token (" + FLY_TOKEN + ")");
    }
    if (uses("vercel")) {
      lines.add(credentials + "vercel-token");
    }
    ignoredByImages(".neonflow", lines);
    lines.add("write NEON_PROJECT_ID and the other names into Jenkinsfile.neonflow");
  }
}
