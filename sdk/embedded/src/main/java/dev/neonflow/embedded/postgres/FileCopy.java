package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way to copy many files of one tree into another, whose directories are there. */
interface FileCopy {

  /**
   * A file to copy.
   *
   * @param path within the tree
   * @param size in bytes when it was seen; it may change until it is copied
   */
  record Entry(Path path, long size) {}

  /** Copies files that do not exist in the target. One that is gone meanwhile is left out. */
  void copy(Path source, Path target, List<Entry> files) throws IOException;

  /** The free space to ask for before a copy, of the bytes in the files. */
  double room();

  /** Clones where the file system can, which an empty directory serves to try, else copies. */
  static FileCopy probe(Path empty) throws IOException {
    return CloneCopy.possible(empty) ? new CloneCopy(CloneCopy.COMMAND) : new StreamCopy();
  }
}
