package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the blocks of the files with the source until one side writes, as xfs and btrfs can. Java
 * 17 has no call for it, {@code cp} has; what {@code cp} did not clone is copied.
 */
final class CloneCopy implements FileCopy {

  /** Followed by the target and the files. */
  static final List<String> COMMAND = List.of("cp", "--reflink=always", "--parents", "-t");

  private static final Logger LOG = LoggerFactory.getLogger(CloneCopy.class);

  /** With names as short as PostgreSQL's this is far from the limit of a command line. */
  private static final int BATCH = 1000;

  private static final int PROBE_BYTES = 8192;

  private final List<String> command;
  private final StreamCopy rest = new StreamCopy();

  CloneCopy(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** Whether a small file can be cloned in an empty directory. */
  static boolean possible(Path empty) throws IOException {
    Path file = Path.of("file");
    Files.write(empty.resolve(file), new byte[PROBE_BYTES]);
    Path clone = Files.createDirectory(empty.resolve("clone"));
    boolean cloned = Run.command(command(COMMAND, clone, List.of(file)), empty, "").ok();
    return cloned && Files.size(clone.resolve(file)) == PROBE_BYTES;
  }

  @Override
  public void copy(Path source, Path target, List<Entry> files) throws IOException {
    for (int from = 0; from < files.size(); from += BATCH) {
      List<Entry> batch = files.subList(from, Math.min(from + BATCH, files.size()));
      List<Path> paths = batch.stream().map(Entry::path).toList();
      Run.Result result = Run.command(command(command, target, paths), source, "");
      if (!result.ok()) {
        LOG.debug("Not all files of {} were cloned: {}", source, result.output());
      }
      rest.copy(source, target, missing(target, batch));
    }
  }

  /** Only what is written afterwards takes space. */
  @Override
  public double room() {
    return 0.2;
  }

  /**
   * What the target has not or not whole, whatever the reason: the file is gone, which the other
   * copy finds out, or it could not be cloned, which the other copy can do or report.
   */
  private static List<Entry> missing(Path target, List<Entry> batch) throws IOException {
    List<Entry> missing = new ArrayList<>();
    for (Entry entry : batch) {
      Path to = target.resolve(entry.path());
      try {
        if (Files.size(to) < entry.size()) {
          Files.delete(to);
          missing.add(entry);
        }
      } catch (NoSuchFileException e) {
        missing.add(entry);
      }
    }
    return missing;
  }

  private static List<String> command(List<String> command, Path target, List<Path> paths) {
    List<String> all = new ArrayList<>(command);
    all.add(target.toString());
    all.add("--");
    paths.forEach(path -> all.add(path.toString()));
    return all;
  }
}
