package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.ServedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preview script from its command line to a real database. */
class PreviewTest {

  private static final Queue<ServedRequest> SERVED = new ConcurrentLinkedQueue<>();
  private static EmbeddedNeon neon;

  @TempDir Path checkout;
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void startNeon() {
    neon = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().onRequest(SERVED::add));
  }

  @AfterAll
  static void stopNeon() {
    neon.close();
  }

  @BeforeEach
  void account() throws IOException {
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("NEON_API_HOST", neon.apiBase().toString());
    environment.put("NEON_API_KEY", neon.apiKey());
    environment.put("NEONFLOW_PROJECT_ID", neon.projectId());
    migration("V1__visits.sql", "create table visits (id int primary key)");
    SERVED.clear();
  }

  @AfterEach
  void removePreview() {
    run("down", "--pr", "7");
  }

  @Test
  void secondRun_adoptsTheBranchOfTheFirst_andDownRemovesIt() {
    Ended first = up("--output", "json");
    assertEquals(0, first.exitCode(), first.toString());
    assertEquals("true", first.field("created"));
    assertEquals("succeeded", first.field("status"));
    assertEquals("1", first.field("schema_version"));
    assertTrue(first.field("db_host").startsWith("127.0.0.1"), first.out());
    assertEquals("null", first.field("preview_url"));
    assertEquals(1, first.out().lines().count(), first.out());

    Ended second = up("--output", "json");
    assertEquals(0, second.exitCode(), second.toString());
    assertEquals("false", second.field("created"));
    assertEquals(first.field("branch_id"), second.field("branch_id"));

    Ended down = run("down", "--pr", "7", "--output", "json");
    assertEquals(0, down.exitCode(), down.toString());
    assertEquals("true", down.field("deleted"));
    Ended again = run("down", "--pr", "7", "--output", "json");
    assertEquals(0, again.exitCode(), again.toString());
    assertEquals("false", again.field("deleted"));
  }

  @Test
  void textResult_isTheBranchName_everythingElseIsOnStandardError() {
    Ended run = up("--ref", "feature/X");
    assertEquals("preview/pr-7-feature-x" + System.lineSeparator(), run.out());
    for (String step : List.of("branch", "migration")) {
      assertTrue(
          run.err().lines().anyMatch(line -> line.matches("  " + step + " +[\\d.]+ s  .+")),
          step + ": " + run.err());
    }
  }

  @Test
  void down_namesWhatItRemoved_andNothingWhenThereWasNothing() {
    up();
    assertEquals("preview/pr-7" + System.lineSeparator(), run("down", "--pr", "7").out());
    Ended again = run("down", "--pr", "7");
    assertEquals(0, again.exitCode(), again.toString());
    assertEquals("", again.out());
    assertTrue(again.err().contains("there was none"), again.err());
  }

  @Test
  void repositoryWithoutAName_isTheDirectorysAndSaid() {
    String said = "repository: local/" + checkout.getFileName() + " (the directory's name";
    assertTrue(up("--dry-run").err().contains(said), said);
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    assertFalse(up("--dry-run").err().contains("repository: "), "it has a name");
  }

  @Test
  void runThatIsNotDone_namesTheDeploymentThatIsThere() throws IOException {
    Files.createDirectories(checkout.resolve("a-directory/x"));
    Ended run = up("--process-command", httpServer(), "--comment-file", "a-directory");
    assertEquals(9, run.exitCode(), run.toString());
    assertTrue(run.err().contains("  left: branch preview/pr-7; deployment "), run.err());
  }

  @Test
  void help_saysWhatTheExitCodesMean() {
    Ended help = run("up", "--help");
    assertEquals(0, help.exitCode(), help.toString());
    assertTrue(help.out().contains("7 remote unavailable or deadline"), help.out());
    assertTrue(help.out().replaceAll("\\s+", " ").contains("only with --output json"), help.out());
  }

  @Test
  void dryRun_saysWhatItWouldDo_andChangesNothing() {
    Ended dry = up("--dry-run");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertTrue(dry.out().contains("would create"), dry.out());
    assertTrue(
        SERVED.stream().allMatch(request -> request.method().equals("GET")), SERVED.toString());
    assertEquals("true", up("--output", "json").field("created"));
  }

  @Test
  void sqlError_endsWith4_theCommentSaysSo_branchStays() throws IOException {
    migration("V2__broken.sql", "alter table nosuch add column x int");
    Path comment = checkout.resolve("comment.md");
    Ended run = up("--comment-file", "comment.md", "--output", "json");
    assertEquals(4, run.exitCode(), run.toString());
    assertEquals("4", run.field("exit_code"));
    assertEquals("failed", run.field("status"));
    assertEquals("migration", run.field("step"));
    assertTrue(run.field("message").contains("nosuch"), run.out());
    assertTrue(run.err().contains("left: branch preview/pr-7"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    assertTrue(run.err().lines().anyMatch(line -> line.endsWith("  FAILED")), run.err());
    assertEquals(1, run.err().split("nosuch", -1).length - 1, run.err());
    assertTrue(Files.readString(comment).contains("nosuch"), Files.readString(comment));
  }

  @Test
  void schemaDiff_isInTheReport_unlessItIsSwitchedOff() throws IOException {
    Path comment = checkout.resolve("comment.md");
    Ended run = up("--comment-file", "comment.md", "--schema-diff-file", "out/schema.diff");
    assertEquals(0, run.exitCode(), run.toString());
    String report = Files.readString(comment);
    assertTrue(report.contains("| table visits | added | additive: new table"), report);
    assertFalse(report.contains("schema\\_history"), report);
    assertTrue(run.err().contains("  1 additive, compared with main as it was"), run.err());
    String whole = Files.readString(checkout.resolve("out/schema.diff"));
    assertTrue(whole.contains("\n+CREATE TABLE public.visits ("), whole);
    assertFalse(whole.contains("history"), whole);

    up("--comment-file", "comment.md", "--no-schema-diff");
    assertFalse(Files.readString(comment).contains("**Schema:**"), "switched off");
    environment.put("NEONFLOW_SCHEMA_DIFF", "0");
    up("--comment-file", "comment.md");
    assertFalse(Files.readString(comment).contains("**Schema:**"), "switched off everywhere");
    up("--comment-file", "comment.md", "--schema-diff");
    assertTrue(Files.readString(comment).contains("**Schema:**"), "the command line decides");
  }

  @Test
  void sqlError_isSaidOnceByTheWholeProcess() throws Exception {
    migration("V2__broken.sql", "do $$ begin raise exception 'broken by design'; end $$");
    Ended run =
        Child.run(
            checkout,
            environment,
            Script.PREVIEW.command("up", "--pr", "7", "--flyway", "db/migration"));
    assertEquals(4, run.exitCode(), run.toString());
    assertEquals(1, run.err().split("broken by design", -1).length - 1, run.err());
    assertFalse(run.err().contains("DbMigrate"), run.err());
  }

  @Test
  void gitHubJob_getsOutputsAndMasks() throws IOException {
    Path outputs = home.resolve("outputs");
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_OUTPUT", outputs.toString());
    Path summary = home.resolve("summary");
    environment.put("GITHUB_STEP_SUMMARY", summary.toString());
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    environment.put("GITHUB_REF", "refs/pull/7/merge");
    Ended run = run("up", "--flyway", "db/migration", "--expose-secrets");
    assertEquals(0, run.exitCode(), run.toString());
    String written = Files.readString(outputs);
    assertTrue(written.contains("created=true\n"), written);
    assertTrue(written.contains("branch_name=preview/pr-7"), written);
    String password =
        written
            .lines()
            .filter(line -> line.startsWith("password="))
            .map(line -> line.substring("password=".length()))
            .findFirst()
            .orElseThrow();
    assertMasked(password, run);
    assertTrue(run.err().contains("::group::preview"), run.err());
    assertTrue(run.err().contains("comment: none without a token"), run.err());
    assertTrue(written.contains("db_host=127.0.0.1:"), written);
    assertTrue(Files.readString(summary).contains("pull request 7"), Files.readString(summary));
    assertFalse(Files.readString(summary).contains("secrets"), Files.readString(summary));
  }

  @Test
  void gitHubJobThatExposesNothing_getsMasksAllTheSame_andNoSecretAnywhere() throws IOException {
    String password = up("--expose-secrets", "--output", "json").field("password");
    Path outputs = home.resolve("outputs");
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_OUTPUT", outputs.toString());
    Ended run = run("up", "--pr", "7", "--migrate", "env", "-v", "--comment-file", "comment.md");
    assertEquals(0, run.exitCode(), run.toString());
    assertMasked(password, run);
    for (Path file : List.of(outputs, checkout.resolve("comment.md"))) {
      assertFalse(Files.readString(file).contains(password), file + " holds the password");
    }
    assertFalse(run.out().contains(password), "the result holds the password");
  }

  /** The mask comes before anything else that holds it, and there should be nothing else. */
  private static void assertMasked(String secret, Ended run) {
    List<String> lines = run.err().lines().filter(line -> line.contains(secret)).toList();
    assertEquals("::add-mask::" + secret, lines.get(0));
    assertTrue(lines.stream().allMatch(line -> line.startsWith("::add-mask::")), lines.toString());
  }

  @Test
  void process_isDeployed_keptByTheSecondRun_andStoppedByDown() throws Exception {
    Ended up = up("-v", "--process-command", httpServer());
    assertEquals(0, up.exitCode(), up.toString());
    assertTrue(up.out().startsWith("http://127.0.0.1:"), up.out());
    assertTrue(
        up.err().contains("output in " + home), "does not say where its log is: " + up.err());
    Ended down = run("down", "--pr", "7");
    assertEquals(0, down.exitCode(), down.toString());
    assertTrue(down.err().contains("stopped "), down.err());
  }

  /** The command of a program that answers. */
  private String httpServer() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        checkout.resolve("App.java"),
        """
        public class App {
          public static void main(String[] a) throws Exception {
            int port = Integer.parseInt(System.getenv("PORT"));
            var s = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress("127.0.0.1", port), 0);
            s.createContext("/", x -> { x.sendResponseHeaders(200, -1); x.close(); });
            s.start();
          }
        }
        """);
    return "exec '" + java + "' App.java";
  }

  private Ended up(String... more) {
    List<String> args = new ArrayList<>(List.of("up", "--pr", "7"));
    args.addAll(List.of("--flyway", "db/migration"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private Ended run(String... args) {
    return Script.PREVIEW.run(environment, checkout, args);
  }

  private void migration(String name, String sql) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(directory.resolve(name), sql);
  }
}
