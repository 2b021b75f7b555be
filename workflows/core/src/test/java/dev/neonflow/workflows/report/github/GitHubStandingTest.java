package dev.neonflow.workflows.report.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.report.RunReport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a sweep asks for, and what nobody may read. */
@Timeout(60)
class GitHubStandingTest {
  private static final String PREFIX = "preview/silent-hall-1/acme/shop/";

  private final Desk desk = new Desk();
  private final FakeGitHub github = desk.github;

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  private Set<String> standing() throws Exception {
    return desk.reporter().standing(PREFIX, desk.context);
  }

  @Test
  void reportsOfAllPages_areFoundButThoseThatSayAllIsGone() throws Exception {
    Set<String> expected = new TreeSet<>();
    for (int number = 100; number < 350; number++) {
      String state = number % 2 == 0 ? "removed" : "standing";
      github.add(
          number,
          FakeGitHub.BOT,
          "<!-- neonflow:"
              + PREFIX
              + "pr-"
              + number
              + " -->\n<!-- neonflow-state:"
              + state
              + " -->\nx");
      if (number % 2 != 0) {
        expected.add(PREFIX + "pr-" + number);
      }
    }
    github.add(7, "somebody", "<!-- neonflow:" + PREFIX + "pr-7 -->\nquoted");
    github.add(
        8, FakeGitHub.BOT, "<!-- neonflow:preview/another/acme/shop/pr-8 -->\nother project");
    github.add(9, FakeGitHub.BOT, "says nothing");
    assertEquals(expected, standing());
  }

  @Test
  void publishedReport_isStandingUntilItSaysThatAllIsGone() throws Exception {
    assertEquals(Set.of(), standing());
    desk.publish(Desk.ready("x"));
    assertEquals(Set.of(PREFIX + "pr-42"), standing());
    desk.publish(Desk.gone());
    assertEquals(Set.of(), standing());
    assertEquals(1, desk.marked().size());
  }

  @Test
  void removalWithoutAnEarlierComment_makesNone() throws Exception {
    assertTrue(!desk.publish(Desk.gone()).isSomewhere());
    assertEquals(List.of(), github.comments(42));
  }

  @Test
  void token_isInNothingButItsHeader() throws Exception {
    RunReport report = Desk.ready("x");
    GitHubReporter reporter = desk.reporter().withDeployments().withCommitStatus();
    reporter.publish(report, desk.context);
    reporter.publish(Desk.gone(), desk.context);
    StringBuilder all = new StringBuilder(reporter.toString());
    for (FakeGitHub.Seen seen : github.seen) {
      all.append(seen.path()).append(seen.body());
      seen.headers()
          .forEach((name, value) -> all.append(name.equals("authorization") ? "" : value));
    }
    github.before = request -> FakeGitHub.error(500, "echo: " + FakeGitHub.TOKEN);
    try {
      reporter.publish(report, FakeContext.forCommit(Desk.COMMIT));
    } catch (Exception e) {
      all.append(e).append(e.getCause());
    }
    for (String form :
        List.of(
            FakeGitHub.TOKEN,
            FakeGitHub.TOKEN.replace(" ", "+"),
            FakeGitHub.TOKEN.replace(" ", "%20"),
            Base64.getEncoder()
                .encodeToString(FakeGitHub.TOKEN.getBytes(StandardCharsets.UTF_8)))) {
      assertTrue(all.indexOf(form) < 0, form);
    }
  }
}
