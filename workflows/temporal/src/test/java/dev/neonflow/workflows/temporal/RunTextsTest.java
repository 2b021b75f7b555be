package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.WorkflowStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is sent to the server and asked of it. */
class RunTextsTest {

  /** Two harmless lines, which look like a password when their break is written out once more. */
  private static final String LINES =
      "{\n  \"text\": \"see https://example.org:443\\nalice@example.org\"\n}";

  @Test
  void request_comesBack() {
    RunRequest request =
        new RunRequest(
            new RunId("run-1"),
            Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            LINES);
    assertEquals(request, RunRequest.fromJson(request.toJson()));
  }

  @Test
  void progress_comesBack() {
    for (String running : new String[] {"branch", null}) {
      RunProgress progress = new RunProgress(WorkflowStatus.SUCCEEDED, running, true, LINES);
      assertEquals(progress, RunProgress.fromJson(progress.toJson()));
    }
  }

  @Test
  void whatIsNeither_isRefused() {
    for (String json : new String[] {"", "{}", "[]"}) {
      assertThrows(InvalidWorkflowException.class, () -> RunRequest.fromJson(json));
      assertThrows(InvalidWorkflowException.class, () -> RunProgress.fromJson(json));
    }
  }
}
