package dev.neonflow.workflows.report.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Secrets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GitHubPullRequestsTest {
  private final FakeGitHub github = new FakeGitHub();

  @AfterEach
  void stop() throws Exception {
    github.close();
    assertEquals(List.of(), github.violations);
  }

  private GitHubPullRequests pulls(String repository) {
    Secrets secrets = name -> Secret.of("secret_of_" + name);
    return GitHubPullRequests.of(github.api(), repository, secrets);
  }

  @Test
  void openOnSeveralPages_isComplete() {
    Set<Integer> open = new TreeSet<>();
    for (int number = 1; number <= 450; number++) {
      github.pull(number, number % 3 == 0 ? "closed" : "open");
      if (number % 3 != 0) {
        open.add(number);
      }
    }
    assertEquals(open, pulls("acme/shop").open());
  }

  @Test
  void onePage_isReadOnce() {
    github.pull(7, "open");
    assertEquals(Set.of(7), pulls("acme/shop").open());
    assertEquals(1, github.seen.size());
  }

  @Test
  void closedWhileThePagesAreRead_losesNoOtherOne() {
    for (int number = 1; number <= 150; number++) {
      github.pull(number, "open");
    }
    AtomicInteger reads = new AtomicInteger();
    github.after =
        request -> {
          if (reads.incrementAndGet() == 1) {
            github.pull(5, "closed");
          }
        };
    Set<Integer> open = pulls("acme/shop").open();
    assertTrue(open.contains(101), "it moved to the page that was read already");
    assertEquals(149, open.size());
  }

  @Test
  void listThatNeverStaysTheSame_isRefused() {
    for (int number = 1; number <= 150; number++) {
      github.pull(number, "open");
    }
    AtomicInteger next = new AtomicInteger(1000);
    github.after = request -> github.pull(next.incrementAndGet(), "open");
    assertThrows(PreconditionException.class, () -> pulls("acme/shop").open());
  }

  @Test
  void secondPageThatFails_isNoEmptyList() {
    for (int number = 1; number <= 150; number++) {
      github.pull(number, "open");
    }
    github.before =
        request -> request.path().endsWith("page=2") ? FakeGitHub.error(404, "Not Found") : null;
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> pulls("acme/shop").open());
    assertTrue(error.getMessage().contains("list the open pull requests"), error.getMessage());
  }

  @Test
  void unreadableAnswer_isNoEmptyList() {
    github.before = request -> new MockResponse().setBody("[{\"state\":\"open\"}]");
    assertThrows(PreconditionException.class, () -> pulls("acme/shop").open());
  }

  @Test
  void closed_isTold_andWhatDidNotChangeIsAskedByItsEtag() {
    github.pull(7, "open");
    GitHubPullRequests pulls = pulls("acme/shop");
    assertFalse(pulls.isClosed(7));
    assertFalse(pulls.isClosed(7));
    assertEquals("W/\"7open\"", github.seen.get(1).headers().get("if-none-match"));
    github.pull(7, "closed");
    assertTrue(pulls.isClosed(7));
    assertTrue(pulls.isClosed(7));
    assertEquals(4, github.seen.size());
  }

  @Test
  void unknownOneOrWrongToken_isAnErrorAndNotClosed() {
    assertThrows(PreconditionException.class, () -> pulls("acme/shop").isClosed(8));
    assertThrows(PreconditionException.class, () -> pulls("acme/other").open());
    github.tokens.clear();
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> pulls("acme/shop").open());
    assertTrue(error.getMessage().contains("401"), error.getMessage());
  }

  @Test
  void directoryOrNoToken_isRefusedAtOnce() {
    assertThrows(PreconditionException.class, () -> pulls("local/shop"));
    Secrets none =
        name -> {
          throw PreconditionException.usage("unset", "set it");
        };
    PreconditionException error =
        assertThrows(
            PreconditionException.class,
            () -> GitHubPullRequests.of(github.api(), "acme/shop", none));
    assertTrue(error.next().contains("GITHUB_TOKEN"), error.next());
  }
}
