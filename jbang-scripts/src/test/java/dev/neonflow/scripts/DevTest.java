package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.CreateBranch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engineers' branches from the command line. Each test has its own engineer. */
class DevTest extends AccountTest {

  @Test
  void secondCreate_findsTheBranchOfTheFirst() {
    Ended first = json("create", "alice");
    assertEquals("succeeded", first.field("status"));
    assertEquals("true", first.field("created"));
    assertEquals("dev/alice", first.field("branch_name"));
    assertTrue(first.field("db_host").startsWith("127.0.0.1:"), first.out());
    assertEquals("null", first.field("console_url"));
    Ended second = json("create", "alice");
    assertEquals("false", second.field("created"));
    assertEquals(first.field("branch_id"), second.field("branch_id"));
    Ended third = run("create", "alice");
    assertEquals("dev/alice" + System.lineSeparator(), third.out());
    assertTrue(third.err().contains("kept dev/alice"), third.err());
    assertFalse(third.err().contains("repository: "), third.err());
  }

  @Test
  void job_getsTheBranchAsOutputs() throws IOException {
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_OUTPUT", home.resolve("outputs").toString());
    assertEquals(0, run("create", "ci").exitCode());
    Ended url = run("url", "ci");
    String password = account.uri("dev/ci").password().reveal();
    assertTrue(url.out().contains(password), url.toString());
    assertTrue(url.err().contains("::add-mask::" + password), url.err());
    String outputs = Files.readString(home.resolve("outputs"));
    assertTrue(outputs.contains("branch_name=dev/ci\ncreated=true\n"), outputs);
    assertFalse(outputs.contains(password), outputs);
  }

