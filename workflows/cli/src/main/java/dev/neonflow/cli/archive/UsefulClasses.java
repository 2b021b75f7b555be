package dev.neonflow.cli.archive;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What a run against a real Neon needs beyond practice: TLS, the PostgreSQL driver and our own
 * steps. Loads the classes without running anything of them.
 */
final class UsefulClasses {

  private static final List<String> OF_JAVA =
      List.of(
          "sun/security/ssl",
          "sun/security/x509",
          "sun/security/validator",
          "sun/security/ec",
          "com/sun/crypto/provider",
          "java/sql");

  private static final List<String> JARS =
      List.of("neonflow-sdk-", "neonflow-workflows-", "neonflow-cli-", "failsafe-", "postgresql-");

  private UsefulClasses() {}

  static void load() throws IOException {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
    for (String name : OF_JAVA) {
      for (String module : List.of("java.base", "java.sql", "jdk.crypto.ec")) {
        Path of = modules.resolve(module);
        if (Files.isDirectory(of.resolve(name))) {
          try (Stream<Path> files = Files.list(of.resolve(name))) {
            files.forEach(file -> load(of.relativize(file).toString()));
          }
        }
      }
    }
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (JARS.stream().anyMatch(new File(jar).getName()::startsWith)) {
        try (JarFile file = new JarFile(jar)) {
          file.stream().forEach(entry -> load(entry.getName()));
        }
      }
    }
  }

  /** What needs a library that is not there is of no use here. */
  private static void load(String entry) {
    if (!entry.endsWith(".class") || entry.contains("-") || entry.startsWith("META-INF")) {
      return;
    }
    String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    try {
      Class.forName(name, false, UsefulClasses.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Not one of those that are used.
    }
  }
}
