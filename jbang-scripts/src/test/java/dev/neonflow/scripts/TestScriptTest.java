package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Stalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command on a throwaway branch. */
class TestScriptTest extends AccountTest {

  @BeforeEach
  void needsAShell() {
    Peers.need("sh");
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(List.of("main"), account.names());
  }

  @ParameterizedTest
  @CsvSource({"0,9,neonflow: branch test/", "5,5,left: branch test/"})
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void branchThatStays_isNamed_andChangesOnlySuccess(int own, int code, String named) {
    InjectedFault fault = account.refusingDeletions();
    try {
      Ended run = run("--output", "json", "--", "sh", "-c", "exit " + own);
      assertEquals(code, run.exitCode(), run.toString());
      assertTrue(run.err().contains(named), run.err());
      assertTrue(run.err().contains("leave it: it expires at "), run.err());
      assertEquals("false", run.field("deleted"));
    } finally {
      fault.remove();
      account.clear();
    }
  }

  private Ended run(String... args) {
    return Script.TEST.run(environment, checkout, args);
  }

  @Test
  void command_getsTheDirectConnection_andItsOutputPassesUntouched() throws IOException {
    String script = "printf 'out \\001\\n'; printf err >&2; env >variables";
    Ended run = run("--", "sh", "-c", script);
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("out \001\n", run.out());
    assertTrue(run.err().contains("err"), run.err());
    Map<String, String> variables = variables();
    ConnectionUri uri = ConnectionUri.parse(Secret.of(variables.get("DATABASE_URL")));
    assertFalse(uri.isPooled());
    assertEquals(uri.password().reveal(), variables.get("PGPASSWORD"));
    assertEquals(uri.host(), variables.get("PGHOST"));
    for (String name : List.of("DIRECT_URL", "DATABASE_URL_UNPOOLED")) {
      assertEquals(variables.get("DATABASE_URL"), variables.get(name), name);
    }
    assertTrue(variables.containsKey("DATABASE_URL_POOLED"), variables.keySet().toString());
    assertFalse(run.err().contains(uri.password().reveal()), "shows a password");
  }

