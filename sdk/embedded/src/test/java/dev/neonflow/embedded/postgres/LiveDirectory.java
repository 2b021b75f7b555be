package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a benchmark does with the data directory of a running server. */
public final class LiveDirectory {

  private LiveDirectory() {}

  /** A directory for plain copies, prepared as that of the branches is. */
  public static Path scratch(Path dir) throws IOException {
    Files.createDirectories(dir);
    Run.command(List.of("chattr", "+T", dir.toString()), dir, "");
    return dir;
  }

  /** Writes out what waits for it, so that one measurement does not pay for the one before. */
  public static void settle(Path data) {
    Run.command(List.of("sync", "-f", data.toString()), data, "");
  }

  /** Copies the directory as it is, removes the copy, and tells the milliseconds of the copying. */
  public static double plainCopy(Path data, Path scratch) throws IOException {
    Path target = scratch.resolve("copy-" + Names.unique());
    long start = System.nanoTime();
    // Files that vanish meanwhile make it fail at its end, which is not of interest here.
    Run.command(List.of("cp", "-a", data.toString(), target.toString()), scratch, "");
    double millis = (System.nanoTime() - start) / 1e6;
    Trees.delete(target);
    return millis;
  }

  /** All bytes. */
  public static long size(Path data) throws IOException {
    return Trees.size(data);
  }

  /** The bytes without those of the write-ahead log. */
  public static long sizeWithoutLog(Path data) throws IOException {
    return Trees.size(data) - Trees.size(data.resolve("pg_wal"));
  }
}
