package dev.neonflow.cli.init;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a repository should have.
 *
 * @param path from its root, with slashes
 * @param before what is there, or null
 * @param text what should be there
 */
public record WantedFile(String path, @Nullable String before, String text) {
  private static final int LINES_AROUND = 3;

  /** How it is. */
  public enum Status {
    /** Not there. */
    MISSING,
    /** There, with another text. */
    DIFFERS,
    /** As it should be. */
    SAME
  }

  static WantedFile in(Path root, String path, String text) throws IOException {
    Path file = root.resolve(path);
    return new WantedFile(path, Files.exists(file) ? Files.readString(file) : null, text);
  }

  /** How it is; line ends of Windows make no difference. */
  public Status status() {
    if (before == null) {
      return Status.MISSING;
    }
    return before.replace("\r\n", "\n").equals(text) ? Status.SAME : Status.DIFFERS;
  }

  /** What would change, as {@code git apply} takes it; empty if nothing would. */
  public String diff() {
    if (status() == Status.SAME) {
      return "";
    }
    List<String> old = before == null ? List.of() : before.lines().toList();
    return String.join(
            "\n",
            UnifiedDiffUtils.generateUnifiedDiff(
                before == null ? "/dev/null" : "a/" + path,
                "b/" + path,
                old,
                DiffUtils.diff(old, text.lines().toList()),
                LINES_AROUND))
        + "\n";
  }

  /** Writes it. */
  public void write(Path root) throws IOException {
    Path file = root.resolve(path);
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, text);
  }
}
