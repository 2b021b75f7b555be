package dev.neonflow.workflows.migrate;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.FakeContext;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A migration in a process of its own, to be killed. */
public final class KilledMigration {
  private static final String URL = "NEONFLOW_TEST_KILLED_URL";

  private KilledMigration() {}

  /** Starts one; what it writes is in {@code killed.log} beside the migrations' directory. */
  static Process start(
      Class<? extends MigratorContract> contract, Path directory, MigrationTarget target)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledMigration.class.getName(),
                contract.getName(),
                directory.toString(),
                target.branch().branchId(),
                target.branch().name()));
    builder.environment().put(URL, target.direct().uri().reveal());
    Path log = Files.createTempFile(directory.toAbsolutePath().getParent(), "killed", ".log");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Migrates. */
  public static void main(String[] arguments) throws Exception {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    MigratorContract contract = (MigratorContract) constructor.newInstance();
    ConnectionUri uri = ConnectionUri.parse(Secret.of(System.getenv(URL)));
    contract
        .migrator(Path.of(arguments[1]))
        .migrate(
            MigratedBranches.target(arguments[2], arguments[3], uri),
            new FakeContext(FakeContext.subject(42, "c1")));
  }
}
