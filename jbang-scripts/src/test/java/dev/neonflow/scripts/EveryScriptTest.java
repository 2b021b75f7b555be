package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is the same for every script: help, version, wrong usage, missing credentials, success as
 * text and as JSON. In this process: of a process of its own, by the launcher or by JBang, only the
 * way of arguments, streams, exit code and signals differs, and not from script to script; {@link
 * BuiltCheckoutTest} and {@link JBangTest} show that. What each script does has a test of its own.
 */
class EveryScriptTest extends AccountTest {

  /** A command line that does something and changes nothing; empty: there is none. */
  private static final Map<String, String> SUCCESS = new LinkedHashMap<>();

  /** Those that need no account. */
  private static final List<String> WITHOUT_ACCOUNT =
      List.of("completion", "config", "embedded", "init", "worker");

  static {
    SUCCESS.put("completion", "bash");
    SUCCESS.put("config", "");
    SUCCESS.put("demo", "--stop");
    SUCCESS.put("dev", "list");
    SUCCESS.put("doctor", "");
    SUCCESS.put("embedded", "stop");
    SUCCESS.put("init", "");
    SUCCESS.put("preview", "up --pr 7 --dry-run");
    SUCCESS.put("production", "deploy --dry-run");
    SUCCESS.put("staging", "refresh --dry-run");
    SUCCESS.put("sweep", "--pull-requests open --dry-run");
    SUCCESS.put("test", "--dry-run -- true");
    // Runs until it is stopped: WorkerTest.
    SUCCESS.put("worker", null);
  }

  @BeforeEach
  void openPullRequests() throws IOException {
    Files.writeString(checkout.resolve("open"), "none\n");
  }

  static Stream<Script> scripts() throws IOException {
    return Script.files().stream()
        .map(file -> new Script(file.getFileName().toString().replace(".java", "")));
  }

  static Stream<Script> thatEnd() throws IOException {
    return scripts().filter(script -> SUCCESS.get(script.name()) != null);
  }

  static Stream<Script> withAccount() throws IOException {
    return thatEnd().filter(script -> !WITHOUT_ACCOUNT.contains(script.name()));
  }

  @Test
  void table_hasEveryScript() throws IOException {
    List<String> names = scripts().map(Script::name).toList();
    assertTrue(SUCCESS.keySet().containsAll(names), names + " but " + SUCCESS.keySet());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void help_isTheResult(Script script) {
    Ended run = script.run(environment, checkout, "--help");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().startsWith("Usage: neonflow " + script.name()), run.out());
    assertTrue(run.out().contains("Exit codes: 0 done"), run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void version_isTheResult(Script script) {
    Ended run = script.run(environment, checkout, "--version");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().matches("neonflow \\S.*\\s"), run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void wrongUsage_isTwo_asTextAndAsJson(Script script) {
    script.run(environment, checkout, "--nosuch").assertRefused(2, "--nosuch");
    Ended json = script.run(environment, checkout, "--nosuch", "--output", "json");
    assertEquals("2", json.field("exit_code"), json.toString());
    assertEquals(2, json.exitCode());
  }

  @ParameterizedTest
  @MethodSource("withAccount")
  void missingCredentials_isThree_asTextAndAsJson(Script script) {
    environment.remove("NEON_API_KEY");
    String line = script.equals(Script.DEMO) ? "--cloud --yes" : SUCCESS.get(script.name());
    Ended text = script.run(environment, checkout, args(line));
    assertEquals(3, text.exitCode(), text.toString());
    assertTrue(text.toString().contains("NEON_API_KEY=..."), text.toString());
    Ended json = script.run(environment, checkout, args(withJson(line)));
    assertEquals("3", json.field("exit_code"), json.toString());
    assertEquals(3, json.exitCode());
  }

  @ParameterizedTest
  @MethodSource("thatEnd")
  void success_isZero_asTextAndAsJson(Script script) {
    account.writes();
    String line = SUCCESS.get(script.name());
    Ended text = script.run(environment, checkout, args(line));
    assertEquals(0, text.exitCode(), text.toString());
    Ended json = script.run(environment, checkout, args(withJson(line)));
    assertEquals("succeeded", json.field("status"), json.toString());
    assertEquals(0, json.exitCode());
    assertEquals(List.of(), account.writes());
  }

  /** Ours are before "--". */
  private static String withJson(String line) {
    int end = line.indexOf(" -- ");
    return end < 0
        ? line + " --output json"
        : line.substring(0, end) + " --output json" + line.substring(end);
  }

  private static String[] args(String line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.strip().split(" +")));
    words.removeIf(String::isEmpty);
    return words.toArray(String[]::new);
  }
}
