package dev.neonflow.crash;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * A directory with migrations and an application, and a project: the same in the process that is
 * killed and in the one that looks at what is left.
 */
record Workspace(Path directory, URI apiBase, String apiKey, String projectId) {

  static final int PULL_REQUEST = 7;

  /** Longer than anybody waits for something. */
  static final Duration LONG = Duration.ofMinutes(20);

  /** Takes away again what {@link #brake} put there, with whoever it keeps waiting. */
  static final String RELEASE =
      "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep';"
          + " drop schema if exists brake cascade";

  private static final String SECOND =
      """
      insert into one values (1), (2);
      do $$ begin
        if to_regclass('brake.brake') is not null then
          perform pg_sleep(seconds) from brake.brake;
        end if;
      end $$;
      """;

  /** How long one attempt at a request may take where answers are kept back. */
  static final Duration ANSWER = Duration.ofSeconds(4);

  Workspace prepared() throws IOException {
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__one.sql"), "create table one (id int);\n");
    Files.writeString(migrations.resolve("V2__two.sql"), SECOND);
    return this;
  }

  /** SQL for the parent that keeps the second migration waiting in the middle. */
  static String brake() {
    // Flyway begins in a schema without tables only.
    return "create schema brake; create table brake.brake as select "
        + LONG.toSeconds()
        + " as seconds";
  }

  /** Tools on it, as each process makes its own. */
  Scene scene(Trace trace, Interceptor... others) {
    return scene(UnaryOperator.identity(), trace, others);
  }

  /** The same for a Neon that may not answer. */
  Scene impatientScene(Trace trace, Interceptor... others) {
    return scene(client -> client.requestTimeout(ANSWER), trace, others);
  }

  private Scene scene(UnaryOperator<Neon.Builder> settings, Trace trace, Interceptor... others) {
    OkHttpClient.Builder http = new OkHttpClient.Builder().addInterceptor(trace);
    for (Interceptor other : others) {
      http.addInterceptor(other);
    }
    Neon neon =
        settings
            .apply(
                Neon.builder(Secret.of(apiKey))
                    .apiBase(apiBase)
                    .httpClient(http.build())
                    .random(() -> 0))
            .build();
    return new Scene(neon, neonflow(neon, trace), this);
  }

  Path report() {
    return directory.resolve("report.md");
  }

  /** Stands in the command line of the application, and of nothing else. */
  String marker() {
    return "-Dworkspace=" + directory;
  }

  /** All that the application needs; the rest of the class path would only make it start later. */
  private static String ownClasses() {
    return Path.of(
            URI.create(
                SmallApp.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private Neonflow neonflow(Neon neon, Trace trace) {
    return Neonflow.builder(neon)
        .projectId(projectId)
        .repository("acme/shop")
        .gitBranch("feature")
        .commit("0123456789abcdef0123456789abcdef01234567")
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .environment(name -> null)
        .listener(trace)
        .migrator(FlywayMigrator.from(directory.resolve("migrations")))
        .deployer(
            ProcessDeployer.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    marker(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    ownClasses(),
                    SmallApp.class.getName())
                .in(directory)
                .stateDir(directory.resolve("state")))
        .reporter(FileReporter.to(report()))
        .build();
  }
}
