package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get wrong: one clear line, what to do next, the right exit code, no stack trace. */
class BadInputTest {

  @TempDir static Path data;
  private static EmbeddedNeon neon;

  @TempDir Path checkout;
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void startNeon() {
    neon = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().dataDir(data));
  }

  @AfterAll
  static void stopNeon() {
    neon.close();
  }

  @BeforeEach
  void account() throws IOException {
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put(
        "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
    environment.put("NEON_API_HOST", neon.apiBase().toString());
    environment.put("NEON_API_KEY", neon.apiKey());
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "create table a (id int)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "2 | up --pr 0                          | starts at 1",
        "2 | up --pr x                          | --pr",
        "2 | up                                 | --pr",
        "2 | up --pr 7 --nosuch                 | --nosuch",
        "2 | up --pr 7 --rehearse               | '--rehearse' is not understood here",
        "2 | up --pr 7 --on-rerun never         | --on-rerun is 'never'",
        "2 | up --pr 7 --on-conflict supersede  | --on-conflict is 'supersede'",
        "2 | up --pr 7 --data some              | --data is 'some'",
        "2 | up --pr 7 --pull-requests open     | --pull-requests",
        "2 | up --pr 7 --lock-url-env NOSUCH    | NOSUCH, which is not set",
        "2 | up --pr 7 --deploy fly             | --deploy fly needs the organization",
        "3 | up --pr 7 --deploy fly --fly-org a | there is no FLY_API_TOKEN",
        "3 | up --pr 7 --deploy vercel --vercel-project a | there is no VERCEL_TOKEN",
        "3 | down --pr 7 --deploy vercel --vercel-project a | there is no VERCEL_TOKEN",
        "2 | up --pr 7 --deploy-command x --deploy-secrets NOSUCH | NOSUCH is not set",
        "2 | up --pr 7 --fly-postgres db        | --fly-postgres would set DATABASE_URL",
        "2 | up --pr 7 --fly-build-secret KEY   | --fly-build-secret: flyctl takes",
        "2 | up --pr 7 --deploy fly --process-command x | --process-command is given",
        "2 | up --pr 7 --comment github         | --comment github needs a token",
        "2 | up --pr 7 --comment file           | --comment file needs a file",
        "2 | up --pr 7 --deploy somewhere       | --deploy is 'somewhere'",
        "2 | up --pr 7 --deploy process         | needs the application's command",
        "2 | up --pr 7 --deploy vercel          | --deploy vercel needs the project",
        "2 | down --pr 7 --deploy vercel        | --deploy vercel needs the project",
        "2 | up --pr 7 --deploy vercel --vercel-project shop --process-command x | runs there",
        "2 | up --pr 7 --deploy none --process-command x | --process-command is given",
        "2 | up --pr 7 --expose-secrets         | needs --output json",
        "2 | up --pr                            | Missing required parameter for option '--pr'",
        "2 | up --pr 7 --output xml             | --output is 'xml'",
        "2 | up --pr 7 --flyway nosuch          | not a directory",
        "2 | up --pr 7 --expires-in forever     | --expires-in is 'forever'",
        "2 | up --pr 7 --expires-in 90d         | 30 days",
        "2 | up --pr 7 --timeout 0s             | --timeout is '0s'",
        "2 | up --pr 7 --compute big            | --compute is 'big'",
        "3 | up --pr 7 --project-id nosuch-1    | nosuch-1",
        "3 | up --pr 7 --parent nosuch          | nosuch",
        "3 | down --pr 7 --project-id nosuch-1  | nosuch-1",
        "2 | sideways --pr 7                    | sideways",
      })
  void wrongOption_isNamedInOneLine(int code, String line, String named) {
    Ended run = run(line.split(" +"));
    run.assertRefused(code, named);
    if (code == 2) {
      assertTrue(run.err().startsWith("neonflow: "), "not said first: " + run.err());
    }
  }

  /** Before there is a branch that the mistake leaves behind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fly-config nosuch.toml | there is no nosuch.toml",
        "--fly-path nosuch        | there is no fly.toml",
        "--fly-secret NOSUCH      | NOSUCH is not set",
        "--fly-app shop           | all previews would share the app shop",
        "--fly-app {pr}-{foo}     | has an unknown {foo}",
        "--fly-app pr_{pr}        | cannot be the name of an app",
        "--fly-region Paris       | 'Paris' cannot be a region",
        "--fly-vm-memory -3       | cannot have -3 MB",
        "--fly-vm-cpus 0          | cannot have 0 CPUs",
        "--fly-vm-cpu-kind fast   | of kind 'fast'",
        "--flyctl-version latest  | 'latest' is no version",
      })
  void wrongOptionOfFly_isSaidBeforeThereIsABranch(String options, String named)
      throws IOException {
    environment.put("FLY_API_TOKEN", "fo1_any");
    environment.put("FLY_FLAPS_BASE_URL", "http://127.0.0.1:1");
    Files.writeString(checkout.resolve("fly.toml"), "primary_region = 'cdg'\n");
    String[] up = "up --pr 7 --deploy fly --fly-org acme ".concat(options.strip()).split(" ");
    Ended run = run(up);
    run.assertRefused(2, named);
    assertTrue(run.err().startsWith("neonflow: "), "not said first: " + run.err());
  }

  @Test
  void productionWithoutAnAppsName_isSaidBeforeItIsMigrated() throws IOException {
    environment.put("FLY_API_TOKEN", "fo1_any");
    environment.put("FLY_FLAPS_BASE_URL", "http://127.0.0.1:1");
    Files.writeString(checkout.resolve("fly.toml"), "primary_region = 'cdg'\n");
    Ended run =
        Script.PRODUCTION.run(environment, checkout, "deploy", "--deploy", "fly", "--fly-org", "a");
    run.assertRefused(2, "does not say which app it is for");
    assertTrue(run.err().startsWith("neonflow: "), "not said first: " + run.err());
  }

  @Test
  void noKey_isSaidWithWhereToGetOne() {
    environment.put("NEON_API_KEY", "");
    Ended run = run("up", "--pr", "7");
    run.assertRefused(3, "no API key");
    assertTrue(run.err().contains("export NEON_API_KEY="), run.err());
  }

  @Test
  void wrongKey_isSaid_andNotShown() {
    environment.put("NEON_API_KEY", "napi_wrong");
    Ended run = run("up", "--pr", "7", "--project-id", neon.projectId());
    run.assertRefused(3, "neonflow: branch: Neon refused the API key (401");
    assertTrue(!run.err().contains("napi_wrong"), run.err());
    assertTrue(!run.err().contains("http"), run.err());
    assertTrue(run.err().contains("  next: check NEON_API_KEY"), run.err());
    assertEquals(1, run.err().split("NEON_API_KEY", -1).length - 1, run.err());
  }

  @Test
  void severalProjects_areListedWithTheLineToPaste() throws IOException {
    String two =
        "{\"projects\":["
            + project("calm-sea-1", "shop")
            + ","
            + project("wild-hill-2", "blog")
            + "],\"applications\":{},\"integrations\":{}}";
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", exchange -> answer(exchange, two));
    api.start();
    try {
      environment.put(
          "NEON_API_HOST", "http://127.0.0.1:" + api.getAddress().getPort() + "/api/v2");
      Ended run = run("up", "--pr", "7");
      run.assertRefused(2, "2 projects");
      assertTrue(run.err().contains("    --project-id calm-sea-1   # shop"), run.err());
      assertTrue(run.err().contains("    --project-id wild-hill-2   # blog"), run.err());
    } finally {
      api.stop(0);
    }
  }

  private static String project(String id, String name) {
    return """
        {"id": "%s", "name": "%s", "region_id": "aws-eu-central-1", "pg_version": 18,
         "platform_id": "aws", "provisioner": "k8s-neonvm", "proxy_host": "proxy",
         "branch_logical_size_limit": 512, "branch_logical_size_limit_bytes": 536870912,
         "store_passwords": true, "creation_source": "console", "owner_id": "org-1",
         "active_time": 0,
         "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"}
        """
        .formatted(id, name);
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void foreignHostWithoutTls_isRefused() {
    environment.put("NEON_API_HOST", "http://example.com/api/v2");
    run("up", "--pr", "7").assertRefused(2, "example.com");
  }

  @Test
  void embeddedNeonThatWasStopped_isSaidAtOnceWithHowToStartIt() throws IOException {
    try (DeadPort gone = new DeadPort()) {
      environment.put("NEON_API_HOST", "http://" + gone.address() + "/api/v2");
      Ended run = run("up", "--pr", "7", "--project-id", "any-project-1");
      run.assertRefused(7, "nothing listens at http://" + gone.address() + "/api/v2");
      assertTrue(
          run.err().contains("  next: start the embedded Neon: neonflow embedded start --detach"),
          run.err());
    }
  }

  @Test
  void valueFromTheEnvironment_isNamedWithItsOrigin() {
    environment.put("NEONFLOW_PR", "seven");
    run("up").assertRefused(2, "NEONFLOW_PR");
  }

  @Test
  void failureWithJson_isOneObjectOnStandardOutput() {
    Ended run = run("up", "--pr", "0", "--output", "json");
    assertEquals(2, run.exitCode(), run.toString());
    assertEquals(1, run.out().lines().count(), run.out());
    assertEquals("1", run.field("schema_version"));
    assertEquals("failed", run.field("status"));
    assertEquals("2", run.field("exit_code"));
    assertTrue(run.field("message").contains("starts at 1"), run.out());
    assertTrue(!run.field("next").isEmpty(), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output json up --pr 7",
        "up --pr --output json",
        "up --pr x --output=json",
        "--output json",
        "sideways --output json",
        "up --pr 7 --flyway nosuch --output json",
        "up --pr 7 --nosuch --output json",
      })
  void wrongUsageWithJson_isOneObjectToo(String line) {
    Ended run = run(line.split(" "));
    assertEquals(2, run.exitCode(), run.toString());
    assertEquals(1, run.out().lines().count(), run.toString());
    assertEquals("2", run.field("exit_code"));
  }

  @Test
  void damagedSettings_areSaidAsTheResultIsWanted() throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), "a=\\u00zz");
    Ended json = run("up", "--pr", "7", "--output", "json");
    assertEquals("2", json.field("exit_code"), json.toString());
    environment.put("NEONFLOW_OUTPUT", "json");
    run("up", "--pr", "7", "--output=text").assertRefused(2, "neonflow.properties");
  }

  @Test
  void branchInTheWayThatIsNotOurs_isNamed() {
    try (Neon client = Neon.builder(Secret.of(neon.apiKey())).apiBase(neon.apiBase()).build()) {
      var made = client.branches().create(neon.projectId(), CreateBranch.named("preview/pr-8"));
      client
          .operations()
          .await(neon.projectId(), made.operations(), Duration.ofMinutes(Child.MINUTES));
    }
    run("up", "--pr", "8").assertRefused(3, "preview/pr-8");
  }

  @Test
  void portInUse_isNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Path own = home.resolve("own");
      String[] args = {"start", "--port", port, "--data-dir", own.toString()};
      Script.EMBEDDED.run(environment, checkout, args).assertRefused(3, port);
      String[] detached = {"start", "--detach", "--port", port, "--data-dir", own.toString()};
      Ended refused = Script.EMBEDDED.run(environment, checkout, detached);
      refused.assertRefused(3, "Port " + port + " of 127.0.0.1 is in use");
      assertEquals(2, refused.err().lines().count(), refused.toString());
    }
  }

  @Test
  void noEmbeddedNeon_isSaidWithHowToStartOne() {
    Ended run = Script.EMBEDDED.run(environment, checkout, "env");
    run.assertRefused(3, "no embedded Neon runs");
    assertTrue(run.err().contains("neonflow embedded start"), run.err());
  }

  @Test
  void killedPostgres_isARemoteThatIsGone() throws Exception {
    List<Path> before = postmasters();
    assertEquals(0, run("up", "--pr", "9").exitCode());
    List<Path> fresh = new ArrayList<>(postmasters());
    fresh.removeAll(before);
    assertEquals(1, fresh.size(), fresh.toString());
    long pid = Long.parseLong(Files.readAllLines(fresh.get(0)).get(0).strip());
    Files.writeString(
        checkout.resolve("db/migration/V2__slow.sql"), "select pg_sleep(3600) as v2_slow");
    CompletableFuture<Ended> running = CompletableFuture.supplyAsync(() -> run("up", "--pr", "9"));
    awaitQuery("preview/pr-9", "v2_slow");
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Ended run = running.get(Child.MINUTES, TimeUnit.MINUTES);
    run.assertRefused(7, "migration");
    Files.delete(checkout.resolve("db/migration/V2__slow.sql"));
    assertEquals(0, run("up", "--pr", "9").exitCode(), "a rerun mends it");
  }

  /** Waits until a branch's database runs a query. */
  private static void awaitQuery(String branch, String query) throws Exception {
    try (Neon client = Neon.builder(Secret.of(neon.apiKey())).apiBase(neon.apiBase()).build();
        Connection connection = connect(client, branch);
        PreparedStatement asks =
            connection.prepareStatement(
                "select count(*) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and query like ?")) {
      asks.setString(1, "%" + query + "%");
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(Child.MINUTES);
      while (System.nanoTime() < deadline) {
        try (ResultSet count = asks.executeQuery()) {
          if (count.next() && count.getInt(1) > 0) {
            return;
          }
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      throw new AssertionError(query + " does not run");
    }
  }

  private static Connection connect(Neon client, String name) throws SQLException {
    String branch =
        client.branches().list(neon.projectId(), ListBranches.all()).items().stream()
            .map(AnnotatedBranch::branch)
            .filter(found -> found.name().equals(name))
            .findFirst()
            .orElseThrow()
            .id();
    ConnectionUri uri =
        client
            .connectionUris()
            .get(
                neon.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner").branchId(branch));
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  private static List<Path> postmasters() throws IOException {
    return Found.below(data, "postmaster.pid"::equals);
  }

  private Ended run(String... args) {
    return Script.PREVIEW.run(environment, checkout, args);
  }
}
