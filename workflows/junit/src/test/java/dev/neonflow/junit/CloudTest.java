package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.ListBranches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Neon of another process, as the cloud is; the environment of a JVM of its own names it. */
class CloudTest {

  private static final int HALTED = 7;

  @TempDir Path directory;

  @Test
  void cloudIsUsedWhenAsked_cleanedUp_andLeftToTheLeaseByAKill() throws Exception {
    try (EmbeddedNeon cloud = EmbeddedNeon.start();
        Neon neon = Neon.builder(Secret.of(cloud.apiKey())).apiBase(cloud.apiBase()).build()) {
      Path notes = Files.createFile(directory.resolve("notes"));
      assertEquals(HALTED, child(cloud, notes), () -> output());

      List<List<String>> seen =
          Files.readAllLines(notes).stream().map(line -> List.of(line.split(" "))).toList();
      assertEquals(3, seen.size(), seen.toString());
      List<String> embedded = seen.get(0);
      List<String> ordinary = seen.get(1);
      List<String> killed = seen.get(2);

      assertNotEquals(cloud.projectId(), embedded.get(0), "a key alone does not lead to the cloud");
      assertNotEquals(embedded.get(1), embedded.get(2), "prepared once, on a shared parent");
      assertEquals(cloud.projectId(), ordinary.get(0));
      assertEquals(ordinary.get(1), ordinary.get(2), "prepared itself, for it has a lease");

      List<Branch> left =
          neon.branches().list(cloud.projectId(), ListBranches.all()).items().stream()
              .map(annotated -> annotated.branch())
              .filter(branch -> !branch.isDefault())
              .toList();
      assertEquals(killed.subList(1, 2), left.stream().map(Branch::id).toList());
      Instant expiry = left.get(0).expiresAt();
      assertNotNull(expiry);
      assertTrue(expiry.isBefore(Instant.now().plus(Duration.ofHours(3))), expiry.toString());
    }
  }

  private int child(EmbeddedNeon cloud, Path notes) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            "-D" + Child.NOTES + "=" + notes,
            Child.class.getName());
    builder.environment().put("NEON_API_KEY", cloud.apiKey());
    builder.environment().put("NEON_PROJECT_ID", cloud.projectId());
    builder.environment().put("NEON_API_HOST", cloud.apiBase().toString());
    builder.environment().remove("NEON_DATABASE_USERNAME");
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "the child ends");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("output"));
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  /** Runs the samples: first as if nothing had been said, then in the cloud. */
  static final class Child {
    static final String NOTES = "notes";

    private Child() {}

    public static void main(String[] arguments) {
      Run.of(OrdinaryTest.class);
      Run.of(Map.of(Target.PARAMETER, "cloud"), OrdinaryTest.class, KilledTest.class);
    }

    static void note(NeonDatabase database) throws Exception {
      String line =
          Sql.one(
              database.dataSource(),
              "SELECT current_setting('neon.project_id') || ' ' ||"
                  + " current_setting('neon.branch_id') || ' ' || branch FROM prepared");
      Path notes = Path.of(System.getProperty(NOTES));
      Files.writeString(notes, Files.readString(notes) + line + "\n");
    }
  }

  @NeonBranch(setup = Migrations.class)
  static class OrdinaryTest {
    @Test
    void notes(NeonDatabase database) throws Exception {
      Child.note(database);
    }
  }

  @NeonBranch(setup = Migrations.class)
  static class KilledTest {
    @Test
    void isKilled(NeonDatabase database) throws Exception {
      Child.note(database);
      Runtime.getRuntime().halt(HALTED);
    }
  }
}
