package dev.neonflow.workflows.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiContextTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path directory;

  @Test
  void noGitNoCi_isLocal() {
    CiContext ci = read(Map.of());
    assertEquals("local/" + directory.getFileName(), ci.repository());
    assertNull(ci.gitBranch());
  }

  @Test
  void checkout_tellsRemoteBranchAndCommit() throws IOException {
    git("feature/x");
    Path inside = Files.createDirectories(directory.resolve("src/main"));
    CiContext ci = CiContext.read(new Environment(name -> null), inside);
    assertEquals("acme/shop", ci.repository());
    assertEquals("feature/x", ci.gitBranch());
    assertEquals(COMMIT, ci.commit());
  }

  @Test
  void worktree_readsTheSharedDirectory() throws IOException {
    git("main");
    Path own = Files.createDirectories(directory.resolve(".git/worktrees/other"));
    Files.writeString(own.resolve("HEAD"), "ref: refs/heads/topic\n");
    Files.writeString(own.resolve("commondir"), "../..\n");
    Files.writeString(
        directory.resolve(".git/packed-refs"), "# pack-refs\n" + COMMIT + " refs/heads/topic\n");
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Files.writeString(tree.resolve(".git"), "gitdir: " + own + "\n");
    CiContext ci = CiContext.read(new Environment(name -> null), tree);
    assertEquals("acme/shop", ci.repository());
    assertEquals("topic", ci.gitBranch());
    assertEquals(COMMIT, ci.commit());
  }

  @Test
  void detachedHead_hasACommitAndNoBranch() throws IOException {
    git("main");
    Files.writeString(directory.resolve(".git/HEAD"), COMMIT + "\n");
    CiContext ci = read(Map.of());
    assertNull(ci.gitBranch());
    assertEquals(COMMIT, ci.commit());
  }

  @Test
  void pullRequestEvent_winsOverTheMergeCommit() throws IOException {
    git("main");
    Path event = directory.resolve("event.json");
    Files.writeString(
        event,
        """
        {"action":"opened","number":42,"pull_request":{"number":42,
         "head":{"ref":"feature/y","sha":"abc"}}}
        """);
    CiContext ci =
        read(
            Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_REPOSITORY", "acme/web",
                "GITHUB_EVENT_PATH", event.toString(),
                "GITHUB_SHA", "merge"));
    assertEquals("acme/web", ci.repository());
    assertEquals(42, ci.pullRequest());
    assertEquals("feature/y", ci.gitBranch());
    assertEquals("abc", ci.commit());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"full_name\":\"acme/shop\"}', false",
    "'{\"full_name\":\"stranger/shop\"}', true",
    "null, true",
  })
  void pullRequestOfAFork_isKnown(String headRepository, boolean fork) throws IOException {
    Path event = directory.resolve("event.json");
    Files.writeString(
        event,
        "{\"repository\":{\"full_name\":\"acme/shop\"},\"pull_request\":{\"number\":42,"
            + "\"head\":{\"ref\":\"x\",\"sha\":\"abc\",\"repo\":"
            + headRepository
            + "}}}");
    Map<String, String> job =
        Map.of("GITHUB_ACTIONS", "true", "GITHUB_EVENT_PATH", event.toString());
    assertEquals(fork, read(job).fork());
  }

  @Test
  void mergeRef_tellsTheNumberWhereThereIsNoEvent() {
    CiContext ci =
        read(
            Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_REF", "refs/pull/42/merge",
                "GITHUB_HEAD_REF", "feature/z",
                "GITHUB_SHA", "merge"));
    assertEquals(42, ci.pullRequest());
    assertEquals("feature/z", ci.gitBranch());
    assertNull(ci.commit());
  }

  @Test
  void locks_areInTheStateDirectory() {
    Path state = directory.resolve("state");
    assertEquals(
        state.resolve("neonflow/locks"),
        new Environment(Map.of("XDG_STATE_HOME", state.toString())::get).lockDirectory());
  }

  @Test
  void deployments_areBelowHomeWhateverJavaSays() {
    Map<String, String> variables = Map.of("HOME", "/home/a", "XDG_STATE_HOME", "relative");
    assertEquals(
        Path.of("/home/a/.local/state/neonflow/deployments"),
        new Environment(variables::get, "?").deploymentsDirectory());
  }

  @Test
  void noHome_isWhatJavaSaysIfItIsThere() {
    String there = directory.toAbsolutePath().toString();
    assertEquals(
        directory.toAbsolutePath().resolve(".local/state/neonflow/locks"),
        new Environment(name -> null, there).lockDirectory());
    for (String unusable : new String[] {"?", there + "/none", null}) {
      PreconditionException error =
          assertThrows(
              PreconditionException.class,
              () -> new Environment(name -> null, unusable).lockDirectory());
      assertTrue(error.getMessage().contains("HOME"), error.getMessage());
      assertTrue(error.isUsage());
    }
  }

  @Test
  void repository_saysWhereItsNameComesFrom() throws IOException {
    assertEquals(RepositoryOrigin.DIRECTORY, read(Map.of()).repositoryOrigin());
    git("main");
    assertEquals(RepositoryOrigin.GIT_REMOTE, read(Map.of()).repositoryOrigin());
    assertEquals(
        RepositoryOrigin.VARIABLE, read(Map.of("GITHUB_REPOSITORY", "a/b")).repositoryOrigin());
  }

  @Test
  void ciWithoutAPullRequest_doesNotSpeakForOne() {
    assertTrue(
        read(Map.of("GITHUB_ACTIONS", "true", "GITHUB_REF_NAME", "main", "GITHUB_SHA", "x"))
            .elsewhere());
  }

  @Test
  void emptyVariable_isUnset() {
    assertNull(read(Map.of("NEON_PROJECT_ID", " ")).projectId());
  }

  @Test
  void gitHubApiThatIsNone_isRefusedWithoutItsValue() {
    Environment broken = new Environment(Map.of("GITHUB_API_URL", "https://me:hush@a b")::get);
    PreconditionException refused = assertThrows(PreconditionException.class, broken::gitHubApi);
    assertEquals("GITHUB_API_URL is not an address", refused.getMessage());
    assertNull(refused.getCause());
  }

  @Test
  void databaseUrlThatIsNone_isRefusedWithoutItsValue() {
    Environment broken = new Environment(Map.of("DATABASE_URL", "postgres//me:hush@host/db")::get);
    PreconditionException refused =
        assertThrows(PreconditionException.class, broken::productionUrl);
    assertTrue(refused.isUsage());
    assertEquals(
        "DATABASE_URL, which is to guard production, is not the URL of a PostgreSQL database",
        refused.getMessage());
    assertNull(refused.getCause());
    assertNull(new Environment(Map.of("DATABASE_URL", " ")::get).productionUrl());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://github.com/acme/shop.git, github.com, acme/shop",
        "https://token@github.com/acme/shop, github.com, acme/shop",
        "git@github.com:acme/shop.git, github.com, acme/shop",
        "github-work:acme/shop.git, github-work, acme/shop",
        "ssh://git@GitHub.com:22/acme/shop.git, github.com, acme/shop",
        "https://gitlab.com/group/sub/shop.git, gitlab.com, sub/shop",
        "/srv/git/shop.git, -, -",
        "../shop, -, -",
      })
  void remotes(String url, String host, String repository) {
    assertEquals(
        host == null ? null : new GitCheckout.Remote(host, repository), GitCheckout.remote(url));
  }

  @ParameterizedTest
  @CsvSource({
    "git@github.com:acme/shop, https://api.github.com, true",
    "ssh://git@ssh.github.com:443/acme/shop.git, https://api.github.com, true",
    "https://ghe.example.com/acme/shop, https://ghe.example.com/api/v3, true",
    "https://acme.ghe.com/acme/shop, https://api.acme.ghe.com, true",
    "https://ghe.example.com/acme/shop, https://api.github.com, false",
    "git@gitlab.com:acme/shop, https://api.github.com, false",
    "git@github.com:acme/shop, https://ghe.example.com/api/v3, false",
    "https://github.com.example.com/acme/shop, https://api.github.com, false",
  })
  void remoteOfAnotherHost_isNotOnThatGitHub(String url, URI api, boolean on) throws IOException {
    git("main");
    Path config = directory.resolve(".git/config");
    Files.writeString(config, "[remote \"origin\"]\n\turl = " + url + "\n");
    assertEquals(on, read(Map.of()).isOnGitHub(api));
    assertTrue(read(Map.of("GITHUB_REPOSITORY", "acme/shop")).isOnGitHub(api));
  }

  @Test
  void directory_isOnNoGitHub() {
    assertFalse(read(Map.of()).isOnGitHub(URI.create("https://api.github.com")));
  }

  private CiContext read(Map<String, String> variables) {
    return CiContext.read(new Environment(variables::get), directory);
  }

  private void git(String branch) throws IOException {
    Path git = Files.createDirectories(directory.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
    Files.writeString(
        git.resolve("config"),
        """
        [core]
        \tbare = false
        [remote "upstream"]
        \turl = https://github.com/other/fork.git
        [remote "origin"]
        \turl = git@github.com:acme/shop.git
        \tfetch = +refs/heads/*:refs/remotes/origin/*
        """);
    Path ref = git.resolve("refs/heads/" + branch);
    Files.createDirectories(ref.getParent());
    Files.writeString(ref, COMMIT + "\n");
  }
}
