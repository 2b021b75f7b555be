package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom PostgreSQL runs; it refuses to run as root.
 *
 * @param description how, for the log
 * @param prefix what goes before each command
 * @param owner the other user that must own the data, if there is one
 */
record Way(String description, List<String> prefix, Optional<Owner> owner) {

  private static final Path HERE = Path.of("/");

  /** A user by number. */
  record Owner(String name, int uid, int gid) {}

  static final Way DIRECT = new Way("as the current user", List.of(), Optional.empty());
  static final Way NAMESPACE =
      new Way("as root in a user namespace", List.of("unshare", "-U"), Optional.empty());

  Way {
    prefix = List.copyOf(prefix);
  }

  /** Finds the way on this machine: no more privilege than needed, the fewest changes first. */
  static Way probe() throws IOException {
    if (currentUid() != 0) {
      return DIRECT;
    }
    Run.Result namespace = Run.command(List.of("unshare", "-U", "id", "-u"), HERE, "");
    if (namespace.ok() && !namespace.output().strip().equals("0")) {
      return NAMESPACE;
    }
    return asOtherUser();
  }

  /** The way of root where user namespaces are forbidden. */
  static Way asOtherUser() throws IOException {
    for (String name : List.of("postgres", "nobody")) {
      Optional<Owner> owner = find(name);
      if (owner.isEmpty()) {
        continue;
      }
      for (List<String> prefix : switches(owner.get())) {
        Run.Result result = Run.command(with(prefix, List.of("id", "-u")), HERE, "");
        if (result.ok() && result.output().strip().equals("" + owner.get().uid())) {
          return new Way("as the user " + name + " by " + prefix.get(0), prefix, owner);
        }
      }
    }
    throw new PostgresException(
        "PostgreSQL does not run as root, and neither a user namespace (unshare -U) nor another"
            + " user (setpriv, runuser or su, to postgres or nobody) is possible here; run as a"
            + " normal user, or install util-linux",
        null);
  }

  /** A command as it must be started. */
  List<String> command(List<String> command) {
    return with(prefix, command);
  }

  /** Gives a directory to the user that PostgreSQL runs as, if that is another one. */
  void own(Path tree) throws IOException {
    if (owner.isPresent()) {
      Trees.chown(tree, owner.get().uid(), owner.get().gid());
    }
  }

  /** The user that must own PostgreSQL's files. */
  int uid() throws IOException {
    return owner.isPresent() ? owner.get().uid() : currentUid();
  }

  /** Whether PostgreSQL's user can get to a directory. */
  boolean reaches(Path dir) {
    return prefix.isEmpty()
        || Run.command(command(List.of("test", "-x", dir.toString())), HERE, "").ok();
  }

  static int currentUid() throws IOException {
    Path self = Path.of("/proc/self");
    if (Files.exists(self)) {
      return Trees.uid(self.toRealPath());
    }
    return Integer.parseInt(Run.command(List.of("id", "-u"), HERE, "").output().strip());
  }

  /** The commands that switch to a user, best first. */
  static List<List<String>> switches(Owner owner) {
    return List.of(
        List.of("setpriv", "--reuid=" + owner.uid(), "--regid=" + owner.gid(), "--clear-groups"),
        List.of("runuser", "-u", owner.name(), "--"),
        List.of("su", "-s", "/bin/sh", owner.name(), "-c", "exec \"$0\" \"$@\"", "--"));
  }

  static Optional<Owner> find(String name) throws IOException {
    Path users = Path.of("/etc/passwd");
    if (!Files.isReadable(users)) {
      return Optional.empty();
    }
    return Files.readAllLines(users, StandardCharsets.ISO_8859_1).stream()
        .map(line -> line.split(":", -1))
        .filter(f -> f.length > 3 && f[0].equals(name))
        .map(f -> new Owner(name, Integer.parseInt(f[2]), Integer.parseInt(f[3])))
        .findFirst();
  }

  private static List<String> with(List<String> prefix, List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }
}
