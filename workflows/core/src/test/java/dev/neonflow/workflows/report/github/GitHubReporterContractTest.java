package dev.neonflow.workflows.report.github;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.report.RemoteReporterContract;
import dev.neonflow.workflows.report.ReportMarker;
import dev.neonflow.workflows.report.Reporter;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The comments of GitHub as a place for reports. */
@Execution(ExecutionMode.CONCURRENT)
final class GitHubReporterContractTest extends RemoteReporterContract {
  private static final String SOMEBODY = "somebody";

  private final Desk desk = new Desk();
  private final FakeGitHub github = desk.github;
  private volatile Runnable whenStalled = () -> {};

  @BeforeEach
  void openTheOther() {
    github.pull(4, "open");
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  private static String quoted(int pullRequest) {
    String key = FakeContext.subject(pullRequest, "c1").key();
    return ReportMarker.begin(key) + "\nas the bot said";
  }

  @Override
  protected Reporter reporter() {
    return desk.reporter();
  }

  @Override
  protected FakeContext context(int pullRequest) {
    FakeContext context = super.context(pullRequest);
    context.skipsPauses = true;
    return context;
  }

  private Stream<FakeGitHub.Comment> by(String login, int pullRequest) {
    return github.comments(pullRequest).stream().filter(one -> one.login().equals(login));
  }

  @Override
  protected List<String> reports(int pullRequest) {
    return by(FakeGitHub.BOT, pullRequest).map(FakeGitHub.Comment::body).toList();
  }

  @Override
  protected void remove(int pullRequest) {
    by(FakeGitHub.BOT, pullRequest).forEach(one -> github.remove(one.id()));
  }

  @Override
  protected void putForeign(int pullRequest) {
    github.add(pullRequest, SOMEBODY, quoted(pullRequest));
  }

  @Override
  protected boolean isForeignIntact() {
    return by(SOMEBODY, 42).map(FakeGitHub.Comment::body).toList().equals(List.of(quoted(42)));
  }

  @Override
  protected List<String> traces() {
    return github.calls();
  }

  @Override
  protected List<String> tokens() {
    return List.of(FakeGitHub.TOKEN);
  }

  @Override
  protected void refuseCredentials(boolean refuse) {
    instead(refuse, FakeGitHub.error(401, "Bad credentials " + FakeGitHub.TOKEN));
  }

  private void instead(boolean begins, MockResponse answer) {
    github.before = request -> begins ? answer.clone() : null;
  }

  @Override
  protected void limitRate(boolean limit) {
    String echo = "API rate limit exceeded for " + FakeGitHub.TOKEN;
    instead(limit, FakeGitHub.error(403, echo).setHeader("x-ratelimit-remaining", "0"));
  }

  @Override
  protected void cutNetwork(boolean cut) {
    instead(cut, new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
  }

  @Override
  protected void stall(boolean stall) {
    github.before =
        request -> {
          if (!stall) {
            return null;
          }
          whenStalled.run();
          return new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);
        };
  }

  @Override
  protected void whenStalled(Runnable action) {
    whenStalled = action;
  }
}
