package dev.neonflow.workflows.ci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The branch that pull requests are merged into.
 *
 * @param name for example {@code main}
 * @param why how it is known, for people
 */
public record DefaultBranch(String name, String why) {
  private static final String REMOTE = "ref: refs/remotes/origin/";

  /** As git's own files say it; {@code main} if they do not. No git is run. */
  public static DefaultBranch of(Path directory) {
    GitCheckout checkout = GitCheckout.of(directory);
    Path root = checkout.root();
    if (root != null) {
      try {
        Path git = GitCheckout.shared(GitCheckout.gitDirectory(root));
        Path head = git.resolve("refs/remotes/origin/HEAD");
        String text = Files.isRegularFile(head) ? Files.readString(head).strip() : "";
        if (text.startsWith(REMOTE)) {
          return new DefaultBranch(text.substring(REMOTE.length()), "origin's HEAD");
        }
        for (String usual : List.of("main", "master")) {
          if (exists(git, usual)) {
            return new DefaultBranch(usual, "a branch of this name");
          }
        }
      } catch (IOException e) {
        return new DefaultBranch("main", "the usual name; git's files cannot be read");
      }
      String current = checkout.branch();
      if (current != null) {
        return new DefaultBranch(current, "the branch that is checked out");
      }
    }
    return new DefaultBranch("main", "the usual name");
  }

  private static boolean exists(Path git, String branch) throws IOException {
    String ref = "refs/heads/" + branch;
    Path packed = git.resolve("packed-refs");
    return Files.isRegularFile(git.resolve(ref))
        || (Files.isRegularFile(packed)
            && Files.readAllLines(packed).stream().anyMatch(line -> line.endsWith(" " + ref)));
  }
}