  private Map<String, String> variables() throws IOException {
    return Files.readAllLines(checkout.resolve("variables")).stream()
        .filter(line -> line.contains("="))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a));
  }

  @Test
  void commandThatFails_givesItsExitCode() {
    Ended run = run("--", "sh", "-c", "exit 42");
    assertEquals(42, run.exitCode(), run.toString());
    assertEquals("", run.out());
    String failure =
        "neonflow: command: sh -c 'exit 42' ended with exit code 42\n  next: run again: ";
    assertTrue(run.err().contains(failure + "neonflow test -- sh -c 'exit 42'"), run.err());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void json_isTheOnlyThingOnStandardOutput() {
    String[] args = {"--output", "json", "--", "sh", "-c", "echo theirs; exit 3"};
    Ended run = run(args);
    assertEquals(3, run.exitCode(), run.toString());
    assertEquals(1, run.out().lines().count(), run.out());
    assertEquals("failed", run.field("status"));
    assertEquals("3", run.field("command_exit_code"));
    assertEquals("true", run.field("deleted"));
    assertTrue(run.err().contains("theirs\n"), run.err());
  }

  /** What comes after "--" is none of ours, wherever we look for our own options. */
  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void optionsOfTheCommand_areTheCommands() {
    Ended run = run("--", "nosuchprogram", "-v", "--output", "json", "--dry-run");
    run.assertRefused(2, "cannot run nosuchprogram");
    Ended dashes = run("--", "sh", "-c", "echo $#,$1", "x", "--", "-q");
    assertEquals("2,--\n", dashes.out(), dashes.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                    | the command to run is missing",
        "--                  | the command to run is missing",
        "npm test            | must come after \"--\"",
        "npm -- test         | must come after \"--\"",
        "--expires-in 90d -- true | 30 days",
        "--nosuch -- true    | --nosuch",
      })
  void wrongUsage_isRefusedBeforeThereIsABranch(String line, String named) {
    account.writes();
    Ended run = run(line == null ? new String[0] : line.split(" +"));
    run.assertRefused(2, named);
    assertEquals(List.of(), account.writes());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void migrations_areOnTheBranchBeforeTheCommandRuns() throws IOException {
    migration("V1__item.sql", "create table item (id int); insert into item values (7)");
    Peers.need("psql");
    Ended run = run("--expires-in", "2h", "--", "psql", "-Atc", "select id from item");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("7\n", run.out(), run.err());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void migrationThatFails_endsItBeforeTheCommand() throws IOException {
    migration("V1__item.sql", "create table item (id nosuchtype)");
    Ended run = run("--", "sh", "-c", "touch ran");
    run.assertRefused(4, "nosuchtype");
    assertFalse(Files.exists(checkout.resolve("ran")), "the command ran");
  }

  private void migration(String name, String sql) throws IOException {
    Path place = Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(place.resolve(name), sql);
  }

  @Test
  void dryRun_saysWhatWouldBeDone() {
    account.writes();
    Ended run = run("--dry-run", "--migrate", "true", "--", "sh", "-c", "exit 1");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("would create branch test/"), run.out());
    assertTrue(run.out().contains("  would migrate with `true`"), run.out());
    assertTrue(run.out().contains("  would run sh -c 'exit 1'\n"), run.out());
    assertTrue(run.out().contains("  would delete the branch"), run.out());
    assertEquals(List.of(), account.writes());
    String[] json = {"--dry-run", "--output", "json", "--", "true"};
    assertTrue(run(json).out().contains("\"items\":[{\"step\":\"branch\""), run.out());
  }

  /** What only a process of its own has: signals, real streams, an environment to inherit. */
  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void signal_endsTheCommandFirst_andRemovesTheBranch(String signal, int code) throws Exception {
    environment.put("NEONFLOW_API_KEY", environment.get("NEON_API_KEY"));
    environment.put("FLY_API_TOKEN", "fo1_any");
    environment.put("GH_TOKEN", "gh_any");
    environment.put("LOCKS", account.uri("main").uri().reveal());
    environment.put("DATABASE_URL", "postgresql://production.example/db");
    Stalls.excuse(() -> signal(signal, code));
  }

  private void signal(String signal, int code) throws Exception {
    account.clear(); // of a go before
    String script =
        "env >variables; trap 'echo told; exit 0' TERM; echo begun >&2; while :; do sleep 0.1; done";
    Path out = home.resolve("out");
    List<String> command = Script.TEST.command("--lock-url-env", "LOCKS", "--", "sh", "-c", script);
    Process process = Child.start(checkout, environment, command, out);
    StringBuilder seen = new StringBuilder();
    try (BufferedReader said = process.errorReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        seen.append(line).append('\n');
        if (line.equals("begun")) {
          assertEquals(2, account.names().size());
          List<String> kill = List.of("sh", "-c", "kill -" + signal + " " + process.pid());
          new ProcessBuilder(kill).start().waitFor();
        }
      }
      assertTrue(process.waitFor(Child.MINUTES, TimeUnit.MINUTES), "it does not end");
    } finally {
      Child.kill(process);
    }
    assertEquals(code, process.exitValue(), seen.toString());
    assertEquals("told\n", Files.readString(out));
    assertTrue(
        seen.toString().contains("neonflow: interrupted\n  next: run again"), seen.toString());
    Map<String, String> variables = variables();
    for (String name :
        List.of("NEON_API_KEY", "NEONFLOW_API_KEY", "FLY_API_TOKEN", "GH_TOKEN", "LOCKS")) {
      assertFalse(variables.containsKey(name), name);
    }
    assertFalse(variables.get("DATABASE_URL").contains("production.example"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void timeout_endsTheCommandAndRemovesTheBranch() {
    Ended run = run("--timeout", "3s", "--", "sleep", "120");
    run.assertRefused(7, "it took longer than --timeout 3.0 s");
  }
}
