package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staging from the command line. */
class StagingTest extends AccountTest {

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "create table a (id int)");
  }

  @AfterEach
  void removeBranches() {
    account.clear();
  }

  @Test
  void secondRefresh_keepsTheStateOfTheFirst() throws Exception {
    Ended first = json("refresh");
    assertEquals("true", first.field("created"));
    assertEquals("staging", first.field("branch_name"));
    assertEquals("null", first.field("preserved"));
    assertTrue(first.err().contains("there is no staging yet"), first.err());
    account.sql("staging", "insert into a values (1)");
    account.made(
        CreateBranch.named("tester").parentId(account.branch("staging").id()).withoutEndpoint());

    Ended second = json("refresh");
    String preserved = second.field("preserved");
    assertEquals("false", second.field("created"));
    assertEquals(first.field("branch_id"), second.field("branch_id"));
    assertTrue(preserved.matches("staging-before/\\d{8}-\\d{6}"), preserved);
    assertEquals("0", account.sql("staging", "select count(*) from a"));
    assertEquals(List.of("main", "staging", preserved, "tester"), account.names());
    String said = second.err();
    assertTrue(
        said.contains("staging gets the state of main; to " + preserved + " move tester"), said);
    assertTrue(
        said.contains("refreshed staging from main, the state before is " + preserved), said);
    assertFalse(said.contains("repository: "), said);
  }

  @Test
  void dryRun_changesNothing() {
    account.writes();
    Ended dry = run("refresh", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertTrue(dry.out().contains("would create branch staging from the default"), dry.out());
    assertEquals(List.of(), account.writes());
  }

  @Test
  void passwordOfAJob_isMaskedBeforeAToolCanPrintIt() throws IOException {
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_OUTPUT", home.resolve("outputs").toString());
    Ended run = run("refresh", "--migrate", "env", "-v");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("staging" + System.lineSeparator(), run.out());
    String password = account.uri("staging").password().reveal();
    List<String> lines = run.err().lines().filter(line -> line.contains(password)).toList();
    assertEquals("::add-mask::" + password, lines.get(0));
    String outputs = Files.readString(home.resolve("outputs"));
    assertTrue(outputs.contains("branch_name=staging\n"), outputs);
    assertFalse(outputs.contains(password), outputs);
  }

  @Test
  void branchOfSomebodyElse_isLeftAlone() {
    account.made(CreateBranch.named("staging").withoutEndpoint());
    account.writes();
    run("refresh").assertRefused(3, "staging");
    assertEquals(List.of(), account.writes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | refresh --parent nosuch         | nosuch",
        "2 | refresh --flyway nosuch         | not a directory",
        "2 | refresh --deploy fly            | --deploy fly needs the organization",
        "2 | refresh --timeout soon          | --timeout is 'soon'",
        "2 | refresh --adopt                 | '--adopt' is not understood",
        "2 | refresh now                     | 'now' is not understood",
        "2 | refresh --lock-url-env NOSUCH   | NOSUCH, which is not set",
        "2 | up                              | 'up' is not understood",
      })
  void wrongOption_isNamed(int code, String line, String named) {
    run(line.split(" +")).assertRefused(code, named);
  }

  private Ended run(String... args) {
    return Script.STAGING.run(environment, checkout, args);
  }

  private Ended json(String... args) {
    return Script.STAGING.json(environment, checkout, args);
  }
}
