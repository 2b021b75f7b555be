package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the preview script does about what is there: a branch or another run. Each test has its own
 * pull request.
 */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class PreviewAgainTest extends AccountTest {

  @BeforeAll
  static void fill() throws Exception {
    account.sql(
        "main",
        "create schema crowd; create table crowd.people (name text); insert into crowd.people values ('ann')");
  }

  @Test
  void branchOfSomebodyElse_isTakenIfAskedFor() {
    account.made(CreateBranch.named("preview/pr-1"));
    up(1).assertRefused(3, "preview/pr-1");
    Ended taken = up(1, "--adopt");
    assertEquals(0, taken.exitCode(), taken.toString());
    assertTrue(taken.err().contains("adopted preview/pr-1, expires "), taken.err());
    assertEquals("false", upJson(1, "--adopt").field("created"));
    Ended refused = down();
    refused.assertRefused(3, "preview/pr-1");
    assertTrue(refused.err().contains("--adopt leaves it"), refused.err());
    Ended left = down("--adopt");
    assertEquals(0, left.exitCode(), left.toString());
    assertTrue(left.err().contains("branch preview/pr-1 stays until "), left.err());
    assertEquals("preview/pr-1", account.branch("preview/pr-1").name());
  }

  @Test
  void schemaOnly_hasTablesWithoutRows_andIsMadeAnewInsteadOfReset() throws Exception {
    Ended first = upJson(2, "--data", "schema-only");
    assertEquals("true", first.field("created"));
    assertEquals("0", account.sql("preview/pr-2", "select count(*) from crowd.people"));
    Ended again = upJson(2, "--data", "schema-only", "--on-rerun", "reset");
    assertNotEquals(first.field("branch_id"), again.field("branch_id"));
    assertTrue(again.err().contains("a reset would bring data with the schema"), again.err());
  }

  @ParameterizedTest
  @CsvSource({
    "reuse, 'kept preview/pr-3, expires ', false",
    "reset, 'reset preview/pr-3 from main, expires ', false",
    "recreate, 'made anew preview/pr-3, expires ', true",
  })
  void rerun_doesAsAskedFor_andSaysWhy(String policy, String said, boolean created) {
    String before = upJson(3).field("branch_id");
    Ended again = upJson(3, "--on-rerun", policy);
    assertEquals(created, Boolean.parseBoolean(again.field("created")));
    assertEquals(created, !before.equals(again.field("branch_id")));
    assertTrue(again.err().contains(said), again.err());
    assertEquals(
        !policy.equals("reuse"), again.err().contains("every run asks for it"), again.err());
  }

  @Test
  void changedMigration_resetsTheBranch_andSaysWhich() throws Exception {
    migration("create table a (id int)");
    upJson(4);
    migration("create table a (id bigint)");
    Ended again = upJson(4);
    assertTrue(again.err().contains("reset preview/pr-4 from main"), again.err());
    assertTrue(again.err().contains("V1__a.sql"), again.err());
    Ended dry = up(4, "--dry-run");
    assertTrue(dry.out().contains("would reuse branch preview/pr-4"), dry.out());
  }

  @Test
  void otherRun_isWaitedForOnlyIfAskedFor() throws Exception {
    String slow =
        "echo it be''gan; for i in $(seq 12000); do [ ! -e go ] || exit 0; sleep 0.05; done; exit 1";
    Said begun = new Said("it began");
    CompletableFuture<Ended> first =
        CompletableFuture.supplyAsync(() -> up(5, begun, "--migrate", slow, "-v"));
    assertTrue(begun.seen.await(Child.MINUTES, TimeUnit.MINUTES), "does not say that it runs");
    Ended refused = up(5);
    refused.assertRefused(8, "");
    assertTrue(refused.err().contains("--on-conflict wait"), refused.err());
    Said waiting = new Said("waiting: ");
    CompletableFuture<Ended> second =
        CompletableFuture.supplyAsync(() -> up(5, waiting, "--on-conflict", "wait"));
    assertTrue(waiting.seen.await(Child.MINUTES, TimeUnit.MINUTES), "does not say that it waits");
    assertFalse(second.isDone());
    Files.createFile(checkout.resolve("go"));
    assertEquals(0, first.get(Child.MINUTES, TimeUnit.MINUTES).exitCode(), first.toString());
    assertEquals(0, second.get(Child.MINUTES, TimeUnit.MINUTES).exitCode(), second.toString());
  }

  @Test
  void runThatTakesTooLong_isEnded() {
    Ended run = up(6, "--migrate", "sleep 60", "--timeout", "1s", "--output", "json");
    assertEquals(7, run.exitCode(), run.toString());
    assertEquals("7", run.field("exit_code"));
    assertTrue(run.field("message").contains("longer than --timeout 1.0 s"), run.out());
    assertTrue(run.field("next").startsWith("run again: neonflow preview up --pr 6"), run.out());
  }

  @Test
  void lockThatAnotherMachineHolds_isSaid() throws Exception {
    environment.put("LOCKS", account.uri("main").uri().reveal());
    String key = "preview/" + account.project() + "/acme/shop/pr-9";
    try (Connection other = account.connect("main");
        PreparedStatement lock =
            other.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, key);
      lock.execute();
      up(9, "--lock-url-env", "LOCKS").assertRefused(8, "");
      environment.put("NEONFLOW_LOCK_URL_ENV", "LOCKS");
      environment.put("GITHUB_ACTIONS", "true");
      Ended job = up(9);
      assertEquals(8, job.exitCode(), job.toString());
      String password = account.uri("main").password().reveal();
      List<String> lines = job.err().lines().filter(line -> line.contains(password)).toList();
      assertTrue(lines.stream().allMatch(line -> line.startsWith("::add-mask::")), job.err());
      assertFalse(lines.isEmpty(), job.err());
    }
    assertEquals(0, up(9).exitCode());
  }

  /** Standard error that tells when it holds a text. */
  private static final class Said extends ByteArrayOutputStream {
    private final CountDownLatch seen = new CountDownLatch(1);
    private final String text;

    Said(String text) {
      this.text = text;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      if (toString(StandardCharsets.UTF_8).contains(text)) {
        seen.countDown();
      }
    }
  }

  private Ended up(int number, String... more) {
    return up(number, new ByteArrayOutputStream(), more);
  }

  private Ended up(int number, ByteArrayOutputStream err, String... more) {
    return Script.PREVIEW.run(environment, checkout, err, args(number, more));
  }

  /** Of the first pull request. */
  private Ended down(String... more) {
    String[] args =
        Stream.concat(Stream.of("down", "--pr", "1"), Stream.of(more)).toArray(String[]::new);
    return Script.PREVIEW.run(environment, checkout, new ByteArrayOutputStream(), args);
  }

  private Ended upJson(int number, String... more) {
    return Script.PREVIEW.json(environment, checkout, args(number, more));
  }

  private static String[] args(int number, String... more) {
    return Stream.concat(Stream.of("up", "--pr", Integer.toString(number)), Stream.of(more))
        .toArray(String[]::new);
  }

  private void migration(String sql) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(directory.resolve("V1__a.sql"), sql);
  }
}
