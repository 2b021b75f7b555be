package dev.neonflow.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ci.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in a repository, and why. */
class RepositoryTest {

  @TempDir Path root;

  private Repository with(String... files) throws IOException {
    for (String file : files) {
      String[] parts = file.split("=", 2);
      Path path = root.resolve(parts[0]);
      Files.createDirectories(path.getParent());
      Files.writeString(path, parts.length == 2 ? parts[1] : "");
    }
    return Repository.around(root, new Environment(name -> null));
  }

  private static String remote(String url) {
    return ".git/config=[remote \"origin\"]\n  url = " + url + "\n";
  }

  @ParameterizedTest
  @CsvSource({
    ".github/dependabot.yml, github, .github is there",
    ".gitlab-ci.yml, gitlab, .gitlab-ci.yml is there",
    ".gitlab/neonflow.yml, gitlab, .gitlab/neonflow.yml is there",
    "Jenkinsfile, jenkins, Jenkinsfile is there",
    "Jenkinsfile.neonflow, jenkins, Jenkinsfile.neonflow is there",
    "README.md, github, nothing says otherwise",
  })
  void ci_isFoundByItsFile(String file, String ci, String why) throws IOException {
    Clue<CiSystem> found = with(file).ci();
    assertEquals(ci, found.value().word());
    assertEquals(why, found.why());
  }

  @Test
  void severalCis_areDecidedByTheFilesThatWereWrittenBefore() throws IOException {
    Repository known =
        with(
            ".github/dependabot.yml",
            "Jenkinsfile",
            "Jenkinsfile.neonflow",
            remote("https://github.com/acme/shop.git"));
    assertEquals(new Clue<>(CiSystem.JENKINS, "Jenkinsfile.neonflow is there"), known.ci());
  }

  @Test
  void severalCis_areDecidedByTheRemote_orAsked() throws IOException {
    PreconditionException unclear =
        assertThrows(PreconditionException.class, () -> with("Jenkinsfile", ".github/x.yml").ci());
    assertEquals("say which: --ci github or --ci jenkins", unclear.next());
    Repository known = with(".git/HEAD", remote("https://gitlab.example.com/acme/shop.git"));
    assertEquals(
        new Clue<>(CiSystem.GITLAB, "the git remote is at gitlab.example.com"), known.ci());
  }

  @ParameterizedTest
  @CsvSource({
    "fly.toml, fly, fly.toml is there",
    ".vercel/project.json, vercel, .vercel is there",
    "vercel.json, vercel, vercel.json is there",
    "Dockerfile, none, 'a Dockerfile is there, but nothing says where its image runs'",
  })
  void deployment_isFoundByItsFile(String file, String where, String why) throws IOException {
    assertEquals(new Clue<>(where, why), with(file).deployment());
  }

  @Test
  void twoPlatforms_areAsked() throws IOException {
    Repository both = with("fly.toml", "vercel.json");
    assertTrue(
        assertThrows(PreconditionException.class, both::deployment).next().contains("--deploy"));
  }

  @Test
  void defaultBranch_isOriginsHead_elseAUsualName_elseTheCurrent() throws IOException {
    assertEquals("main", with("README.md").defaultBranch().value());
    assertEquals("trunk", with(".git/HEAD=ref: refs/heads/trunk\n").defaultBranch().value());
    assertEquals(
        "master",
        with(".git/packed-refs=" + "a".repeat(40) + " refs/heads/master\n")
            .defaultBranch()
            .value());
    assertEquals(
        new Clue<>("develop", "origin's HEAD"),
        with(".git/refs/remotes/origin/HEAD=ref: refs/remotes/origin/develop\n").defaultBranch());
  }
}
