package dev.neonflow.embedded.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small text file, only its owner's to read, that is replaced as a whole or not at all. */
public final class AtomicFile {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
  private static final String DRAFT = ".new";

  private final Path path;
  private final boolean durable;

  /**
   * The file at this path, which need not exist.
   *
   * @param durable whether what is written survives a loss of power, too
   */
  public AtomicFile(Path path, boolean durable) {
    this.path = path;
    this.durable = durable;
  }

  /** The text, if the file exists. */
  public Optional<String> read() {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Replaces the text; it survives the end of this process when this returns. */
  public synchronized void write(String text) {
    Path draft = path.resolveSibling(path.getFileName() + DRAFT);
    boolean written = false;
    try {
      Files.deleteIfExists(draft);
      create(draft);
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (durable) {
          channel.force(true);
        }
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = true;
      if (durable) {
        syncDirectory();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    } finally {
      if (!written) {
        removeDraft(draft);
      }
    }
  }

  /** Whether a file is one that was never finished. */
  static boolean draft(Path path) {
    return path.getFileName().toString().endsWith(DRAFT);
  }

  /** It takes up room that may be wanted; the next write removes it anyway. */
  private static void removeDraft(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      LOG.debug("{} was not removed", draft, e);
    }
  }

  /** Removes the file if it exists. */
  public synchronized void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }

  /** What to say when the text makes no sense. */
  String damaged() {
    return path + " is damaged; put back a good copy, or start with another directory";
  }

  private static void create(Path draft) throws IOException {
    if (posix()) {
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(draft);
    }
  }

  private void syncDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (posix() && directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