  @Test
  void branchThatAnotherMachineWorksOn_isRefusedOrWaitedFor() throws Exception {
    environment.put("LOCKS", account.uri("main").uri().reveal());
    environment.put("NEONFLOW_LOCK_URL_ENV", "LOCKS");
    String key = "dev/" + account.project() + "/zoe";
    try (Connection other = account.connect("main");
        PreparedStatement lock =
            other.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, key);
      lock.execute();
      run("create", "zoe").assertRefused(8, "");
      run("create", "zoe", "--on-conflict", "wait", "--timeout", "1s")
          .assertRefused(7, "longer than --timeout 1.0 s");
      assertFalse(account.names().contains("dev/zoe"), account.names().toString());
    }
    assertEquals(0, run("create", "zoe", "--on-conflict", "wait").exitCode());
  }

  @Test
  void neonThatDoesNotAnswer_isLeftWhenTheTimeIsOver() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      environment.put("NEON_API_HOST", "http://127.0.0.1:" + silent.getLocalPort() + "/api/v2");
      for (String verb : List.of("url", "list", "delete")) {
        run(verb, "--project-id", "any-project-1", "--timeout", "1s")
            .assertRefused(7, "longer than --timeout 1.0 s");
      }
    }
  }

  @Test
  void noName_isTheUserOfThisMachine() {
    environment.put("USER", "Bob Builder");
    assertEquals("dev/bob-builder", json("delete").field("branch_name"));
    environment.remove("USER");
    String known = json("delete").field("branch_name");
    assertTrue(known.startsWith("dev/") && known.length() > "dev/".length(), known);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uri             | postgresql://neondb_owner:SECRET@127.0.0.1:",
        "uri --pooled    | postgresql://neondb_owner:SECRET@127.0.0.1:",
        "psql            | PGPASSWORD='SECRET' psql 'postgresql://neondb_owner@127.0.0.1:",
        "jdbc            | jdbc:postgresql://127.0.0.1:",
        "prisma          | DATABASE_URL='postgresql://neondb_owner:SECRET@127.0.0.1:",
        "env             | PGHOST='127.0.0.1'",
        "env --pooled    | PGHOST='127.0.0.1'",
      })
  void url_isWrittenAsAskedFor(String format, String begin) throws Exception {
    have("formats");
    String password = account.uri("dev/formats").password().reveal();
    Ended run = run(("url formats --format " + format).split(" +"));
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().startsWith(begin.replace("SECRET", password)), run.out());
    assertFalse(run.err().contains(password), run.err());
    boolean lines = format.startsWith("prisma") || format.startsWith("env");
    assertEquals(lines, run.out().lines().count() > 1, run.out());
    assertEquals(
        format.startsWith("prisma") || format.equals("env"), run.out().contains("DIRECT_URL="));
    if (format.equals("jdbc")) {
      try (Connection connection = DriverManager.getConnection(run.out().strip())) {
        assertTrue(connection.isValid(5));
      }
    }
  }

  @Test
  void urlAsJson_hasBothConnectionsAndThePassword() {
    have("formats");
    ConnectionUri uri = account.uri("dev/formats");
    Ended run = json("url", "formats", "--format", "psql");
    assertEquals("dev/formats", run.field("branch_name"));
    assertEquals(uri.uri().reveal(), run.field("db_url"));
    assertEquals(uri.pooled().uri().reveal(), run.field("db_url_pooled"));
    assertEquals(uri.password().reveal(), run.field("password"));
    assertTrue(run.field("connection").startsWith("PGPASSWORD="), run.out());
  }

  @Test
  void list_isOursByName_andSaidToBeEmpty() {
    account.clear();
    Ended none = run("list");
    assertEquals("", none.out());
    assertTrue(none.err().contains("there are no engineers' branches"), none.err());
    assertTrue(json("list").out().contains("\"items\":[]"), none.toString());
    account.made(CreateBranch.named("dev/stranger").withoutEndpoint());
    run("create", "zoe");
    run("create", "ann");
    List<String> lines = run("list").out().lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("dev/ann  br-"), lines.toString());
    assertTrue(
        lines.get(1).matches("dev/zoe  br-\\S+  created 20[-0-9]+ [0-9:]+ UTC  from main"),
        lines.toString());
    Ended json = json("list");
    assertTrue(json.out().contains("\"branch_name\":\"dev/ann\""), json.out());
    assertEquals(account.branch("dev/ann").id(), json.field("branch_id"));
    assertEquals("main", json.field("parent"));
    assertEquals("null", json.field("expires_at"));
  }

  @Test
  void reset_givesTheParentsState_andKeepsTheOneBefore() throws Exception {
    run("create", "carol");
    account.sql("dev/carol", "create table mine (id int)");
    Ended reset = json("reset", "carol", "--backup", "dev/carol-before");
    assertEquals("main", reset.field("parent"));
    assertEquals("dev/carol-before", reset.field("backup"));
    assertTrue(
        reset.err().contains("reset dev/carol to main, the state before is dev/carol-before"),
        reset.err());
    assertTrue(account.names().contains("dev/carol-before"), account.names().toString());
    assertEquals(
        "t", account.sql("dev/carol", "select to_regclass('mine') is null"), "the state stayed");
    Ended again = run("reset", "carol", "--backup", "dev/carol-before");
    assertEquals(0, again.exitCode(), again.toString());
    assertTrue(again.err().contains("did nothing more: an earlier run reset"), again.err());
    run("reset", "carol", "--backup", "main").assertRefused(3, "there is a branch main already");
  }

  @Test
  void delete_isFineTwice_andNamesWhatKeepsIt() {
    run("create", "dave");
    account.made(
        CreateBranch.named("on-dave").parentId(account.branch("dev/dave").id()).withoutEndpoint());
    run("delete", "dave").assertRefused(9, "on-dave");
    account.remove(account.branch("on-dave"));
    assertEquals("dev/dave" + System.lineSeparator(), run("delete", "dave").out());
    Ended again = run("delete", "dave");
    assertEquals(0, again.exitCode(), again.toString());
    assertEquals("", again.out());
    assertEquals("false", json("delete", "dave").field("deleted"));
  }

  @ParameterizedTest
  @CsvSource({"url", "reset"})
  void branchThatIsNotThere_isSaidWithHowToMakeIt(String command) {
    Ended run = run(command, "nobody");
    run.assertRefused(3, "there is no branch dev/nobody");
    assertTrue(run.err().contains("  next: create it: neonflow dev create nobody"), run.err());
  }

  @ParameterizedTest
  @CsvSource({"create", "url", "reset", "delete"})
  void branchOfSomebodyElse_isLeftAlone(String command) {
    if (!account.names().contains("dev/foreign")) {
      account.made(CreateBranch.named("dev/foreign").withoutEndpoint());
    }
    account.writes();
    Ended run = run(command, "foreign");
    assertEquals(List.of(), account.writes());
    if (!command.equals("delete")) {
      run.assertRefused(3, "dev/foreign");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create a b                     | 'b' is not understood",
        "create a --adopt               | '--adopt' is not understood",
        "create a --data half           | --data is 'half'",
        "create a --expires-in 90d      | 30 days",
        "create ...                     | made of a-z",
        "url a --format xml             | --format is 'xml'",
        "reset a --database x           | '--database' is not understood",
        "url a --database               | --database",
        "list a                         | 'a' is not understood",
        "create a --rehearse            | '--rehearse' is not understood",
        "create a --lock-url-env NOSUCH | NOSUCH, which is not set",
        "create a --lock-url-env WRONG  | WRONG is not the URL of a database",
        "create a --lock-url-env POOLED | POOLED leads through a pooler",
        "dance                          | dance",
      })
  void wrongUsage_isNamedBeforeAnythingIsAsked(String line, String named) {
    environment.put("WRONG", "hush-hush");
    environment.put("POOLED", "postgresql://me:hush-hush@ep-a-1-pooler.eu.neon.tech/neondb");
    environment.put("NEON_API_KEY", "");
    Ended run = run(line.split(" +"));
    run.assertRefused(2, named);
    assertFalse(run.err().contains("hush-hush"), run.err());
  }

  @Test
  void lockThatAnotherMachineHolds_isSaid() throws Exception {
    environment.put("LOCKS", account.uri("main").uri().reveal());
    String key = "dev/" + account.project() + "/frank";
    try (Connection other = account.connect("main");
        PreparedStatement lock =
            other.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, key);
      lock.execute();
      assertEquals(8, run("create", "frank", "--lock-url-env", "LOCKS").exitCode());
    }
    assertEquals(0, run("create", "frank", "--lock-url-env", "LOCKS").exitCode());
  }

  private void have(String engineer) {
    if (!account.names().contains("dev/" + engineer)) {
      assertEquals(0, run("create", engineer).exitCode());
    }
  }

  private Ended run(String... args) {
    return Script.DEV.run(environment, checkout, args);
  }

  private Ended json(String... args) {
    return Script.DEV.json(environment, checkout, args);
  }
}
