package dev.neonflow.workflows.ci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What git's own files say about a checkout; no git is run.
 *
 * @param root where the checkout begins, or null outside of one
 * @param remote the remote {@code origin}, or null
 * @param branch the branch that is checked out, or null
 * @param commit the commit that is checked out, or null
 */
record GitCheckout(
    @Nullable Path root,
    @Nullable Remote remote,
    @Nullable String branch,
    @Nullable String commit) {

  private static final Logger log = LoggerFactory.getLogger(GitCheckout.class);
  private static final GitCheckout NONE = new GitCheckout(null, null, null, null);
  private static final Pattern ADDRESS =
      Pattern.compile("[a-z+]+://(?:[^/]*@)?([^/]+?)(?::[0-9]*)?/(.+)");
  private static final Pattern SHORT = Pattern.compile("(?:[^/@]*@)?([^/:]+):(.+)");
  private static final Pattern OWNER_AND_NAME = Pattern.compile("([^/]+)/+([^/]+)$");
  private static final Pattern SECTION = Pattern.compile("^\\s*\\[(.*)]\\s*$");
  private static final Pattern URL = Pattern.compile("^\\s*url\\s*=\\s*(.+?)\\s*$");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final String HEADS = "refs/heads/";

  /**
   * Where a remote leads.
   *
   * @param host in lower case, without a port
   * @param repository {@code owner/name}
   */
  record Remote(String host, String repository) {}

  /** The checkout that this directory is in. */
  static GitCheckout of(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    if (root == null) {
      return NONE;
    }
    try {
      return read(root);
    } catch (IOException e) {
      log.warn("git's files in {} cannot be read: {}", root, e.toString());
      return new GitCheckout(root, null, null, null);
    }
  }

  private static GitCheckout read(Path root) throws IOException {
    Path own = gitDirectory(root);
    Path shared = shared(own);
    String head = Files.readString(own.resolve("HEAD")).strip();
    String ref = head.startsWith("ref:") ? head.substring("ref:".length()).strip() : null;
    String commit = ref == null ? head : commit(own, shared, ref);
    return new GitCheckout(
        root,
        origin(shared.resolve("config")),
        ref != null && ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : null,
        commit != null && COMMIT.matcher(commit).matches() ? commit : null);
  }

  /** What all worktrees of a repository have in common. */
  static Path shared(Path own) throws IOException {
    Path common = own.resolve("commondir");
    return Files.isRegularFile(common)
        ? own.resolve(Files.readString(common).strip()).normalize()
        : own;
  }

  /** In a worktree or a submodule {@code .git} is a file that names the directory. */
  static Path gitDirectory(Path root) throws IOException {
    Path git = root.resolve(".git");
    if (Files.isDirectory(git)) {
      return git;
    }
    String text = Files.readString(git).strip();
    return root.resolve(text.substring(text.indexOf(':') + 1).strip()).normalize();
  }

  private static @Nullable String commit(Path own, Path shared, String ref) throws IOException {
    for (Path directory : List.of(own, shared)) {
      Path loose = directory.resolve(ref);
      if (Files.isRegularFile(loose)) {
        return Files.readString(loose).strip();
      }
    }
    Path packed = shared.resolve("packed-refs");
    if (Files.isRegularFile(packed)) {
      for (String line : Files.readAllLines(packed)) {
        if (line.endsWith(" " + ref)) {
          return line.substring(0, line.indexOf(' '));
        }
      }
    }
    return null;
  }

  private static @Nullable Remote origin(Path config) throws IOException {
    if (!Files.isRegularFile(config)) {
      return null;
    }
    boolean inOrigin = false;
    for (String line : Files.readAllLines(config)) {
      Matcher section = SECTION.matcher(line);
      if (section.matches()) {
        inOrigin = section.group(1).equals("remote \"origin\"");
        continue;
      }
      Matcher url = URL.matcher(line);
      if (inOrigin && url.matches()) {
        return remote(url.group(1));
      }
    }
    return null;
  }

  /** The host and the last two parts of a remote's address; null for a path on this machine. */
  static @Nullable Remote remote(String url) {
    Matcher remote = ADDRESS.matcher(url);
    if (!remote.matches()) {
      remote = SHORT.matcher(url);
      if (!remote.matches()) {
        return null;
      }
    }
    String path = remote.group(2).replaceAll("^/+|/+$", "").replaceAll("\\.git$", "");
    Matcher end = OWNER_AND_NAME.matcher(path);
    return end.find()
        ? new Remote(remote.group(1).toLowerCase(Locale.ROOT), end.group(1) + "/" + end.group(2))
        : null;
  }
}
