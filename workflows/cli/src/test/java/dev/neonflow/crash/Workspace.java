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
import okhttp3.OkHttpClient;

/**
 * A directory with migrations and an application, and a project: the same in the process that is
 * killed and in the one that looks at what is left.
 */
record Workspace(Path directory, URI apiBase, String apiKey, String projectId) {

  static final int PULL_REQUEST = 7;

  /** A table of the parent that keeps the second migration waiting in the middle. */
  static final String BRAKE = "brake";

  private static final String SECOND =
      """
      insert into one values (1), (2);
      do $$ begin
        if to_regclass('%s') is not null then perform pg_sleep(5); end if;
      end $$;
      """
          .formatted(BRAKE);

  /** Shorter than the faults that delay an answer. */
  private static final Duration ANSWER = Duration.ofSeconds(4);

  Workspace prepared() throws IOException {
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__one.sql"), "create table one (id int);\n");
    Files.writeString(migrations.resolve("V2__two.sql"), SECOND);
    return this;
  }

  /** Nothing but tools that look and change nothing of a run. */
  Scene scene(Trace trace) {
    Neon neon =
        Neon.builder(Secret.of(apiKey))
            .apiBase(apiBase)
            .httpClient(new OkHttpClient.Builder().addInterceptor(trace).build())
            .requestTimeout(ANSWER)
            .random(() -> 0)
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
