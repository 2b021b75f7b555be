package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Peers;
import dev.neonflow.embedded.TestCache;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On file systems that clone: in a file, mounted as root. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class CloningFileSystemTest {

  private static final long DISK = 1L << 30;
  private static final int ROWS = 250_000;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"xfs", "btrfs"})
  void branchOfMuchData_takesLittleOfTheDisk_andKeepsItsOwn(String type) throws Exception {
    try (Mounted disk = Mounted.mount(dir, type)) {
      Path home = disk.path.resolve("home");
      try (PostgresDataPlane plane = PostgresDataPlane.open(home, TestCache.DIR, false)) {
        plane.createRoot("br-parent", Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
        Compute parent = plane.open(new ComputeSpec("br-parent", "p", "br-parent", "e", 0));
        try (Connection owner = Clients.connect(parent.port())) {
          Clients.execute(
              owner,
              "CREATE TABLE filler AS SELECT i, repeat('x', 700) AS t FROM generate_series(1, "
                  + ROWS
                  + ") i");
          Clients.execute(owner, "CREATE TABLE changed AS SELECT 1 AS i");
          long size = Long.parseLong(Clients.query(owner, "SELECT pg_relation_size('filler')"));
          long before = disk.free();
          plane.copy("br-parent", "br-child");
          long taken = before - disk.free();
          assertTrue(taken < size / 5, "the branch of " + size + " bytes took " + taken);
          Clients.execute(owner, "UPDATE changed SET i = 2");
          Clients.execute(owner, "DELETE FROM filler WHERE i % 2 = 0");
        }
        try (Compute child = plane.open(new ComputeSpec("br-child", "p", "br-child", "e-2", 0))) {
          assertEquals("1", Clients.query(child.port(), "SELECT i FROM changed"));
          assertEquals("" + ROWS, Clients.query(child.port(), "SELECT count(t) FROM filler"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xfs", "btrfs"})
  void copiesUnderLoad_holdEveryAcknowledgedCommit(String type) throws Exception {
    try (Mounted disk = Mounted.mount(dir, type)) {
      Path probe = Files.createDirectory(disk.path.resolve("probe"));
      assertInstanceOf(CloneCopy.class, FileCopy.probe(probe));
      OnlineCopyTest.verify(disk.path.resolve("home"), 10);
    }
  }

  /** A file system of its own. */
  private record Mounted(Path path) implements AutoCloseable {

    static Mounted mount(Path dir, String type) throws IOException {
      Path file = dir.resolve(type + ".disk");
      try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
        disk.setLength(DISK);
      }
      Path path = Files.createDirectory(dir.resolve(type));
      String image = file.toString();
      boolean there =
          run("mkfs." + type, "-q", image)
              && run("mount", "-o", "loop", "-t", type, image, path.toString());
      Peers.need(type, there);
      return new Mounted(path);
    }

    long free() throws IOException {
      run("sync", "-f", path.toString());
      return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void close() {
      assertTrue(run("umount", path.toString()));
    }

    private static boolean run(String... command) {
      return Run.command(List.of(command), Path.of("/"), "").ok();
    }
  }
}
