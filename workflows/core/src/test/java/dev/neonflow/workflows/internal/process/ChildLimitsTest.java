package dev.neonflow.workflows.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What children do not inherit, and what an interrupted one says. */
@Timeout(60)
final class ChildLimitsTest {
  @TempDir Path dir;

  @Test
  void whatLeadsFlyctlElsewhere_isNotInherited() {
    Map<String, String> environment = new HashMap<>();
    environment.put("FLYCTL_OUTPUT_HAR", "all.har");
    environment.put("FLY_API_BASE_URL", "http://elsewhere");
    environment.put("PATH", "/bin");
    ChildEnvironment.prepare(environment, (name, value) -> false, Map.of("FLY_CONFIG_DIR", "here"));
    assertEquals(Map.of("PATH", "/bin", "FLY_CONFIG_DIR", "here"), environment);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interrupted_saysWhatToDoNext() {
    Command command = new Command(Command.shell("sleep 60"), dir, Map.of(), Redactor.of(List.of()));
    FakeContext context = FakeContext.forCommit("c1");
    Thread.currentThread().interrupt();
    WorkflowCancelledException cancelled =
        assertThrows(
            WorkflowCancelledException.class,
            () -> ChildProcess.run(command, line -> {}, context, context::heartbeat));
    assertTrue(Thread.interrupted());
    assertEquals("run it again", cancelled.next());
  }
}
