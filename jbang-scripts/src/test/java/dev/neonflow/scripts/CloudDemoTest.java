package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.Stalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The tour on an account, for which an embedded Neon stands in. */
class CloudDemoTest extends AccountTest {

  private static final String BASE = "neonflow-demo";
  private static final String STOP = "neonflow demo --cloud --stop";

  private int goes;

  @AfterEach
  void clear() {
    account.clear();
  }

  private Ended run(String... args) {
    return Script.DEMO.run(environment, checkout, args);
  }

  @Test
  void nobodyToAsk_isToldWhatItWouldMake_andNothingIsMade() {
    account.writes();
    Ended run = run("--cloud");
    run.assertRefused(2, "there is no terminal to ask at");
    assertTrue(run.err().contains("In the Neon project " + account.project()), run.err());
    assertTrue(run.err().contains(BASE + "/pr-42-customer-levels"), run.err());
    assertTrue(run.err().contains("  next: neonflow demo --cloud --yes"), run.err());
    run("--cloud", "--keep", "--yes").assertRefused(2, "--keep would leave branches");
    assertEquals(List.of(), account.writes());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void tour_touchesNoOtherBranch_andLeavesNothing() throws Exception {
    account.made(CreateBranch.named("preview/pr-42"));
    account.sql("main", "create table if not exists customer (theirs text)");
    List<String> before = account.names();
    Ended run = run("--cloud", "--yes", "--output", "json");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.field("preview_url").startsWith("http://127.0.0.1:"), run.out());
    for (String part :
        List.of(
            "created " + BASE,
            "Branch " + BASE + " is production",
            "created " + BASE + "/pr-42-customer-levels from " + BASE + ", expires ",
            "Production was not touched",
            "Nothing of this is left: no branch, ")) {
      assertTrue(run.err().contains(part), part + " is missing in " + run.err());
    }
    assertEquals(before, account.names());
    assertEquals("0", account.sql("main", "select count(*) from customer"));
    assertEquals(
        "0", account.sql("main", "select count(*) from pg_database where datname like '%demo%'"));
    account.sql("main", "drop table customer");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void interruptedTour_removesItsBranches() throws Exception {
    Stalls.excuse(() -> Midway.end(this::interruptedTour));
  }

  private boolean interruptedTour() throws Exception {
    account.clear(); // of a go before
    account.writes();
    goes++;
    Path temporary = Files.createDirectories(home.resolve("tmp" + goes));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    List<String> command = Script.DEMO.command("--cloud", "--yes");
    Process tour = Child.start(home, variables, command, home.resolve("out"));
    Optional<InterruptedTour> interrupted = InterruptedTour.at("  migration  ", tour);
    if (interrupted.isEmpty()) {
      return false;
    }
    String said = interrupted.get().said();
    assertTrue(said.contains("removing its branches"), said);
    List<String> writes = account.writes();
    long made = writes.stream().filter(write -> write.matches("POST .*/branches")).count();
    assertEquals(2, made, writes.toString());
    assertEquals(List.of("main"), account.names());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    return true;
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void whatATourCouldNotRemove_isNamed_andInTheWayOfTheNext_untilItIsStopped() {
    InjectedFault noRoles = account.refusingRoles();
    InjectedFault noDeletions = account.refusingDeletions();
    try {
      Ended failed = run("--cloud", "--yes");
      assertEquals(3, failed.exitCode(), failed.toString());
      assertTrue(failed.err().contains("  left: " + BASE + "; " + STOP), failed.err());
    } finally {
      noRoles.remove();
      noDeletions.remove();
    }
    assertTrue(account.names().contains(BASE), account.names().toString());
    List<String> before = account.names();
    Ended next = run("--cloud", "--yes");
    assertEquals(3, next.exitCode(), next.toString());
    assertTrue(next.err().contains("branch " + BASE + " is there already"), next.err());
    assertEquals(before, account.names());
    assertEquals("stopped", run("--cloud", "--stop").out().strip());
    assertEquals(List.of("main"), account.names());
    assertEquals("nothing was left", run("--cloud", "--stop").out().strip());
    assertFalse(run("--stop").out().contains("stopped"));
  }
}
