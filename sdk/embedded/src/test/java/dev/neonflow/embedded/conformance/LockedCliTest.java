package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.conformance.NeonCli.Ran;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Refusals for now: 423 is asked again, the others are not. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class LockedCliTest extends ConformanceTest {

  @AfterEach
  void mend() {
    neon.clearFaults();
  }

  @Test
  void overlappingChange_isLocked_andAskedAgainUntilItIsNot() {
    branch("locked");
    InjectedFault hanging = neon.inject(Fault.operationHangs("apply_config"));
    json("databases", "create", "--name", "first", "--branch", "locked");

    served.clear();
    CompletableFuture<Ran> second =
        CompletableFuture.supplyAsync(
            () -> ofProject("databases", "create", "--name", "second", "--branch", "locked"));
    Polling.until("it is locked", () -> served.stream().anyMatch(r -> r.status() == 423));
    hanging.remove();

    Ran ran = second.join().ended(0);
    assertTrue(ran.stderr().contains("Resource is locked. Waiting 3000ms"), ran::toString);
    assertTrue(ran.stdout().contains("second"), ran::toString);
    settle();
    assertTrue(json("databases", "list", "--branch", "locked").each("name").contains("second"));
  }

  @Test
  void tooManyRequests_andServerErrors_areTold_notRepeated() {
    for (int status : new int[] {429, 500, 503}) {
      served.clear();
      InjectedFault fault = neon.inject(Fault.status(status).always());
      refused("an injected fault", "projects", "get", neon.projectId());
      assertEquals(1, served.size());
      assertEquals(1, fault.used());
      fault.remove();
    }
  }
}
