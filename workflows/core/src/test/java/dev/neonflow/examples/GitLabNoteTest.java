package dev.neonflow.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.report.RemoteReporterContract;
import dev.neonflow.workflows.report.ReportMarker;
import dev.neonflow.workflows.report.Reporter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reporter of one's own keeps the contract that ours keep. */
class GitLabNoteTest extends RemoteReporterContract {
  private static final long SOMEBODY = 8;

  private FakeGitLab gitLab;

  @BeforeEach
  void start() throws IOException {
    gitLab = new FakeGitLab();
  }

  @AfterEach
  void stop() {
    gitLab.close();
  }

  private static String quoted() {
    return ReportMarker.begin(FakeContext.subject(42, "c1").key()) + "\nas the bot said";
  }

  @Override
  protected Reporter reporter() {
    return new GitLabNote(gitLab.api(), 5, FakeGitLab.BOT);
  }

  @Override
  protected List<String> reports(int pullRequest) {
    return gitLab.bodies(pullRequest, FakeGitLab.BOT);
  }

  @Override
  protected void remove(int pullRequest) {
    gitLab.remove(pullRequest, FakeGitLab.BOT);
  }

  @Override
  protected void putForeign(int pullRequest) {
    gitLab.add(pullRequest, SOMEBODY, quoted());
  }

  @Override
  protected boolean isForeignIntact() {
    return gitLab.bodies(42, SOMEBODY).equals(List.of(quoted()));
  }

  @Override
  protected List<String> traces() {
    return gitLab.paths();
  }

  @Override
  protected List<String> tokens() {
    return List.of(FakeGitLab.TOKEN);
  }

  @Override
  protected void refuseCredentials(boolean refuse) {
    gitLab.trouble = refuse ? 401 : 0;
  }

  @Override
  protected void limitRate(boolean limit) {
    gitLab.trouble = limit ? 429 : 0;
  }

  @Override
  protected void cutNetwork(boolean cut) {
    gitLab.cut = cut;
  }

  @Override
  protected void stall(boolean stall) {
    gitLab.stalls = stall;
  }

  @Override
  protected void whenStalled(Runnable action) {
    gitLab.whenStalled = action;
  }

  @Test
  void noteOnALaterPage_isFound() throws Exception {
    for (int i = 0; i < 250; i++) {
      gitLab.add(42, SOMEBODY, "comment " + i);
    }
    publish(42, "first one");
    assertFalse(publish(42, "second one").created());
    assertEquals(1, reports(42).size());
  }
}
