package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** Copies bytes, file after file: on one disk a second thread makes it slower. */
final class StreamCopy implements FileCopy {

  @Override
  public void copy(Path source, Path target, List<Entry> files) throws IOException {
    for (Entry entry : files) {
      Path from = source.resolve(entry.path());
      try {
        file(from, target.resolve(entry.path()));
      } catch (NoSuchFileException e) {
        if (Files.exists(from)) {
          throw e;
        }
      }
    }
  }

  /** The branch will write too, and its parent goes on. */
  @Override
  public double room() {
    return 1.2;
  }

  /** Copies one file that is complete. */
  static void file(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Trees.PRIVATE_FILE)) {
      long size = in.size();
      long done = 0;
      while (done < size) {
        long n = in.transferTo(done, size - done, out);
        if (n <= 0) {
          break;
        }
        done += n;
      }
    }
  }
}
